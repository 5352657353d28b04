package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Amount;
import dev.trellis.core.expression.SqlTerm.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Functions of one or two numbers, and what all functions share that give blank for blank. */
final class SqlNumbers {

    private static final BigDecimal SMALLEST = BigDecimal.ONE.movePointLeft(FixedPoint.SCALE);

    private SqlNumbers() {}

    /**
     * Puts a value together whose operands are NULL where they are blank or errors, and which is then NULL itself.
     *
     * @param failing where the function itself has no result; may be NULL
     * @param canBlank whether it gives blank though no operand is
     */
    static Scalar spread(
            Field<?> value, List<Scalar> operands, @Nullable Condition failing, int size, boolean canBlank) {
        boolean blanks = canBlank || operands.stream().anyMatch(Scalar::canBlank);
        var own = failing == null ? null : Sql.condition("coalesce({0}, false)", failing);
        var guarded = own == null ? value : Sql.field("(case when {0} then null else {1} end)", own, value);
        var failures = new ArrayList<@Nullable Condition>();
        int failureSize = 0;
        for (var operand : operands) {
            failures.add(operand.failure());
            failureSize += operand.failureSize();
        }
        failures.add(own);
        var failure = Sql.anyOf(failures);
        int whole = own == null ? size : size * 2;
        if (failure == null) {
            return Scalar.sure(guarded, blanks, whole);
        }
        return blanks ? Scalar.both(guarded, failure, whole, failureSize + size) : Scalar.nullIsError(guarded, whole);
    }

    /** A function fails only where nothing it was given is blank. */
    static Condition withValues(Condition failing, List<Scalar> operands) {
        var all = failing;
        for (var operand : operands) {
            if (operand.canBlank()) {
                all = Sql.condition("({0} and {1} is not null)", all, operand.value());
            }
        }
        return all;
    }

    /** Applies a function of numbers to an amount or a number. */
    private static SqlTerm onAmount(SqlCall call, UnaryOperator<Scalar> function) {
        if (!Types.isMoney(call.type())) {
            return function.apply(SqlArithmetic.exact(call.scalar(0)));
        }
        var amount = call.renderer().amount(call.argument(0));
        return new Amount(
                function.apply(SqlArithmetic.exact(amount.number())), amount.currency(), amount.currencySize());
    }

    static SqlTerm abs(SqlCall call) {
        return onAmount(
                call,
                x -> spread(Sql.field("abs({0})", x.value()), List.of(x), null, x.size() + 1, false)
                        .within(x.bound()));
    }

    static SqlTerm round(SqlCall call) {
        return digits(
                call, (x, digits) -> fits(x, Sql.field("round({0}, {1})", x.value(), Sql.inline(digits)), digits));
    }

    static SqlTerm roundDown(SqlCall call) {
        return digits(
                call,
                (x, digits) -> spread(
                                Sql.field("truncate({0}, {1})", x.value(), Sql.inline(digits)),
                                List.of(x),
                                null,
                                x.size() + 1,
                                false)
                        .within(x.bound()));
    }

    static SqlTerm roundUp(SqlCall call) {
        return digits(call, (x, digits) -> {
            var almost = BigDecimal.ONE.movePointLeft(digits).subtract(SMALLEST).max(BigDecimal.ZERO);
            var value = Sql.field(
                    "truncate({0} + sign({0}) * {1}, {2})", x.value(), Sql.number(almost), Sql.inline(digits));
            return fits(x, value, digits);
        });
    }

    /** A rounding for digits that are known. */
    private interface Rounding {
        Scalar apply(Scalar number, int digits);
    }

    private static SqlTerm digits(SqlCall call, Rounding rounding) {
        if (call.size() == 1) {
            return onAmount(call, x -> rounding.apply(x, 0));
        }
        if (!(call.constant(1) instanceof BigDecimal given)) {
            throw new NotPushable("rounding to blank digits");
        }
        var limit = BigDecimal.valueOf(FixedPoint.SCALE);
        int digits = given.max(limit.negate()).min(limit).intValue();
        return onAmount(call, x -> rounding.apply(x, digits));
    }

    /** Guards a rounding that may go beyond the largest number. */
    private static Scalar fits(Scalar x, Field<?> value, int digits) {
        var bound = x.bound().add(BigDecimal.ONE.movePointLeft(Math.min(digits, 0)));
        boolean canOverflow = bound.compareTo(FixedPoint.MAX) > 0;
        var failing = canOverflow ? Sql.condition("(not {0})", Sql.inRange(value)) : null;
        return spread(Sql.decimal(value), List.of(x), failing, x.size() + 3, false)
                .within(bound.min(FixedPoint.MAX));
    }

    /** A remainder of zero may carry a minus sign in the database, and then counts as smaller than zero. */
    static SqlTerm floor(SqlCall call) {
        return step(
                call,
                "({0} - mod({0}, {1}) - case when mod({0}, {1}) < -0.000000000000000000005 then {1} else 0 end)",
                "floor({0})");
    }

    static SqlTerm ceiling(SqlCall call) {
        return step(call, "({0} - mod({0}, {1}) + case when mod({0}, {1}) > 0 then {1} else 0 end)", "ceiling({0})");
    }

    private static SqlTerm step(SqlCall call, String template, String whole) {
        if (call.size() == 1) {
            return onAmount(call, x -> fits(x, Sql.field(whole, x.value()), 0));
        }
        var step = SqlArithmetic.exact(call.scalar(1));
        var size = Sql.field("nullif(abs({0}), 0)", step.value());
        return onAmount(call, x -> {
            var value = Sql.field(template, x.value(), size);
            var failing = Sql.condition("({0} = 0 or not {1})", step.value(), Sql.inRange(value));
            return spread(
                    value,
                    List.of(x, step),
                    withValues(failing, List.of(x, step)),
                    5 * x.size() + 7 * step.size(),
                    false);
        });
    }

    static SqlTerm integer(SqlCall call) {
        var x = SqlArithmetic.exact(call.scalar(0));
        return fits(x, Sql.field("floor({0})", x.value()), 0);
    }

    static SqlTerm modulo(SqlCall call) {
        var a = SqlArithmetic.exact(call.scalar(0));
        var b = SqlArithmetic.exact(call.scalar(1));
        var value = Sql.field("(0 + mod(mod({0}, nullif({1}, 0)) + {1}, nullif({1}, 0)))", a.value(), b.value());
        var byZero = Sql.condition("(coalesce({0}, 0) = 0)", b.value());
        int size = a.size() + 3 * b.size() + 2;
        if (!a.canBlank()) {
            return Scalar.nullIsError(value, size);
        }
        var failure = Sql.anyOf(a.failure(), byZero);
        return Scalar.both(value, failure == null ? byZero : failure, size, a.failureSize() + b.size() + 1);
    }

    static SqlTerm power(SqlCall call) {
        if (!(call.constant(1) instanceof BigDecimal exponent) || exponent.compareTo(BigDecimal.TWO) != 0) {
            throw new NotPushable("a power other than 2");
        }
        var x = SqlArithmetic.exact(call.scalar(0));
        return SqlArithmetic.times(x, x);
    }
}
