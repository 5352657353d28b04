package dev.trellis.core.transfer;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values of one entity as JSON for the journal, and back; lines as lists of objects with their ids. */
final class StoredValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ID = "id";

    private final VisibleSchema schema;
    private final String entity;

    StoredValues(VisibleSchema schema, String entity) {
        this.schema = schema;
        this.entity = entity;
    }

    /** Writes what a record holds in some fields; what the person may not see is left out. */
    ObjectNode json(StoredRecord record, Collection<String> fields) {
        var json = NODES.objectNode();
        for (var id : fields) {
            var field = schema.field(entity, id);
            if (field.isEmpty() || !record.values().containsKey(id)) {
                continue;
            }
            var child = child(field.get());
            if (child.isEmpty()) {
                json.set(id, field.get().type().codec().toJson(record.value(id)));
            } else {
                var array = json.putArray(id);
                for (var line : record.lines(id)) {
                    line(array, child.get(), line.id(), line.values());
                }
            }
        }
        return json;
    }

    /** Writes the values of a change. */
    ObjectNode json(Map<String, @Nullable Object> values) {
        var json = NODES.objectNode();
        values.forEach((id, value) -> schema.field(entity, id).ifPresent(field -> {
            var child = child(field);
            if (child.isEmpty()) {
                json.set(id, field.type().codec().toJson(value));
            } else if (value instanceof List<?> lines) {
                var array = json.putArray(id);
                lines.stream()
                        .map(Change.Line.class::cast)
                        .forEach(line -> line(array, child.get(), line.id(), line.values()));
            }
        }));
        return json;
    }

    private void line(ArrayNode array, String child, @Nullable RecordId id, Map<String, @Nullable Object> values) {
        var json = array.addObject();
        if (id != null) {
            json.put(ID, id.toString());
        }
        var inner = json.putObject("values");
        values.forEach((name, value) -> {
            if (!SystemFields.ALL.contains(name) && schema.right(child, name) == FieldRight.WRITE) {
                schema.field(child, name)
                        .ifPresent(field -> inner.set(name, field.type().codec().toJson(value)));
            }
        });
    }

    /** Reads a field's value back for a change; refused where field or value no longer fit. */
    Decoded restored(String id, JsonNode json, List<StoredRecord> stored) {
        var field = schema.field(entity, id);
        if (field.isEmpty()) {
            return Decoded.refused(Problem.at(id, TransferProblem.UNKNOWN_FIELD)
                    .with("name", id)
                    .with("entity", entity));
        }
        var child = child(field.get());
        return child.isPresent()
                ? Decoded.of(lines(child.get(), json, stored))
                : field.get().type().codec().fromJson(json);
    }

    /** Lines that are still there keep their id; those that were removed come back as new ones. */
    private List<Change.Line> lines(String child, JsonNode json, List<StoredRecord> stored) {
        var living = stored.stream().map(StoredRecord::id).toList();
        var lines = new ArrayList<Change.Line>();
        for (var line : json) {
            var id = RecordId.parse(line.path(ID).asString("")).filter(living::contains);
            var values = new LinkedHashMap<String, @Nullable Object>();
            line.path("values")
                    .properties()
                    .forEach(entry -> schema.field(child, entry.getKey()).ifPresent(field -> {
                        if (field.type().codec().fromJson(entry.getValue()) instanceof Decoded.Value(var value)) {
                            values.put(entry.getKey(), value);
                        }
                    }));
            lines.add(new Change.Line(id.orElse(null), values));
        }
        return lines;
    }

    /** Tells whether a record still holds what was written into a field. */
    boolean holds(StoredRecord record, String id, JsonNode written) {
        var field = schema.field(entity, id);
        if (field.isEmpty()) {
            return false;
        }
        var child = child(field.get());
        if (child.isEmpty()) {
            return record.values().containsKey(id)
                    && field.get().type().codec().fromJson(written) instanceof Decoded.Value(var value)
                    && Condition.same(record.value(id), value);
        }
        var lines = lines(child.get(), written, List.of()).stream()
                .map(Change.Line::values)
                .toList();
        return sameLines(record.lines(id), lines);
    }

    /** Tells whether stored lines say what is given, as far as it is given. */
    static boolean sameLines(List<StoredRecord> stored, List<Map<String, @Nullable Object>> given) {
        if (stored.size() != given.size()) {
            return false;
        }
        for (int i = 0; i < given.size(); i++) {
            var line = stored.get(i);
            for (var entry : given.get(i).entrySet()) {
                if (!Condition.same(line.value(entry.getKey()), entry.getValue())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Lays lines over the stored ones by position. */
    static List<Change.Line> laidOver(List<StoredRecord> stored, List<Map<String, @Nullable Object>> given) {
        var lines = new ArrayList<Change.Line>();
        for (int i = 0; i < given.size(); i++) {
            lines.add(new Change.Line(i < stored.size() ? stored.get(i).id() : null, given.get(i)));
        }
        return lines;
    }

    private static Optional<String> child(FieldDefinition field) {
        return field.type().storage() instanceof Storage.ChildTable(var child) ? Optional.of(child) : Optional.empty();
    }
}
