package dev.trellis.core.search;

import java.util.List;

/**
 * One entry of the index with the place in the text that it stands for.
 *
 * @param text the kind and what is looked for
 * @param start where it begins in the original text
 * @param ends for each character behind the kind: where the original ends that it came from
 */
record Entry(String text, int start, List<Integer> ends) {

    /** What kind of entry; its letter stands before the text, so that kinds never meet. */
    enum Kind {
        /** A word of letters and digits, or the end of a number. */
        WORD('w'),
        /** One or two characters of Chinese, Japanese or Korean. */
        GRAM('c'),
        /** Up to four syllables of pinyin. */
        PINYIN('p'),
        /** The first letters of syllables. */
        INITIALS('i'),
        /** A whole title. */
        WHOLE('x');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        String with(String text) {
            return letter + text;
        }
    }

    /** Returns where the first {@code length} characters behind the kind end in the original text. */
    int end(int length) {
        return ends.isEmpty() ? start : ends.get(Math.min(Math.max(length, 1), ends.size()) - 1);
    }
}
