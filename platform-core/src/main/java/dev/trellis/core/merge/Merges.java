package dev.trellis.core.merge;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.merge.MergeRequest.Choice;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.HistoryResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.Relinking;
import dev.trellis.core.record.Relinking.Link;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes one record of two and undoes it, each in one transaction. Whoever may edit the one and delete the other may merge
 * them; what belongs to the other belongs to the survivor afterwards, whoever may see it. Both keep their histories.
 */
@Singleton
public class Merges {

    private static final int SHOWN = 50;

    /** Numbers are equal however many zeros they end with. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    /** They sign in, decide and own: no merge of rows makes one person of two. */
    private static final Set<String> PEOPLE = Set.of("user", "department", "position", "membership");

    private final UnitOfWork unit;
    private final Records records;
    private final Relinking relinking;
    private final MergeStore store;

    Merges(UnitOfWork unit, Records records, Relinking relinking, MergeStore store) {
        this.unit = unit;
        this.records = records;
        this.relinking = relinking;
        this.store = store;
    }

    /** Thrown to the outside of the unit of work, which undoes everything. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient MergeResult result;

        private Refusal(MergeResult result) {
            super(null, null, false, false);
            this.result = result;
        }
    }

    public MergeResult merge(Actor actor, MergeRequest request) {
        try {
            return unit.run(() -> merged(actor, request));
        } catch (Refusal refusal) {
            return refusal.result;
        }
    }

    private MergeResult merged(Actor actor, MergeRequest request) {
        var entity = request.entity();
        if (request.survivor().equals(request.other())) {
            throw refused(Problem.at("other", MergeProblem.WITH_ITSELF));
        }
        var schema = records.schema(actor);
        var definition = schema.entity(entity);
        if (definition.isEmpty()) {
            throw new Refusal(new MergeResult.NotSaved(new SaveResult.NotFound()));
        }
        if (PEOPLE.contains(entity) || definition.get().ownedBy() != null) {
            throw refused(Problem.at("entity", MergeProblem.NOT_MERGEABLE)
                    .with("entity", definition.get().label()));
        }
        var survivor = seen(actor, entity, request.survivor(), request.survivorVersion());
        var other = seen(actor, entity, request.other(), request.otherVersion());
        var values = chosen(schema, request, survivor, other);

        var links = switch (relinking.move(actor, entity, other.id(), survivor.id())) {
            case Relinking.Result.Moved(var moved) -> moved;
            case Relinking.Result.Refused(var problem) -> throw refused(problem);
        };
        saved(actor, new Change.Delete(entity, other.id(), version(actor, entity, other.id())));
        // A reference of the survivor to the other was a link, too, and is blank by now.
        var now = version(actor, entity, survivor.id());
        // Without values it only asks whether the survivor may be edited.
        var version = saved(actor, new Change.Update(entity, survivor.id(), now, values))
                .version();
        var after = found(actor, entity, survivor.id());
        var merge = store.add(actor, request, changes(schema, survivor, after, values.keySet()), links);
        relinking.note(actor, entity, survivor.id(), HistoryResult.Kind.MERGED);
        return new MergeResult.Merged(merge, survivor.id(), version, links.size());
    }

    private static Refusal refused(Problem problem) {
        return new Refusal(new MergeResult.Refused(List.of(problem)));
    }

    private StoredRecord seen(Actor actor, String entity, RecordId id, int version) {
        var record = found(actor, entity, id);
        if (record.lock() != null) {
            throw new Refusal(new MergeResult.NotSaved(new SaveResult.Locked(Problem.at("", MergeProblem.LOCKED)
                    .with(
                            "entity",
                            records.schema(actor).entity(entity).orElseThrow().label()))));
        }
        if (record.version() != version) {
            throw new Refusal(new MergeResult.NotSaved(new SaveResult.Conflict(record.version(), List.of())));
        }
        return record;
    }

    private StoredRecord found(Actor actor, String entity, RecordId id) {
        return switch (records.find(actor, entity, id, Set.of())) {
            case FindResult.Found(var record) -> record;
            default -> throw new Refusal(new MergeResult.NotSaved(new SaveResult.NotFound()));
        };
    }

    private int version(Actor actor, String entity, RecordId id) {
        return found(actor, entity, id).version();
    }

    private SaveResult.Saved saved(Actor actor, Change change) {
        var result = records.save(actor, change);
        if (result instanceof SaveResult.Saved saved) {
            return saved;
        }
        throw new Refusal(new MergeResult.NotSaved(result));
    }

    /** What the survivor gets, as its caller may see and choose it. */
    private static Map<String, @Nullable Object> chosen(
            VisibleSchema schema, MergeRequest request, StoredRecord survivor, StoredRecord other) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        request.choices().forEach((name, choice) -> {
            var field = schema.field(request.entity(), name)
                    .filter(found -> other.values().containsKey(name));
            if (field.isEmpty()) {
                throw refused(Problem.at(name, MergeProblem.UNKNOWN_CHOICE).with("name", name));
            }
            if (isLines(field.get())) {
                if (choice == Choice.OTHER) {
                    throw refused(Problem.at(name, MergeProblem.LINES_CHOICE)
                            .with("field", field.get().label()));
                }
                if (choice == Choice.BOTH && !other.lines(name).isEmpty()) {
                    values.put(name, both(schema, field.get(), survivor, other));
                }
            } else if (choice == Choice.BOTH) {
                throw refused(Problem.at(name, MergeProblem.LINES_CHOICE)
                        .with("field", field.get().label()));
            } else if (choice == Choice.OTHER && !field.get().type().isComputed()) {
                var value = other.value(name);
                values.put(name, survivor.id().equals(value) ? null : value);
            }
        });
        return values;
    }

    private static boolean isLines(FieldDefinition field) {
        return field.type().storage() instanceof Storage.ChildTable;
    }

    private static List<Change.Line> both(
            VisibleSchema schema, FieldDefinition field, StoredRecord survivor, StoredRecord other) {
        var lines = new ArrayList<Change.Line>();
        survivor.lines(field.id()).forEach(line -> lines.add(new Change.Line(line.id(), Map.of())));
        var child = field.type().storage() instanceof Storage.ChildTable(var entity) ? entity : "";
        for (var line : other.lines(field.id())) {
            var values = new LinkedHashMap<String, @Nullable Object>();
            for (var column : schema.entity(child).orElseThrow().fields()) {
                if (!column.type().isComputed() && line.values().containsKey(column.id())) {
                    values.put(column.id(), line.value(column.id()));
                }
            }
            lines.add(new Change.Line(null, values));
        }
        return lines;
    }

    /** By field what was and what is; of lines, which are new. */
    private static Map<String, JsonNode> changes(
            VisibleSchema schema, StoredRecord before, StoredRecord after, Set<String> fields) {
        var changes = new LinkedHashMap<String, JsonNode>();
        for (var name : fields) {
            var field = schema.field(before.entity(), name).orElseThrow();
            var pair = JsonNodeFactory.instance.arrayNode();
            if (isLines(field)) {
                var known = ids(before.lines(name));
                after.lines(name).stream()
                        .filter(line -> !known.contains(line.id()))
                        .forEach(line -> pair.add(line.id().toString()));
            } else {
                var codec = field.type().codec();
                pair.add(codec.toJson(before.value(name))).add(codec.toJson(after.value(name)));
            }
            changes.put(name, pair);
        }
        return changes;
    }

    private static Set<RecordId> ids(List<StoredRecord> lines) {
        var ids = new HashSet<RecordId>();
        lines.forEach(line -> ids.add(line.id()));
        return ids;
    }

    /** Takes a merge back: the other record returns with everything that was its own and has not been changed since. */
    public MergeResult undo(Actor actor, RecordId merge) {
        try {
            return unit.run(() -> undone(actor, merge));
        } catch (Refusal refusal) {
            return refusal.result;
        }
    }

    private MergeResult undone(Actor actor, RecordId id) {
        var merge = store.find(id, true)
                .filter(found -> records.schema(actor).entity(found.entity()).isPresent())
                .orElseThrow(() -> new Refusal(new MergeResult.NotSaved(new SaveResult.NotFound())));
        if (merge.undone().isPresent()) {
            throw refused(Problem.at("", MergeProblem.ALREADY_UNDONE));
        }
        var found = records.find(actor, merge.entity(), merge.survivor(), Set.of());
        if (!(found instanceof FindResult.Found(var survivor))) {
            throw refused(Problem.at("", MergeProblem.SURVIVOR_GONE));
        }
        var kept = new ArrayList<String>();
        var values = before(records.schema(actor), merge, survivor, kept);
        saved(actor, new Change.Update(merge.entity(), survivor.id(), survivor.version(), values));
        saved(actor, new Change.Restore(merge.entity(), merge.other()));
        List<Link> left = relinking.moveBack(actor, merge.entity(), store.links(id), merge.other(), merge.survivor());
        store.undone(id, actor);
        relinking.note(actor, merge.entity(), merge.survivor(), HistoryResult.Kind.UNMERGED);
        return new MergeResult.Undone(merge.survivor(), merge.other(), kept, left.size());
    }

    /** The survivor's values of before, where they are still those that the merge gave. */
    private static Map<String, @Nullable Object> before(
            VisibleSchema schema, Merge merge, StoredRecord survivor, List<String> kept) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        merge.changes().forEach((name, pair) -> {
            var field = schema.field(merge.entity(), name);
            if (field.isEmpty()) {
                kept.add(name);
            } else if (isLines(field.get())) {
                var added = new HashSet<String>();
                pair.forEach(line -> added.add(line.asString()));
                values.put(
                        name,
                        survivor.lines(name).stream()
                                .filter(line -> !added.contains(line.id().toString()))
                                .map(line -> new Change.Line(line.id(), Map.of()))
                                .toList());
            } else {
                var codec = field.get().type().codec();
                if (!codec.toJson(survivor.value(name)).equals(BY_VALUE, pair.path(1))) {
                    kept.add(name);
                } else if (codec.fromJson(pair.path(0)) instanceof Decoded.Value(var value)) {
                    values.put(name, value);
                } else {
                    kept.add(name);
                }
            }
        });
        return values;
    }

    /** Finds a merge whose survivor or other record the actor may see. */
    public Optional<Merge> find(Actor actor, RecordId id) {
        return unit.run(() -> store.find(id, false)).filter(merge -> isVisible(actor, merge));
    }

    /** The merges of which a record was a part, as far as the actor may see the survivor. */
    public List<Merge> of(Actor actor, RecordId record) {
        return unit.run(() -> store.of(record, SHOWN)).stream()
                .filter(merge -> isVisible(actor, merge))
                .toList();
    }

    /** The last merges of an entity that can be undone. */
    public List<Merge> last(Actor actor, String entity) {
        return unit.run(() -> store.last(entity, SHOWN)).stream()
                .filter(merge -> isVisible(actor, merge))
                .toList();
    }

    private boolean isVisible(Actor actor, Merge merge) {
        return !records.among(actor, merge.entity(), List.of(merge.survivor()), List.of())
                .isEmpty();
    }
}
