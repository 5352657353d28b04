package dev.trellis.core.record;

import dev.trellis.core.field.Money;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares carriers: numbers by value, whatever their trailing zeros. */
final class Values {

    private Values() {}

    /** As {@link #equal}, and amounts worth the same. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        return equal(one, other)
                && (!(one instanceof Money left)
                        || !(other instanceof Money right)
                        || equal(left.worth(), right.worth()));
    }

    static boolean equal(@Nullable Object one, @Nullable Object other) {
        if (one instanceof BigDecimal left && other instanceof BigDecimal right) {
            return left.compareTo(right) == 0;
        }
        return Objects.equals(one, other);
    }
}
