package dev.trellis.core.search;

import java.text.Normalizer;

/** Makes equal what people take for the same when they search: case, width, accents. */
final class Folding {

    private Folding() {}

    /** Tells whether the character is written without spaces between words. */
    static boolean isEastAsian(int character) {
        if (character < 0x1100) {
            return false;
        }
        return Character.isIdeographic(character)
                || switch (Character.UnicodeScript.of(character)) {
                    case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> Character.isLetter(character);
                    default -> false;
                };
    }

    static boolean isMark(int character) {
        return character >= 0x300 && Character.getType(character) == Character.NON_SPACING_MARK;
    }

    /** Returns the folded form of one letter or digit: a few characters, rarely none. */
    static String fold(int character) {
        if (character < 0x80) {
            return Character.toString(Character.toLowerCase(character));
        }
        var special = special(Character.toLowerCase(character));
        if (!special.isEmpty()) {
            return special;
        }
        var folded = new StringBuilder();
        Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD)
                .codePoints()
                .filter(part -> !isMark(part) && Character.isLetterOrDigit(part))
                .forEach(part -> folded.appendCodePoint(Character.toLowerCase(part)));
        return folded.toString();
    }

    /** Letters that no normal form takes apart. */
    private static String special(int letter) {
        return switch (letter) {
            case 'ß' -> "ss";
            case 'æ' -> "ae";
            case 'œ' -> "oe";
            case 'ø' -> "o";
            case 'ł' -> "l";
            case 'đ', 'ð' -> "d";
            case 'þ' -> "th";
            case 'ı' -> "i";
            case 'ħ' -> "h";
            default -> "";
        };
    }
}
