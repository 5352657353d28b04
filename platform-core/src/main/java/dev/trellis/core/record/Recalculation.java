package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.Evaluator;
import dev.trellis.core.expression.FunctionCalls;
import dev.trellis.core.expression.Rates;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.sharing.ShareStore;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes stored values of records again that nobody saves. Neither versions nor the history tell of it and approval
 * locks let it through; what is right already is not written.
 */
@Singleton
class Recalculation {

    private static final Actor ACTOR = new Actor.Platform(Actor.Purpose.COMPUTATION);

    private final Sights sights;
    private final RecordStore store;
    private final RollUps rollUps;
    private final Events events;
    private final ShareStore shares;
    private final FunctionCalls functions;
    private final Rates rates;
    private final DatabaseClock clock;

    Recalculation(
            Sights sights,
            RecordStore store,
            RollUps rollUps,
            Events events,
            ShareStore shares,
            FunctionCalls functions,
            Rates rates,
            DatabaseClock clock) {
        this.sights = sights;
        this.store = store;
        this.rollUps = rollUps;
        this.events = events;
        this.shares = shares;
        this.functions = functions;
        this.rates = rates;
        this.clock = clock;
    }

    /** Computes everything of some records. */
    List<Touched> everything(Model model, Shape shape, Collection<RecordId> ids) {
        return run(model, shape, ids, new TreeSet<>(model.rules(shape).rollUps().keySet()), Map.of());
    }

    /**
     * Computes the formulas of some records, their lines included, and some of their roll-ups.
     *
     * @param rolledUp the roll-ups that are read; those that cannot be carried on are added
     * @param carried those that are carried on, with the rows that move them
     * @return the rows that were written
     */
    List<Touched> run(
            Model model,
            Shape shape,
            Collection<RecordId> ids,
            Set<String> rolledUp,
            Map<String, List<Touched>> carried) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var session = session(model);
        var batch = new ArrayList<Pending>();
        for (var row : store.load(shape, new TreeSet<>(ids), true).values()) {
            var change = new Change.Update(shape.id(), row.id(), row.version(), Map.of());
            var pending = new Pending(change, shape, Map.of());
            pending.before(row);
            pending.after(row.copy());
            shape.lines().forEach(field -> pending.lines(session, field));
            batch.add(pending);
        }
        rolledUp.addAll(carry(session, batch, carried));
        rollUp(
                session,
                batch,
                rolledUp.stream()
                        .sorted()
                        .flatMap(field ->
                                Stream.ofNullable(model.rules(shape).rollUps().get(field)))
                        .toList());
        Computation.ofEverything(session).run(batch);
        var written = new ArrayList<Touched>();
        var changed = batch.stream().filter(pending -> write(pending, written)).toList();
        events.computed(
                session,
                changed.stream()
                        .map(pending -> new Events.Computed(
                                pending.after(),
                                Writes.differing(Objects.requireNonNull(pending.before()), pending.after())))
                        .toList());
        return written;
    }

    /**
     * What became of records whose roll-ups were to be carried on.
     *
     * @param written those of which something changed
     * @param unknown those of which something must be read after all; nothing of them was written
     */
    record Carried(Set<RecordId> written, Set<RecordId> unknown) {}

    /** Carries roll-ups on that nothing else is computed from: of the records, they alone are read and written. */
    Carried carry(Model model, Shape shape, Collection<RecordId> ids, Map<String, List<Touched>> carried) {
        var session = session(model);
        var changed = new ArrayList<Events.Computed>();
        var unknown = new TreeSet<RecordId>();
        for (var row :
                store.lockOnly(shape, new TreeSet<>(ids), carried.keySet()).values()) {
            var before = row.copy();
            boolean isKnown = carried.entrySet().stream()
                    .allMatch(moved ->
                            carry(session, row, model.rules(shape).rollUps().get(moved.getKey()), moved.getValue()));
            var fields = carried.keySet().stream()
                    .filter(field -> !Values.equal(before.get(field), row.get(field)))
                    .sorted()
                    .toList();
            if (!isKnown) {
                unknown.add(row.id());
            } else if (!fields.isEmpty()) {
                store.update(row, fields, row.version());
                changed.add(new Events.Computed(row, fields));
            }
        }
        events.computed(session, changed);
        return new Carried(
                changed.stream().map(one -> one.row().id()).collect(Collectors.toCollection(TreeSet::new)), unknown);
    }

    /** Returns whether it could be carried on. */
    private static boolean carry(Session session, Row row, @Nullable RollUpRule rule, List<Touched> written) {
        if (rule == null) {
            return true;
        }
        var id = rule.field().id();
        var value = RollUpMoves.carried(rule, row.get(id), row.id(), written, member -> counts(session, rule, member));
        if (value.isPresent() && rule.field().codec().normalise(value.get()) instanceof Decoded.Value(var normal)) {
            row.set(id, normal);
            return true;
        }
        return false;
    }

    /** Tells whether a condition holds of a row. */
    boolean holds(Model model, CompiledExpression condition, Row row) {
        return Evaluator.evaluate(condition, session(model).context(row, null)).isTrue();
    }

    private Session session(Model model) {
        return Session.of(
                ACTOR, sights.of(model, ACTOR), model, store, shares, functions, rates, List::of, clock.instant());
    }

    /** Returns the roll-ups that must be read after all. */
    private static Set<String> carry(Session session, List<Pending> batch, Map<String, List<Touched>> carried) {
        var unknown = new TreeSet<String>();
        carried.forEach((rollUp, written) -> {
            var rule = batch.isEmpty()
                    ? null
                    : session.model().rules(batch.getFirst().shape()).rollUps().get(rollUp);
            for (var pending : batch) {
                if (!carry(session, pending.after(), rule, written)) {
                    unknown.add(rollUp);
                }
            }
        });
        return unknown;
    }

    private static boolean counts(Session session, RollUpRule rule, Row member) {
        return rule.filter() == null
                || Evaluator.evaluate(rule.filter(), session.context(member, null))
                        .isTrue();
    }

    private void rollUp(Session session, List<Pending> batch, List<RollUpRule> rules) {
        if (rules.isEmpty() || batch.isEmpty()) {
            return;
        }
        var owners = batch.stream().map(pending -> pending.after().id()).toList();
        rollUps.read(session, rules, owners).forEach((rule, values) -> {
            for (var pending : batch) {
                var value = values.get(pending.after().id());
                var fitting =
                        rule.field().codec().normalise(value) instanceof Decoded.Value(var normal) ? normal : null;
                pending.after().set(rule.field().id(), fitting);
            }
        });
    }

    private boolean write(Pending pending, List<Touched> written) {
        var before = pending.before();
        if (before == null) {
            return false;
        }
        int known = written.size();
        write(before, pending.after(), written);
        for (var field : pending.shape().lines()) {
            var old = before.lines(field.id());
            var rows = pending.after().lines(field.id());
            if (old != null && rows != null) {
                for (int i = 0; i < rows.size(); i++) {
                    write(old.get(i), rows.get(i), written);
                }
            }
        }
        return written.size() > known;
    }

    private void write(Row before, Row after, List<Touched> written) {
        var changed = new LinkedHashSet<>(Writes.differing(before, after));
        changed.addAll(Writes.revalued(before, after));
        if (!changed.isEmpty()) {
            store.update(after, changed, before.version());
            written.add(Touched.changed(before, after, changed));
        }
    }
}
