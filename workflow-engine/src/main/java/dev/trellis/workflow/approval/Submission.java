package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.Conditions.Verdict;
import dev.trellis.workflow.approval.People.Member;
import dev.trellis.workflow.engine.FlowableEngine;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the approval that a record can start, and starts it. */
@Singleton
final class Submission {

    private final Records records;
    private final ApprovalStore store;
    private final DefinitionArchive archive;
    private final RecordReader reader;
    private final RecordTurns turns;
    private final People people;
    private final RequestOutbox outbox;
    private final FlowableEngine engine;
    private final RecordIds ids;
    private final Refusals refusals;

    Submission(
            Records records,
            ApprovalStore store,
            DefinitionArchive archive,
            RecordReader reader,
            RecordTurns turns,
            People people,
            RequestOutbox outbox,
            FlowableEngine engine,
            RecordIds ids,
            Refusals refusals) {
        this.records = records;
        this.store = store;
        this.archive = archive;
        this.reader = reader;
        this.turns = turns;
        this.people = people;
        this.outbox = outbox;
        this.engine = engine;
        this.ids = ids;
        this.refusals = refusals;
    }

    /** What a submission finds before it writes anything. */
    record Start(ApprovalDefinition definition, RequestFacts facts, ApprovalPath path) {}

    /** Looks at everything that could speak against submitting; refuses by {@link FlowRefused}. */
    Start look(Actor.Person person, String entity, RecordId id, @Nullable Integer version, Instant at) {
        if (!(records.find(person, entity, id, Set.of()) instanceof FindResult.Found(var seen))) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.RECORD_NOT_FOUND));
        }
        if (seen.lock() != null) {
            throw new FlowRefused(refusals.alreadyRunning(store.running(entity, id)));
        }
        if (!seen.may().edit()) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.MAY_NOT_SUBMIT));
        }
        if (version != null && version != seen.version()) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.RECORD_CHANGED)
                    .with("given", version)
                    .with("current", seen.version()));
        }
        return switch (begins(person, entity, id, at)) {
            case Begins.With(var definition, var facts) -> new Start(definition, facts, path(definition, facts));
            case Begins.Nothing(var problems) ->
                throw new FlowRefused(
                        problems.isEmpty() ? List.of(Problem.at("", ApprovalProblems.NOT_STARTABLE)) : problems);
        };
    }

    /** Tells whether submitting is worth offering; looks for nobody who would decide. */
    boolean isStartable(Actor.Person person, String entity, RecordId id, Instant at) {
        return !reader.metadata().approvals(entity).isEmpty()
                && records.find(person, entity, id, Set.of()) instanceof FindResult.Found(var seen)
                && seen.lock() == null
                && seen.may().edit()
                && begins(person, entity, id, at) instanceof Begins.With;
    }

    /** The definition that a record would start, or what cannot be computed in the conditions of all. */
    sealed interface Begins {

        record With(ApprovalDefinition definition, RequestFacts facts) implements Begins {}

        record Nothing(List<Problem> problems) implements Begins {
            public Nothing {
                problems = List.copyOf(problems);
            }
        }
    }

    private Begins begins(Actor.Person person, String entity, RecordId id, Instant at) {
        var record = reader.find(entity, id).orElseThrow();
        var initiator = new Member(person.user(), person.name(), true);
        var problems = new ArrayList<Problem>();
        for (var definition : reader.metadata().approvals(entity)) {
            var facts = new RequestFacts(reader, definition, record, initiator, at);
            var when = definition.startWhen();
            switch (when == null ? new Verdict.True() : facts.holds(when)) {
                case Verdict.True _ -> {
                    return new Begins.With(definition, facts);
                }
                case Verdict.Not _ -> {}
                case Verdict.Failed(var found) -> problems.addAll(found);
            }
        }
        return new Begins.Nothing(problems);
    }

    /** Locks the record, sets the fields of the first turn and lets the flow go to its first people. */
    RecordId submit(Acting acting, String entity, RecordId record, @Nullable Integer version) {
        var start = look(acting.person(), entity, record, version, acting.at());
        var definition = start.definition();
        var process = archive.process(definition, reader.metadata().version(), acting.at());
        var instance = new Instance(
                ids.next(),
                definition.id(),
                archive.hash(definition),
                entity,
                record,
                acting.person().user(),
                ApprovalState.RUNNING,
                null,
                acting.at(),
                null);
        if (!store.begin(instance)) {
            throw new FlowRefused(refusals.alreadyRunning(store.running(entity, record)));
        }
        acting.log(store, instance, ApprovalEvent.SUBMITTED, null, "");
        turns.effect(
                definition, acting.person(), start.facts(), definition.effects().onSubmit());
        turns.lock(entity, record, instance.id(), List.of());
        outbox.turned(instance, ApprovalState.RUNNING);
        store.started(instance.id(), engine.start(process, instance.id()));
        return instance.id();
    }

    private ApprovalPath path(ApprovalDefinition definition, RequestFacts facts) {
        return switch (ApprovalPath.preview(definition, facts.request(), people, facts)) {
            case Route.Answer.Leads<ApprovalPath>(var path) -> path;
            case Route.Answer.Failed<ApprovalPath>(var problems) -> throw new FlowRefused(problems);
        };
    }
}
