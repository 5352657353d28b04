package dev.trellis.form.design;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An expression in a property sheet: a text that no record stores. Its carrier is the text itself. */
record PropertyType() implements FieldType {

    @Override
    public String key() {
        return "expression";
    }

    @Override
    public Storage storage() {
        return new Storage.None();
    }

    @Override
    public ValueType valueType() {
        return ValueType.TEXT;
    }

    @Override
    public ObjectNode jsonSchema() {
        return JsonNodeFactory.instance.objectNode().put("type", "string");
    }

    @Override
    public Editor editor() {
        return new Editor.Formula();
    }

    @Override
    public ValueCodec codec() {
        return new TextAsIs();
    }

    /** Hands a text through. */
    private record TextAsIs() implements ValueCodec {

        @Override
        public List<@Nullable Object> toColumns(@Nullable Object value) {
            return List.of();
        }

        @Override
        public @Nullable Object fromColumns(List<@Nullable Object> columns) {
            return null;
        }

        @Override
        public JsonNode toJson(@Nullable Object value) {
            return value == null
                    ? JsonNodeFactory.instance.nullNode()
                    : JsonNodeFactory.instance.stringNode(value.toString());
        }

        @Override
        public Decoded fromJson(JsonNode json) {
            return normalise(json.isString() ? json.stringValue() : null);
        }

        @Override
        public String toText(@Nullable Object value, Locale locale) {
            return value == null ? "" : value.toString();
        }

        @Override
        public Decoded fromText(String text, Locale locale) {
            return normalise(text);
        }

        @Override
        public Decoded normalise(@Nullable Object value) {
            return Decoded.of(value == null || value.toString().isBlank() ? null : value.toString());
        }
    }
}
