package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Moves references, some rows at a time, as a save would. */
@Singleton
class Relinks implements Relinking {

    private static final int BATCH = 200;

    private final SavePipeline pipeline;
    private final LiveModel live;
    private final RecordStore store;
    private final References references;
    private final HistoryStore history;
    private final Events events;
    private final DuplicateGuard duplicates;
    private final Propagation propagation;

    Relinks(
            SavePipeline pipeline,
            LiveModel live,
            RecordStore store,
            References references,
            HistoryStore history,
            Events events,
            DuplicateGuard duplicates,
            Propagation propagation) {
        this.pipeline = pipeline;
        this.live = live;
        this.store = store;
        this.references = references;
        this.history = history;
        this.events = events;
        this.duplicates = duplicates;
        this.propagation = propagation;
    }

    /** What a field of one row shall be. */
    private record Target(FieldShape field, @Nullable RecordId value) {}

    @Override
    public Result move(Actor actor, String entity, RecordId from, RecordId to) {
        var model = live.confirmed();
        var session = pipeline.session(actor, model);
        var links = new ArrayList<Link>();
        var found = found(model, entity, from, (shape, field) -> references.all(shape, field, from, true));
        for (var shape : found.entrySet()) {
            var wanted = new TreeMap<RecordId, List<Target>>();
            shape.getValue()
                    .forEach((field, ids) -> ids.forEach(id -> {
                        links.add(new Link(shape.getKey().id(), field.id(), id));
                        // What would refer to itself refers to nothing.
                        wanted.computeIfAbsent(id, _ -> new ArrayList<>())
                                .add(new Target(field, id.equals(to) ? null : to));
                    }));
            var problem = write(session, shape.getKey(), wanted);
            if (problem != null) {
                return new Result.Refused(problem);
            }
        }
        found(model, entity, from, (shape, field) -> references.all(shape, field, from, false))
                .forEach((shape, fields) -> fields.forEach((field, ids) -> {
                    ids.forEach(id -> links.add(new Link(shape.id(), field.id(), id)));
                    store.pointDeleted(shape, field, ids, to);
                }));
        return new Result.Moved(links);
    }

    /** By entity, in the order in which every save locks, the rows whose field leads to a record. */
    private static Map<Shape, Map<FieldShape, Set<RecordId>>> found(
            Model model, String entity, RecordId from, BiFunction<Shape, FieldShape, Set<RecordId>> read) {
        var found = new TreeMap<Shape, Map<FieldShape, Set<RecordId>>>(java.util.Comparator.comparing(Shape::id));
        for (var definition : model.metadata().entities()) {
            var shape = model.known(definition.id());
            for (var field : shape.designed()) {
                if (field.isStored()
                        && !field.isComputed()
                        && field.target().filter(entity::equals).isPresent()) {
                    var ids = new TreeSet<>(read.apply(shape, field));
                    ids.remove(from);
                    if (!ids.isEmpty()) {
                        found.computeIfAbsent(shape, _ -> new HashMap<>()).put(field, ids);
                    }
                }
            }
        }
        return found;
    }

    @Override
    public List<Link> moveBack(Actor actor, String entity, List<Link> links, RecordId from, RecordId to) {
        var model = live.confirmed();
        var session = pipeline.session(actor, model);
        var left = new ArrayList<Link>();
        var byShape = new TreeMap<String, List<Link>>();
        links.forEach(link ->
                byShape.computeIfAbsent(link.entity(), _ -> new ArrayList<>()).add(link));
        byShape.forEach((name, some) -> {
            var shape = model.shape(name);
            if (shape.isEmpty()) {
                left.addAll(some);
                return;
            }
            var living = new TreeMap<RecordId, List<Target>>();
            var deleted = new HashMap<FieldShape, Set<RecordId>>();
            for (var part : parts(some)) {
                var ids = new TreeSet<RecordId>();
                part.forEach(link -> ids.add(link.record()));
                var there = store.load(shape.get(), ids, true);
                var gone = store.loadDeleted(shape.get(), ids, true);
                for (var link : part) {
                    var row = there.getOrDefault(link.record(), gone.get(link.record()));
                    var field = shape.get().field(link.field());
                    var expected = link.record().equals(to) ? null : to;
                    if (row == null || field.isEmpty() || !Values.equal(row.get(link.field()), expected)) {
                        left.add(link);
                    } else if (there.containsKey(link.record())) {
                        living.computeIfAbsent(link.record(), _ -> new ArrayList<>())
                                .add(new Target(field.get(), from));
                    } else {
                        deleted.computeIfAbsent(field.get(), _ -> new TreeSet<>())
                                .add(link.record());
                    }
                }
            }
            deleted.forEach((field, ids) -> store.pointDeleted(shape.get(), field, ids, from));
            write(session, shape.get(), living);
        });
        return left;
    }

    private static <T> List<List<T>> parts(Collection<T> all) {
        var list = List.copyOf(all);
        var parts = new ArrayList<List<T>>();
        for (int at = 0; at < list.size(); at += BATCH) {
            parts.add(list.subList(at, Math.min(list.size(), at + BATCH)));
        }
        return parts;
    }

    /** Writes living rows of one entity, lines through their parents; returns what stands against it. */
    private @Nullable Problem write(Session session, Shape shape, Map<RecordId, List<Target>> wanted) {
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
        columns.addAll(List.of(SystemFields.VERSION, SystemFields.CHANGED_AT, SystemFields.CHANGED_BY));
        store.update(after, columns, before.version());
        written.add(Touched.changed(before, after, columns));
    }

    @Override
    public void note(Actor actor, String entity, RecordId record, HistoryResult.Kind kind) {
        var model = live.confirmed();
        var row = store.load(model.known(entity), new HashSet<>(Set.of(record)), false)
                .get(record);
        if (row != null) {
            history.append(pipeline.session(actor, model), List.of(new HistoryStore.Saved(row, row, kind, Set.of())));
        }
    }
}
