package dev.trellis.core.transfer;

import dev.trellis.core.database.Sql;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Guesses which column goes where: by the name of a field in brackets, as the same heading went the last time, by the
 * field's id, by its label in any language, and at last by a label that is part of the heading.
 */
@Singleton
class Headings {

    private static final Pattern BRACKETS = Pattern.compile(".*\\[([a-z0-9_.]+)]\\s*", Pattern.DOTALL);
    private static final int LONGEST = 120;

    private final Sql sql;

    Headings(Sql sql) {
        this.sql = sql;
    }

    /** Returns the columns for which a field suggests itself; no field twice. */
    List<ImportPlan.Column> guess(String entity, List<String> header, List<Target> targets) {
        var remembered = remembered(entity);
        var taken = new HashSet<String>();
        var found = new HashMap<Integer, String>();
        for (var way : Way.values()) {
            for (int i = 0; i < header.size(); i++) {
                if (!found.containsKey(i) && way.isFor(header.get(i))) {
                    int index = i;
                    way.path(header.get(i), targets, remembered)
                            .filter(path -> Target.find(targets, path).isPresent() && taken.add(path))
                            .ifPresent(path -> found.put(index, path));
                }
            }
        }
        var columns = new ArrayList<ImportPlan.Column>();
        for (int i = 0; i < header.size(); i++) {
            var path = found.get(i);
            if (path != null) {
                columns.add(ImportPlan.Column.of(i, path));
            }
        }
        return columns;
    }

    /** The ways of guessing, the surest first. */
    private enum Way {
        BRACKETED {
            @Override
            Optional<String> path(String heading, List<Target> targets, Map<String, String> remembered) {
                var matcher = BRACKETS.matcher(heading);
                return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
            }
        },
        REMEMBERED {
            @Override
            Optional<String> path(String heading, List<Target> targets, Map<String, String> remembered) {
                return Optional.ofNullable(remembered.get(folded(heading)));
            }
        },
        NAMED {
            @Override
            Optional<String> path(String heading, List<Target> targets, Map<String, String> remembered) {
                return targets.stream()
                        .map(Target::path)
                        .filter(heading.strip()::equalsIgnoreCase)
                        .findFirst();
            }
        },
        LABELLED {
            @Override
            Optional<String> path(String heading, List<Target> targets, Map<String, String> remembered) {
                var wanted = folded(heading);
                return targets.stream()
                        .filter(target -> labels(target).contains(wanted))
                        .map(Target::path)
                        .findFirst();
            }
        },
        RESEMBLING {
            @Override
            Optional<String> path(String heading, List<Target> targets, Map<String, String> remembered) {
                var wanted = folded(heading);
                return targets.stream()
                        .filter(target -> target.lines().isEmpty() && target.writable())
                        .filter(target -> labels(target).stream()
                                .anyMatch(label -> label.length() >= shortest(label) && wanted.contains(label)))
                        .map(Target::path)
                        .findFirst();
            }
        };

        /** A heading that names its path means that and nothing else. */
        boolean isFor(String heading) {
            return !heading.isBlank()
                    && (this == BRACKETED || !BRACKETS.matcher(heading).matches());
        }

        abstract Optional<String> path(String heading, List<Target> targets, Map<String, String> remembered);

        /** Two Chinese characters say as much as five letters. */
        private static int shortest(String label) {
            return label.chars().allMatch(c -> c < 0x2E80) ? 5 : 2;
        }

        private static Set<String> labels(Target target) {
            var labels = new HashSet<String>();
            target.label().texts().values().forEach(text -> labels.add(folded(text)));
            if (!target.lines().isEmpty()) {
                target.field().label().texts().values().forEach(text -> labels.add(folded(text)));
            }
            labels.add(folded(target.path()));
            labels.remove("");
            return labels;
        }
    }

    /** Only letters and digits count, in any case and width. */
    static String folded(String text) {
        var folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{Nd}]+", "");
        return folded.length() <= LONGEST ? folded : folded.substring(0, LONGEST - 1);
    }

    private Map<String, String> remembered(String entity) {
        var found = new HashMap<String, String>();
        sql.list(
                        "SELECT heading, path FROM t_import_heading WHERE entity = ?",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        entity)
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    /** Keeps where the columns went, in the unit of work under way. */
    void remember(String entity, List<String> header, ImportPlan plan) {
        var kept = new HashMap<String, String>();
        for (var column : plan.columns()) {
            var heading = folded(header.get(column.index()));
            if (!heading.isEmpty()) {
                kept.put(heading, column.path());
            }
        }
        kept.forEach((heading, path) -> sql.update("""
                INSERT INTO t_import_heading (entity, heading, path, used_at) VALUES (?, ?, ?, UTC_TIMESTAMP(3))
                ON DUPLICATE KEY UPDATE path = ?, used_at = UTC_TIMESTAMP(3)
                """, entity, heading, path, path));
    }
}
