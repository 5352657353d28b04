package dev.trellis.core.search;

import dev.trellis.core.access.Access;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.People;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.IndexSearcher;

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
    private static final int MOST_CANDIDATES = 2_000;
    private static final int LATER_ROUNDS = 250;

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
        var page = new Page(actor, plan, schema, scope, question, request.limit());
        keeper.index().read(searcher -> {
            collect(searcher, page, false);
            if (page.found().size() <= request.limit()) {
                collect(searcher, page, true);
            }
            return page;
        });
        return page.result(keeper.state().complete());
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

    /** Takes candidates until the page is full: what the gate does not show leaves no gap. */
    private void collect(IndexSearcher searcher, Page page, boolean tolerant) throws IOException {
        var candidates = Candidates.of(searcher, page.question(), page.scope(), tolerant);
        var judge = new Judge(words, page.question(), tolerant);
        int seen = 0;
        int round = 2 * page.limit() + 10;
        while (page.found().size() <= page.limit() && seen < MOST_CANDIDATES) {
            var next = candidates.next(round);
            if (next.isEmpty()) {
                return;
            }
            seen += next.size();
            round = LATER_ROUNDS;
            var ids = new LinkedHashMap<String, Set<RecordId>>();
            for (var candidate : next) {
                if (!page.found().containsKey(candidate.id())
                        && !page.scope().fields(candidate.entity()).isEmpty()) {
                    ids.computeIfAbsent(candidate.entity(), _ -> new LinkedHashSet<>())
                            .add(candidate.id());
                }
            }
            ids.forEach((entity, some) -> judge(page, judge, entity, some));
        }
    }

    private void judge(Page page, Judge judge, String entity, Set<RecordId> ids) {
        var texts = page.plan().entities().get(entity);
        if (texts == null) {
            return;
        }
        var fields = page.scope().fields(entity);
        var paths = new LinkedHashSet<>(fields);
        page.schema().entity(entity).ifPresent(found -> paths.add(found.title()));
        for (var record : records.among(page.actor(), entity, ids, paths)) {
            judge.judge(texts, fields, record)
                    .ifPresent(verdict -> page.found().put(record.id(), page.ranked(record, verdict)));
        }
    }

    /** What one search is about and what it has found. */
    private record Page(
            Actor actor,
            IndexPlan plan,
            VisibleSchema schema,
            Scope scope,
            Question question,
            int limit,
            Map<RecordId, Ranked> found) {

        Page(Actor actor, IndexPlan plan, VisibleSchema schema, Scope scope, Question question, int limit) {
            this(actor, plan, schema, scope, question, limit, new LinkedHashMap<>());
        }

        Ranked ranked(StoredRecord record, Judge.Verdict verdict) {
            return new Ranked(
                    verdict.fit(), new SearchHit(record.entity(), record.id(), title(record), verdict.matches()));
        }

        private String title(StoredRecord record) {
            return schema.entity(record.entity())
                    .flatMap(entity -> schema.field(record.entity(), entity.title()))
                    .map(field -> record.labels().containsKey(field.id())
                            ? record.labels().getOrDefault(field.id(), "")
                            : field.type().codec().toText(record.value(field.id()), actor.locale()))
                    .orElse("");
        }

        SearchResult.Found result(boolean complete) {
            var hits = found.values().stream()
                    .sorted(Comparator.comparingDouble(Ranked::fit)
                            .reversed()
                            .thenComparing(ranked -> ranked.hit().id(), Comparator.reverseOrder()))
                    .limit(limit)
                    .map(Ranked::hit)
                    .toList();
            return new SearchResult.Found(hits, found.size() > limit, complete);
        }
    }

    private record Ranked(double fit, SearchHit hit) {}
}
