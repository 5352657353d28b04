package dev.trellis.ui.api.many;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.api.record.RecordJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code {op, id, version, values}}. What cannot be read is a fault of the whole call, whatever its mode: such a
 * caller is mistaken in more than one record.
 */
final class OperationsBody {

    private static final ProblemCode OPERATION_MALFORMED = ProblemCode.malformed("OPERATION_MALFORMED");
    private static final ProblemCode OPERATION_UNKNOWN = ProblemCode.malformed("OPERATION_UNKNOWN");
    private static final ProblemCode OPERATION_INCOMPLETE = ProblemCode.malformed("OPERATION_INCOMPLETE");
    private static final Set<String> MEMBERS = Set.of("op", "id", "version", "values");
    private static final List<String> OPERATIONS = List.of("create", "delete", "restore", "update");

    private final VisibleSchema schema;
    private final String entity;
    private final List<Problem> problems = new ArrayList<>();

    OperationsBody(VisibleSchema schema, String entity) {
        this.schema = schema;
        this.entity = entity;
    }

    /** What was read. */
    record Read(List<Change> changes, List<Problem> problems) {}

    Read read(List<JsonNode> operations) {
        var changes = new ArrayList<Change>();
        for (int i = 0; i < operations.size(); i++) {
            read(operations.get(i), "operations[" + i + "]").ifPresent(changes::add);
        }
        return new Read(changes, problems);
    }

    /** The record that a change names; nothing for a new one. */
    static String id(Change change) {
        return switch (change) {
            case Change.Create ignored -> "";
            case Change.Update update -> update.id().toString();
            case Change.Delete delete -> delete.id().toString();
            case Change.Restore restore -> restore.id().toString();
            case Change.Lock lock -> lock.id().toString();
        };
    }

    private Optional<Change> read(JsonNode json, String at) {
        if (!(json instanceof ObjectNode operation) || !MEMBERS.containsAll(operation.propertyNames())) {
            problems.add(Problem.at(at, OPERATION_MALFORMED));
            return Optional.empty();
        }
        return switch (operation.path("op").asString("")) {
            case "create" -> values(operation, at).map(values -> new Change.Create(entity, values));
            case "update" ->
                id(operation, at)
                        .flatMap(id -> version(operation, at)
                                .flatMap(version -> values(operation, at)
                                        .map(values -> new Change.Update(entity, id, version, values))));
            case "delete" ->
                id(operation, at)
                        .flatMap(id -> version(operation, at).map(version -> new Change.Delete(entity, id, version)));
            case "restore" -> id(operation, at).map(id -> new Change.Restore(entity, id));
            case String other -> {
                problems.add(Problem.at(at + ".op", OPERATION_UNKNOWN)
                        .with("given", other)
                        .with("allowed", OPERATIONS));
                yield Optional.empty();
            }
        };
    }

    private Optional<RecordId> id(ObjectNode operation, String at) {
        var id = RecordId.parse(operation.path("id").asString(""));
        if (id.isEmpty()) {
            problems.add(Problem.at(at + ".id", OPERATION_INCOMPLETE).with("member", "id"));
        }
        return id;
    }

    private Optional<Integer> version(ObjectNode operation, String at) {
        var version = operation.path("version");
        if (version.isIntegralNumber() && version.canConvertToInt() && version.intValue() >= 0) {
            return Optional.of(version.intValue());
        }
        problems.add(Problem.at(at + ".version", OPERATION_INCOMPLETE).with("member", "version"));
        return Optional.empty();
    }

    private Optional<Map<String, @Nullable Object>> values(ObjectNode operation, String at) {
        var given = operation.path("values");
        if (!given.isMissingNode() && !given.isObject()) {
            problems.add(Problem.at(at + ".values", OPERATION_INCOMPLETE).with("member", "values"));
            return Optional.empty();
        }
        var values = given instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        return switch (new RecordJson(schema).read(entity, values)) {
            case RecordJson.Values.Read(var carriers) -> Optional.of(carriers);
            case RecordJson.Values.Faulty(var faults) -> {
                faults.forEach(fault -> problems.add(fault.under(at + ".values")));
                yield Optional.empty();
            }
        };
    }
}
