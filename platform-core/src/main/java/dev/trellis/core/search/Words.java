package dev.trellis.core.search;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes texts apart into what the index holds. Words of letters are found by their beginning, numbers by any part of at
 * least three digits, Chinese by any part, short Chinese texts also by their pinyin and its first letters.
 */
@Singleton
final class Words {

    /** How much of a text is searched. */
    static final int LONGEST_TEXT = 10_000;

    static final int SYLLABLES = 4;
    static final int INITIALS = 8;

    private static final int LONGEST_READ = 64;
    private static final int LONGEST_WORD = 64;
    private static final int SHORTEST_NUMBER = 3;
    private static final int WAYS = 16;
    private static final String JOINERS = "-_./+'&· ";

    private final Readings readings;

    Words(Readings readings) {
        this.readings = readings;
    }

    /** A piece of a text written in one way. */
    sealed interface Run {

        /** @param joined the word together with those before it to which it is joined: the number in QT-2026-0001 */
        record Word(Piece word, boolean joined) implements Run {}

        /** Characters written without spaces. */
        record Characters(List<Integer> characters, int start, List<Integer> ends) implements Run {}
    }

    /** Folded text with its place in the original. */
    record Piece(String text, int start, List<Integer> ends) {}

    List<Entry> entries(String text) {
        var entries = new ArrayList<Entry>();
        boolean isRead = text.length() <= LONGEST_READ;
        runs(text, run -> {
            switch (run) {
                case Run.Word(var word, var joined) -> word(word, entries);
                case Run.Characters characters -> characters(characters, isRead, entries);
            }
        });
        return entries;
    }

    /** Returns a text as it is compared as a whole. */
    static String whole(String text) {
        var whole = new StringBuilder();
        text.codePoints().limit(200).forEach(character -> {
            if (Folding.isEastAsian(character)) {
                whole.appendCodePoint(character);
            } else if (Character.isLetterOrDigit(character)) {
                whole.append(Folding.fold(character));
            }
        });
        return whole.toString();
    }

    private static void word(Piece piece, List<Entry> entries) {
        var text = piece.text();
        int length = Math.min(text.length(), LONGEST_WORD);
        entries.add(new Entry(Entry.Kind.WORD.with(text.substring(0, length)), piece.start(), piece.ends()));
        for (int i = 1; i <= length - SHORTEST_NUMBER; i++) {
            if (Character.isDigit(text.charAt(i))) {
                entries.add(new Entry(
                        Entry.Kind.WORD.with(text.substring(i, length)),
                        piece.ends().get(i - 1),
                        piece.ends().subList(i, length)));
            }
        }
    }

    private void characters(Run.Characters run, boolean isRead, List<Entry> entries) {
        var characters = run.characters();
        for (int i = 0; i < characters.size(); i++) {
            int start = i == 0 ? run.start() : run.ends().get(i - 1);
            var one = Character.toString(characters.get(i));
            entries.add(new Entry(
                    Entry.Kind.GRAM.with(one), start, ends(one, run.ends().get(i))));
            if (i + 1 < characters.size()) {
                var next = Character.toString(characters.get(i + 1));
                var ends = new ArrayList<>(ends(one, run.ends().get(i)));
                ends.addAll(ends(next, run.ends().get(i + 1)));
                entries.add(new Entry(Entry.Kind.GRAM.with(one + next), start, ends));
            }
        }
        if (isRead) {
            var read = characters.stream().map(readings::of).toList();
            for (int i = 0; i < read.size(); i++) {
                pinyin(run, read, i, entries);
            }
        }
    }

    private void pinyin(Run.Characters run, List<List<String>> read, int at, List<Entry> entries) {
        int start = at == 0 ? run.start() : run.ends().get(at - 1);
        int syllables = at;
        while (syllables < read.size()
                && syllables < at + INITIALS
                && !read.get(syllables).isEmpty()) {
            syllables++;
        }
        if (syllables == at) {
            return;
        }
        int spelled = Math.min(syllables, at + SYLLABLES);
        for (var way : readings.ways(read.subList(at, spelled), WAYS)) {
            var ends = new ArrayList<Integer>();
            for (int i = 0; i < way.size(); i++) {
                ends.addAll(ends(way.get(i), run.ends().get(at + i)));
            }
            entries.add(new Entry(Entry.Kind.PINYIN.with(String.join("", way)), start, ends));
        }
        var letters = read.subList(at, syllables).stream()
                .map(ways -> ways.stream()
                        .map(reading -> reading.substring(0, 1))
                        .distinct()
                        .toList())
                .toList();
        for (var way : readings.ways(letters, WAYS)) {
            entries.add(new Entry(
                    Entry.Kind.INITIALS.with(String.join("", way)),
                    start,
                    run.ends().subList(at, syllables)));
        }
    }

    private static List<Integer> ends(String text, int end) {
        return text.chars().mapToObj(_ -> end).toList();
    }

    /** Hands over the runs of a text in order; joined words follow the words they are made of. */
    static void runs(String text, Consumer<Run> use) {
        var scan = new Scan(use);
        int limit = Math.min(text.length(), LONGEST_TEXT);
        int at = 0;
        while (at < limit) {
            int character = text.codePointAt(at);
            int end = at + Character.charCount(character);
            scan.take(character, at, end);
            at = end;
        }
        scan.finish();
    }

    /** Collects runs while a text goes by. A single space joins digits only. */
    private static final class Scan {

        private static final int NONE = -1;

        private final Consumer<Run> use;
        private final StringBuilder word = new StringBuilder();
        private List<Integer> wordEnds = new ArrayList<>();
        private int wordStart;
        private final StringBuilder joined = new StringBuilder();
        private List<Integer> joinedEnds = new ArrayList<>();
        private int joinedStart;
        private int pieces;
        private List<Integer> characters = new ArrayList<>();
        private List<Integer> characterEnds = new ArrayList<>();
        private int characterStart;
        private int joiner = NONE;

        Scan(Consumer<Run> use) {
            this.use = use;
        }

        void take(int character, int start, int end) {
            if (Folding.isEastAsian(character)) {
                finishJoined();
                if (characters.isEmpty()) {
                    characterStart = start;
                }
                characters.add(character);
                characterEnds.add(end);
            } else if (Character.isLetterOrDigit(character)) {
                finishCharacters();
                letter(Folding.fold(character), start, end);
            } else if (!Folding.isMark(character)) {
                finishCharacters();
                finishWord();
                if (joiner != NONE || JOINERS.indexOf(character) < 0 || (character == ' ' && !endsWithDigit())) {
                    finishJoined();
                } else {
                    joiner = character;
                }
            }
        }

        private boolean endsWithDigit() {
            return !joined.isEmpty() && Character.isDigit(joined.charAt(joined.length() - 1));
        }

        private void letter(String folded, int start, int end) {
            if (joiner == ' ' && !folded.isEmpty() && !Character.isDigit(folded.charAt(0))) {
                finishJoined();
            }
            if (word.isEmpty()) {
                wordStart = start;
            }
            if (joined.isEmpty()) {
                joinedStart = start;
            }
            joiner = NONE;
            word.append(folded);
            joined.append(folded);
            for (int i = 0; i < folded.length(); i++) {
                wordEnds.add(end);
                joinedEnds.add(end);
            }
        }

        void finish() {
            finishCharacters();
            finishJoined();
        }

        private void finishCharacters() {
            if (!characters.isEmpty()) {
                use.accept(new Run.Characters(characters, characterStart, characterEnds));
                characters = new ArrayList<>();
                characterEnds = new ArrayList<>();
            }
        }

        private void finishWord() {
            if (!word.isEmpty()) {
                use.accept(new Run.Word(new Piece(word.toString(), wordStart, wordEnds), false));
                pieces++;
                word.setLength(0);
                wordEnds = new ArrayList<>();
            }
        }

        private void finishJoined() {
            finishWord();
            if (pieces > 1) {
                use.accept(new Run.Word(new Piece(joined.toString(), joinedStart, joinedEnds), true));
            }
            joined.setLength(0);
            joinedEnds = new ArrayList<>();
            pieces = 0;
            joiner = NONE;
        }
    }
}
