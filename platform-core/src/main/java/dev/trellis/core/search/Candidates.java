package dev.trellis.core.search;

import dev.trellis.core.field.RecordId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.ReaderUtil;
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
 * Asks the index for records that may hold what is looked for, the likeliest first. How likely depends on the record
 * alone, never on how often a word occurs elsewhere: that would tell about records that nobody showed.
 */
final class Candidates {

    static final float WHOLE_TITLE = 24;
    static final float BEGINNING_OF_TITLE = 8;
    static final float IN_TITLE = 4;
    static final float IN_TEXT = 1;
    static final float FORGIVEN = 0.4f;

    private final IndexSearcher searcher;
    private final Query query;
    private @Nullable ScoreDoc last;

    private Candidates(IndexSearcher searcher, Query query) {
        this.searcher = searcher;
        this.query = query;
    }

    record Candidate(String entity, RecordId id) {}

    /** @param tolerant whether slips are forgiven */
    static Candidates of(IndexSearcher searcher, Question question, Scope scope, boolean tolerant) {
        var places = scope.places();
        var all = new BooleanQuery.Builder();
        for (var needle : question.needles()) {
            all.add(needle(needle, places, tolerant), Occur.MUST);
        }
        all.add(constant(new TermQuery(whole(question)), WHOLE_TITLE), Occur.SHOULD);
        all.add(constant(new PrefixQuery(whole(question)), BEGINNING_OF_TITLE), Occur.SHOULD);
        scope.filter().ifPresent(filter -> all.add(filter, Occur.FILTER));
        return new Candidates(searcher, all.build());
    }

    private static Term whole(Question question) {
        return new Term(IndexPlan.TITLE, Entry.Kind.WHOLE.with(question.whole()));
    }

    private static Query needle(Question.Needle needle, List<Scope.Place> places, boolean tolerant) {
        var ways = new ArrayList<Query>();
        needle.exact().forEach(clause -> add(clause, places, 1, ways));
        if (tolerant) {
            needle.tolerant().forEach(clause -> add(clause, places, FORGIVEN, ways));
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    private static void add(Clause clause, List<Scope.Place> places, float factor, List<Query> ways) {
        ways.add(constant(clause.in(IndexPlan.TITLE), IN_TITLE * factor));
        ways.add(constant(clause.in(IndexPlan.TEXT), IN_TEXT * factor));
        for (var place : places) {
            ways.add(constant(within(clause.in(place.name()), place.readers()), IN_TEXT * factor));
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

    private static Query constant(Query query, float score) {
        return new BoostQuery(new ConstantScoreQuery(query), score);
    }

    /** Returns the next candidates; none at the end. */
    List<Candidate> next(int count) throws IOException {
        var found = searcher.search(query, new TopScoreDocCollectorManager(count, last, 1)).scoreDocs;
        var candidates = new ArrayList<Candidate>(found.length);
        var leaves = searcher.getIndexReader().leaves();
        for (var document : found) {
            var leaf = leaves.get(ReaderUtil.subIndex(document.doc, leaves));
            int at = document.doc - leaf.docBase;
            var ids = DocValues.getNumeric(leaf.reader(), SearchIndex.ID);
            var entities = DocValues.getSorted(leaf.reader(), SearchIndex.ENTITY);
            if (ids.advanceExact(at) && entities.advanceExact(at)) {
                candidates.add(new Candidate(
                        entities.lookupOrd(entities.ordValue()).utf8ToString(), new RecordId(ids.longValue())));
            }
            last = document;
        }
        return candidates;
    }
}
