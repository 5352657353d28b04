package dev.trellis.core.search;

import dev.trellis.core.access.Access;
import dev.trellis.core.access.Actor;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.People;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds records by what they say, over all entities and within what the actor may see: a hidden record is not found and
 * the text of a hidden field finds nothing. Chinese is found by any part, by its pinyin and by the first letters of it;
 * Latin words by their beginning, whatever their case and accents; slips are forgiven where nothing else fills the page.
 */
@Singleton
public final class Search {

    private static final ProblemCode BAD_LIMIT = ProblemCode.malformed("BAD_LIMIT");
    private static final ProblemCode TOO_LONG = ProblemCode.malformed("SEARCH_TOO_LONG");
    private static final ProblemCode UNKNOWN_ENTITY = ProblemCode.malformed("UNKNOWN_ENTITY");

    private final IndexKeeper keeper;
    private final Questions questions;
    private final Words words;
    private final Records records;
    private final People people;

    Search(IndexKeeper keeper, Questions questions, Words words, Records records, People people) {
        this.keeper = keeper;
        this.questions = questions;
        this.words = words;
        this.records = records;
        this.people = people;
    }

    /** Finds records; an empty question finds nothing. */
    public SearchResult find(Actor actor, SearchRequest request) {
        var schema = records.schema(actor);
        var problems = problems(request, schema);
        if (!problems.isEmpty()) {
            return new SearchResult.Invalid(problems);
        }
        var question = questions.read(request.text());
        var access = new Access(schema.metadata(), actor, people::organisation);
        var plan = keeper.plan();
        var scope = new Scope(plan, schema, access, request.entities());
        if (question.needles().isEmpty() || scope.isEmpty()) {
            return new SearchResult.Found(List.of(), false, keeper.state().complete());
        }
        var hunt = new Hunt(records, words, actor, plan, schema, scope, question, request.limit());
        return keeper.index().read(searcher -> hunt.in(searcher, keeper.state().complete()));
    }

    /** Says how far this node's index is. */
    public IndexState state() {
        return keeper.state();
    }

    /** Has this node read all records into its index again, while it goes on answering; {@link #state} tells how far. */
    public void rebuild() {
        keeper.readAgain();
    }

    /** Returns when this node's index holds everything that was committed before the call. */
    public void catchUp() {
        try {
            boolean more = true;
            while (more) {
                more = keeper.step();
            }
        } catch (IOException e) {
            throw new TrellisException("The search index failed", e);
        }
    }

    private static List<Problem> problems(SearchRequest request, VisibleSchema schema) {
        var problems = new ArrayList<Problem>();
        if (request.limit() < 1 || request.limit() > SearchRequest.MAX_LIMIT) {
            problems.add(Problem.at("limit", BAD_LIMIT).with("max", SearchRequest.MAX_LIMIT));
        }
        int length = request.text().codePointCount(0, request.text().length());
        if (length > SearchRequest.MAX_LENGTH) {
            problems.add(Problem.at("q", TOO_LONG).with("length", length).with("max", SearchRequest.MAX_LENGTH));
        }
        request.entities().stream()
                .filter(entity -> schema.entity(entity).isEmpty())
                .sorted()
                .forEach(entity ->
                        problems.add(Problem.at("entity", UNKNOWN_ENTITY).with("name", entity)));
        return problems;
    }
}
