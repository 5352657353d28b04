package dev.trellis.core.name;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The readable id of a metadata element: given once, never changed, never reused. Lower-case ASCII letters, digits and
 * single underscores, beginning with a letter, at most 40 characters, no word of the expression language.
 */
public final class Slug {

    public static final int MAX_LENGTH = 40;

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "true", "false", "blank");

    private Slug() {}

    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && SHAPE.matcher(text).matches() && !KEYWORDS.contains(text);
    }

    /** Proposes a slug for a text that a person typed; {@code fallback} where nothing of it can be kept. */
    public static String propose(String text, String fallback) {
        var folded = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^[_0-9]+|_+$", "");
        var cut = folded.length() > MAX_LENGTH ? folded.substring(0, MAX_LENGTH).replaceAll("_+$", "") : folded;
        return isValid(cut) ? cut : fallback;
    }
}
