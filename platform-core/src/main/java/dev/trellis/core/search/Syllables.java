package dev.trellis.core.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Knows where the syllables of pinyin written without spaces may end. */
final class Syllables {

    private static final int MOST_WAYS = 4;
    private static final int LONGEST = 6;

    private static final Set<String> INITIALS = Set.of(
            "", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c",
            "s", "y", "w");
    private static final Set<String> FINALS = Set.of(
            "a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "er", "i", "ia", "ian", "iang", "iao", "ie", "in",
            "ing", "iong", "iu", "o", "ong", "ou", "u", "ua", "uai", "uan", "uang", "ue", "ui", "un", "uo", "v", "ve");

    /** Takes a word apart into parts of {@code size} syllables, in each way that it may be read; the last is open. */
    List<List<String>> parts(String word, int size) {
        Set<List<String>> ways = new LinkedHashSet<>();
        ways.add(List.of(word));
        part(word, 0, 0, 0, size, new ArrayList<>(), ways);
        return List.copyOf(ways);
    }

    private static void part(
            String word, int from, int at, int syllables, int size, List<String> parts, Set<List<String>> ways) {
        if (ways.size() >= MOST_WAYS) {
            return;
        }
        if (syllables == size && at < word.length()) {
            parts.add(word.substring(from, at));
            var all = new ArrayList<>(parts);
            all.add(word.substring(at));
            int known = ways.size();
            part(word, at, at, 0, size, parts, ways);
            if (ways.size() == known) {
                ways.add(List.copyOf(all));
            }
            parts.removeLast();
            return;
        }
        for (int end = Math.min(word.length(), at + LONGEST); end > at; end--) {
            if (isSyllable(word.substring(at, end))) {
                part(word, from, end, syllables + 1, size, parts, ways);
            }
        }
    }

    private static boolean isSyllable(String text) {
        int initial = Math.min(2, text.length() - 1);
        for (int i = initial; i >= 0; i--) {
            if (INITIALS.contains(text.substring(0, i)) && FINALS.contains(text.substring(i))) {
                return true;
            }
        }
        return false;
    }
}
