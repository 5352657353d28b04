package dev.trellis.core.search;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.core.search.Candidates.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/**
 * One search. The answer depends on nothing but what the actor may see: candidates come in an order in which what is
 * hidden can only move a record to the front, and are read until it is settled which of those that remain come first by
 * what the actor sees of them. So neither a hidden record, nor a hidden text, nor how many there are, moves anything.
 */
final class Hunt {

    /** Rounds grow: where much is hidden, few statements are better than small ones. */
    private static final int LATER_ROUND = 250;

    private static final int LARGEST_ROUND = 2_000;

    /** After so many candidates, somebody who reaches records by a criterion is asked which those are. */
    private static final int PATIENCE = 2_000;

    private static final int FEW = 2_000;

    private final Records records;
    private final Words words;
    private final Actor actor;
    private final IndexPlan plan;
    private final VisibleSchema schema;
    private final Scope scope;
    private final Question question;
    private final int limit;
    private final int window;
    private final Map<String, Query> narrowed = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    Hunt(
            Records records,
            Words words,
            Actor actor,
            IndexPlan plan,
            VisibleSchema schema,
            Scope scope,
            Question question,
            int limit) {
        this.records = records;
        this.words = words;
        this.actor = actor;
        this.plan = plan;
        this.schema = schema;
        this.scope = scope;
        this.question = question;
        this.limit = limit;
        // More than fit the page, so that the finer judgement has something to choose from.
        this.window = 2 * limit + 10;
    }

    /** A record that holds what is looked for; its place among candidates is by what the actor sees of it. */
    private record Found(Candidate place, double fit, SearchHit hit) {}

    SearchResult.Found in(IndexSearcher searcher, boolean complete) throws IOException {
        var found = new LinkedHashMap<RecordId, Found>();
        collect(searcher, false, found);
        if (found.size() <= limit) {
            collect(searcher, true, found);
        }
        var hits = found.values().stream()
                .sorted(Comparator.comparingDouble(Found::fit)
                        .reversed()
                        .thenComparing(one -> one.hit().id(), Comparator.reverseOrder()))
                .limit(limit)
                .map(Found::hit)
                .toList();
        return new SearchResult.Found(hits, found.size() > limit, complete);
    }

    /** Adds the first {@link #window} records that were not found before. */
    private void collect(IndexSearcher searcher, boolean tolerant, Map<RecordId, Found> known) throws IOException {
        var judge = new Judge(words, question, tolerant);
        var fresh = new LinkedHashMap<RecordId, Found>();
        var candidates = candidates(searcher, tolerant);
        var seen = new HashMap<String, Integer>();
        int round = window + 10;
        while (true) {
            var next = candidates.next(round);
            if (next.isEmpty()) {
                break;
            }
            judge(judge, next, known, fresh);
            if (settled(fresh, next.getLast()) >= window) {
                break;
            }
            round = Math.clamp(2L * round, LATER_ROUND, LARGEST_ROUND);
            next.forEach(candidate -> seen.merge(candidate.entity(), 1, Integer::sum));
            if (narrow(seen)) {
                candidates = candidates(searcher, tolerant);
            }
        }
        fresh.values().stream()
                .sorted(Comparator.comparing(Found::place, Candidate.ORDER))
                .limit(window)
                .forEach(found -> known.put(found.hit().id(), found));
    }

    private Candidates candidates(IndexSearcher searcher, boolean tolerant) {
        return Candidates.of(searcher, question, scope, tolerant, List.copyOf(narrowed.values()));
    }

    /** Counts those that nothing which is still to come can precede. */
    private static long settled(Map<RecordId, Found> fresh, Candidate last) {
        return fresh.values().stream()
                .filter(found -> Candidate.ORDER.compare(found.place(), last) <= 0)
                .count();
    }

    /**
     * Where many candidates of an entity were in vain and only a criterion tells which are reached, the database is asked
     * for them; if they are few, only those are looked for from then on. Nothing that the gate would show is lost.
     */
    private boolean narrow(Map<String, Integer> seen) {
        boolean any = false;
        for (var entry : seen.entrySet()) {
            var entity = entry.getKey();
            if (entry.getValue() >= PATIENCE && mayAsk(entity) && asked.add(entity)) {
                var few = few(entity);
                few.ifPresent(ids -> narrowed.put(entity, Scope.only(entity, ids)));
                any |= few.isPresent();
            }
        }
        return any;
    }

    /** Where it is kept who was shown what, nothing may be read that is not shown. */
    private boolean mayAsk(String entity) {
        return scope.isByCriterion(entity)
                && schema.metadata()
                        .entity(entity)
                        .filter(found -> !found.sensitive())
                        .isPresent();
    }

    /** Returns all records of an entity that the actor reaches, if they are few. */
    private Optional<Set<RecordId>> few(String entity) {
        var ids = new HashSet<RecordId>();
        var query = RecordQuery.of(entity, List.of()).page(0, RecordQuery.MAX_LIMIT);
        while (ids.size() < FEW) {
            if (!(records.query(actor, query) instanceof QueryResult.Page page)) {
                return Optional.empty();
            }
            page.items().forEach(record -> ids.add(record.id()));
            var cursor = page.next();
            if (cursor == null) {
                return Optional.of(ids);
            }
            query = query.continuing(cursor);
        }
        return Optional.empty();
    }

    private void judge(
            Judge judge, List<Candidate> candidates, Map<RecordId, Found> known, Map<RecordId, Found> fresh) {
        var ids = new LinkedHashMap<String, Set<RecordId>>();
        for (var candidate : candidates) {
            boolean isNew = !known.containsKey(candidate.id()) && !fresh.containsKey(candidate.id());
            if (isNew && !scope.fields(candidate.entity()).isEmpty()) {
                ids.computeIfAbsent(candidate.entity(), _ -> new LinkedHashSet<>())
                        .add(candidate.id());
            }
        }
        ids.forEach((entity, some) -> judge(judge, entity, some, fresh));
    }

    private void judge(Judge judge, String entity, Set<RecordId> ids, Map<RecordId, Found> fresh) {
        var texts = plan.entities().get(entity);
        if (texts == null) {
            return;
        }
        var fields = scope.fields(entity);
        var paths = new LinkedHashSet<>(fields);
        schema.entity(entity).ifPresent(found -> paths.add(found.title()));
        for (var record : records.among(actor, entity, ids, new ArrayList<>(paths))) {
            judge.judge(texts, fields, record).ifPresent(verdict -> fresh.put(record.id(), found(record, verdict)));
        }
    }

    private Found found(StoredRecord record, Judge.Verdict verdict) {
        return new Found(
                new Candidate(record.entity(), record.id(), verdict.score()),
                verdict.fit(),
                new SearchHit(record.entity(), record.id(), title(record), verdict.matches()));
    }

    private String title(StoredRecord record) {
        return schema.entity(record.entity())
                .flatMap(entity -> schema.field(record.entity(), entity.title()))
                .map(field -> record.labels().containsKey(field.id())
                        ? record.labels().getOrDefault(field.id(), "")
                        : field.type().codec().toText(record.value(field.id()), actor.locale()))
                .orElse("");
    }
}
