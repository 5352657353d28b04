package dev.trellis.form.list;

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
    public static List<Operator> of(ValueType type) {
        return switch (type) {
            case ValueType.Text _ -> List.of(CONTAINS, IS, IS_NOT, BEGINS, BLANK, NOT_BLANK);
            case ValueType.Numeric _, ValueType.MoneyAmount _ ->
                List.of(AT_LEAST, AT_MOST, BETWEEN, ABOVE, BELOW, IS, IS_NOT, BLANK, NOT_BLANK);
            case ValueType.Date _, ValueType.DateTime _ -> List.of(BETWEEN, AT_LEAST, AT_MOST, IS, BLANK, NOT_BLANK);
            case ValueType.Time _ -> List.of(BETWEEN, AT_LEAST, AT_MOST, BLANK, NOT_BLANK);
            case ValueType.Bool _ -> List.of(IS);
            case ValueType.Option _ -> List.of(ONE_OF, IS, IS_NOT, BLANK, NOT_BLANK);
            case ValueType.Ref _ -> List.of(IS, ONE_OF, IS_NOT, BLANK, NOT_BLANK);
            case ValueType.ListOf _, ValueType.Rows _, ValueType.Blank _ -> List.of();
        };
    }
}
