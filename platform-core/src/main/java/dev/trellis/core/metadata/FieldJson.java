package dev.trellis.core.metadata;

import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes fields: the options of a field's type stand beside the properties that every field has. */
final class FieldJson {

    private static final String TYPE = "type";
    private static final Set<String> OWN = Set.of("id", "label", "help", "required", "unique", "default");

    private final FieldTypes types;
    private final JsonMapper mapper;

    FieldJson(FieldTypes types, JsonMapper mapper) {
        this.types = types;
        this.mapper = mapper;
    }

    /**
     * Reads what the schema has accepted; what a type refuses is added to {@code problems}.
     *
     * @param mayBeUnfinished whether a type may lack what it needs, as it does while somebody is designing
     */
    List<FieldDefinition> read(ArrayNode array, String place, List<Problem> problems, boolean mayBeUnfinished) {
        var fields = new ArrayList<FieldDefinition>();
        for (var element : array) {
            var object = (ObjectNode) element;
            var id = object.get("id").asString();
            type(object, ElementPath.join(place, id), problems, mayBeUnfinished)
                    .ifPresent(type -> fields.add(new FieldDefinition(
                            id,
                            label(object, "label"),
                            label(object, "help"),
                            type,
                            object.get("required").asBoolean(),
                            object.get("unique").asBoolean(),
                            object.has("default") ? object.get("default").asString() : null)));
        }
        return fields;
    }

    private Optional<FieldType> type(ObjectNode field, String place, List<Problem> problems, boolean mayBeUnfinished) {
        var options = field.deepCopy();
        options.remove(OWN);
        var key = options.get(TYPE).asString();
        if (types.find(key).isEmpty()) {
            problems.add(Problem.at(ElementPath.join(place, TYPE), MetadataProblem.NOT_ALLOWED)
                    .with("given", key)
                    .with("allowed", keys()));
            return Optional.empty();
        }
        var unknown = options.propertyNames().stream()
                .filter(name -> !name.equals(TYPE) && !types.optionNames(key).contains(name))
                .toList();
        unknown.forEach(name ->
                problems.add(Problem.at(place, MetadataProblem.UNKNOWN_PROPERTY).with("property", name)));
        return unknown.isEmpty() ? read(options, place, problems, mayBeUnfinished) : Optional.empty();
    }

    private Optional<FieldType> read(
            ObjectNode options, String place, List<Problem> problems, boolean mayBeUnfinished) {
        try {
            var type = types.read(options);
            var faults = mayBeUnfinished ? List.<Problem>of() : type.check();
            faults.forEach(fault -> problems.add(new Problem(
                    ElementPath.join(place, fault.path().replace('.', '/')), fault.code(), fault.arguments())));
            return faults.isEmpty() ? Optional.of(type) : Optional.empty();
        } catch (DatabindException unreadable) {
            var steps = unreadable.getPath().stream()
                    .<Object>map(step -> step.getPropertyName() == null ? step.getIndex() : step.getPropertyName())
                    .toList();
            problems.add(Problem.at(ElementPath.join(place, ElementPath.of(steps, options)), MetadataProblem.BAD_OPTION)
                    .with("given", ElementPath.show(at(options, steps)))
                    .with("type", options.get(TYPE).asString()));
            return Optional.empty();
        }
    }

    private static JsonNode at(JsonNode root, List<Object> steps) {
        var here = root;
        for (var step : steps) {
            here = step instanceof Integer index ? here.path(index) : here.path(step.toString());
        }
        return here;
    }

    private String keys() {
        return String.join(
                ", ", types.all().stream().map(FieldTypeProvider::key).sorted().toList());
    }

    ArrayNode write(List<FieldDefinition> fields) {
        var array = mapper.createArrayNode();
        fields.forEach(field -> array.add(write(field)));
        return array;
    }

    private ObjectNode write(FieldDefinition field) {
        var json = mapper.createObjectNode();
        json.put("id", field.id());
        json.set("label", label(field.label()));
        json.set("help", label(field.help()));
        var type = types.write(field.type());
        var names = new LinkedHashSet<String>();
        names.add(TYPE);
        names.addAll(type.propertyNames());
        names.forEach(name -> json.set(name, type.get(name)));
        json.put("required", field.required());
        json.put("unique", field.unique());
        if (field.defaultValue() != null) {
            json.put("default", field.defaultValue());
        }
        return json;
    }

    private Label label(ObjectNode field, String name) {
        return mapper.treeToValue(field.get(name), Label.class);
    }

    private JsonNode label(Label label) {
        return mapper.valueToTree(label);
    }
}
