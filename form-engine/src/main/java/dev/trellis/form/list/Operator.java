package dev.trellis.form.list;

import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.problem.Messages;
import java.util.List;
import java.util.Locale;

/** What a filter may ask of a column. */
public enum Operator {
    IS(1),
    IS_NOT(1),
    CONTAINS(1),
    BEGINS(1),
    ABOVE(1),
    AT_LEAST(1),
    BELOW(1),
    AT_MOST(1),
    /** From the first value to the second, both included. */
    BETWEEN(2),
    /** Any of the values. */
    ONE_OF(Integer.MAX_VALUE),
    /** A list has the value among others. */
    INCLUDES(1),
    INCLUDES_NOT(1),
    /** Stands below a record of the hierarchy, directly or further down. */
    UNDER(1),
    /** No farther from a place than so many kilometres. */
    WITHIN(2),
    BLANK(0),
    NOT_BLANK(0);

    private final int arity;

    Operator(int arity) {
        this.arity = arity;
    }

    /** How many values it takes; {@link Integer#MAX_VALUE} for one or more. */
    public int arity() {
        return arity;
    }

    /** What people read: "contains", "is at least". */
    public String label(Locale locale) {
        return Messages.text("filter.operator." + name().toLowerCase(Locale.ROOT), locale);
    }

    /** The operators that make sense for a type, the most usual first. */
    public static List<Operator> of(FieldType type) {
        return type.storage() instanceof Storage.Tree
                ? List.of(UNDER, IS, IS_NOT, BLANK, NOT_BLANK)
                : of(type.valueType());
    }

    private static List<Operator> of(ValueType type) {
        return switch (type) {
            case ValueType.Text _ -> List.of(CONTAINS, IS, IS_NOT, BEGINS, BLANK, NOT_BLANK);
            case ValueType.Numeric _, ValueType.MoneyAmount _ ->
                List.of(AT_LEAST, AT_MOST, BETWEEN, ABOVE, BELOW, IS, IS_NOT, BLANK, NOT_BLANK);
            case ValueType.Date _, ValueType.DateTime _ -> List.of(BETWEEN, AT_LEAST, AT_MOST, IS, BLANK, NOT_BLANK);
            case ValueType.Time _ -> List.of(BETWEEN, AT_LEAST, AT_MOST, BLANK, NOT_BLANK);
            case ValueType.Bool _ -> List.of(IS);
            case ValueType.Option _ -> List.of(ONE_OF, IS, IS_NOT, BLANK, NOT_BLANK);
            case ValueType.Ref _ -> List.of(IS, ONE_OF, IS_NOT, BLANK, NOT_BLANK);
            case ValueType.ListOf(var element)
            when isAskable(element) -> List.of(INCLUDES, ONE_OF, INCLUDES_NOT, BLANK, NOT_BLANK);
            case ValueType.ListOf _, ValueType.Opaque _ -> List.of(BLANK, NOT_BLANK);
            case ValueType.Composite(var parts) when parts.containsKey("latitude") -> List.of(WITHIN, BLANK, NOT_BLANK);
            case ValueType.Composite _ -> List.of(BLANK, NOT_BLANK);
            case ValueType.Rows _, ValueType.Blank _ -> List.of();
        };
    }

    /** Tells whether one element of a list can be asked for by a value that people enter. */
    private static boolean isAskable(ValueType element) {
        return element instanceof ValueType.Text
                || element instanceof ValueType.Option
                || (element instanceof ValueType.Composite composite && isAskable(composite.first()))
                || element instanceof ValueType.Ref;
    }
}
