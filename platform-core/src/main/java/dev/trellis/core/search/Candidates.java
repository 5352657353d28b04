package dev.trellis.core.search;

import dev.trellis.core.field.RecordId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.jspecify.annotations.Nullable;

/**
 * Asks the index for records that may hold what is looked for, the likeliest first, of equals the newest. How likely
 * depends on the record alone, never on how often a word occurs elsewhere, and which comes first never on where a record
 * lies in the files: both would tell about records that nobody showed. Scores are whole numbers, so that the same sum
 * is the same score.
 */
final class Candidates {

    static final int WHOLE_TITLE = 240;
    static final int BEGINNING_OF_TITLE = 80;
    static final int EXACT = 10;
    static final int FORGIVEN = 4;

    /** How much more a title counts than any other text. */
    static final int TITLE = 4;

    private final List<Segment> segments = new ArrayList<>();

    private Candidates(IndexSearcher searcher, Query query) {
        for (var leaf : searcher.getIndexReader().leaves()) {
            segments.add(new Segment(leaf.reader(), query));
        }
    }

    /** @param score the most that what the actor may see of the record can be worth */
    record Candidate(String entity, RecordId id, int score) {

        /** The better first. */
        static final Comparator<Candidate> ORDER = Comparator.comparingInt(Candidate::score)
                .reversed()
                .thenComparing(Candidate::id, Comparator.reverseOrder());
    }

    /**
     * Asks with what is allowed to the actor.
     *
     * @param tolerant whether slips are forgiven
     * @param narrowed what the records must satisfy besides
     */
    static Candidates of(
            IndexSearcher searcher, Question question, Scope scope, boolean tolerant, List<Query> narrowed) {
        var places = scope.places();
        var all = new BooleanQuery.Builder();
        for (var needle : question.needles()) {
            all.add(needle(needle, places, tolerant), Occur.MUST);
        }
        // A whole title is a beginning of itself, so it scores both.
        all.add(constant(new TermQuery(whole(question)), WHOLE_TITLE - BEGINNING_OF_TITLE), Occur.SHOULD);
        all.add(constant(new PrefixQuery(whole(question)), BEGINNING_OF_TITLE), Occur.SHOULD);
        scope.filter().ifPresent(filter -> all.add(filter, Occur.FILTER));
        narrowed.forEach(query -> all.add(query, Occur.FILTER));
        return new Candidates(searcher, all.build());
    }

    private static Term whole(Question question) {
        return new Term(IndexPlan.TITLE, Entry.Kind.WHOLE.with(question.whole()));
    }

    private static Query needle(Question.Needle needle, List<Scope.Place> places, boolean tolerant) {
        var ways = new ArrayList<Query>();
        needle.exact().forEach(clause -> add(clause, places, EXACT, ways));
        if (tolerant) {
            needle.tolerant().forEach(clause -> add(clause, places, FORGIVEN, ways));
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    private static void add(Clause clause, List<Scope.Place> places, int score, List<Query> ways) {
        ways.add(constant(clause.in(IndexPlan.TITLE), score * TITLE));
        ways.add(constant(clause.in(IndexPlan.TEXT), score));
        for (var place : places) {
            ways.add(constant(within(clause.in(place.name()), place.readers()), score));
        }
    }

    private static Query within(Query query, Optional<Query> readers) {
        return readers.isEmpty()
                ? query
                : new BooleanQuery.Builder()
                        .add(query, Occur.FILTER)
                        .add(readers.get(), Occur.FILTER)
                        .build();
    }

    private static Query constant(Query query, int score) {
        return new BoostQuery(new ConstantScoreQuery(query), score);
    }

    /** Returns the next candidates; none at the end. */
    List<Candidate> next(int count) throws IOException {
        var next = new ArrayList<Candidate>(count);
        while (next.size() < count) {
            @Nullable Segment best = null;
            @Nullable Candidate first = null;
            for (var segment : segments) {
                var head = segment.head(count);
                if (head != null && (first == null || Candidate.ORDER.compare(head, first) < 0)) {
                    best = segment;
                    first = head;
                }
            }
            if (best == null || first == null) {
                return next;
            }
            best.drop();
            next.add(first);
        }
        return next;
    }

    /** One part of the index; within it records lie by their id, the newest first, and so come those of one score. */
    private static final class Segment {

        private final LeafReader reader;
        private final IndexSearcher searcher;
        private final Query query;
        private final Deque<Candidate> ready = new ArrayDeque<>();
        private @Nullable ScoreDoc last;
        private boolean isAtEnd;

        Segment(LeafReader reader, Query query) {
            this.reader = reader;
            this.searcher = new IndexSearcher(reader);
            this.query = query;
        }

        /** @param count how many to ask for where none is known */
        @Nullable
        Candidate head(int count) throws IOException {
            if (ready.isEmpty() && !isAtEnd) {
                ask(count);
            }
            return ready.peek();
        }

        void drop() {
            ready.remove();
        }

        private void ask(int count) throws IOException {
            var found = searcher.search(query, new TopScoreDocCollectorManager(count, last, 1)).scoreDocs;
            for (var document : found) {
                var ids = DocValues.getNumeric(reader, SearchIndex.ID);
                var entities = DocValues.getSorted(reader, SearchIndex.ENTITY);
                if (ids.advanceExact(document.doc) && entities.advanceExact(document.doc)) {
                    ready.add(new Candidate(
                            entities.lookupOrd(entities.ordValue()).utf8ToString(),
                            new RecordId(ids.longValue()),
                            Math.round(document.score)));
                }
                last = document;
            }
            isAtEnd = found.length < count;
        }
    }
}
