package dev.trellis.ui.api.expression;

import dev.trellis.core.expression.Explanation;
import dev.trellis.core.expression.Outcome;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.ValueType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values and explanations of expressions as JSON. */
final class ExpressionJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ExpressionJson() {}

    static String type(ValueType type) {
        return switch (type) {
            case ValueType.Text ignored -> "text";
            case ValueType.Numeric ignored -> "number";
            case ValueType.Bool ignored -> "boolean";
            case ValueType.Date ignored -> "date";
            case ValueType.DateTime ignored -> "datetime";
            case ValueType.Time ignored -> "time";
            case ValueType.Option ignored -> "option";
            case ValueType.MoneyAmount ignored -> "money";
            case ValueType.Ref ignored -> "reference";
            case ValueType.Rows ignored -> "rows";
            case ValueType.ListOf ignored -> "list";
            case ValueType.Composite ignored -> "composite";
            case ValueType.Opaque ignored -> "opaque";
            case ValueType.Blank ignored -> "blank";
        };
    }

    /** Puts {@code value} or {@code error} into an object. */
    static void write(ObjectNode into, Outcome outcome) {
        switch (outcome) {
            case Outcome.Value(var value) -> into.set("value", value(value));
            case Outcome.Failed(var code, var offset, var detail, var ignored) ->
                into.putObject("error")
                        .put("code", "#" + code.name().toUpperCase(Locale.ROOT))
                        .put("offset", offset)
                        .put("text", detail);
        }
    }

    static ObjectNode write(Explanation explanation) {
        var json = NODES.objectNode().put("text", explanation.text());
        write(json, explanation.outcome());
        var parts = json.putArray("parts");
        explanation.parts().forEach(part -> parts.add(write(part)));
        return json;
    }

    private static JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case BigDecimal number -> NODES.numberNode(number);
            case Boolean flag -> NODES.booleanNode(flag);
            case Money(var amount, var currency, var _) ->
                NODES.objectNode().put("amount", amount).put("currency", currency);
            case Composite(var parts) -> {
                var object = NODES.objectNode();
                parts.forEach((name, part) -> object.set(name, value(part)));
                yield object;
            }
            case Subject.Row ignored -> NODES.objectNode();
            case List<?> list -> {
                var array = NODES.arrayNode();
                list.forEach(element -> array.add(value(element)));
                yield array;
            }
            default -> NODES.stringNode(value.toString());
        };
    }
}
