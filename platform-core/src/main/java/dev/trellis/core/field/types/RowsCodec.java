package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.problem.TrellisException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Child rows. They are records of their own, so nothing is stored with the parent, and the gate alone turns JSON
 * objects into rows and back: this codec only sees to it that there is a list.
 */
record RowsCodec() implements ValueCodec {

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return List.of();
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return null;
    }

    /** Writes rows that are JSON already; the gate writes its own. */
    @Override
    public JsonNode toJson(@Nullable Object value) {
        if (!(value instanceof List<?> rows)) {
            return JsonNodeFactory.instance.nullNode();
        }
        var array = JsonNodeFactory.instance.arrayNode();
        for (var row : rows) {
            if (!(row instanceof JsonNode json)) {
                throw new TrellisException("The gate writes the JSON of its rows, not the codec");
            }
            array.add(json);
        }
        return array;
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        if (json.isNull()) {
            return Decoded.of(null);
        }
        if (!json.isArray()) {
            return Faults.wrongKind(json, Faults.ROWS);
        }
        var rows = new ArrayList<JsonNode>();
        for (var row : json) {
            if (!row.isObject()) {
                return Faults.refused(Faults.ROWS_SHAPE, row);
            }
            rows.add(row);
        }
        return Decoded.of(rows.isEmpty() ? null : List.copyOf(rows));
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        return value instanceof List<?> rows ? Integer.toString(rows.size()) : "";
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        return TextCodec.trim(text).isEmpty() ? Decoded.of(null) : Faults.refused(Faults.ROWS_SHAPE, text);
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return switch (value) {
            case null -> Decoded.of(null);
            case List<?> rows -> Decoded.of(rows.isEmpty() ? null : rows);
            case Object other -> Faults.wrongKind(other, Faults.ROWS);
        };
    }
}
