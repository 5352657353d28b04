package dev.trellis.core.record;

import dev.trellis.core.access.TemporaryGrant;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads the stored rows and asks whether the actor may do such a thing to them, and has seen their last version. */
final class StoredStage {

    private final Session session;
    private final RecordStore store;
    private final HistoryStore history;

    StoredStage(Session session, RecordStore store, HistoryStore history) {
        this.session = session;
        this.store = store;
        this.history = history;
    }

    static @Nullable RecordId id(Change change) {
        return switch (change) {
            case Change.Create _ -> null;
            case Change.Update update -> update.id();
            case Change.Delete delete -> delete.id();
            case Change.Restore restore -> restore.id();
            case Change.Lock lock -> lock.id();
        };
    }

    void run(List<Pending> batch, boolean forWriting) {
        for (var pending : batch) {
            if (pending.shape().isOwned()) {
                pending.close(aloneRefused(pending));
            }
        }
        read(batch, forWriting);
        for (var pending : batch) {
            if (pending.isOpen()) {
                permit(pending, forWriting);
            }
        }
    }

    private SaveResult aloneRefused(Pending pending) {
        return session.schema().entity(pending.shape().id()).isEmpty()
                ? new SaveResult.NotFound()
                : new SaveResult.Rejected(List.of(Problem.at("", RecordProblem.LINE_WITHOUT_PARENT)
                        .with("entity", pending.shape().entity().label())));
    }

    /**
     * Locks the records that a batch changes: entities by name, in each the ids in order. So two batches never wait for
     * each other in a circle.
     */
    static void lock(RecordStore store, Model model, List<Change> changes) {
        var wanted = new TreeMap<String, TreeSet<RecordId>>();
        for (var change : changes) {
            var id = id(change);
            if (id != null) {
                wanted.computeIfAbsent(change.entity(), _ -> new TreeSet<>()).add(id);
            }
        }
        wanted.forEach((entity, ids) -> model.shape(entity).ifPresent(shape -> store.load(shape, ids, true)));
    }

    /** One statement per entity, in the order of {@link #lock}. */
    private void read(List<Pending> batch, boolean lock) {
        var living = batch.stream()
                .filter(pending -> !(pending.change() instanceof Change.Restore))
                .toList();
        var deleted = batch.stream()
                .filter(pending -> pending.change() instanceof Change.Restore)
                .toList();
        read(living, (shape, ids) -> store.load(shape, ids, lock));
        read(deleted, (shape, ids) -> store.loadDeleted(shape, ids, lock));
    }

    private void read(List<Pending> batch, BiFunction<Shape, Set<RecordId>, Map<RecordId, Row>> load) {
        var wanted = new TreeMap<String, TreeSet<RecordId>>();
        for (var pending : batch) {
            var id = id(pending.change());
            if (pending.isOpen() && id != null) {
                wanted.computeIfAbsent(pending.shape().id(), _ -> new TreeSet<>())
                        .add(id);
            }
        }
        wanted.forEach((entity, ids) -> {
            var shape = session.model().known(entity);
            var rows = load.apply(shape, ids);
            for (var pending : batch) {
                var row = pending.shape() == shape ? rows.get(id(pending.change())) : null;
                if (pending.isOpen() && row != null) {
                    pending.before(row);
                }
            }
        });
    }

    private void permit(Pending pending, boolean forWriting) {
        switch (pending.change()) {
            case Change.Create _ -> permitCreate(pending);
            case Change.Update update -> permitStored(pending, Verb.EDIT, forWriting ? update.version() : -1);
            case Change.Delete delete -> permitStored(pending, Verb.DELETE, forWriting ? delete.version() : -1);
            case Change.Restore _ -> {
                permitStored(pending, Verb.DELETE, -1);
                if (pending.isOpen() && pending.before() != null) {
                    pending.after(living(pending.before()));
                }
            }
            case Change.Lock lock -> permitLock(pending, lock);
        }
    }

    private void permitCreate(Pending pending) {
        if (session.access(pending.shape()).may(Verb.CREATE)) {
            return;
        }
        pending.close(
                session.access(pending.shape()).may(Verb.READ)
                        ? new SaveResult.Denied(RecordProblem.mayNot(Verb.CREATE, pending.shape()))
                        : new SaveResult.NotFound());
    }

    private void permitStored(Pending pending, Verb verb, int version) {
        var row = pending.before();
        if (row == null) {
            pending.close(new SaveResult.NotFound());
            return;
        }
        pending.grant(grant(session, row));
        pending.hides(session.tasks().hidden(row.shape().id(), row.id()));
        var rights = session.access(pending.shape());
        var candidate = session.candidate(row);
        if (!rights.may(Verb.READ, candidate) && !pending.isGranted()) {
            pending.close(new SaveResult.NotFound());
        } else if (!rights.may(verb, candidate) && !mayByGrant(pending, verb)) {
            pending.close(new SaveResult.Denied(RecordProblem.mayNot(verb, pending.shape())));
        } else if (version >= 0 && version != row.version()) {
            pending.close(new SaveResult.Conflict(row.version(), differing(pending, version)));
        }
    }

    /** The record as it will be when it is back, with the lines that went along. */
    private Row living(Row deleted) {
        var row = deleted.copy();
        row.set(SystemFields.DELETED_AT, null);
        for (var field : row.shape().lines()) {
            var child = session.model().known(field.lines().orElseThrow());
            var lines = store.deletedWith(child, deleted);
            lines.forEach(line -> line.set(SystemFields.DELETED_AT, null));
            row.lines(field.id(), lines);
        }
        session.related().put(row);
        return row;
    }

    private static boolean mayByGrant(Pending pending, Verb verb) {
        return verb == Verb.EDIT && pending.grantsWriting();
    }

    private void permitLock(Pending pending, Change.Lock lock) {
        var row = pending.before();
        if (!session.isApproval()) {
            pending.close(new SaveResult.Denied(RecordProblem.mayNot(Verb.EDIT, pending.shape())));
        } else if (row == null) {
            pending.close(new SaveResult.NotFound());
        } else if (row.lock() != null && lock.holder() != null && !lock.holder().equals(row.lock())) {
            pending.close(new SaveResult.Locked(AccessStage.locked(row)));
        }
    }

    private List<String> differing(Pending pending, int version) {
        var row = pending.before();
        return row == null
                ? List.of()
                : history.changedSince(row.id(), version).stream()
                        .filter(field -> pending.shape()
                                .field(field)
                                .filter(known -> pending.knows(session, known))
                                .isPresent())
                        .toList();
    }

    /** Asks for an open task; without a lock it opens nothing for writing but to whose turn it is. */
    static @Nullable TemporaryGrant grant(Session session, Row row) {
        var tasks = session.tasks();
        return (row.lock() == null
                        ? tasks.handed(row.shape().id(), row.id())
                        : tasks.grant(row.shape().id(), row.id()))
                .orElse(null);
    }
}
