package dev.trellis.core.metadata;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.problem.TrellisException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of one kind, read from the resources. It is the only place that says which properties exist and what
 * they are when left out: the same text refuses what is wrong, fills in defaults on reading and omits them on writing.
 */
final class DefinitionSchema {

    private final ObjectNode document;
    private final Schema schema;

    private DefinitionSchema(ObjectNode document) {
        this.document = document;
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document);
    }

    static DefinitionSchema of(Kind kind, JsonMapper mapper) {
        var name = "trellis/schema/" + kind.key() + ".json";
        try (var stream = DefinitionSchema.class.getClassLoader().getResourceAsStream(name)) {
            if (stream == null) {
                throw new TrellisException("No schema for the kind " + kind.key());
            }
            return new DefinitionSchema((ObjectNode) mapper.readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema as it is served. */
    ObjectNode document() {
        return document.deepCopy();
    }

    /** Returns every fault of the shape; paths name elements by their ids. */
    List<Problem> check(JsonNode json) {
        return schema.validate(json).stream()
                .map(error -> problem(error, json))
                .distinct()
                .toList();
    }

    private static Problem problem(Error error, JsonNode json) {
        var steps = new ArrayList<Object>();
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            steps.add(error.getInstanceLocation().getElement(i));
        }
        var path = ElementPath.of(steps, json);
        var given = error.getInstanceNode();
        var property = error.getProperty();
        var limit = error.getArguments() == null || error.getArguments().length == 0
                ? ""
                : String.valueOf(error.getArguments()[0]);
        return switch (error.getKeyword()) {
            case "additionalProperties" ->
                at(path, MetadataProblem.UNKNOWN_PROPERTY).with("property", text(property));
            case "required" -> at(path, MetadataProblem.MISSING).with("property", text(property));
            case "type" ->
                at(path, MetadataProblem.WRONG_TYPE)
                        .with("given", ElementPath.show(given))
                        .with("expected", expected(error));
            case "enum", "const" ->
                at(path, MetadataProblem.NOT_ALLOWED)
                        .with("given", ElementPath.show(given))
                        .with("allowed", allowed(error));
            case "pattern" ->
                at(path, MetadataProblem.BAD_SHAPE)
                        .with("given", ElementPath.show(given))
                        .with("pattern", limit);
            case "propertyNames" -> at(path, MetadataProblem.UNKNOWN_PROPERTY).with("property", text(property));
            case "minimum" ->
                at(path, MetadataProblem.TOO_SMALL)
                        .with("given", ElementPath.show(given))
                        .with("limit", limit);
            case "maximum" ->
                at(path, MetadataProblem.TOO_LARGE)
                        .with("given", ElementPath.show(given))
                        .with("limit", limit);
            case "minLength" -> at(path, MetadataProblem.TOO_SHORT).with("limit", limit);
            case "maxLength" -> at(path, MetadataProblem.TOO_LONG).with("limit", limit);
            case "minItems" -> at(path, MetadataProblem.TOO_FEW).with("limit", limit);
            case "uniqueItems" -> at(path, MetadataProblem.REPEATED);
            default -> at(path, MetadataProblem.REFUSED).with("rule", error.getKeyword());
        };
    }

    private static Problem at(String path, ProblemCode code) {
        return Problem.at(path, code);
    }

    private static String text(@Nullable String property) {
        return property == null ? "" : property;
    }

    private static String expected(Error error) {
        return error.getSchemaNode() == null ? "" : ElementPath.show(error.getSchemaNode());
    }

    private static String allowed(Error error) {
        var node = error.getSchemaNode();
        if (node instanceof ArrayNode options) {
            return String.join(
                    ", ", options.valueStream().map(ElementPath::show).toList());
        }
        return node == null ? "" : ElementPath.show(node);
    }

    /** Adds every property that was left out and has a default. Removes nulls, which mean the same as leaving out. */
    void fill(ObjectNode json) {
        fill(document, json);
    }

    private void fill(JsonNode rule, JsonNode value) {
        var known = resolve(rule, value);
        if (value instanceof ObjectNode object) {
            for (var name : List.copyOf(object.propertyNames())) {
                if (object.get(name).isNull()) {
                    object.remove(name);
                }
            }
            for (var part : known) {
                part.path("properties").forEachEntry((name, property) -> {
                    var standard = defaultOf(property);
                    if (!object.has(name) && standard != null) {
                        object.set(name, standard.deepCopy());
                    }
                });
            }
        }
        forEachChild(known, value, this::fill);
    }

    /** Removes every property that says no more than its default. */
    void strip(ObjectNode json) {
        strip(document, json);
    }

    private void strip(JsonNode rule, JsonNode value) {
        var known = resolve(rule, value);
        forEachChild(known, value, this::strip);
        if (value instanceof ObjectNode object) {
            for (var part : known) {
                part.path("properties").forEachEntry((name, property) -> {
                    var given = object.get(name);
                    if (given != null && (given.isNull() || given.equals(defaultOf(property)))) {
                        object.remove(name);
                    }
                });
            }
        }
    }

    private interface Visit {
        void visit(JsonNode rule, JsonNode value);
    }

    private static void forEachChild(List<JsonNode> known, JsonNode value, Visit visit) {
        for (var part : known) {
            if (value instanceof ArrayNode array && part.has("items")) {
                array.forEach(element -> visit.visit(part.get("items"), element));
            }
            if (value instanceof ObjectNode object) {
                for (var name : List.copyOf(object.propertyNames())) {
                    var property = part.path("properties").get(name);
                    if (property != null) {
                        visit.visit(property, object.get(name));
                    } else if (part.path("additionalProperties").isObject()) {
                        visit.visit(part.get("additionalProperties"), object.get(name));
                    }
                }
            }
        }
    }

    /** Returns the schema parts that speak about a value: the rule, what it refers to, and the case that applies. */
    private List<JsonNode> resolve(JsonNode rule, JsonNode value) {
        var parts = new ArrayList<JsonNode>();
        parts.add(rule);
        var reference = rule.path("$ref").asString("");
        if (!reference.isEmpty()) {
            parts.addAll(resolve(document.at(reference.substring(1)), value));
        }
        for (var option : rule.path("allOf")) {
            if (applies(option.path("if"), value)) {
                parts.addAll(resolve(option.path("then"), value));
            }
        }
        return parts;
    }

    private static boolean applies(JsonNode condition, JsonNode value) {
        for (var property : condition.path("properties").properties()) {
            if (!property.getValue().path("const").equals(value.path(property.getKey()))) {
                return false;
            }
        }
        return condition.isObject();
    }

    private @Nullable JsonNode defaultOf(JsonNode property) {
        return property.get("default");
    }
}
