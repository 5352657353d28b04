package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Yes or no; where it may not be blank, blank is no.
 *
 * @param mayBeBlank whether blank is a third state
 */
record BooleanCodec(boolean mayBeBlank) implements ValueCodec {

    private static final Set<String> YES = Set.of("true", "yes", "y", "1", "是", "对", "✓", "√");
    private static final Set<String> NO = Set.of("false", "no", "n", "0", "否", "不", "✗", "×");

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return Collections.singletonList(value instanceof Boolean yes ? Integer.valueOf(yes ? 1 : 0) : null);
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return switch (columns.getFirst()) {
            case null -> blank();
            case Boolean yes -> yes;
            case Number number -> number.intValue() != 0;
            case Object other -> !other.toString().equals("0");
        };
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        return value instanceof Boolean yes
                ? JsonNodeFactory.instance.booleanNode(yes)
                : JsonNodeFactory.instance.nullNode();
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        if (json.isNull()) {
            return Decoded.of(blank());
        }
        return json.isBoolean() ? Decoded.of(json.booleanValue()) : Faults.wrongKind(json, Faults.BOOLEAN);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        boolean chinese = locale.getLanguage().equals("zh");
        return switch (value) {
            case Boolean yes when yes -> chinese ? "是" : "Yes";
            case Boolean _ -> chinese ? "否" : "No";
            case null, default -> "";
        };
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        var word = TextCodec.trim(NumberText.halfWidth(text)).toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return Decoded.of(blank());
        }
        if (YES.contains(word)) {
            return Decoded.of(true);
        }
        return NO.contains(word) ? Decoded.of(false) : Faults.refused(Faults.BOOLEAN_SHAPE, text);
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return switch (value) {
            case null -> Decoded.of(blank());
            case Boolean yes -> Decoded.of(yes);
            case Object other -> Faults.wrongKind(other, Faults.BOOLEAN);
        };
    }

    private @Nullable Boolean blank() {
        return mayBeBlank ? null : Boolean.FALSE;
    }
}
