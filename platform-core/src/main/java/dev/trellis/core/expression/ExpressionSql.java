package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Renders a checked expression to SQL that gives what {@link Evaluator} gives; only for those that are
 * {@link CompiledExpression#isPushable() pushable}. Values are bound, names come from the scope only. An error is NULL.
 *
 * <p>The connection must use the exact collation that does not pad, as text columns do. Moments of a zone whose rules
 * go on for ever are placed on their day exactly up to the year 2100.
 */
public final class ExpressionSql {

    private ExpressionSql() {}

    /** Returns the value as one field, conditions as 0 and 1; of an amount its number. */
    public static Field<?> value(CompiledExpression expression, SqlScope scope) {
        var value = renderer(expression, scope).scalar(expression.root()).value();
        return DSL.field("{0}", dataType(expression.type()), value);
    }

    /** Returns the currency of an amount; without meaning where the amount is NULL. */
    public static Field<String> currency(CompiledExpression expression, SqlScope scope) {
        return renderer(expression, scope).amount(expression.root()).currency();
    }

    /** Returns a condition that holds exactly where the expression is TRUE. */
    public static Condition condition(CompiledExpression expression, SqlScope scope) {
        return renderer(expression, scope).truth(expression.root()).holds();
    }

    private static SqlRenderer renderer(CompiledExpression expression, SqlScope scope) {
        return new SqlRenderer(scope, null, expression.blankAs());
    }

    static boolean isPushable(Expression expression, BlankAs blankAs, ExpressionSchema schema) {
        if (!Types.isOneValue(expression.type())) {
            return false;
        }
        try {
            var term = new SqlRenderer(new SqlRenderer.Shape(schema), null, blankAs).render(expression);
            return term.pieces() <= SqlTerm.MAX_SIZE / 2;
        } catch (NotPushable notPushable) {
            return false;
        }
    }

    private static DataType<?> dataType(ValueType type) {
        return switch (type) {
            case ValueType.Text _, ValueType.Option _, ValueType.Blank _ -> SQLDataType.VARCHAR;
            case ValueType.Numeric _, ValueType.MoneyAmount _ -> SQLDataType.NUMERIC(38, 20);
            case ValueType.Bool _ -> SQLDataType.BOOLEAN;
            case ValueType.Date _ -> SQLDataType.LOCALDATE;
            case ValueType.DateTime _ -> SQLDataType.LOCALDATETIME(6);
            case ValueType.Time _ -> SQLDataType.LOCALTIME(6);
            case ValueType.Ref _ -> SQLDataType.BIGINT;
            case ValueType.Rows _, ValueType.ListOf _, ValueType.Composite _, ValueType.Opaque _ -> SQLDataType.OTHER;
        };
    }
}
