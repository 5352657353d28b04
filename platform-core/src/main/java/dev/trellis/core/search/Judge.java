package dev.trellis.core.search;

import dev.trellis.core.record.StoredRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what is looked for with a record as the actor may see it: the index may know more than that, or be a moment
 * behind. Says how well it fits and where.
 */
final class Judge {

    private static final int SHOWN = 120;
    private static final int BEFORE = 30;
    private static final int MOST_MATCHES = 4;
    private static final double WHOLE_WORD = 1.5 * Candidates.EXACT;

    private final Words words;
    private final Question question;
    private final boolean tolerant;

    Judge(Words words, Question question, boolean tolerant) {
        this.words = words;
        this.question = question;
        this.tolerant = tolerant;
    }

    /**
     * What is found in a record.
     *
     * @param score what a candidate would score whose other texts the index did not know
     * @param fit how well the record fits, judged finer; the higher the better
     */
    record Verdict(int score, double fit, List<SearchHit.Match> matches) {
        Verdict {
            matches = List.copyOf(matches);
        }
    }

    private record Place(int score, double fit, List<Clause.Span> spans) {}

    /** Returns empty if the record, as far as it is shown, does not hold all that is looked for. */
    Optional<Verdict> judge(IndexPlan.Texts texts, List<String> fields, StoredRecord record) {
        var shown = new LinkedHashMap<String, String>();
        for (var field : fields) {
            var text = SearchIndex.text(record.value(field));
            if (!text.isEmpty()) {
                shown.put(field, text);
            }
        }
        var entries = new LinkedHashMap<String, List<Entry>>();
        shown.forEach((field, text) -> entries.put(field, words.entries(text)));
        var spans = new LinkedHashMap<String, List<Clause.Span>>();
        int score = 0;
        double fit = 0;
        for (var needle : question.needles()) {
            int most = 0;
            double best = 0;
            for (var field : entries.entrySet()) {
                var place = find(needle, field.getValue());
                if (place.isPresent()) {
                    boolean isTitle =
                            texts.title().filter(field.getKey()::equals).isPresent();
                    best = Math.max(best, place.get().fit() * (isTitle ? Candidates.TITLE : 1));
                    boolean isIndexedAsTitle = isTitlePlace(texts, field.getKey());
                    most = Math.max(most, place.get().score() * (isIndexedAsTitle ? Candidates.TITLE : 1));
                    spans.computeIfAbsent(field.getKey(), _ -> new ArrayList<>())
                            .addAll(place.get().spans());
                }
            }
            if (best == 0) {
                return Optional.empty();
            }
            score += most;
            fit += best;
        }
        var name = texts.title().orElse("");
        var title = shown.getOrDefault(name, "");
        int whole = asTitle(title);
        score += isTitlePlace(texts, name) ? whole : 0;
        fit += whole + covered(title, spans.getOrDefault(name, List.of())) * Candidates.EXACT;
        return Optional.of(new Verdict(score, fit, matches(fields, shown, spans)));
    }

    /** A title that some may not read has a place of its own, where the index counts it like any other text. */
    private static boolean isTitlePlace(IndexPlan.Texts texts, String field) {
        return texts.places().getOrDefault(field, "").equals(IndexPlan.TITLE);
    }

    /** Of two titles that match, the one that says little else is the likelier. */
    private static double covered(String title, List<Clause.Span> spans) {
        int marked =
                merged(spans).stream().mapToInt(mark -> mark.to() - mark.from()).sum();
        return title.isEmpty() ? 0 : (double) marked / title.length();
    }

    private int asTitle(String title) {
        var whole = Words.whole(title);
        if (whole.isEmpty() || !whole.startsWith(question.whole())) {
            return 0;
        }
        return whole.length() == question.whole().length() ? Candidates.WHOLE_TITLE : Candidates.BEGINNING_OF_TITLE;
    }

    private Optional<Place> find(Question.Needle needle, List<Entry> entries) {
        for (var clause : needle.exact()) {
            var spans = clause.in(entries);
            if (spans.isPresent()) {
                var word = Entry.Kind.WORD.with(needle.text());
                boolean isWhole =
                        entries.stream().anyMatch(entry -> entry.text().equals(word));
                return Optional.of(new Place(Candidates.EXACT, isWhole ? WHOLE_WORD : Candidates.EXACT, spans.get()));
            }
        }
        if (tolerant) {
            for (var clause : needle.tolerant()) {
                var spans = clause.in(entries);
                if (spans.isPresent()) {
                    return Optional.of(new Place(Candidates.FORGIVEN, Candidates.FORGIVEN, spans.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static List<SearchHit.Match> matches(
            List<String> fields, Map<String, String> shown, Map<String, List<Clause.Span>> spans) {
        return fields.stream()
                .filter(spans::containsKey)
                .limit(MOST_MATCHES)
                .map(field -> match(field, shown.getOrDefault(field, ""), spans.getOrDefault(field, List.of())))
                .toList();
    }

    private static SearchHit.Match match(String field, String text, List<Clause.Span> spans) {
        var marks = merged(spans);
        int from = 0;
        int to = text.length();
        if (text.length() > SHOWN) {
            from = border(text, Math.max(0, marks.getFirst().from() - BEFORE));
            to = border(text, Math.min(text.length(), from + SHOWN));
        }
        var before = from > 0 ? "…" : "";
        var after = to < text.length() ? "…" : "";
        var cut = before + text.substring(from, to).replace('\n', ' ') + after;
        var moved = new ArrayList<SearchHit.Mark>();
        for (var mark : marks) {
            if (mark.from() >= from && mark.to() <= to) {
                int by = before.length() - from;
                moved.add(new SearchHit.Mark(mark.from() + by, mark.to() + by));
            }
        }
        return new SearchHit.Match(field, cut, moved);
    }

    private static int border(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private static List<SearchHit.Mark> merged(List<Clause.Span> spans) {
        var marks = new ArrayList<SearchHit.Mark>();
        var sorted = spans.stream()
                .sorted(Comparator.comparingInt(Clause.Span::start))
                .toList();
        for (var span : sorted) {
            if (!marks.isEmpty() && span.start() <= marks.getLast().to()) {
                var last = marks.removeLast();
                marks.add(new SearchHit.Mark(last.from(), Math.max(last.to(), span.end())));
            } else {
                marks.add(new SearchHit.Mark(span.start(), span.end()));
            }
        }
        return marks;
    }
}
