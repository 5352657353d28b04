package dev.trellis.core.duplicate;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Texts that differ in one character, found by equality: a short text is kept under itself and itself without each of its
 * characters, a long one under its two halves. What shares a key may still differ in more, so {@link #isNear} decides.
 */
final class Similarity {

    /** Below this everything is near everything. */
    private static final int LEAST = 4;

    private static final int SHORT = 16;

    private Similarity() {}

    /** The keys of a text; two near texts share at least one. */
    static Set<String> keys(String text) {
        var keys = new LinkedHashSet<String>();
        var letters = text.codePoints().toArray();
        keys.add(text);
        if (letters.length < LEAST) {
            return keys;
        }
        if (letters.length <= SHORT) {
            for (int i = 0; i < letters.length; i++) {
                keys.add("-" + part(letters, 0, i) + part(letters, i + 1, letters.length));
            }
            // What is whole here has lost a character there.
            keys.add("-" + text);
        }
        if (letters.length >= SHORT) {
            // With one character more or less the halves of the longer one begin or end as those of the shorter.
            for (int half = (letters.length - 1) / 2; half <= (letters.length + 1) / 2; half++) {
                keys.add("<" + half + part(letters, 0, half));
                keys.add(">" + half + part(letters, letters.length - half, letters.length));
            }
        }
        return keys;
    }

    private static String part(int[] letters, int from, int to) {
        return new String(letters, from, to - from);
    }

    /** Tells whether one can be made of the other by adding, leaving out, or replacing one character, or swapping two. */
    static boolean isNear(String one, String other) {
        var a = one.codePoints().toArray();
        var b = other.codePoints().toArray();
        if (a.length > b.length) {
            var swap = a;
            a = b;
            b = swap;
        }
        if (b.length - a.length > 1) {
            return false;
        }
        int from = 0;
        while (from < a.length && a[from] == b[from]) {
            from++;
        }
        if (from == a.length) {
            return a.length >= LEAST || a.length == b.length;
        }
        int back = 0;
        while (back < a.length - from && a[a.length - 1 - back] == b[b.length - 1 - back]) {
            back++;
        }
        int left = a.length - from - back;
        boolean isSwap = left == 2 && a.length == b.length && a[from] == b[from + 1] && a[from + 1] == b[from];
        return a.length >= LEAST && (isSwap || left == (a.length == b.length ? 1 : 0));
    }
}
