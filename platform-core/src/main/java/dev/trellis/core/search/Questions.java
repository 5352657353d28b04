package dev.trellis.core.search;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;

/** Understands what somebody typed. */
@Singleton
final class Questions {

    private static final int MOST_WORDS = 12;
    private static final int LONGEST_WORD = 40;
    private static final int ONE_SLIP_FROM = 4;
    private static final int TWO_SLIPS_FROM = 8;
    private static final int WAYS = 4;

    private final Readings readings;
    private final Syllables syllables = new Syllables();

    Questions(Readings readings) {
        this.readings = readings;
    }

    /** Returns the words of a text; none if it holds neither letters nor digits. */
    Question read(String text) {
        var needles = new ArrayList<Question.Needle>();
        Words.runs(text, run -> {
            switch (run) {
                case Words.Run.Word(var word, var joined) -> {
                    if (!joined && needles.size() < MOST_WORDS) {
                        needles.add(word(word.text()
                                .substring(0, Math.min(LONGEST_WORD, word.text().length()))));
                    }
                }
                case Words.Run.Characters(var characters, var _, var _) -> {
                    if (needles.size() < MOST_WORDS) {
                        needles.add(characters(characters.subList(0, Math.min(LONGEST_WORD, characters.size()))));
                    }
                }
            }
        });
        return new Question(needles, Words.whole(text));
    }

    private Question.Needle word(String word) {
        var exact = new ArrayList<Clause>();
        var tolerant = new ArrayList<Clause>();
        exact.add(beginning(Entry.Kind.WORD, word));
        boolean isSpelled = word.chars().allMatch(c -> c >= 'a' && c <= 'z');
        if (isSpelled) {
            exact.add(beginning(Entry.Kind.INITIALS, word.substring(0, Math.min(Words.INITIALS, word.length()))));
            if (word.length() > 1) {
                exact.addAll(pinyin(word));
            }
        }
        int slips = word.length() >= TWO_SLIPS_FROM ? 2 : word.length() >= ONE_SLIP_FROM ? 1 : 0;
        boolean hasLetter = word.chars().anyMatch(Character::isLetter);
        if (slips > 0 && hasLetter) {
            tolerant.add(nearly(Entry.Kind.WORD, word, slips));
            if (isSpelled) {
                tolerant.add(nearly(Entry.Kind.PINYIN, word, 1));
            }
        }
        return new Question.Needle(word, exact, tolerant);
    }

    private static Clause beginning(Entry.Kind kind, String word) {
        return new Clause.Beginnings(List.of(kind.with(word)));
    }

    /** An entry spells at most four syllables, so a longer word is looked for in parts. */
    private List<Clause> pinyin(String word) {
        return syllables.parts(word, Words.SYLLABLES).stream()
                .<Clause>map(parts -> new Clause.Beginnings(
                        parts.stream().map(Entry.Kind.PINYIN::with).toList()))
                .toList();
    }

    /** The first letter is nearly always right; insisting on it keeps the search small. */
    private static Clause nearly(Entry.Kind kind, String word, int slips) {
        var rest = new LevenshteinAutomata(word.substring(1), true).toAutomaton(slips);
        Automaton begins = Operations.concatenate(
                List.of(Automata.makeString(kind.with(word.substring(0, 1))), rest, Automata.makeAnyString()));
        var automaton = Operations.determinize(begins, Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
        return new Clause.Nearly(kind.with(word), automaton, new CharacterRunAutomaton(automaton));
    }

    private Question.Needle characters(List<Integer> characters) {
        var text = characters.stream().map(Character::toString).toList();
        var grams = text.size() == 1
                ? text
                : IntStream.range(0, text.size() - 1)
                        .mapToObj(i -> text.get(i) + text.get(i + 1))
                        .toList();
        var exact = List.<Clause>of(new Clause.Entries(
                grams.stream().map(Entry.Kind.GRAM::with).distinct().toList()));
        return new Question.Needle(String.join("", text), exact, soundingAlike(characters));
    }

    /** Characters that sound the same are the usual slip in Chinese, and how the other script is found. */
    private List<Clause> soundingAlike(List<Integer> characters) {
        var read = characters.stream().map(readings::of).toList();
        if (characters.size() < 2 || read.stream().anyMatch(List::isEmpty)) {
            return List.of();
        }
        var clauses = new ArrayList<Clause>();
        for (var way : readings.ways(read.subList(0, Math.min(read.size(), Words.INITIALS)), WAYS)) {
            var parts = new ArrayList<String>();
            for (int i = 0; i < way.size(); i += Words.SYLLABLES) {
                var spelled = String.join("", way.subList(i, Math.min(way.size(), i + Words.SYLLABLES)));
                parts.add(Entry.Kind.PINYIN.with(spelled));
            }
            clauses.add(new Clause.Beginnings(parts));
        }
        return clauses;
    }
}
