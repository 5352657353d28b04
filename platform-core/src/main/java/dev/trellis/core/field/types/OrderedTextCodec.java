package dev.trellis.core.field.types;

import dev.trellis.core.collation.SortKeys;
import dev.trellis.core.field.ValueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A text with the key by which it is put in order, in a second column that nobody reads. */
record OrderedTextCodec(TextCodec text) implements ValueCodec {

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        var columns = new ArrayList<@Nullable Object>(2);
        columns.add(value);
        columns.add(value == null ? null : SortKeys.of(value.toString()));
        return columns;
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return text.fromColumns(columns);
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        return text.toJson(value);
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        return text.fromJson(json);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        return text.toText(value, locale);
    }

    @Override
    public Decoded fromText(String given, Locale locale) {
        return text.fromText(given, locale);
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return text.normalise(value);
    }
}
