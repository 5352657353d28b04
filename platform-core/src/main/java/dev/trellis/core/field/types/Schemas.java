package dev.trellis.core.field.types;

import dev.trellis.core.field.FieldPart;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
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

    /** A text that is not blank, inside a list or an object. */
    static ObjectNode plainText(int maxLength) {
        return JsonNodeFactory.instance.objectNode().put("type", "string").put("maxLength", maxLength);
    }

    /** One of some codes, inside a list. */
    static ObjectNode codes(Collection<String> codes) {
        var schema = JsonNodeFactory.instance.objectNode();
        var values = schema.putArray("enum");
        codes.forEach(values::add);
        return schema;
    }

    static ObjectNode list(ObjectNode element, int most) {
        var schema = nullable("array").put("maxItems", most);
        schema.set("items", element);
        return schema;
    }

    static ObjectNode object(List<FieldPart> parts, List<String> required) {
        var schema = nullable("object");
        var properties = schema.putObject("properties");
        parts.forEach(part -> properties.set(part.name(), part.type().jsonSchema()));
        if (!required.isEmpty()) {
            var names = schema.putArray("required");
            required.forEach(names::add);
        }
        return schema.put("additionalProperties", false);
    }

    static ObjectNode whole(int min, int max) {
        return nullable("number").put("minimum", min).put("maximum", max);
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
