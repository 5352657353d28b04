package dev.trellis.core.transfer;

import dev.trellis.core.field.RecordId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A filter for records that have one of some sets of values; the values travel as parameters. */
record Condition(String text, Map<String, @Nullable Object> parameters) {

    Condition(String text, Map<String, @Nullable Object> parameters) {
        this.text = text;
        this.parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    static Condition anyOf(List<? extends Map<String, Object>> alternatives) {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        var texts = new ArrayList<String>();
        for (var alternative : alternatives) {
            var parts = new ArrayList<String>();
            alternative.forEach((path, value) -> {
                if (value instanceof RecordId id) {
                    // Only a literal takes the type of the reference beside it; an id is digits and nothing else.
                    parts.add(path + " = '" + id.value() + "'");
                    return;
                }
                var name = "k" + parameters.size();
                parameters.put(name, value);
                parts.add(path + " = :" + name);
            });
            texts.add(String.join(" AND ", parts));
        }
        return new Condition(balanced(texts), parameters);
    }

    /** Brackets in pairs, so that many alternatives do not nest deeply. */
    private static String balanced(List<String> texts) {
        if (texts.isEmpty()) {
            return "FALSE";
        }
        if (texts.size() == 1) {
            return "(" + texts.getFirst() + ")";
        }
        int middle = texts.size() / 2;
        return "(" + balanced(texts.subList(0, middle)) + " OR " + balanced(texts.subList(middle, texts.size())) + ")";
    }

    /** Numbers are the same whatever their trailing zeros. */
    static Object comparable(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }

    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == null) {
            return other == null;
        }
        return other != null && comparable(one).equals(comparable(other));
    }
}
