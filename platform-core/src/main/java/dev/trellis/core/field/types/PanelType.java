package dev.trellis.core.field.types;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An option in a property panel that is no value of a record: a list of options, an expression, a definition's id. Its
 * carrier is the JSON of the option.
 */
record PanelType(String key, Editor editor) implements FieldType {

    @Override
    public Storage storage() {
        return new Storage.None();
    }

    @Override
    public ValueType valueType() {
        return ValueType.BLANK;
    }

    @Override
    public ObjectNode jsonSchema() {
        var factory = JsonNodeFactory.instance;
        return switch (editor) {
            case Editor.Options _ -> optionsSchema(factory);
            case Editor.TypeOf _ -> factory.objectNode().put("type", "object");
            default -> factory.objectNode().put("type", "string");
        };
    }

    @Override
    public ValueCodec codec() {
        return new PanelCodec();
    }

    private static ObjectNode optionsSchema(JsonNodeFactory factory) {
        var schema = factory.objectNode().put("type", "array");
        var option = schema.putObject("items").put("type", "object");
        var properties = option.putObject("properties");
        properties.putObject("code").put("type", "string");
        properties
                .putObject("label")
                .put("type", "object")
                .putObject("additionalProperties")
                .put("type", "string");
        properties.putObject("color").putArray("type").add("string").add("null");
        properties.putObject("active").put("type", "boolean");
        option.putArray("required").add("code").add("label");
        option.put("additionalProperties", false);
        return schema;
    }
}
