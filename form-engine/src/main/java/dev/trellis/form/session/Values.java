package dev.trellis.form.session;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carrier values as the session compares and copies them. */
final class Values {

    private Values() {}

    /** Tells whether two carriers are the same value; trailing zeros of a number do not count. */
    static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof BigDecimal left && b instanceof BigDecimal right) {
            return left.compareTo(right) == 0;
        }
        return a == null ? b == null : a.equals(b);
    }

    /** Copies in order; values may be null, which {@link Map#copyOf} refuses. */
    static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
