package dev.trellis.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;

/** One way in which a field may hold what is looked for; asked of the index and of a text alike. */
sealed interface Clause {

    /** Returns what the index has to find in one of its fields. */
    Query in(String field);

    /** Returns where a text with these entries holds it; empty if it does not. */
    Optional<List<Span>> in(List<Entry> entries);

    /** A part of the original text. */
    record Span(int start, int end) {}

    /** All of some entries. */
    record Entries(List<String> texts) implements Clause {
        public Entries {
            texts = List.copyOf(texts);
        }

        @Override
        public Query in(String field) {
            var all = new BooleanQuery.Builder();
            texts.forEach(text -> all.add(new TermQuery(new Term(field, text)), Occur.FILTER));
            return all.build();
        }

        @Override
        public Optional<List<Span>> in(List<Entry> entries) {
            return all(texts, entries, false);
        }
    }

    /** Entries that begin like these, one for each. */
    record Beginnings(List<String> texts) implements Clause {
        public Beginnings {
            texts = List.copyOf(texts);
        }

        @Override
        public Query in(String field) {
            var all = new BooleanQuery.Builder();
            texts.forEach(text -> all.add(new PrefixQuery(new Term(field, text)), Occur.FILTER));
            return all.build();
        }

        @Override
        public Optional<List<Span>> in(List<Entry> entries) {
            return all(texts, entries, true);
        }
    }

    /** An entry that begins nearly like this. */
    record Nearly(String text, Automaton automaton, CharacterRunAutomaton accepted) implements Clause {

        @Override
        public Query in(String field) {
            return new AutomatonQuery(new Term(field, text), automaton);
        }

        @Override
        public Optional<List<Span>> in(List<Entry> entries) {
            return entries.stream()
                    .filter(entry -> accepted.run(entry.text()))
                    .findFirst()
                    .map(entry -> List.of(span(entry, text.length())));
        }
    }

    private static Optional<List<Span>> all(List<String> texts, List<Entry> entries, boolean beginning) {
        var spans = new ArrayList<Span>();
        for (var text : texts) {
            var found = entries.stream()
                    .filter(entry -> beginning
                            ? entry.text().startsWith(text)
                            : entry.text().equals(text))
                    .findFirst();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            spans.add(span(found.get(), text.length()));
        }
        return Optional.of(spans);
    }

    /** @param length how much of the entry was asked for, its kind included */
    private static Span span(Entry entry, int length) {
        return new Span(entry.start(), entry.end(length - 1));
    }
}
