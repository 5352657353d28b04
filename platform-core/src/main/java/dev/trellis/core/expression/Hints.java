package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;

/** What to do about types that do not fit; empty where there is no better advice than the message itself. */
final class Hints {

    private static final Label TO_TEXT = Label.of(" Use TEXT(…).", "请用 TEXT(…) 转换。");
    private static final Label TO_NUMBER = Label.of(" Use VALUE(…).", "请用 VALUE(…) 转换。");
    private static final Label TO_DATE = Label.of(" Use DATEVALUE(…).", "请用 DATEVALUE(…) 转换。");
    private static final Label AGGREGATE = Label.of(" Use an aggregate such as SUM or COUNT.", "请用 SUM、COUNT 等汇总函数。");
    private static final Label CONCATENATE = Label.of(" Join texts with &.", "连接文本请用 &。");
    private static final Label DAYS =
            Label.of(" Use ADDDAYS, DAYS or DATEDIF for dates.", "日期计算请用 ADDDAYS、DAYS 或 DATEDIF。");
    private static final Label MONEY = Label.of(" Multiply or divide an amount by a number instead.", "金额只能与数字相乘或相除。");

    private Hints() {}

    static Label convert(ValueType given, ValueType wanted) {
        if (given instanceof ValueType.Rows || given instanceof ValueType.ListOf) {
            return AGGREGATE;
        }
        if (Types.isText(wanted)) {
            return TO_TEXT;
        }
        if (Types.isText(given) && Types.isNumber(wanted)) {
            return TO_NUMBER;
        }
        return wanted instanceof ValueType.Date && (Types.isText(given) || Types.isDay(given)) ? TO_DATE : Label.EMPTY;
    }

    static Label arithmetic(String operator, ValueType given) {
        if (given instanceof ValueType.Rows || given instanceof ValueType.ListOf) {
            return AGGREGATE;
        }
        if (Types.isDay(given)) {
            return DAYS;
        }
        if (Types.isText(given)) {
            return operator.equals("+") ? CONCATENATE : TO_NUMBER;
        }
        return Label.EMPTY;
    }

    static Label operands(ValueType left, ValueType right) {
        if (Types.isMoney(left) || Types.isMoney(right)) {
            return MONEY;
        }
        if ((Types.isText(left) && Types.isDay(right)) || (Types.isDay(left) && Types.isText(right))) {
            return TO_DATE;
        }
        return (Types.isText(left) && Types.isNumber(right)) || (Types.isNumber(left) && Types.isText(right))
                ? Label.of(" Use VALUE(…) or TEXT(…).", "请用 VALUE(…) 或 TEXT(…) 转换。")
                : Label.EMPTY;
    }
}
