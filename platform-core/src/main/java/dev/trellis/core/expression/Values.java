package dev.trellis.core.expression;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Equality and order of carriers. */
final class Values {

    private Values() {}

    /** Blank has one form. */
    static @Nullable Object normal(@Nullable Object value) {
        return switch (value) {
            case String text when text.isEmpty() -> null;
            case List<?> list when list.isEmpty() -> null;
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case null, default -> value;
        };
    }

    /** Two blanks are equal; numbers by value; an amount and a number by the amount. */
    static boolean equal(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        if (left instanceof Money a && right instanceof Money b) {
            return a.amount().compareTo(b.amount()) == 0 && !Arithmetic.clash(a, b);
        }
        var a = amount(left);
        var b = amount(right);
        return (a instanceof BigDecimal x && b instanceof BigDecimal y) ? x.compareTo(y) == 0 : a.equals(b);
    }

    /**
     * Returns both sides of a comparison as they are put in order: amounts of two currencies, and an amount and a number,
     * by what they are worth in the workspace's currency; null where nobody knows that. A sign needs no rate.
     */
    static @Nullable Pair compared(Object left, boolean leftKept, Object right, boolean rightKept, String currency) {
        if (left instanceof Money a && right instanceof Money b) {
            return leftKept && rightKept && Arithmetic.clash(a, b)
                    ? Pair.of(a.in(currency), b.in(currency))
                    : new Pair(a, b);
        }
        if (left instanceof Money money && leftKept && right instanceof BigDecimal number) {
            var worth = worth(money, number, currency);
            return worth == null ? null : new Pair(worth, number);
        }
        if (right instanceof Money money && rightKept && left instanceof BigDecimal number) {
            var worth = worth(money, number, currency);
            return worth == null ? null : new Pair(number, worth);
        }
        return new Pair(left, right);
    }

    private static @Nullable BigDecimal worth(Money money, BigDecimal number, String currency) {
        var worth = money.in(currency);
        return worth == null && money.amount().signum() != number.signum() ? money.amount() : worth;
    }

    /** Two values that are there. */
    record Pair(Object left, Object right) {

        static @Nullable Pair of(@Nullable Object left, @Nullable Object right) {
            return left == null || right == null ? null : new Pair(left, right);
        }
    }

    /** Compares two values of one ordered type, texts by code point; amounts must not clash. */
    static int compare(Object left, Object right) {
        var a = amount(left);
        var b = amount(right);
        return switch (a) {
            case BigDecimal number -> number.compareTo((BigDecimal) b);
            case String text -> compareTexts(text, (String) b);
            case LocalDate date -> date.compareTo((LocalDate) b);
            case Instant instant -> instant.compareTo((Instant) b);
            case LocalTime time -> time.compareTo((LocalTime) b);
            case RecordId id -> id.compareTo((RecordId) b);
            default -> throw new IllegalArgumentException("No order: " + a.getClass());
        };
    }

    private static Object amount(Object value) {
        return value instanceof Money money ? money.amount() : value;
    }

    /** Compares by code point, which is the order of UTF-8 bytes in the database. */
    private static int compareTexts(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length()) {
            int left = a.codePointAt(i);
            int right = b.codePointAt(i);
            if (left != right) {
                return Integer.compare(left, right);
            }
            i += Character.charCount(left);
        }
        return Integer.compare(a.length(), b.length());
    }
}
