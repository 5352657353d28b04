package dev.trellis.core.record;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares carriers: numbers by value, whatever their trailing zeros. */
final class Values {

    private Values() {}

    static boolean equal(@Nullable Object one, @Nullable Object other) {
        if (one instanceof BigDecimal left && other instanceof BigDecimal right) {
            return left.compareTo(right) == 0;
        }
        return Objects.equals(one, other);
    }
}
