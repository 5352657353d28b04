package dev.trellis.core.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hides most of a value from those who see it masked. How long it is, is hidden too. */
public final class Mask {

    /** Stands for what is hidden. */
    public static final String HIDDEN = "****";

    private static final int LONG = 7;

    private Mask() {}

    /** Returns what of a text is shown; blank stays blank, and of anything but a text nothing is shown. */
    public static Optional<String> text(@Nullable Object value) {
        return value instanceof String text ? Optional.of(masked(text)) : Optional.empty();
    }

    private static String masked(String text) {
        int at = text.indexOf('@');
        if (at > 0) {
            return beginning(text, 1) + HIDDEN + text.substring(at);
        }
        int points = text.codePointCount(0, text.length());
        if (points < LONG) {
            return beginning(text, points < 2 ? 0 : 1) + HIDDEN;
        }
        return beginning(text, 3)
                + HIDDEN
                + text.substring(text.offsetByCodePoints(text.length(), -Math.min(4, points - 5)));
    }

    private static String beginning(String text, int points) {
        return text.substring(0, text.offsetByCodePoints(0, points));
    }
}
