package dev.trellis.core.record;

import dev.trellis.core.field.Origin;
import dev.trellis.core.metadata.SystemFields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what passed every check: rows, lines, history, outbox. */
final class Writes {

    private final Session session;
    private final RecordStore store;
    private final HistoryStore history;
    private final Events events;
    private final Numbering numbering;
    private final DuplicateGuard duplicates;
    private final List<Touched> touched = new ArrayList<>();

    Writes(
            Session session,
            RecordStore store,
            HistoryStore history,
            Events events,
            Numbering numbering,
            DuplicateGuard duplicates) {
        this.session = session;
        this.store = store;
        this.history = history;
        this.events = events;
        this.numbering = numbering;
        this.duplicates = duplicates;
    }

    /** Returns the rows that were written. */
    List<Touched> run(List<Pending> batch) {
        touched.clear();
        var inserts = new LinkedHashMap<Shape, List<Row>>();
        var journal = new ArrayList<HistoryStore.Saved>();
        for (var pending : batch) {
            if (!pending.isOpen()) {
                continue;
            }
            switch (pending.change()) {
                case Change.Create _ -> journal.add(create(pending, inserts));
                case Change.Update _ -> update(pending, inserts, journal);
                case Change.Delete _ -> {
                    journal.add(delete(pending));
                    pending.departure().rows().forEach(row -> journal.add(delete(row)));
                }
                case Change.Restore _ -> {
                    journal.add(restore(pending));
                    pending.departure().rows().forEach(row -> journal.add(restore(row)));
                }
                case Change.Lock lock -> lock(pending, lock);
            }
        }
        gapless(inserts);
        inserts.forEach(store::insert);
        inserts.values().forEach(rows -> rows.forEach(row -> touched.add(Touched.made(row))));
        duplicates.keep(session.model(), touched);
        history.append(session, journal);
        events.append(session, journal);
        return List.copyOf(touched);
    }

    /** Drawn when nothing but an index can still refuse, because the counter stays locked until the commit. */
    private void gapless(Map<Shape, List<Row>> inserts) {
        var today = session.now().atZone(session.model().schema().zone()).toLocalDate();
        inserts.forEach((shape, rows) -> {
            for (var field : shape.designed()) {
                field.numbering().filter(Origin.Numbering::gapless).ifPresent(number -> {
                    var drawn = numbering.drawGapless(shape, field, number.pattern(), today, rows.size());
                    for (int i = 0; i < rows.size(); i++) {
                        rows.get(i).set(field.id(), drawn.get(i));
                    }
                });
            }
        });
    }

    private static HistoryStore.Saved create(Pending pending, Map<Shape, List<Row>> inserts) {
        var row = pending.after();
        inserts.computeIfAbsent(row.shape(), _ -> new ArrayList<>()).add(row);
        for (var field : row.shape().lines()) {
            var lines = row.lines(field.id());
            if (lines != null) {
                lines.forEach(line -> inserts.computeIfAbsent(line.shape(), _ -> new ArrayList<>())
                        .add(line));
            }
        }
        pending.close(new SaveResult.Saved(row.id(), 1, pending.warnings()));
        return new HistoryStore.Saved(row, null, HistoryResult.Kind.CREATED, Set.of());
    }

    private void update(Pending pending, Map<Shape, List<Row>> inserts, List<HistoryStore.Saved> journal) {
        var before = pending.before();
        if (before == null) {
            return;
        }
        var after = pending.after();
        var changed = differing(before, after);
        if (pending.written().isEmpty() && changed.isEmpty()) {
            pending.close(new SaveResult.Saved(after.id(), before.version()));
            return;
        }
        int version = before.version() + 1;
        after.set(SystemFields.VERSION, BigDecimal.valueOf(version));
        if (!pending.written().contains(SystemFields.CHANGED_AT)) {
            after.set(SystemFields.CHANGED_AT, session.now());
            after.set(SystemFields.CHANGED_BY, session.user());
        }
        var columns = new LinkedHashSet<>(changed);
        columns.addAll(revalued(before, after));
        columns.addAll(List.of(SystemFields.VERSION, SystemFields.CHANGED_AT, SystemFields.CHANGED_BY));
        if (!store.update(after, columns, before.version())) {
            pending.close(new SaveResult.Conflict(before.version(), List.of()));
            return;
        }
        touched.add(Touched.changed(before, after, columns));
        for (var field : after.shape().lines()) {
            lines(pending, field, before.lines(field.id()), after.lines(field.id()), inserts);
        }
        pending.close(new SaveResult.Saved(after.id(), version, pending.warnings()));
        journal.add(new HistoryStore.Saved(after, before, HistoryResult.Kind.CHANGED, changed));
    }

    private void lines(
            Pending pending,
            FieldShape field,
            @Nullable List<Row> before,
            @Nullable List<Row> after,
            Map<Shape, List<Row>> inserts) {
        // Without the stored ones beside them, lines were only read, by a rule that looks at them.
        if (after == null || before == null) {
            return;
        }
        var stored = new HashMap<Object, Row>();
        before.forEach(row -> stored.put(row.id(), row));
        for (var row : after) {
            var old = stored.remove(row.id());
            if (old == null) {
                inserts.computeIfAbsent(row.shape(), _ -> new ArrayList<>()).add(row);
            } else {
                line(pending, old, row);
            }
        }
        if (!stored.isEmpty()) {
            var gone = stored.values().stream().map(Row::copy).toList();
            gone.forEach(row -> touched.add(Touched.deleted(row.copy())));
            gone.forEach(this::markDeleted);
            store.delete(session.model().known(field.lines().orElseThrow()), gone);
        }
    }

    /** A line that only moved, or whose formulas came out differently, keeps its version. */
    private void line(Pending pending, Row before, Row after) {
        var columns = new LinkedHashSet<>(differing(before, after));
        columns.addAll(revalued(before, after));
        if (columns.isEmpty()) {
            return;
        }
        if (!pending.writtenLine(after.id()).isEmpty()) {
            after.set(SystemFields.VERSION, BigDecimal.valueOf(before.version() + 1L));
            after.set(SystemFields.CHANGED_AT, session.now());
            after.set(SystemFields.CHANGED_BY, session.user());
            columns.addAll(List.of(SystemFields.VERSION, SystemFields.CHANGED_AT, SystemFields.CHANGED_BY));
        }
        store.update(after, columns, before.version());
        touched.add(Touched.changed(before, after, columns));
    }

    private HistoryStore.Saved delete(Pending pending) {
        var before = pending.before();
        if (before == null) {
            throw new IllegalStateException("Nothing to delete was read");
        }
        var gone = delete(before);
        pending.close(new SaveResult.Saved(before.id(), gone.after().version()));
        return gone;
    }

    private HistoryStore.Saved delete(Row before) {
        var row = before.copy();
        touched.add(Touched.deleted(before));
        markDeleted(row);
        store.delete(row.shape(), List.of(row));
        for (var field : row.shape().lines()) {
            var lines = session.related().lines(row, field);
            lines.forEach(line -> touched.add(Touched.deleted(line.copy())));
            lines.forEach(this::markDeleted);
            store.delete(session.model().known(field.lines().orElseThrow()), lines);
        }
        return new HistoryStore.Saved(row, before, HistoryResult.Kind.DELETED, Set.of());
    }

    private HistoryStore.Saved restore(Pending pending) {
        var before = pending.before();
        if (before == null) {
            throw new IllegalStateException("Nothing to restore was read");
        }
        var back = restore(before);
        pending.close(new SaveResult.Saved(before.id(), back.after().version()));
        return back;
    }

    private HistoryStore.Saved restore(Row before) {
        var row = before.copy();
        markLiving(row);
        store.restore(row.shape(), List.of(row));
        touched.add(Touched.restored(row));
        for (var field : row.shape().lines()) {
            var child = session.model().known(field.lines().orElseThrow());
            var lines = store.deletedWith(child, before);
            lines.forEach(this::markLiving);
            lines.forEach(line -> touched.add(Touched.restored(line)));
            store.restore(child, lines);
        }
        return new HistoryStore.Saved(row, before, HistoryResult.Kind.RESTORED, Set.of());
    }

    private void markLiving(Row row) {
        markChanged(row);
        row.set(SystemFields.DELETED_AT, null);
    }

    private void markDeleted(Row row) {
        markChanged(row);
        row.set(SystemFields.DELETED_AT, session.now());
    }

    private void markChanged(Row row) {
        row.set(SystemFields.VERSION, BigDecimal.valueOf(row.version() + 1L));
        row.set(SystemFields.CHANGED_AT, session.now());
        row.set(SystemFields.CHANGED_BY, session.user());
    }

    private void lock(Pending pending, Change.Lock lock) {
        var before = pending.before();
        if (before == null) {
            return;
        }
        store.lock(pending.shape(), lock.id(), lock.holder(), lock.holder() == null ? List.of() : lock.openFields());
        pending.close(new SaveResult.Saved(lock.id(), before.version()));
        events.locked(session, before);
    }

    /** The amounts that are worth something else now, whatever became of them. */
    static Set<String> revalued(Row before, Row after) {
        var changed = new LinkedHashSet<String>();
        for (var field : after.shape().amounts()) {
            if (!Values.same(before.get(field.id()), after.get(field.id()))) {
                changed.add(field.id());
            }
        }
        return changed;
    }

    /** The stored fields whose values differ, line items apart. */
    static Set<String> differing(Row before, Row after) {
        var changed = new LinkedHashSet<String>();
        for (var field : after.shape().stored()) {
            if (!Values.equal(before.get(field.id()), after.get(field.id()))) {
                changed.add(field.id());
            }
        }
        return changed;
    }
}
