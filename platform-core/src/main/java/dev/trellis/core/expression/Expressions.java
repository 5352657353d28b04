package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import java.util.Map;

/** Checks expression texts. Stateless; who keeps a {@link CompiledExpression} decides how long. */
public final class Expressions {

    private Expressions() {}

    /** Checks a text without named parameters; blank operands count as zero. */
    public static Checked check(String text, String entity, ExpressionSchema schema, Expected expected) {
        return check(text, entity, schema, expected, Map.of(), BlankAs.ZERO);
    }

    /**
     * Parses a text and types it against a schema.
     *
     * @param entity whose fields its paths begin with
     * @param parameters the named parameters ({@code :q}) and their types
     */
    public static Checked check(
            String text,
            String entity,
            ExpressionSchema schema,
            Expected expected,
            Map<String, ValueType> parameters,
            BlankAs blankAs) {
        return new Checked.Invalid(java.util.List.of());
    }
}
