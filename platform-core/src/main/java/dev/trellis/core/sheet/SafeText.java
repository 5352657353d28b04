package dev.trellis.core.sheet;

import java.util.regex.Pattern;

/**
 * Keeps texts in CSV from being run as formulas by the program that opens the file: an apostrophe goes before whatever
 * begins like a formula, also behind spaces and invisible characters. Reading takes away exactly what writing added, and
 * a plain negative number is left alone.
 */
final class SafeText {

    private static final Pattern RISKY = Pattern.compile(
            "'*[\\s\\u00A0\\u3000\\u2000-\\u200F\\u2028-\\u202F\\u2060\\uFEFF\\u0000]*"
                    + "[=+\\-@\\t\\r\\n\\u0000\\uFF1D\\uFF0B\\uFF0D\\uFF20\\u2212].*",
            Pattern.DOTALL);
    private static final Pattern PLAIN_NUMBER = Pattern.compile("-[0-9]{1,3}(?:,?[0-9]{3})*(?:\\.[0-9]+)?%?");

    private SafeText() {}

    static boolean isRisky(String text) {
        return RISKY.matcher(text).matches() && !PLAIN_NUMBER.matcher(text).matches();
    }

    static String guard(String text) {
        return isRisky(text) ? "'" + text : text;
    }

    /** Reverses {@link #guard}; a text that it never made comes back as it is. */
    static String unguard(String text) {
        return text.startsWith("'") && isRisky(text.substring(1)) ? text.substring(1) : text;
    }
}
