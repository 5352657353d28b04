package dev.trellis.core.duplicate;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keeps by which keys records are found as duplicates, in the unit of work under way. */
@Singleton
public final class MatchKeys {

    private static final int AT_ONCE = 500;

    /** A key that more records share says nothing of them: the number of a switchboard, say. */
    public static final int TELLING = 50;

    private static final int MOST = 500;

    private final Sql sql;

    MatchKeys(Sql sql) {
        this.sql = sql;
    }

    /**
     * The keys of one record under one rule.
     *
     * @param alone whether the index shall refuse another record with the same key
     */
    public record Kept(String rule, RecordId record, Set<Long> keys, boolean alone) {
        public Kept {
            keys = Set.copyOf(keys);
        }
    }

    /** Adds keys; those of a record that had some under the rule must be removed first. */
    public void add(List<Kept> kept) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var each : kept) {
            for (var key : new TreeSet<>(each.keys())) {
                rows.add(List.of(
                        each.rule(),
                        key,
                        each.alone() ? 0L : each.record().value(),
                        each.record().value()));
            }
        }
        sql.batch("INSERT INTO t_match_key (rule_id, match_key, slot, record_id) VALUES (?, ?, ?, ?)", rows);
    }

    /** Removes the keys of records, those of all rules. */
    public void remove(Collection<RecordId> records) {
        for (var part : parts(new TreeSet<>(records))) {
            sql.update("DELETE FROM t_match_key WHERE record_id IN (" + marks(part.size()) + ")", part.toArray());
        }
    }

    /** Removes the keys of records under one rule. */
    public void remove(String rule, Collection<RecordId> records) {
        for (var part : parts(new TreeSet<>(records))) {
            var parameters = new ArrayList<@Nullable Object>(List.of(rule));
            parameters.addAll(part);
            sql.update(
                    "DELETE FROM t_match_key WHERE rule_id = ? AND record_id IN (" + marks(part.size()) + ")",
                    parameters.toArray());
        }
    }

    /** Removes everything of a rule that is no more, some rows at a time; false when nothing is left. */
    public boolean forget(String rule) {
        return sql.update("DELETE FROM t_match_key WHERE rule_id = ? LIMIT 5000", rule) > 0;
    }

    /** Finds records by the keys of a few others, at most some hundreds. */
    public Map<Long, Set<RecordId>> find(String rule, Collection<Long> keys) {
        return find(rule, keys, MOST);
    }

    /** Finds all records by keys of which none has more than {@link #TELLING}. */
    public Map<Long, Set<RecordId>> findAll(String rule, Collection<Long> keys) {
        return find(rule, keys, AT_ONCE * TELLING);
    }

    private Map<Long, Set<RecordId>> find(String rule, Collection<Long> keys, int most) {
        var found = new HashMap<Long, Set<RecordId>>();
        for (var part : parts(new TreeSet<>(keys))) {
            var parameters = new ArrayList<@Nullable Object>(List.of(rule));
            parameters.addAll(part);
            sql.list(
                            "SELECT match_key, record_id FROM t_match_key WHERE rule_id = ? AND match_key IN ("
                                    + marks(part.size()) + ") LIMIT " + (most + part.size()),
                            row -> Map.entry(row.getLong(1), new RecordId(row.getLong(2))),
                            parameters.toArray())
                    .forEach(row -> found.computeIfAbsent(row.getKey(), _ -> new HashSet<>())
                            .add(row.getValue()));
        }
        return found;
    }

    private static <T> List<List<T>> parts(Collection<T> all) {
        var list = List.copyOf(all);
        var parts = new ArrayList<List<T>>();
        for (int from = 0; from < list.size(); from += AT_ONCE) {
            parts.add(list.subList(from, Math.min(list.size(), from + AT_ONCE)));
        }
        return parts;
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
