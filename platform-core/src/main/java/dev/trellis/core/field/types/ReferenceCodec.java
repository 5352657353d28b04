package dev.trellis.core.field.types;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A reference to a record by id. What the record is called, the gate says. */
record ReferenceCodec() implements ValueCodec {

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return Collections.singletonList(value instanceof RecordId id ? id.value() : null);
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return switch (columns.getFirst()) {
            case null -> null;
            case Number id -> new RecordId(id.longValue());
            case Object other -> RecordId.of(other.toString());
        };
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        return value == null
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.stringNode(value.toString());
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        if (json.isNull()) {
            return Decoded.of(null);
        }
        return json.isString() ? parse(json.stringValue()) : Faults.wrongKind(json, Faults.REFERENCE);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        return value == null ? "" : value.toString();
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        var plain = TextCodec.trim(NumberText.halfWidth(text));
        return plain.isEmpty() ? Decoded.of(null) : parse(plain);
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return switch (value) {
            case null -> Decoded.of(null);
            case RecordId id -> Decoded.of(id);
            case Object other -> Faults.wrongKind(other, Faults.REFERENCE);
        };
    }

    private static Decoded parse(String text) {
        return RecordId.parse(text).map(Decoded::of).orElseGet(() -> Faults.refused(Faults.REFERENCE_SHAPE, text));
    }
}
