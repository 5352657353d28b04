package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.people.ApproverResolution;
import dev.trellis.workflow.people.Past;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import dev.trellis.workflow.people.Request;
import dev.trellis.workflow.route.Conditions.Verdict;
import dev.trellis.workflow.route.Route;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the approval that a record can start, and starts it. */
@Singleton
final class Submission {

    private final Records records;
    private final ApprovalStore store;
    private final LogStore logs;
    private final ChoiceStore choices;
    private final SnapshotStore snapshots;
    private final DeputyStore deputies;
    private final DefinitionArchive archive;
    private final RecordReader reader;
    private final Places places;
    private final Returns returns;
    private final Flow flow;
    private final RecordTurns turns;
    private final People people;
    private final RequestOutbox outbox;
    private final FlowableEngine engine;
    private final RecordIds ids;
    private final Refusals refusals;

    Submission(
            Records records,
            ApprovalStore store,
            LogStore logs,
            ChoiceStore choices,
            SnapshotStore snapshots,
            DeputyStore deputies,
            DefinitionArchive archive,
            RecordReader reader,
            Places places,
            Returns returns,
            Flow flow,
            RecordTurns turns,
            People people,
            RequestOutbox outbox,
            FlowableEngine engine,
            RecordIds ids,
            Refusals refusals) {
        this.records = records;
        this.store = store;
        this.logs = logs;
        this.choices = choices;
        this.snapshots = snapshots;
        this.deputies = deputies;
        this.archive = archive;
        this.reader = reader;
        this.places = places;
        this.returns = returns;
        this.flow = flow;
        this.turns = turns;
        this.people = people;
        this.outbox = outbox;
        this.engine = engine;
        this.ids = ids;
        this.refusals = refusals;
    }

    /** What a submission finds before it writes anything. */
    record Start(ApprovalDefinition definition, RequestFacts facts, ApprovalPath path) {}

    /** What a person asks for. */
    record Wish(String entity, RecordId record, @Nullable Integer version, Map<String, List<RecordId>> chosen) {
        Wish {
            chosen = Map.copyOf(chosen);
        }
    }

    /** Looks at everything that could speak against submitting; refuses by {@link FlowRefused}. */
    Start look(Actor.Person person, Wish wish, Instant at) {
        var running = mayEdit(person, wish);
        if (running.isPresent()) {
            var place = places.find(running.get(), at).filter(found -> isReturnedTo(person, found));
            var found = place.orElseThrow(() -> new FlowRefused(refusals.alreadyRunning(running)));
            return new Start(
                    found.definition(), found.facts(), path(found.definition(), found.request(), found.facts()));
        }
        return switch (begins(person, wish.entity(), wish.record(), at)) {
            case Begins.With(var definition, var facts) ->
                new Start(definition, facts, path(definition, request(definition, facts, wish, at), facts));
            case Begins.Nothing(var problems) ->
                throw new FlowRefused(
                        problems.isEmpty() ? List.of(Problem.at("", ApprovalProblems.NOT_STARTABLE)) : problems);
        };
    }

    /** Refuses where the person does not see, or may not edit, the record; returns what is running for it. */
    private Optional<Instance> mayEdit(Actor.Person person, Wish wish) {
        if (!(records.find(person, wish.entity(), wish.record(), Set.of()) instanceof FindResult.Found(var seen))) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.RECORD_NOT_FOUND));
        }
        var running = store.running(wish.entity(), wish.record());
        if (isHeld(seen)) {
            throw new FlowRefused(refusals.alreadyRunning(running));
        }
        if (seen.lock() == null && !seen.may().edit()) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.MAY_NOT_SUBMIT));
        }
        var version = wish.version();
        if (version != null && version != seen.version()) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.RECORD_CHANGED)
                    .with("given", version)
                    .with("current", seen.version()));
        }
        return running;
    }

    /** Tells whether a request holds the record; one that has ended and left it locked gives way to the next. */
    private boolean isHeld(StoredRecord record) {
        var holder = record.lock();
        return holder != null
                && store.instance(holder)
                        .filter(instance -> instance.state().isFinal())
                        .isEmpty();
    }

    private boolean isReturnedTo(Actor.Person person, Place place) {
        return place.instance().state() == ApprovalState.RETURNED && returns.isReturnedTo(person, place);
    }

    private Request request(ApprovalDefinition definition, RequestFacts facts, Wish wish, Instant at) {
        return facts.request(deputies.at(definition.id(), facts::worth, at), new Past(List.of(), wish.chosen()));
    }

    /** Tells whether submitting is worth offering; looks for nobody who would decide. */
    boolean isStartable(Actor.Person person, String entity, RecordId id, Instant at) {
        if (reader.metadata().approvals(entity).isEmpty()
                || !(records.find(person, entity, id, Set.of()) instanceof FindResult.Found(var seen))
                || isHeld(seen)
                || (seen.lock() == null && !seen.may().edit())) {
            return false;
        }
        var running = store.running(entity, id);
        return running.isPresent()
                ? places.find(running.get(), at)
                        .filter(place -> isReturnedTo(person, place))
                        .isPresent()
                : begins(person, entity, id, at) instanceof Begins.With;
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
            var facts = new RequestFacts(reader, people, definition, record, initiator, at);
            if (!mayStart(definition, facts)) {
                continue;
            }
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

    private boolean mayStart(ApprovalDefinition definition, RequestFacts facts) {
        var starters = definition.policy().starters();
        var request = facts.request(Request.Deputies.NONE, Past.NONE);
        return starters.isEmpty()
                || ApproverResolution.recipients("", starters, request, people).stream()
                        .anyMatch(found ->
                                found.person().id().equals(facts.initiator().id()));
    }

    /** Locks the record, sets the fields of the first turn and lets the flow go to its first people. */
    RecordId submit(Acting acting, Wish wish) {
        store.serialiseByRecord(wish.entity(), wish.record());
        var running = store.running(wish.entity(), wish.record());
        var start = look(acting.person(), wish, acting.at());
        mustChoose(start, wish);
        if (running.isPresent()) {
            choices.keep(running.get().id(), wish.chosen());
            return returns.resubmit(acting, places.of(running.get().id(), acting.at()));
        }
        var definition = start.definition();
        var process = archive.process(definition, reader.metadata().version(), acting.at());
        var instance = instance(acting, wish, definition, start.facts().initiator(), null);
        begin(acting, wish, start, process, instance);
        return instance.id();
    }

    /** Starts a certain approval out of another one, in somebody's name. */
    void begin(
            Acting acting, ApprovalDefinition definition, StoredRecord record, Member initiator, RecordId startedBy) {
        var facts = new RequestFacts(reader, people, definition, record, initiator, acting.at());
        var wish = new Wish(record.entity(), record.id(), null, Map.of());
        var running = store.running(record.entity(), record.id());
        if (isHeld(record) || running.isPresent()) {
            throw new FlowRefused(refusals.alreadyRunning(running));
        }
        var start =
                new Start(definition, facts, path(definition, request(definition, facts, wish, acting.at()), facts));
        var process = archive.process(definition, reader.metadata().version(), acting.at());
        begin(acting, wish, start, process, instance(acting, wish, definition, initiator, startedBy));
    }

    private void begin(Acting acting, Wish wish, Start start, String process, Instance instance) {
        var definition = start.definition();
        if (!store.begin(instance)) {
            throw new FlowRefused(refusals.alreadyRunning(store.running(wish.entity(), wish.record())));
        }
        choices.keep(instance.id(), wish.chosen());
        acting.log(logs, instance, ApprovalEvent.SUBMITTED, null, "");
        if (start.facts().record().lock() != null) {
            turns.unlock(wish.entity(), wish.record());
        }
        turns.effect(
                definition, acting.person(), start.facts(), definition.effects().onSubmit());
        turns.lock(wish.entity(), wish.record(), instance.id(), List.of());
        snapshots.take(places.of(instance.id(), acting.at()), acting.at());
        outbox.turned(instance, ApprovalState.RUNNING);
        store.started(instance.id(), engine.start(process, instance.id()));
        flow.advance(acting, instance.id());
    }

    private Instance instance(
            Acting acting, Wish wish, ApprovalDefinition definition, Member initiator, @Nullable RecordId startedBy) {
        return new Instance(
                ids.next(),
                definition.id(),
                archive.hash(definition),
                wish.entity(),
                wish.record(),
                initiator.id(),
                ApprovalState.RUNNING,
                null,
                acting.at(),
                null,
                1,
                null,
                startedBy);
    }

    /** Refuses where a step ahead wants its people named now and they are not. */
    private static void mustChoose(Start start, Wish wish) {
        var problems = new ArrayList<Problem>();
        for (var step : start.path().steps()) {
            if (step.isToChoose() && !wish.chosen().containsKey(step.node())) {
                problems.add(Problem.at("chosen/" + step.node(), ApprovalProblems.CHOOSE)
                        .with("step", step.label()));
            }
        }
        if (!problems.isEmpty()) {
            throw new FlowRefused(problems);
        }
    }

    private ApprovalPath path(ApprovalDefinition definition, Request request, RequestFacts facts) {
        return switch (ApprovalPath.preview(definition, request, people, facts)) {
            case Route.Answer.Leads<ApprovalPath>(var path) -> path;
            case Route.Answer.Failed<ApprovalPath>(var problems) -> throw new FlowRefused(problems);
        };
    }
}
