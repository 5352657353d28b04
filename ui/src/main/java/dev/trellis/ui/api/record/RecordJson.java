package dev.trellis.ui.api.record;

import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records and their values as JSON, resolved against what the caller may see. A line is an object of its fields with
 * its {@code id}; a line without an id is new.
 */
public final class RecordJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String LINE_ID = "id";
    private static final ProblemCode UNKNOWN_FIELD = ProblemCode.invalid("UNKNOWN_FIELD");
    private static final ProblemCode LINES_EXPECTED = ProblemCode.invalid("LINES_EXPECTED");
    private static final ProblemCode LINE_ID_MALFORMED = ProblemCode.invalid("LINE_ID_MALFORMED");

    private final VisibleSchema schema;

    public RecordJson(VisibleSchema schema) {
        this.schema = schema;
    }

    /** What a body's values turned out to be. */
    public sealed interface Values {
        record Read(Map<String, @Nullable Object> carriers) implements Values {}

        record Faulty(List<Problem> problems) implements Values {}
    }

    /** Writes {@code {id, version, values, labels, may}}. */
    public ObjectNode write(StoredRecord record) {
        var json = NODES.objectNode();
        json.put("id", record.id().toString());
        json.put("version", record.version());
        json.set("values", values(record));
        var labels = json.putObject("labels");
        record.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> labels.put(label.getKey(), label.getValue()));
        if (record.lock() != null) {
            json.put("lockedBy", record.lock().toString());
        }
        var may = json.putObject("may");
        may.put("edit", record.may().edit());
        may.put("delete", record.may().delete());
        may.put("transfer", record.may().transfer());
        may.put("history", record.may().history());
        return json;
    }

    /** Writes one value, as {@code values} holds it. */
    public JsonNode value(String entity, String path, @Nullable Object carrier) {
        var field = schema.path(entity, path);
        if (field.isEmpty()) {
            return NODES.nullNode();
        }
        return value(field.get(), carrier);
    }

    /** Reads the values of a body; every fault is found, not only the first. */
    public Values read(String entity, ObjectNode values) {
        var problems = new ArrayList<Problem>();
        var carriers = read(entity, values, "", problems);
        return problems.isEmpty() ? new Values.Read(carriers) : new Values.Faulty(problems);
    }

    private ObjectNode values(StoredRecord record) {
        var json = NODES.objectNode();
        record.values().forEach((path, carrier) -> {
            if (carrier instanceof List<?> rows && rows.stream().allMatch(StoredRecord.class::isInstance)) {
                json.set(path, lines(rows));
            } else {
                json.set(path, value(record.entity(), path, carrier));
            }
        });
        return json;
    }

    private ArrayNode lines(List<?> rows) {
        var array = NODES.arrayNode();
        for (var row : rows) {
            var line = (StoredRecord) row;
            var json = NODES.objectNode().put(LINE_ID, line.id().toString());
            json.setAll(values(line));
            if (!line.labels().isEmpty()) {
                var labels = json.putObject("labels");
                line.labels().forEach(labels::put);
            }
            array.add(json);
        }
        return array;
    }

    private static JsonNode value(FieldDefinition field, @Nullable Object carrier) {
        return field.type().codec().toJson(carrier);
    }

    private Map<String, @Nullable Object> read(String entity, ObjectNode values, String at, List<Problem> problems) {
        var carriers = new LinkedHashMap<String, @Nullable Object>();
        for (var member : values.properties()) {
            var path = at + member.getKey();
            var field = schema.field(entity, member.getKey());
            if (field.isEmpty()) {
                problems.add(unknown(entity, path, member.getKey()));
                continue;
            }
            var child = child(field.get().type());
            if (child.isPresent()) {
                carriers.put(member.getKey(), lines(field.get(), child.get(), member.getValue(), path, problems));
                continue;
            }
            switch (field.get().type().codec().fromJson(member.getValue())) {
                case Decoded.Value(var carrier) -> carriers.put(member.getKey(), carrier);
                case Decoded.Refused(var problem) -> problems.add(problem.under(path));
            }
        }
        return carriers;
    }

    private List<Change.Line> lines(
            FieldDefinition field, String child, JsonNode json, String path, List<Problem> problems) {
        if (!(json instanceof ArrayNode rows)) {
            problems.add(Problem.at(path, LINES_EXPECTED).with("field", field.label()));
            return List.of();
        }
        var lines = new ArrayList<Change.Line>();
        for (int i = 0; i < rows.size(); i++) {
            var at = path + "[" + i + "]";
            if (!(rows.get(i) instanceof ObjectNode row)) {
                problems.add(Problem.at(at, LINES_EXPECTED).with("field", field.label()));
                continue;
            }
            var values = row.deepCopy();
            values.remove("labels");
            var id = values.remove(LINE_ID);
            var read = id == null || id.isNull() ? Optional.<RecordId>empty() : RecordId.parse(id.asString(""));
            if (id != null && !id.isNull() && read.isEmpty()) {
                problems.add(Problem.at(at + "." + LINE_ID, LINE_ID_MALFORMED).with("given", id));
            }
            lines.add(new Change.Line(read.orElse(null), read(child, values, at + ".", problems)));
        }
        return lines;
    }

    /** The same for a field that is hidden and for one that does not exist; proposes only fields that exist. */
    private Problem unknown(String entity, String path, String name) {
        return Problem.at(path, UNKNOWN_FIELD)
                .with("name", name)
                .with(
                        "entity",
                        schema.entity(entity).map(EntityDefinition::label).orElse(Label.EMPTY))
                .with(
                        "allowed",
                        schema.fields(entity).stream().map(FieldDefinition::id).toList());
    }

    private static Optional<String> child(FieldType type) {
        return switch (type.storage()) {
            case Storage.ChildTable(var entity) -> Optional.of(entity);
            case Storage.None ignored -> Optional.empty();
            case Storage.OneColumn ignored -> Optional.empty();
            case Storage.Columns ignored -> Optional.empty();
            case Storage.LinkTable ignored -> Optional.empty();
            case Storage.Tree ignored -> Optional.empty();
        };
    }
}
