package dev.trellis.core.field;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of several named parts: an address, a place, a telephone number with its use. Parts that are blank are left
 * out; numbers are equal whatever their trailing zeros.
 *
 * @param parts carriers by name, in the order of the type's parts
 */
public record Composite(Map<String, Object> parts) {

    public Composite {
        var kept = new LinkedHashMap<String, Object>();
        parts.forEach((name, value) -> kept.put(name, plain(value)));
        parts = Collections.unmodifiableMap(kept);
    }

    public @Nullable Object part(String name) {
        return parts.get(name);
    }

    /** Returns a part as text, empty for blank. */
    public String text(String name) {
        var value = parts.get(name);
        return value == null ? "" : value.toString();
    }

    /** Returns this value with one part put in, replaced or, with null, taken out. */
    public Composite with(String name, @Nullable Object value) {
        var changed = new LinkedHashMap<>(parts);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Composite(changed);
    }

    private static Object plain(Object value) {
        if (!(value instanceof BigDecimal number)) {
            return value;
        }
        var stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
