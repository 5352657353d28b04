package dev.trellis.core.expression;

import static dev.trellis.core.expression.ExpressionFunction.Body.orBlank;
import static dev.trellis.core.expression.ExpressionFunction.Body.strict;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of one or two numbers; those that keep the unit also take amounts of money. */
final class NumberFunctions {

    static final List<ExpressionFunction> ALL = List.of(
            ExpressionFunction.of(
                            "ABS(number)",
                            Label.of("the number without its sign", "绝对值"),
                            Typing.sameAsFirst(1, Accepts.AMOUNT),
                            orBlank((values, arguments) ->
                                    same(values, arguments, values.number(0).abs())))
                    .sql(SqlNumbers::abs),
            rounding("ROUND", RoundingMode.HALF_UP, Label.of("rounded, halves away from zero", "四舍五入"))
                    .sql(SqlNumbers::round),
            rounding("ROUNDUP", RoundingMode.UP, Label.of("rounded away from zero", "向远离零的方向舍入"))
                    .sql(SqlNumbers::roundUp),
            rounding("ROUNDDOWN", RoundingMode.DOWN, Label.of("rounded toward zero", "向零舍入（截断）"))
                    .sql(SqlNumbers::roundDown)
                    .alias("TRUNC"),
            stepping("CEILING", RoundingMode.CEILING, Label.of("the next multiple of step above", "向上取整到步长的倍数"))
                    .sql(SqlNumbers::ceiling),
            stepping("FLOOR", RoundingMode.FLOOR, Label.of("the next multiple of step below", "向下取整到步长的倍数"))
                    .sql(SqlNumbers::floor),
            ExpressionFunction.of(
                            "INT(number)",
                            Label.of("the next whole number below: INT(-3.9) is -4", "向下取整：INT(-3.9) 为 -4"),
                            Typing.of(ValueType.NUMBER, Accepts.NUMBER),
                            orBlank((values, arguments) ->
                                    arguments.number(values.number(0).setScale(0, RoundingMode.FLOOR))))
                    .sql(SqlNumbers::integer),
            ExpressionFunction.of(
                            "MOD(number, divisor)",
                            Label.of("the remainder with the sign of the divisor", "余数，符号与除数相同"),
                            Typing.of(ValueType.NUMBER, Accepts.NUMBER, Accepts.NUMBER),
                            strict(NumberFunctions::modulo))
                    .sql(SqlNumbers::modulo),
            ExpressionFunction.of(
                            "POWER(base, exponent)",
                            Label.of("base raised to exponent, as base ^ exponent", "乘方，同 base ^ exponent"),
                            Typing.of(ValueType.NUMBER, Accepts.NUMBER, Accepts.NUMBER),
                            orBlank(NumberFunctions::power))
                    .sql(SqlNumbers::power));

    private NumberFunctions() {}

    private static ExpressionFunction rounding(String name, RoundingMode mode, Label doc) {
        return ExpressionFunction.of(
                name + "(number, digits = 0)",
                doc,
                Typing.sameAsFirst(1, Accepts.AMOUNT, Accepts.NUMBER),
                orBlank((values, arguments) -> {
                    int digits = digits(values);
                    return same(values, arguments, FixedPoint.round(values.number(0), digits, mode));
                }));
    }

    private static ExpressionFunction stepping(String name, RoundingMode mode, Label doc) {
        return ExpressionFunction.of(
                name + "(number, step = 1)",
                doc,
                Typing.sameAsFirst(1, Accepts.AMOUNT, Accepts.NUMBER),
                orBlank((values, arguments) -> {
                    var step = values.size() > 1 ? values.number(1).abs() : BigDecimal.ONE;
                    if (step.signum() == 0) {
                        return arguments.fail(ErrorCode.DOMAIN);
                    }
                    var count = wholeQuotient(values.number(0), step, mode);
                    return same(values, arguments, count.multiply(step));
                }));
    }

    /** Returns how many times {@code step} fits, exactly rounded to a whole number. */
    static BigDecimal wholeQuotient(BigDecimal number, BigDecimal step, RoundingMode mode) {
        var parts = number.divideAndRemainder(step);
        int sign = parts[1].signum();
        if (mode == RoundingMode.CEILING && sign > 0) {
            return parts[0].add(BigDecimal.ONE);
        }
        return mode == RoundingMode.FLOOR && sign < 0 ? parts[0].subtract(BigDecimal.ONE) : parts[0];
    }

    private static @Nullable Object modulo(Given values, Arguments arguments) {
        if (!(values.get(1) instanceof BigDecimal divisor) || divisor.signum() == 0) {
            return arguments.fail(ErrorCode.DIV0);
        }
        if (!(values.first() instanceof BigDecimal number)) {
            return null;
        }
        var remainder = number.remainder(divisor);
        return remainder.signum() != 0 && remainder.signum() != divisor.signum() ? remainder.add(divisor) : remainder;
    }

    private static Object power(Given values, Arguments arguments) {
        return new Arithmetic(arguments.context().currency())
                .power(values.number(0), values.number(1), arguments.call().span());
    }

    /** Returns how many digits to keep; beyond what numbers have it makes no difference. */
    private static int digits(Given values) {
        if (values.size() < 2) {
            return 0;
        }
        var limit = BigDecimal.valueOf(2L * FixedPoint.SCALE);
        return values.number(1).max(limit.negate()).min(limit).intValue();
    }

    /** Gives the result the currency of the first value, if it has one. */
    private static Object same(Given values, Arguments arguments, BigDecimal result) {
        var currency = values.first() instanceof Money money ? money.currency() : null;
        return Arithmetic.result(result, currency, arguments.call().span());
    }
}
