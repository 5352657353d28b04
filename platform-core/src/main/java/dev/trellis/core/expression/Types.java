package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;

/** What is said and asked of types. */
final class Types {

    private Types() {}

    static Label label(ValueType type) {
        return switch (type) {
            case ValueType.Text _ -> Label.of("Text", "文本");
            case ValueType.Numeric _ -> Label.of("Number", "数字");
            case ValueType.Bool _ -> Label.of("Yes/No", "是/否");
            case ValueType.Date _ -> Label.of("Date", "日期");
            case ValueType.DateTime _ -> Label.of("Date and time", "日期时间");
            case ValueType.Time _ -> Label.of("Time", "时间");
            case ValueType.Option _ -> Label.of("Choice", "选项");
            case ValueType.MoneyAmount _ -> Label.of("Money", "金额");
            case ValueType.Ref ref when ref.equals(ValueType.Ref.ANY) -> Label.of("Reference", "引用");
            case ValueType.Ref ref -> Label.of("Reference to " + ref.entity(), "对 " + ref.entity() + " 的引用");
            case ValueType.Rows rows -> Label.of("Rows of " + rows.entity(), rows.entity() + " 的明细行");
            case ValueType.ListOf list ->
                Label.of(
                        "List of " + label(list.element()).text(java.util.Locale.ENGLISH),
                        label(list.element()).text(java.util.Locale.SIMPLIFIED_CHINESE) + "列表");
            case ValueType.Composite _ -> Label.of("Value of several parts", "复合值");
            case ValueType.Opaque _ -> Label.of("Unreadable value", "不可读的值");
            case ValueType.Blank _ -> Label.of("Blank", "空值");
        };
    }

    static boolean isNumber(ValueType type) {
        return type instanceof ValueType.Numeric;
    }

    static boolean isMoney(ValueType type) {
        return type instanceof ValueType.MoneyAmount;
    }

    static boolean isBlank(ValueType type) {
        return type instanceof ValueType.Blank;
    }

    static boolean isText(ValueType type) {
        return type instanceof ValueType.Text || type instanceof ValueType.Option;
    }

    static boolean isBool(ValueType type) {
        return type instanceof ValueType.Bool;
    }

    static boolean isDay(ValueType type) {
        return type instanceof ValueType.Date || type instanceof ValueType.DateTime;
    }

    /** Returns the type of the elements of a list or of the value itself. */
    static ValueType element(ValueType type) {
        return type instanceof ValueType.ListOf(var element) ? element : type;
    }

    /** Returns the type of the main part of the elements of a list or of the value itself. */
    static ValueType main(ValueType type) {
        return element(type) instanceof ValueType.Composite composite ? composite.first() : element(type);
    }

    /** Tells whether one plain value stands for it. */
    static boolean isOneValue(ValueType type) {
        return !(type instanceof ValueType.Rows
                || type instanceof ValueType.ListOf
                || type instanceof ValueType.Composite
                || type instanceof ValueType.Opaque);
    }

    /** Tells whether it is a place on the earth. */
    static boolean isPlace(ValueType type) {
        return type instanceof ValueType.Composite(var parts)
                && isNumber(parts.getOrDefault("latitude", ValueType.BLANK))
                && isNumber(parts.getOrDefault("longitude", ValueType.BLANK));
    }

    /** Tells whether {@code <} has a meaning. */
    static boolean isOrdered(ValueType type) {
        return switch (type) {
            case ValueType.Text _,
                    ValueType.Numeric _,
                    ValueType.Date _,
                    ValueType.DateTime _,
                    ValueType.Time _,
                    ValueType.MoneyAmount _,
                    ValueType.Blank _ -> true;
            case ValueType.Bool _,
                    ValueType.Option _,
                    ValueType.Ref _,
                    ValueType.Rows _,
                    ValueType.ListOf _,
                    ValueType.Composite _,
                    ValueType.Opaque _ -> false;
        };
    }
}
