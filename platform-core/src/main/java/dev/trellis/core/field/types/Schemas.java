package dev.trellis.core.field.types;

import java.math.BigDecimal;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON Schemas of values. Every value may be null: whether blank is allowed, the field says. */
final class Schemas {

    private Schemas() {}

    static ObjectNode nullable(String type) {
        var schema = JsonNodeFactory.instance.objectNode();
        schema.putArray("type").add(type).add("null");
        return schema;
    }

    static ObjectNode text(int maxLength) {
        return nullable("string").put("maxLength", maxLength);
    }

    static ObjectNode pattern(String pattern) {
        return nullable("string").put("pattern", pattern);
    }

    static ObjectNode number(@Nullable BigDecimal min, @Nullable BigDecimal max, int integerDigits) {
        var limit = BigDecimal.ONE.movePointRight(integerDigits);
        var schema = nullable("number");
        if (min == null) {
            schema.put("exclusiveMinimum", limit.negate());
        } else {
            schema.put("minimum", min);
        }
        if (max == null) {
            schema.put("exclusiveMaximum", limit);
        } else {
            schema.put("maximum", max);
        }
        return schema;
    }

    static ObjectNode oneOf(Collection<String> codes) {
        var schema = JsonNodeFactory.instance.objectNode();
        var values = schema.putArray("enum");
        codes.forEach(values::add);
        values.addNull();
        return schema;
    }
}
