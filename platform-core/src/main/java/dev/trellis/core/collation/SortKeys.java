package dev.trellis.core.collation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import net.sourceforge.pinyin4j.PinyinHelper;

/**
 * By what texts are put in order, as people expect it: case, accents and width do not count, and Chinese goes by pinyin.
 * Pure, so that every node makes the same key; compared code point by code point. A Chinese character becomes its
 * syllable, a space and itself: 李 comes before 梁, and everybody called 张 stands together.
 */
public final class SortKeys {

    /** The most characters of a key; what is alike so far is put in order by age. */
    public static final int LONGEST = 120;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final int FIRST_HAN = 0x3400;
    private static final int LAST_HAN = 0x9FFF;

    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            letter("ß", "ss"),
            letter("æ", "ae"),
            letter("œ", "oe"),
            letter("ø", "o"),
            letter("đ", "d"),
            letter("ð", "d"),
            letter("ł", "l"),
            letter("ı", "i"),
            letter("þ", "th"));

    /** Characters that are read otherwise where a name begins with them. */
    private static final Map<Integer, String> SURNAMES = Map.ofEntries(
            letter("曾", "zeng"),
            letter("仇", "qiu"),
            letter("翟", "zhai"),
            letter("覃", "qin"),
            letter("朴", "piao"),
            letter("冼", "xian"),
            letter("万", "wan"),
            letter("缪", "miao"),
            letter("沈", "shen"),
            letter("尹", "yin"));

    private SortKeys() {}

    private static Map.Entry<Integer, String> letter(String letter, String written) {
        return Map.entry(letter.codePointAt(0), written);
    }

    /** Returns the key of a text; that of its beginning is the beginning of it. */
    public static String of(String text) {
        var plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        var key = new StringBuilder();
        var composed = Normalizer.normalize(plain, Normalizer.Form.NFKC);
        for (int at = 0; at < composed.length() && key.length() < LONGEST; ) {
            int letter = composed.codePointAt(at);
            add(key, letter, at == 0);
            at += Character.charCount(letter);
        }
        // Marks alone leave nothing.
        return cut(key.isEmpty() ? text : key.toString());
    }

    private static void add(StringBuilder key, int letter, boolean isFirst) {
        var written = LETTERS.get(letter);
        if (written != null) {
            key.append(written);
            return;
        }
        if (letter >= FIRST_HAN && letter <= LAST_HAN) {
            var surname = isFirst ? SURNAMES.get(letter) : null;
            key.append(surname == null ? reading((char) letter) : surname).append(' ');
        }
        key.appendCodePoint(letter);
    }

    /** The usual reading without its tone; nothing where there is none. */
    private static String reading(char character) {
        var readings = PinyinHelper.toHanyuPinyinStringArray(character);
        if (readings == null || readings.length == 0) {
            return "";
        }
        var reading = readings[0].replace("u:", "v");
        int end = reading.length();
        while (end > 0 && Character.isDigit(reading.charAt(end - 1))) {
            end--;
        }
        return reading.substring(0, end);
    }

    private static String cut(String key) {
        int points = key.codePointCount(0, key.length());
        return points <= LONGEST ? key : key.substring(0, key.offsetByCodePoints(0, LONGEST));
    }
}
