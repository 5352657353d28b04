package dev.trellis.core.expression;

import dev.trellis.core.field.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of one expression: walks the tree, counts the work, may record what every part gave. */
final class Evaluation {

    static final int MAX_UNITS = 100_000;
    static final int MAX_LIST = 10_000;

    private final EvaluationContext context;
    private final BlankAs blankAs;
    private final @Nullable Trace trace;
    private final Arithmetic arithmetic;
    private @Nullable ExpressionRow childRow;
    private int units;

    Evaluation(EvaluationContext context, BlankAs blankAs, @Nullable Trace trace) {
        this.context = context;
        this.blankAs = blankAs;
        this.trace = trace;
        this.arithmetic = new Arithmetic(context.currency());
    }

    EvaluationContext context() {
        return context;
    }

    /** Adds work; false once there is too much of it. */
    boolean charge(int more) {
        units += more;
        return units <= MAX_UNITS;
    }

    /** Returns the value of a part, {@code null} for blank, or an {@link ErrorValue}. */
    @Nullable
    Object value(Expression part) {
        if (!charge(1)) {
            return new ErrorValue(ErrorCode.LIMIT, part.span());
        }
        if (trace == null) {
            return compute(part);
        }
        trace.open();
        var value = compute(part);
        trace.close(part, value);
        return value;
    }

    private @Nullable Object compute(Expression part) {
        return switch (part) {
            case Expression.Literal(var value, var _, var _) -> value;
            case Expression.Parameter(var name, var _, var span) ->
                fitted(Values.normal(context.parameters().get(name)), span);
            case Expression.Path path -> path(path);
            case Expression.Sum sum -> sum(sum);
            case Expression.Product(var left, var right, var _, var span) ->
                binary(left, right, span, arithmetic::multiply);
            case Expression.Quotient(var left, var right, var _, var span) ->
                binary(left, right, span, arithmetic::divide);
            case Expression.Power(var base, var exponent, var _, var span) ->
                binary(base, exponent, span, arithmetic::power);
            case Expression.Negation(var operand, var _, var span) ->
                binary(operand, new Expression.Literal(MINUS_ONE, operand.type(), span), span, arithmetic::multiply);
            case Expression.Comparison comparison -> comparison(comparison);
            case Expression.Call call -> call.function().body().apply(new Arguments(this, call));
            case Expression.Each each -> each(each);
        };
    }

    /** What a caller hands in may be wider than any number of the language. */
    private static @Nullable Object fitted(@Nullable Object given, Span span) {
        return switch (given) {
            case BigDecimal number -> Arithmetic.result(number, null, span);
            case Money money ->
                Arithmetic.result(money.amount(), money.currency(), span) instanceof Money fitting
                        ? fitting.worth(money.worth())
                        : new ErrorValue(ErrorCode.DOMAIN, span);
            case null, default -> given;
        };
    }

    private static final BigDecimal MINUS_ONE = BigDecimal.ONE.negate();

    private @Nullable Object path(Expression.Path part) {
        var from = switch (part.path().root()) {
            case RECORD -> part.ofRow() ? childRow : context.row();
            case USER -> context.user();
            case PRIOR -> context.prior();
        };
        return from == null ? null : read(from, part);
    }

    private @Nullable Object read(ExpressionRow from, Expression.Path part) {
        var names = part.path().names();
        var at = from;
        for (int i = 0; i < names.size() - 1; i++) {
            Optional<ExpressionRow> next = at.related(names.get(i));
            if (next.isEmpty()) {
                return null;
            }
            at = next.get();
        }
        var last = part.path().last();
        return part.type() instanceof dev.trellis.core.field.ValueType.Rows
                ? rows(at, last, part.span())
                : Values.normal(at.value(last));
    }

    private @Nullable Object rows(ExpressionRow of, String field, Span span) {
        var rows = of.rows(field);
        if (rows.size() > MAX_LIST) {
            return new ErrorValue(ErrorCode.LIMIT, span);
        }
        return rows.isEmpty() ? null : rows;
    }

    private @Nullable Object sum(Expression.Sum sum) {
        var operands = new ArrayList<@Nullable Object>();
        boolean hasBlank = false;
        for (var term : sum.terms()) {
            var value = value(term.operand());
            if (value instanceof ErrorValue) {
                return value;
            }
            hasBlank |= value == null;
            operands.add(value != null && term.isMinus() ? Arithmetic.negate(value) : value);
        }
        if (hasBlank && blankAs == BlankAs.BLANK) {
            return null;
        }
        return arithmetic.sum(operands, Types.isMoney(sum.type()), sum.span());
    }

    private @Nullable Object binary(Expression left, Expression right, Span span, Arithmetic.Operation operation) {
        var first = value(left);
        if (first instanceof ErrorValue) {
            return first;
        }
        var second = value(right);
        if (second instanceof ErrorValue) {
            return second;
        }
        if (blankAs == BlankAs.BLANK && (first == null || second == null)) {
            return null;
        }
        return operation.apply(zero(first, left), zero(second, right), span);
    }

    private Object zero(@Nullable Object value, Expression part) {
        if (value != null) {
            return value;
        }
        return Types.isMoney(part.type()) ? new Money(BigDecimal.ZERO, context.currency()) : BigDecimal.ZERO;
    }

    private Object comparison(Expression.Comparison comparison) {
        var left = value(comparison.left());
        if (left instanceof ErrorValue) {
            return left;
        }
        var right = value(comparison.right());
        if (right instanceof ErrorValue) {
            return right;
        }
        return switch (comparison.operator()) {
            case EQUAL -> equal(comparison, left, right);
            case UNEQUAL -> !equal(comparison, left, right);
            default -> {
                var pair = left == null || right == null ? null : pair(comparison, left, right);
                yield pair == null
                        ? unordered(comparison, left, right)
                        : ordered(comparison, pair.left(), pair.right());
            }
        };
    }

    /** Two amounts need rates to be put in order; everything else that is not there is not in any order. */
    private static Object unordered(Expression.Comparison comparison, @Nullable Object left, @Nullable Object right) {
        return left instanceof Money && right instanceof Money
                ? new ErrorValue(ErrorCode.TYPE, comparison.span())
                : false;
    }

    private boolean equal(Expression.Comparison comparison, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        if (left instanceof Money && right instanceof Money) {
            return Values.equal(left, right);
        }
        var pair = pair(comparison, left, right);
        return pair != null && Values.equal(pair.left(), pair.right());
    }

    private Values.@Nullable Pair pair(Expression.Comparison comparison, Object left, Object right) {
        return Values.compared(
                left, comparison.left().isKept(), right, comparison.right().isKept(), context.currency());
    }

    private static Object ordered(Expression.Comparison comparison, Object left, Object right) {
        if (left instanceof Money a && right instanceof Money b && Arithmetic.clash(a, b)) {
            return new ErrorValue(ErrorCode.TYPE, comparison.span());
        }
        int order = Values.compare(left, right);
        return switch (comparison.operator()) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case MORE -> order > 0;
            default -> order >= 0;
        };
    }

    private @Nullable Object each(Expression.Each each) {
        var rows = rows(context.row(), each.rows(), each.span());
        if (!(rows instanceof List<?> list)) {
            return rows;
        }
        var values = new ArrayList<@Nullable Object>(list.size());
        var outer = childRow;
        for (var row : list) {
            childRow = (ExpressionRow) row;
            var value = value(each.body());
            if (value instanceof ErrorValue) {
                childRow = outer;
                return value;
            }
            values.add(value);
        }
        childRow = outer;
        return values;
    }
}
