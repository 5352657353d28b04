package dev.trellis.core.metadata;

import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes definitions as JSON. What is written is canonical: the same definition always gives the same text,
 * keys in a stable order and nothing that only repeats a default. What is read is checked against the kind's JSON
 * Schema and the field types first; unknown properties are refused with their place.
 */
@Singleton
public final class MetadataJson {

    private final JsonMapper mapper = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Map<Kind, DefinitionSchema> schemas = new EnumMap<>(Kind.class);
    private final FieldJson fields;

    public MetadataJson(FieldTypes fieldTypes) {
        this.fields = new FieldJson(fieldTypes, mapper);
        for (var kind : Kind.values()) {
            schemas.put(kind, DefinitionSchema.of(kind, mapper));
        }
    }

    /** A definition, or everything that is wrong with its JSON. */
    public sealed interface Reading {

        record Read(Definition definition) implements Reading {}

        record Refused(List<Problem> problems) implements Reading {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Reads one definition; problems name their place as {@code entity/quote/fields/total/scale}. */
    public Reading read(Kind kind, JsonNode json) {
        if (!(json instanceof ObjectNode given)) {
            return new Reading.Refused(List.of(Problem.at(kind.key(), MetadataProblem.NOT_JSON)));
        }
        var schema = schemaOf(kind);
        var object = given.deepCopy();
        schema.fill(object);
        var place = ElementPath.join(kind.key(), object.path("id").asString(""));
        var problems = new ArrayList<Problem>();
        schema.check(object).forEach(problem -> problems.add(moved(place, problem)));
        if (!problems.isEmpty()) {
            return new Reading.Refused(problems);
        }
        var definition =
                kind == Kind.ENTITY ? entity(object, place, problems, false) : mapper.treeToValue(object, kind.type());
        return problems.isEmpty() ? new Reading.Read(definition) : new Reading.Refused(problems);
    }

    /** Reads one definition from text. */
    public Reading parse(Kind kind, String text) {
        try {
            return read(kind, mapper.readTree(text));
        } catch (JacksonException notJson) {
            return new Reading.Refused(List.of(Problem.at(kind.key(), MetadataProblem.NOT_JSON)));
        }
    }

    /**
     * Reads a definition that {@link #text} has written. It may be unfinished, a choice without options for instance: what
     * it lacks is told by the check before a publish, and must not keep a draft from being opened.
     */
    public Reading reopen(Kind kind, String text) {
        var problems = new ArrayList<Problem>();
        var object = (ObjectNode) mapper.readTree(text);
        schemaOf(kind).fill(object);
        var definition = kind == Kind.ENTITY
                ? entity(object, kind.key(), problems, true)
                : mapper.treeToValue(object, kind.type());
        return problems.isEmpty() ? new Reading.Read(definition) : new Reading.Refused(problems);
    }

    /** Writes a definition canonically. */
    public ObjectNode write(Definition definition) {
        var json = mapper.<ObjectNode>valueToTree(
                definition instanceof EntityDefinition entity ? withoutFields(entity) : definition);
        if (definition instanceof EntityDefinition entity) {
            json.set("fields", fields.write(entity.fields()));
            json.set("retired", fields.write(entity.retired()));
        }
        schemaOf(definition.kind()).strip(json);
        return json;
    }

    /** The canonical JSON on one line. */
    public String text(Definition definition) {
        return mapper.writeValueAsString(write(definition));
    }

    /** The canonical JSON on indented lines, for packages kept in version control. */
    public String pretty(Definition definition) {
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(write(definition)) + "\n";
    }

    /** The SHA-256 of the canonical JSON in hex: equal exactly for equal definitions. */
    public String hash(Definition definition) {
        return hash(text(definition));
    }

    /** The JSON Schema of a kind, as it is served. */
    public ObjectNode schema(Kind kind) {
        return schemaOf(kind).document();
    }

    private DefinitionSchema schemaOf(Kind kind) {
        return schemas.computeIfAbsent(kind, missing -> DefinitionSchema.of(missing, mapper));
    }

    private EntityDefinition entity(ObjectNode object, String place, List<Problem> problems, boolean mayBeUnfinished) {
        var living = fields.read((ArrayNode) object.get("fields"), place + "/fields", problems, mayBeUnfinished);
        var retired = fields.read((ArrayNode) object.get("retired"), place + "/retired", problems, mayBeUnfinished);
        object.set("fields", mapper.createArrayNode());
        object.set("retired", mapper.createArrayNode());
        var shell = mapper.treeToValue(object, EntityDefinition.class);
        return shell.withFields(living).withRetired(retired);
    }

    private static EntityDefinition withoutFields(EntityDefinition entity) {
        return entity.withFields(List.of()).withRetired(List.of());
    }

    private static Problem moved(String place, Problem problem) {
        return new Problem(ElementPath.join(place, problem.path()), problem.code(), problem.arguments());
    }

    /** The SHA-256 in hex of what {@link #text} has written. */
    public static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
