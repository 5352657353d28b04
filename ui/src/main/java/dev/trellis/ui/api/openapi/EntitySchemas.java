package dev.trellis.ui.api.openapi;

import dev.trellis.core.field.Storage;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.VisibleSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of the document: what a record of each entity looks like to the caller, read and written. */
final class EntitySchemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The schemas that no entity made. */
    private static final ObjectNode COMMON = common();

    private final VisibleSchema schema;
    private final Locale locale;

    EntitySchemas(VisibleSchema schema, Locale locale) {
        this.schema = schema;
        this.locale = locale;
    }

    /** The name of an entity's schema: {@code quote_line} as {@code QuoteLine}. */
    static String typeName(String entity) {
        var name = Arrays.stream(entity.split("_"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
        return isCommon(name) ? name + "Record" : name;
    }

    /** Tells whether a schema of that name, of its singular or its plural, is made by no entity. */
    private static boolean isCommon(String name) {
        return COMMON.has(name) || COMMON.has(name + "s") || COMMON.has(name.replaceFirst("s$", ""));
    }

    private static ObjectNode common() {
        var all = NODES.objectNode();
        List.of("schemas", "automation-schemas", "function-schemas")
                .forEach(part -> all.setAll(read("trellis/openapi/" + part + ".json")));
        return all;
    }

    private static ObjectNode read(String name) {
        try (var stream = EntitySchemas.class.getClassLoader().getResourceAsStream(name)) {
            if (stream == null) {
                throw new TrellisException("No " + name);
            }
            return (ObjectNode) JsonMapper.shared().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectNode write() {
        var json = NODES.objectNode();
        json.setAll(COMMON.deepCopy());
        for (var entity : schema.entities()) {
            var type = typeName(entity.id());
            json.set(type + "Values", values(entity, false));
            json.set(type + "NewValues", values(entity, true));
            json.set(type, record(type));
            json.set(type + "Page", page(type));
            if (entity.ownedBy() == null) {
                json.set(type + "Input", object("values", Operation.reference(type + "NewValues")));
            }
        }
        return json;
    }

    private ObjectNode values(EntityDefinition entity, boolean written) {
        var json = NODES.objectNode().put("type", "object");
        json.put("title", entity.label().text(locale));
        var properties = json.putObject("properties");
        if (entity.ownedBy() != null) {
            properties.putObject("id").put("type", "string").put("description", "The line; absent for a new one.");
        }
        for (var field : schema.fields(entity.id())) {
            if (!written || schema.right(entity.id(), field.id()) == FieldRight.WRITE) {
                properties.set(field.id(), property(field, written));
            }
        }
        return json;
    }

    private ObjectNode property(FieldDefinition field, boolean written) {
        var json = switch (field.type().storage()) {
            case Storage.ChildTable(var child) -> {
                var array = NODES.objectNode().put("type", "array");
                array.set("items", Operation.reference(typeName(child) + (written ? "NewValues" : "Values")));
                yield array;
            }
            case Storage.None ignored -> field.type().jsonSchema().deepCopy();
            case Storage.OneColumn ignored -> field.type().jsonSchema().deepCopy();
            case Storage.Columns ignored -> field.type().jsonSchema().deepCopy();
            case Storage.LinkTable ignored -> field.type().jsonSchema().deepCopy();
            case Storage.Tree ignored -> field.type().jsonSchema().deepCopy();
        };
        json.put("title", field.label().text(locale));
        var help = field.help().text(locale);
        if (!help.isEmpty()) {
            json.put("description", help);
        }
        return json;
    }

    private static ObjectNode record(String type) {
        var json = NODES.objectNode().put("type", "object");
        var properties = json.putObject("properties");
        properties.putObject("id").put("type", "string");
        properties.putObject("version").put("type", "integer");
        properties.set("values", Operation.reference(type + "Values"));
        var labels = properties.putObject("labels").put("type", "object");
        labels.putObject("additionalProperties").put("type", "string");
        properties.set("may", Operation.reference("May"));
        json.putArray("required").add("id").add("version").add("values");
        return json;
    }

    private static ObjectNode page(String type) {
        var json = NODES.objectNode().put("type", "object");
        var properties = json.putObject("properties");
        var items = properties.putObject("items").put("type", "array");
        items.set("items", Operation.reference(type));
        properties.putObject("next").putArray("type").add("string").add("null");
        properties.set("count", Operation.reference("Count"));
        json.putArray("required").add("items");
        return json;
    }

    private static ObjectNode object(String name, JsonNode value) {
        var json = NODES.objectNode().put("type", "object");
        json.putObject("properties").set(name, value);
        json.putArray("required").add(name);
        return json;
    }
}
