package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes where lookups lead, some rows at a time, with history and computed values, past rules and locks. */
@Singleton
class LinkWriter {

    private static final int BATCH = 200;

    private final RecordStore store;
    private final References references;
    private final HistoryStore history;
    private final Events events;
    private final DuplicateGuard duplicates;
    private final Propagation propagation;

    LinkWriter(
            RecordStore store,
            References references,
            HistoryStore history,
            Events events,
            DuplicateGuard duplicates,
            Propagation propagation) {
        this.store = store;
        this.references = references;
        this.history = history;
        this.events = events;
        this.duplicates = duplicates;
        this.propagation = propagation;
    }

    /** Where a field of one row shall lead. */
    record Target(FieldShape field, @Nullable RecordId value) {}

    static <T> List<List<T>> parts(Collection<T> all) {
        var list = List.copyOf(all);
        var parts = new ArrayList<List<T>>();
        for (int at = 0; at < list.size(); at += BATCH) {
            parts.add(list.subList(at, Math.min(list.size(), at + BATCH)));
        }
        return parts;
    }

    /** Writes living rows of one entity, lines through their parents; returns what stands against it. */
    @Nullable
    Problem write(Session session, Shape shape, Map<RecordId, List<Target>> wanted) {
        for (var part : parts(wanted.keySet())) {
            var owner = shape.entity().ownedBy();
            var top = owner == null ? shape : session.model().known(owner);
            var ids = owner == null
                    ? new TreeSet<>(part)
                    : new TreeSet<>(references.referred(shape, shape.known(SystemFields.PARENT), part));
            var batch = new ArrayList<Pending>();
            for (var row : store.load(top, ids, true).values()) {
                var pending =
                        new Pending(new Change.Update(top.id(), row.id(), row.version(), Map.of()), top, Map.of());
                pending.before(row);
                pending.after(row.copy());
                top.lines().forEach(field -> pending.lines(session, field));
                set(pending, pending.after(), wanted);
                for (var field : top.lines()) {
                    pending.lines(session, field).forEach(line -> set(pending, line, wanted));
                }
                batch.add(pending);
            }
            Computation.ofEverything(session).run(batch);
            var problem = taken(batch);
            if (problem != null) {
                return problem;
            }
            store(session, batch);
        }
        return null;
    }

    private static void set(Pending pending, Row row, Map<RecordId, List<Target>> wanted) {
        for (var target : wanted.getOrDefault(row.id(), List.of())) {
            if (row.shape()
                    .field(target.field().id())
                    .filter(target.field()::equals)
                    .isPresent()) {
                row.set(target.field().id(), target.value());
                if (row.id().equals(pending.after().id())) {
                    pending.written().add(target.field().id());
                } else {
                    pending.writtenLine(row.id()).add(target.field().id());
                }
            }
        }
    }

    private @Nullable Problem taken(List<Pending> batch) {
        for (var pending : batch) {
            for (var field : pending.shape().designed()) {
                if (field.definition().unique()
                        && pending.written().contains(field.id())
                        && store.isTaken(pending.after(), field)) {
                    return RecordProblem.of(RecordProblem.NOT_UNIQUE, field.id(), field);
                }
            }
        }
        return null;
    }

    private void store(Session session, List<Pending> batch) {
        var written = new ArrayList<Touched>();
        var journal = new ArrayList<HistoryStore.Saved>();
        for (var pending : batch) {
            var before = pending.before();
            if (before == null) {
                continue;
            }
            var after = pending.after();
            var changed = Writes.differing(before, after);
            bump(session, before, after, changed, written);
            for (var field : pending.shape().lines()) {
                var old = new HashMap<RecordId, Row>();
                session.related().lines(before, field).forEach(line -> old.put(line.id(), line));
                for (var line : pending.lines(session, field)) {
                    var stored = old.get(line.id());
                    var differing = stored == null ? Set.<String>of() : Writes.differing(stored, line);
                    if (stored != null && !differing.isEmpty()) {
                        bump(session, stored, line, differing, written);
                    }
                }
            }
            journal.add(new HistoryStore.Saved(after, before, HistoryResult.Kind.CHANGED, changed));
        }
        duplicates.keep(session.model(), written);
        history.append(session, journal);
        events.append(session, journal);
        propagation.run(session.model(), written);
    }

    private void bump(Session session, Row before, Row after, Set<String> changed, List<Touched> written) {
        after.set(SystemFields.VERSION, BigDecimal.valueOf(before.version() + 1L));
        after.set(SystemFields.CHANGED_AT, session.now());
        after.set(SystemFields.CHANGED_BY, session.user());
        var columns = new LinkedHashSet<>(changed);
        columns.addAll(Writes.revalued(before, after));
        columns.addAll(List.of(SystemFields.VERSION, SystemFields.CHANGED_AT, SystemFields.CHANGED_BY));
        store.update(after, columns, before.version());
        written.add(Touched.changed(before, after, columns));
    }
}
