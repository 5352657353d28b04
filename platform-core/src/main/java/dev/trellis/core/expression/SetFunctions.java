package dev.trellis.core.expression;

import static dev.trellis.core.expression.ExpressionFunction.Body.strict;
import static dev.trellis.core.expression.ExpressionFunction.Trait.AGGREGATE;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions over many values: those given, the elements of lists, a field of child rows. Blanks never count. */
final class SetFunctions {

    static final List<ExpressionFunction> ALL = List.of(
            ExpressionFunction.of(
                            "SUM(values, …)",
                            Label.of("the sum; 0 without any value", "求和；没有值时为 0"),
                            Typing.shared(Accepts.AMOUNTS),
                            strict((values, arguments) -> new Arithmetic(
                                            arguments.context().currency())
                                    .sum(
                                            values.flat(),
                                            Types.isMoney(arguments.call().type()),
                                            arguments.call().span())))
                    .sql(SqlSets::sum)
                    .trait(AGGREGATE),
            ExpressionFunction.of(
                            "AVERAGE(values, …)",
                            Label.of("the mean; blank without any value", "平均值；没有值时为空"),
                            Typing.shared(Accepts.AMOUNTS),
                            strict(SetFunctions::average))
                    .sql(SqlSets::average)
                    .trait(AGGREGATE),
            ExpressionFunction.of(
                            "MAX(values, …)",
                            Label.of("the largest value or the latest date", "最大值或最晚的日期"),
                            Typing.shared(Accepts.ORDERED),
                            strict((values, arguments) -> extreme(values, arguments, 1)))
                    .sql(SqlSets::max)
                    .trait(AGGREGATE),
            ExpressionFunction.of(
                            "MIN(values, …)",
                            Label.of("the smallest value or the earliest date", "最小值或最早的日期"),
                            Typing.shared(Accepts.ORDERED),
                            strict((values, arguments) -> extreme(values, arguments, -1)))
                    .sql(SqlSets::min)
                    .trait(AGGREGATE),
            ExpressionFunction.of(
                            "COUNT(rows)",
                            Label.of("how many rows or list elements there are", "行数或列表元素个数"),
                            Typing.of(ValueType.NUMBER, Accepts.ROWS),
                            strict((values, arguments) ->
                                    BigDecimal.valueOf(values.first() instanceof List<?> list ? list.size() : 0)))
                    .sql(SqlCounts::count)
                    .trait(AGGREGATE),
            ExpressionFunction.of(
                            "COUNTA(values, …)",
                            Label.of("how many values are not blank", "非空值的个数"),
                            Typing.many(ValueType.NUMBER, 1, Accepts.ANY),
                            strict((values, arguments) ->
                                    BigDecimal.valueOf(values.flat().size())))
                    .sql(SqlCounts::countValues)
                    .trait(AGGREGATE));

    private SetFunctions() {}

    private static @Nullable Object average(Given values, Arguments arguments) {
        var flat = values.flat();
        if (flat.isEmpty()) {
            return null;
        }
        var total = BigDecimal.ZERO;
        Money sample = null;
        for (var value : flat) {
            if (value instanceof Money money) {
                if (sample != null && Arithmetic.clash(sample, money)) {
                    return arguments.fail(ErrorCode.TYPE);
                }
                sample = sample == null || sample.amount().signum() == 0 ? money : sample;
            }
            total = total.add(Arithmetic.amount(value));
        }
        var mean = FixedPoint.divide(total, BigDecimal.valueOf(flat.size()));
        if (mean == null) {
            return arguments.fail(ErrorCode.DOMAIN);
        }
        return sample == null ? mean : new Money(mean, sample.currency());
    }

    private static @Nullable Object extreme(Given values, Arguments arguments, int direction) {
        Object found = null;
        Money sample = null;
        for (var value : values.flat()) {
            if (value instanceof Money money) {
                if (sample != null && Arithmetic.clash(sample, money)) {
                    return arguments.fail(ErrorCode.TYPE);
                }
                sample = sample == null || sample.amount().signum() == 0 ? money : sample;
            }
            if (found == null || Values.compare(value, found) * direction > 0) {
                found = value;
            }
        }
        return found instanceof Money money && sample != null ? new Money(money.amount(), sample.currency()) : found;
    }
}
