package dev.trellis.core.expression;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Renders a checked expression to SQL that gives what {@link Evaluator} gives; only for those that are
 * {@link CompiledExpression#isPushable() pushable}. Values are bound, names come from the scope only. An error is NULL.
 */
public final class ExpressionSql {

    private ExpressionSql() {}

    /** Returns the value as one field; of an amount its number. */
    public static Field<?> value(CompiledExpression expression, SqlScope scope) {
        return DSL.field(DSL.falseCondition());
    }

    /** Returns a condition that holds exactly where the expression is TRUE. */
    public static Condition condition(CompiledExpression expression, SqlScope scope) {
        return DSL.falseCondition();
    }

    static boolean isPushable(Expression expression, BlankAs blankAs, ExpressionSchema schema) {
        return false;
    }
}
