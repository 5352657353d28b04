package dev.trellis.core.record;

import dev.trellis.core.access.Access;
import dev.trellis.core.access.Actor;
import dev.trellis.core.expression.FunctionCalls;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.sharing.ShareStore;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Computes stored values of records again that nobody saves. Neither versions nor the history tell of it and approval
 * locks let it through; what is right already is not written.
 */
@Singleton
class Recalculation {

    private static final Actor ACTOR = new Actor.Platform(Actor.Purpose.COMPUTATION);

    private final People people;
    private final RecordStore store;
    private final RollUps rollUps;
    private final Events events;
    private final ShareStore shares;
    private final FunctionCalls functions;

    Recalculation(
            People people,
            RecordStore store,
            RollUps rollUps,
            Events events,
            ShareStore shares,
            FunctionCalls functions) {
        this.people = people;
        this.store = store;
        this.rollUps = rollUps;
        this.events = events;
        this.shares = shares;
        this.functions = functions;
    }

    /** Computes everything of some records. */
    List<Touched> everything(Model model, Shape shape, Collection<RecordId> ids) {
        return run(model, shape, ids, model.rules(shape).rollUps().keySet());
    }

    /**
     * Computes the formulas of some records, their lines included, and some of their roll-ups.
     *
     * @return the rows that were written
     */
    List<Touched> run(Model model, Shape shape, Collection<RecordId> ids, Set<String> rolledUp) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var access = new Access(model.metadata(), ACTOR, people::organisation);
        var session = Session.of(ACTOR, access, model, store, shares, functions);
        var batch = new ArrayList<Pending>();
        for (var row : store.load(shape, new TreeSet<>(ids), true).values()) {
            var change = new Change.Update(shape.id(), row.id(), row.version(), Map.of());
            var pending = new Pending(change, shape, Map.of());
            pending.before(row);
            pending.after(row.copy());
            shape.lines().forEach(field -> pending.lines(session, field));
            batch.add(pending);
        }
        for (var field : rolledUp) {
            rollUp(session, batch, model.rules(shape).rollUps().get(field));
        }
        Computation.ofEverything(session).run(batch);
        var written = new ArrayList<Touched>();
        batch.forEach(pending -> write(session, pending, written));
        return written;
    }

    private void rollUp(Session session, List<Pending> batch, @org.jspecify.annotations.Nullable RollUpRule rule) {
        if (rule == null || batch.isEmpty()) {
            return;
        }
        var values = rollUps.read(
                session,
                rule,
                batch.stream().map(pending -> pending.after().id()).toList());
        for (var pending : batch) {
            var value = values.get(pending.after().id());
            var fitting = rule.field().codec().normalise(value) instanceof Decoded.Value(var normal) ? normal : null;
            pending.after().set(rule.field().id(), fitting);
        }
    }

    private void write(Session session, Pending pending, List<Touched> written) {
        var before = pending.before();
        if (before == null) {
            return;
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
        if (written.size() > known) {
            events.computed(session, pending.after(), Writes.differing(before, pending.after()));
        }
    }

    private void write(Row before, Row after, List<Touched> written) {
        var changed = Writes.differing(before, after);
        if (!changed.isEmpty()) {
            store.update(after, changed, before.version());
            written.add(Touched.changed(before, after, changed));
        }
    }
}
