package dev.trellis.core.record;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.Dependents.Step;
import dev.trellis.core.record.Dependents.Way;
import dev.trellis.core.record.References.Members;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Keeps what other records computed from the rows that were written: in the same transaction where few records are
 * concerned, by a job where a lookup leads to many. Ends because no computed field needs itself.
 */
@Singleton
class Propagation {

    /** How many records behind lookups are computed in the transaction. */
    static final int NEAR = 200;

    private static final int MOST_JOBS = 20;
    private static final int MOST_ROUNDS = 1_000;

    private final References references;
    private final Recalculation recalculation;
    private final RecalculationJobs jobs;

    Propagation(References references, Recalculation recalculation, RecalculationJobs jobs) {
        this.references = references;
        this.recalculation = recalculation;
        this.jobs = jobs;
    }

    /**
     * What of one entity is computed again.
     *
     * @param rollUps those that are read
     * @param carried those that are carried on, with the rows that move them
     * @param formulas the ways on which formulas read what was written
     */
    private record Concerned(
            Set<RecordId> ids, Set<String> rollUps, Map<String, List<Touched>> carried, Set<Way> formulas) {

        /** Tells whether roll-ups are carried on from which nothing else is computed, and no more is to be done. */
        boolean isCarriedAlone(Model model, Shape shape) {
            return rollUps.isEmpty()
                    && formulas.isEmpty()
                    && carried.keySet().stream()
                            .noneMatch(rollUp -> model.dependents().isRead(shape, rollUp));
        }
    }

    /** Returns the records that were computed again. */
    Set<RecordId> run(Model model, List<Touched> written) {
        var open = new ArrayList<>(written);
        // What was read has seen rows whose turn is still to come: to carry it on would count them twice.
        var read = new HashSet<FieldKey>();
        var restored = restored(model, written, read);
        var computed = new HashSet<RecordId>();
        restored.forEach(touched -> computed.add(touched.id()));
        open.addAll(restored);
        rates(model, written);
        for (int round = 0; !open.isEmpty(); round++) {
            if (round == MOST_ROUNDS) {
                throw new TrellisException("Computed values do not come to rest");
            }
            var next = new ArrayList<Touched>();
            concerned(model, open, read).forEach((entity, found) -> {
                var shape = model.known(entity);
                var ids = found.ids();
                var carried = found.carried();
                if (found.isCarriedAlone(model, shape)) {
                    var outcome = recalculation.carry(model, shape, ids, carried);
                    computed.addAll(outcome.written());
                    ids = outcome.unknown();
                    found.rollUps().addAll(ids.isEmpty() ? Set.of() : carried.keySet());
                    carried = Map.of();
                }
                next.addAll(recalculation.run(model, shape, ids, found.rollUps(), carried));
                found.rollUps().forEach(rollUp -> read.add(new FieldKey(entity, rollUp)));
            });
            next.forEach(touched -> computed.add(touched.id()));
            open = next;
        }
        return computed;
    }

    /** Where rates changed, what is computed with them and what amounts are worth follow in the background. */
    private void rates(Model model, List<Touched> written) {
        var currencies = StoredRates.currencies(written);
        if (currencies.isEmpty()) {
            return;
        }
        var converting = model.dependents().converting();
        converting.forEach(shape -> jobs.addOnce(new Members(shape, null, null)));
        for (var shape : model.valued()) {
            var top = Optional.ofNullable(shape.entity().ownedBy())
                    .flatMap(model::shape)
                    .orElse(shape);
            if (!converting.contains(top)) {
                currencies.forEach(currency -> jobs.addOnce(new Members(shape, null, null, currency)));
            }
        }
    }

    /** What came back is computed from what there is today. */
    private List<Touched> restored(Model model, List<Touched> written, Set<FieldKey> read) {
        var restored = new TreeMap<String, Set<RecordId>>();
        for (var touched : written) {
            if (touched.kind() == Touched.Kind.RESTORED && !touched.shape().isOwned()) {
                restored.computeIfAbsent(touched.shape().id(), _ -> new TreeSet<>())
                        .add(touched.id());
            }
        }
        var computed = new ArrayList<Touched>();
        restored.forEach((entity, ids) -> {
            var shape = model.known(entity);
            computed.addAll(recalculation.everything(model, shape, ids));
            model.rules(shape).rollUps().keySet().forEach(rollUp -> read.add(new FieldKey(entity, rollUp)));
        });
        return computed;
    }

    /** Entities by name: the order in which every save locks. */
    private Map<String, Concerned> concerned(Model model, List<Touched> written, Set<FieldKey> read) {
        var byWay = new LinkedHashMap<Way, List<Touched>>();
        for (var touched : written) {
            for (var way : model.dependents().of(touched)) {
                if (mayMatter(model, way, touched)) {
                    byWay.computeIfAbsent(way, _ -> new ArrayList<>()).add(touched);
                }
            }
        }
        var concerned = new TreeMap<String, Concerned>();
        byWay.forEach((way, touched) -> {
            var found = concerned.computeIfAbsent(
                    way.target().id(),
                    _ -> new Concerned(new TreeSet<>(), new HashSet<>(), new HashMap<>(), new HashSet<>()));
            found.ids().addAll(follow(way, touched));
            var rollUp = way.rollUp();
            if (rollUp != null && isCarried(model, way, rollUp, read)) {
                found.carried().put(rollUp, touched);
            } else if (rollUp != null) {
                found.rollUps().add(rollUp);
            } else {
                found.formulas().add(way);
            }
        });
        return concerned;
    }

    private static boolean isCarried(Model model, Way way, String rollUp, Set<FieldKey> read) {
        var rule = model.rules(way.target()).rollUps().get(rollUp);
        return rule != null
                && way.steps().size() == 1
                && RollUpMoves.carries(rule)
                && !read.contains(new FieldKey(way.target().id(), rollUp));
    }

    /** A row that a roll-up leaves out, and left out before, changes nothing of it. */
    private boolean mayMatter(Model model, Way way, Touched touched) {
        var rollUp = way.rollUp();
        if (rollUp == null || way.steps().size() > 1) {
            return true;
        }
        var rule = model.rules(way.target()).rollUps().get(rollUp);
        if (rule == null || rule.filter() == null || !rule.isDecidedByRow()) {
            return true;
        }
        var filter = rule.filter();
        return Stream.of(touched.before(), touched.after())
                .flatMap(Stream::ofNullable)
                .anyMatch(row -> recalculation.holds(model, filter, row));
    }

    /** Follows a way to its end; where it grows too broad, a job is left and nothing found. */
    private Set<RecordId> follow(Way way, List<Touched> touched) {
        var first = way.steps().getFirst();
        int at = 0;
        Set<RecordId> ids = new TreeSet<>();
        for (var row : touched) {
            switch (first) {
                case Step.Referring _ -> ids.add(row.id());
                case Step.Referred(var _, var lookup) -> ids.addAll(ends(row, lookup));
            }
        }
        if (first instanceof Step.Referred) {
            at = 1;
        }
        for (; at < way.steps().size(); at++) {
            switch (way.steps().get(at)) {
                case Step.Referred(var shape, var lookup) -> ids = references.referred(shape, lookup, ids);
                case Step.Referring(var shape, var lookup) -> {
                    var found = references.referring(shape, lookup, ids, NEAR + 1);
                    if (found.size() > NEAR) {
                        leave(way, at, ids);
                        return Set.of();
                    }
                    ids = found;
                }
            }
        }
        return ids;
    }

    /** Where a lookup led and where it leads now. */
    private static Set<RecordId> ends(Touched touched, FieldShape lookup) {
        var ends = new HashSet<RecordId>();
        for (var row : new Row[] {touched.before(), touched.after()}) {
            var end = row == null ? null : row.reference(lookup.id());
            if (end != null) {
                ends.add(end);
            }
        }
        return ends;
    }

    /** What remains after the broad step is at most the one from lines to their parents, or everything is computed. */
    private void leave(Way way, int at, Set<RecordId> ids) {
        var step = way.steps().get(at);
        var target = way.target();
        boolean isLast = step.shape().equals(target) && at == way.steps().size() - 1;
        boolean isLine = target.id().equals(step.shape().entity().ownedBy())
                && at == way.steps().size() - 2;
        if (way.rollUp() == null && (isLast || isLine) && ids.size() <= MOST_JOBS) {
            ids.forEach(id -> jobs.add(new Members(step.shape(), step.lookup(), id)));
        } else {
            jobs.add(new Members(target, null, null));
        }
    }
}
