package dev.trellis.core.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values given to one call. */
final class Given {

    private static final BigDecimal INT_LIMIT = BigDecimal.valueOf(Integer.MAX_VALUE);

    private final List<@Nullable Object> values;

    Given(List<@Nullable Object> values) {
        this.values = Collections.unmodifiableList(values);
    }

    int size() {
        return values.size();
    }

    @Nullable
    Object get(int index) {
        return values.get(index);
    }

    @Nullable
    Object first() {
        return values.get(0);
    }

    boolean hasBlank() {
        return values.contains(null);
    }

    /** Returns a text, empty for blank. */
    String text(int index) {
        return get(index) instanceof String text ? text : "";
    }

    /** Returns a number, or that of an amount; not for blank. */
    BigDecimal number(int index) {
        var value = get(index);
        if (value == null) {
            throw new IllegalStateException("Blank argument " + index);
        }
        return Arithmetic.amount(value);
    }

    /** Returns a number cut to a whole one, within what an int holds; not for blank. */
    int whole(int index) {
        return number(index).max(INT_LIMIT.negate()).min(INT_LIMIT).intValue();
    }

    /** Returns all values, those inside lists included, without blanks. */
    List<Object> flat() {
        var flat = new ArrayList<Object>();
        for (var value : values) {
            if (value instanceof List<?> list) {
                for (var element : list) {
                    if (element != null) {
                        flat.add(element);
                    }
                }
            } else if (value != null) {
                flat.add(value);
            }
        }
        return flat;
    }
}
