package dev.trellis.core.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Moves references, some rows at a time, as a save would. */
@Singleton
class Relinks implements Relinking {

    private final SavePipeline pipeline;
    private final LiveModel live;
    private final RecordStore store;
    private final References references;
    private final HistoryStore history;
    private final LinkWriter links;

    Relinks(
            SavePipeline pipeline,
            LiveModel live,
            RecordStore store,
            References references,
            HistoryStore history,
            LinkWriter links) {
        this.pipeline = pipeline;
        this.live = live;
        this.store = store;
        this.references = references;
        this.history = history;
        this.links = links;
    }

    @Override
    public Result move(Actor actor, String entity, RecordId from, RecordId to) {
        var model = live.confirmed();
        var session = pipeline.session(actor, model);
        var moved = new ArrayList<Link>();
        var found = found(model, entity, from, (shape, field) -> references.all(shape, field, from, true));
        for (var shape : found.entrySet()) {
            var wanted = new TreeMap<RecordId, List<LinkWriter.Target>>();
            shape.getValue()
                    .forEach((field, ids) -> ids.forEach(id -> {
                        moved.add(new Link(shape.getKey().id(), field.id(), id));
                        // What would refer to itself refers to nothing.
                        wanted.computeIfAbsent(id, _ -> new ArrayList<>())
                                .add(new LinkWriter.Target(field, id.equals(to) ? null : to));
                    }));
            var problem = links.write(session, shape.getKey(), wanted);
            if (problem != null) {
                return new Result.Refused(problem);
            }
        }
        found(model, entity, from, (shape, field) -> references.all(shape, field, from, false))
                .forEach((shape, fields) -> fields.forEach((field, ids) -> {
                    ids.forEach(id -> moved.add(new Link(shape.id(), field.id(), id)));
                    store.pointDeleted(shape, field, ids, to);
                }));
        return new Result.Moved(moved);
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
    public List<Link> moveBack(Actor actor, String entity, List<Link> given, RecordId from, RecordId to) {
        var model = live.confirmed();
        var session = pipeline.session(actor, model);
        var left = new ArrayList<Link>();
        var byShape = new TreeMap<String, List<Link>>();
        given.forEach(link ->
                byShape.computeIfAbsent(link.entity(), _ -> new ArrayList<>()).add(link));
        byShape.forEach((name, some) -> {
            var shape = model.shape(name);
            if (shape.isEmpty()) {
                left.addAll(some);
                return;
            }
            var living = new TreeMap<RecordId, List<LinkWriter.Target>>();
            var deleted = new HashMap<FieldShape, Set<RecordId>>();
            for (var part : LinkWriter.parts(some)) {
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
                                .add(new LinkWriter.Target(field.get(), from));
                    } else {
                        deleted.computeIfAbsent(field.get(), _ -> new TreeSet<>())
                                .add(link.record());
                    }
                }
            }
            deleted.forEach((field, ids) -> store.pointDeleted(shape.get(), field, ids, from));
            links.write(session, shape.get(), living);
        });
        return left;
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
