package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Hands the JSON of an option through; options are never stored in columns. */
record PanelCodec() implements ValueCodec {

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
        return value instanceof JsonNode json ? json : JsonNodeFactory.instance.nullNode();
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        return Decoded.of(json.isNull() ? null : json);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        return value instanceof JsonNode json && json.isString() ? json.stringValue() : "";
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        return Decoded.of(text.isBlank() ? null : JsonNodeFactory.instance.stringNode(text));
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return value == null || value instanceof JsonNode ? Decoded.of(value) : Faults.wrongKind(value, Faults.TEXT);
    }
}
