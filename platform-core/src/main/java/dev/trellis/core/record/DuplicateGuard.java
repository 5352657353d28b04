package dev.trellis.core.record;

import dev.trellis.core.duplicate.DuplicateRule;
import dev.trellis.core.duplicate.DuplicateRule.Side;
import dev.trellis.core.duplicate.MatchKeys;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses what strict duplicate rules refuse, and keeps by which keys records are found, with every save. */
@Singleton
class DuplicateGuard {

    private final MatchKeys keys;
    private final RecordStore store;
    private final RecordReader reader;

    DuplicateGuard(MatchKeys keys, RecordStore store, RecordReader reader) {
        this.keys = keys;
        this.store = store;
        this.reader = reader;
    }

    /** Holds what would be stored against strict rules: against what is there and against the rest of the batch. */
    void check(Session session, List<Pending> batch) {
        var byShape = new LinkedHashMap<Shape, List<Pending>>();
        batch.stream()
                .filter(pending -> pending.isOpen() && pending.isMerged())
                .forEach(pending -> byShape.computeIfAbsent(pending.shape(), _ -> new ArrayList<>())
                        .add(pending));
        byShape.forEach((shape, some) -> session.model().duplicates(shape).stream()
                .filter(rule -> rule.definition().strict())
                .forEach(rule -> check(session, rule, some)));
    }

    private void check(Session session, DuplicateRule rule, List<Pending> batch) {
        var asked = new LinkedHashMap<Pending, Set<Long>>();
        for (var pending : batch) {
            if (concerns(rule, pending)) {
                var own = rule.keys(Side.ENTERED, pending.after()::get);
                if (!own.isEmpty()) {
                    asked.put(pending, own);
                }
            }
        }
        if (asked.isEmpty()) {
            return;
        }
        var matches = matches(session, rule, asked);
        var titles = titles(session, rule, matches.values());
        var earlier = new HashSet<Long>();
        asked.forEach((pending, own) -> {
            var found = matches.getOrDefault(pending, Set.of());
            boolean isSecond = rule.definition().sought().equals(pending.shape().id())
                    && own.stream().anyMatch(earlier::contains);
            earlier.addAll(own);
            if (!found.isEmpty() || isSecond) {
                pending.fault(problem(rule, pending, found, titles));
            }
        });
    }

    private static boolean concerns(DuplicateRule rule, Pending pending) {
        var before = pending.before();
        return before == null
                || pending.change() instanceof Change.Restore
                || rule.fields(Side.ENTERED).stream()
                        .anyMatch(field ->
                                !Values.equal(before.get(field), pending.after().get(field)));
    }

    private Map<Pending, Set<RecordId>> matches(Session session, DuplicateRule rule, Map<Pending, Set<Long>> asked) {
        var all = new HashSet<Long>();
        asked.values().forEach(all::addAll);
        var found = keys.find(rule.id(), all);
        var candidates = new HashSet<RecordId>();
        found.values().forEach(candidates::addAll);
        var rows = store.load(session.model().known(rule.definition().sought()), candidates, false);
        var matches = new HashMap<Pending, Set<RecordId>>();
        asked.forEach((pending, own) -> {
            var row = pending.after();
            for (var key : own) {
                for (var id : found.getOrDefault(key, Set.of())) {
                    var other = rows.get(id);
                    if (other != null && !id.equals(row.id()) && rule.matches(row::get, other::get)) {
                        matches.computeIfAbsent(pending, _ -> new HashSet<>()).add(id);
                    }
                }
            }
        });
        return matches;
    }

    /** The matches that the actor may see, by their names. */
    private Map<RecordId, String> titles(Session session, DuplicateRule rule, Collection<Set<RecordId>> matches) {
        var ids = new HashSet<RecordId>();
        matches.forEach(ids::addAll);
        if (ids.isEmpty()) {
            return Map.of();
        }
        var shape = session.model().known(rule.definition().sought());
        var title = shape.title();
        var titles = new HashMap<RecordId, String>();
        for (var record : reader.among(session, shape.id(), ids, List.of(title.id()))) {
            var text = record.labels().getOrDefault(title.id(), "");
            titles.put(
                    record.id(),
                    text.isEmpty()
                            ? title.codec()
                                    .toText(
                                            record.value(title.id()),
                                            session.actor().locale())
                            : text);
        }
        return titles;
    }

    private static Problem problem(
            DuplicateRule rule, Pending pending, Set<RecordId> matches, Map<RecordId, String> titles) {
        var path = rule.fields(Side.ENTERED).getFirst();
        var visible = matches.stream().filter(titles::containsKey).sorted().findFirst();
        var code = visible.isPresent() ? RecordProblem.DUPLICATE : RecordProblem.DUPLICATE_ELSEWHERE;
        var problem = Problem.at(path, code)
                .with("rule", rule.definition().label())
                .with("entity", pending.shape().entity().label());
        return visible.map(id ->
                        problem.with("record", titles.getOrDefault(id, "")).with("id", id.toString()))
                .orElse(problem);
    }

    /** Keeps the keys of rows that were written. */
    void keep(Model model, List<Touched> written) {
        var gone = new HashSet<RecordId>();
        var changed = new HashMap<String, Set<RecordId>>();
        var kept = new ArrayList<MatchKeys.Kept>();
        for (var touched : written) {
            var rules = model.soughtBy(touched.shape());
            var row = touched.after();
            if (rules.isEmpty()) {
                continue;
            }
            if (row == null) {
                gone.add(touched.id());
                continue;
            }
            for (var rule : rules) {
                var isKept = touched.kind() == Touched.Kind.CHANGED;
                if (isKept && rule.fields(Side.SOUGHT).stream().noneMatch(touched::concerns)) {
                    continue;
                }
                if (isKept) {
                    changed.computeIfAbsent(rule.id(), _ -> new HashSet<>()).add(touched.id());
                }
                kept.add(kept(rule, row, true));
            }
        }
        keys.remove(gone);
        changed.forEach(keys::remove);
        keys.add(kept);
    }

    /** @param alone whether another record with the same key shall be refused where the rule is strict */
    static MatchKeys.Kept kept(DuplicateRule rule, Row row, boolean alone) {
        return new MatchKeys.Kept(
                rule.id(),
                row.id(),
                rule.keys(Side.SOUGHT, row::get),
                alone && rule.definition().strict() && rule.isWithinOneEntity());
    }
}
