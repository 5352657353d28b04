package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import java.util.function.Predicate;

/** What an argument of a function may be; blank fits everywhere. */
record Accepts(Predicate<ValueType> fits, Label label) {
    static final Accepts ANY = new Accepts(
            type -> !(type instanceof ValueType.Rows || type instanceof ValueType.Opaque), Label.of("a value", "任意值"));
    static final Accepts NUMBER = new Accepts(Types::isNumber, Label.of("a number", "数字"));
    static final Accepts AMOUNT = new Accepts(
            type -> Types.isNumber(type) || Types.isMoney(type), Label.of("a number or an amount", "数字或金额"));
    static final Accepts TEXT = new Accepts(Types::isText, Label.of("a text", "文本"));
    static final Accepts BOOL = new Accepts(Types::isBool, Label.of("a condition", "条件（是/否）"));
    static final Accepts MOMENT =
            new Accepts(type -> type instanceof ValueType.DateTime, Label.of("a date with time", "日期时间"));
    static final Accepts DAY = new Accepts(Types::isDay, Label.of("a date", "日期"));
    static final Accepts DAY_OR_TEXT = new Accepts(
            type -> Types.isDay(type) || Types.isText(type),
            Label.of("a date or a text like 2026-11-21", "日期或形如 2026-11-21 的文本"));
    static final Accepts AMOUNTS = new Accepts(
            type -> AMOUNT.test(Types.element(type)),
            Label.of("numbers, amounts, or a field of the rows such as lines.amount", "数字、金额，或明细字段（如 lines.amount）"));
    static final Accepts ORDERED = new Accepts(
            type -> AMOUNT.test(Types.element(type)) || Types.isDay(Types.element(type)),
            Label.of("numbers, amounts, dates, or a field of the rows", "数字、金额、日期，或明细字段"));
    static final Accepts ROWS = new Accepts(
            type -> type instanceof ValueType.Rows || type instanceof ValueType.ListOf,
            Label.of("rows, a field of the rows, or a list", "明细、明细字段或列表"));
    static final Accepts OPTIONS = new Accepts(
            type -> Types.isText(Types.main(type)) || Types.main(type) instanceof ValueType.Ref,
            Label.of("a choice or a list", "单选或多选字段"));
    static final Accepts PLACE = new Accepts(Types::isPlace, Label.of("a location", "位置字段"));
    static final Accepts REFERENCE =
            new Accepts(type -> type instanceof ValueType.Ref, Label.of("a reference to a record", "对记录的引用"));

    boolean test(ValueType type) {
        return Types.isBlank(type) || fits.test(type);
    }
}
