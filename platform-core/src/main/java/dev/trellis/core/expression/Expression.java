package dev.trellis.core.expression;

import dev.trellis.core.expression.Syntax.Operator;
import dev.trellis.core.field.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The typed tree: names are resolved, every part knows its type and its place in the text. */
sealed interface Expression {

    ValueType type();

    Span span();

    record Literal(@Nullable Object value, ValueType type, Span span) implements Expression {}

    /**
     * A field.
     *
     * @param ofRow whether the path begins at the child row that the enclosing {@link Each} is at
     * @param digits of a number: digits before the point
     */
    record Path(FieldPath path, boolean ofRow, int digits, ValueType type, Span span) implements Expression {}

    record Parameter(String name, ValueType type, Span span) implements Expression {}

    record Sum(List<Term> terms, ValueType type, Span span) implements Expression {
        public Sum {
            terms = List.copyOf(terms);
        }
    }

    record Product(Expression left, Expression right, ValueType type, Span span) implements Expression {}

    record Quotient(Expression left, Expression right, ValueType type, Span span) implements Expression {}

    record Power(Expression base, Expression exponent, ValueType type, Span span) implements Expression {}

    record Negation(Expression operand, ValueType type, Span span) implements Expression {}

    record Comparison(Operator operator, Expression left, Expression right, Span span) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.BOOL;
        }
    }

    record Call(ExpressionFunction function, List<Expression> arguments, ValueType type, Span span)
            implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** The values of {@code body} over the child rows of a field, blanks included. */
    record Each(String rows, Expression body, ValueType type, Span span) implements Expression {}

    record Term(Expression operand, boolean isMinus) {}

    /** Returns the parts in the order of the text. */
    default List<Expression> parts() {
        return switch (this) {
            case Literal _, Path _, Parameter _ -> List.of();
            case Sum sum -> sum.terms().stream().map(Term::operand).toList();
            case Product(var left, var right, var _, var _) -> List.of(left, right);
            case Quotient(var left, var right, var _, var _) -> List.of(left, right);
            case Power(var base, var exponent, var _, var _) -> List.of(base, exponent);
            case Negation(var operand, var _, var _) -> List.of(operand);
            case Comparison(var _, var left, var right, var _) -> List.of(left, right);
            case Call call -> call.arguments();
            case Each each -> List.of(each.body());
        };
    }

    /** Tells whether an amount is one that is kept or given as it is, so that it is told what it is worth. */
    default boolean isKept() {
        return this instanceof Path || this instanceof Parameter;
    }

    /** Tells whether the value is always the same, whoever asks and when. */
    default boolean isFixed() {
        return switch (this) {
            case Parameter _, Path _, Each _ -> false;
            case Call call when call.function().isVolatile() || call.function().readsRecord() -> false;
            default -> parts().stream().allMatch(Expression::isFixed);
        };
    }

    /** Tells whether the value is the same for every record: nothing of the record is read. */
    default boolean isConstant() {
        return switch (this) {
            case Path path -> path.path().root() == FieldPath.Root.USER;
            case Each _ -> false;
            case Call call when call.function().readsRecord() -> false;
            default -> parts().stream().allMatch(Expression::isConstant);
        };
    }
}
