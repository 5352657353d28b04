package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Choosing between values; all lazy: what is not chosen is not evaluated. */
final class LogicFunctions {

    static final List<ExpressionFunction> ALL = List.of(
            ExpressionFunction.of(
                            "IF(condition, then, else = BLANK)",
                            Label.of("then where the condition holds, else the other value", "条件成立时取前者，否则取后者"),
                            site -> site.counts(2, 3) && site.accepts(0, Accepts.BOOL)
                                    ? site.unify(range(1, site.size(), 1))
                                    : Optional.empty(),
                            LogicFunctions::chooseFirst)
                    .sql(SqlLogic::chooseFirst),
            ExpressionFunction.of(
                            "IFS(condition1, value1, condition2, value2, …)",
                            Label.of("the value of the first condition that holds, else blank", "第一个成立的条件所对应的值，否则为空"),
                            LogicFunctions::typeIfs,
                            LogicFunctions::chooseFirst)
                    .sql(SqlLogic::chooseFirst),
            ExpressionFunction.of(
                            "SWITCH(value, key1, value1, …, otherwise = BLANK)",
                            Label.of("the value beside the key that equals the first argument", "与首个参数相等的键所对应的值"),
                            LogicFunctions::typeSwitch,
                            LogicFunctions::choose)
                    .sql(SqlLogic::choose)
                    .alias("CASE"),
            ExpressionFunction.of(
                            "AND(condition, …)",
                            Label.of("whether all conditions hold", "所有条件是否都成立"),
                            Typing.many(ValueType.BOOL, 0, Accepts.BOOL),
                            arguments -> until(arguments, false))
                    .sql(SqlLogic::and),
            ExpressionFunction.of(
                            "OR(condition, …)",
                            Label.of("whether any condition holds", "是否有任一条件成立"),
                            Typing.many(ValueType.BOOL, 0, Accepts.BOOL),
                            arguments -> until(arguments, true))
                    .sql(SqlLogic::or),
            ExpressionFunction.of(
                            "NOT(condition)",
                            Label.of("whether the condition does not hold", "条件是否不成立"),
                            Typing.of(ValueType.BOOL, Accepts.BOOL),
                            ExpressionFunction.Body.strict((values, arguments) -> !Boolean.TRUE.equals(values.first())))
                    .sql(SqlLogic::not),
            ExpressionFunction.of(
                            "ISBLANK(value)",
                            Label.of("whether there is no value; 0 and FALSE are values", "是否没有值；0 和 FALSE 都算有值"),
                            site -> site.counts(1, 1) ? Optional.of(ValueType.BOOL) : Optional.empty(),
                            ExpressionFunction.Body.strict((values, arguments) -> values.first() == null))
                    .sql(SqlLogic::isBlank)
                    .alias("ISEMPTY", "ISNULL")
                    .trait(ExpressionFunction.Trait.AGGREGATE),
            ExpressionFunction.of(
                            "COALESCE(value, …)",
                            Label.of("the first value that is not blank", "第一个非空的值"),
                            site -> site.counts(1, CallSite.ANY_NUMBER) && site.acceptsAll(Accepts.ANY)
                                    ? site.unify(range(0, site.size(), 1))
                                    : Optional.empty(),
                            LogicFunctions::firstValue)
                    .sql(SqlLogic::coalesce)
                    .alias("BLANKVALUE", "NULLVALUE"),
            ExpressionFunction.of(
                            "IFERROR(value, otherwise)",
                            Label.of("the other value where the first is an error", "首个值出错时取另一个值"),
                            site -> site.counts(2, 2) && site.acceptsAll(Accepts.ANY)
                                    ? site.unify(List.of(0, 1))
                                    : Optional.empty(),
                            arguments -> {
                                var value = arguments.value(0);
                                return value instanceof ErrorValue ? arguments.value(1) : value;
                            })
                    .sql(SqlLogic::ifError));

    private LogicFunctions() {}

    private static List<Integer> range(int from, int to, int step) {
        return IntStream.iterate(from, i -> i < to, i -> i + step).boxed().toList();
    }

    private static Optional<ValueType> typeIfs(CallSite site) {
        if (!site.counts(2 + site.size() % 2, CallSite.ANY_NUMBER)) {
            return Optional.empty();
        }
        if (site.size() % 2 == 1) {
            site.counts(site.size() + 1, site.size() + 1);
            return Optional.empty();
        }
        boolean fine = true;
        for (int i = 0; i < site.size(); i += 2) {
            fine &= site.accepts(i, Accepts.BOOL) && site.accepts(i + 1, Accepts.ANY);
        }
        return fine ? site.unify(range(1, site.size(), 2)) : Optional.empty();
    }

    private static Optional<ValueType> typeSwitch(CallSite site) {
        if (!site.counts(3, CallSite.ANY_NUMBER) || !site.acceptsAll(Accepts.ANY)) {
            return Optional.empty();
        }
        boolean hasDefault = site.size() % 2 == 0;
        int pairs = hasDefault ? site.size() - 1 : site.size();
        var keys = new ArrayList<>(List.of(0));
        keys.addAll(range(1, pairs, 2));
        var values = new ArrayList<>(range(2, pairs, 2));
        if (hasDefault) {
            values.add(site.size() - 1);
        }
        return site.compare(keys).isPresent() ? site.unify(values) : Optional.empty();
    }

    /** IF and IFS: pairs of condition and value, a last value without condition. */
    private static @Nullable Object chooseFirst(Arguments arguments) {
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            var condition = arguments.value(i);
            if (condition instanceof ErrorValue) {
                return condition;
            }
            if (Boolean.TRUE.equals(condition)) {
                return arguments.value(i + 1);
            }
        }
        return arguments.size() % 2 == 1 ? arguments.value(arguments.size() - 1) : null;
    }

    private static @Nullable Object choose(Arguments arguments) {
        var value = arguments.value(0);
        if (value instanceof ErrorValue) {
            return value;
        }
        for (int i = 1; i + 1 < arguments.size(); i += 2) {
            var key = arguments.value(i);
            if (key instanceof ErrorValue) {
                return key;
            }
            if (Values.equal(value, key)) {
                return arguments.value(i + 1);
            }
        }
        return arguments.size() % 2 == 0 ? arguments.value(arguments.size() - 1) : null;
    }

    /** Stops at the first condition that is {@code decisive}. */
    private static Object until(Arguments arguments, boolean decisive) {
        for (int i = 0; i < arguments.size(); i++) {
            var condition = arguments.value(i);
            if (condition instanceof ErrorValue) {
                return condition;
            }
            if (Boolean.TRUE.equals(condition) == decisive) {
                return decisive;
            }
        }
        return !decisive;
    }

    private static @Nullable Object firstValue(Arguments arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            var value = arguments.value(i);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
