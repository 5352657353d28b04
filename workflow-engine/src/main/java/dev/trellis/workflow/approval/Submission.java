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
import dev.trellis.workflow.start.Asked;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
    private final Starting starting;

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
            Refusals refusals,
            Starting starting) {
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
        this.starting = starting;
    }

    /**
     * What a submission finds before it writes anything.
     *
     * @param problems why the path is not known, which what is entered with the submission may settle
     */
    record Start(ApprovalDefinition definition, RequestFacts facts, ApprovalPath path, List<Problem> problems) {
        Start {
            problems = List.copyOf(problems);
        }
    }

    /** What a person asks for. */
    record Wish(
            String entity,
            RecordId record,
            @Nullable Integer version,
            Map<String, List<RecordId>> chosen,
            Map<String, @Nullable Object> values) {

        // Spelled out: a compact constructor loses the annotations.
        Wish(
                String entity,
                RecordId record,
                @Nullable Integer version,
                Map<String, List<RecordId>> chosen,
                Map<String, @Nullable Object> values) {
            this.entity = entity;
            this.record = record;
            this.version = version;
            this.chosen = Map.copyOf(chosen);
            this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** Looks at everything that could speak against submitting; refuses by {@link FlowRefused}. */
    Start look(Actor.Person person, Wish wish, Instant at) {
        var running = mayEdit(person, wish);
        if (running.isPresent()) {
            var place = places.find(running.get(), at).filter(found -> isReturnedTo(person, found));
            var found = place.orElseThrow(() -> new FlowRefused(refusals.alreadyRunning(running)));
            return start(found.definition(), found.request(), found.facts(), wish);
        }
        return switch (begins(person, wish.entity(), wish.record(), at)) {
            case Begins.With(var definition, var facts) ->
                start(definition, request(definition, facts, wish, at), facts, wish);
            case Begins.Nothing(var problems) ->
                throw new FlowRefused(
                        problems.isEmpty() ? List.of(Problem.at("", ApprovalProblems.NOT_STARTABLE)) : problems);
        };
    }

    private Start start(ApprovalDefinition definition, Request request, RequestFacts facts, Wish wish) {
        var seen =
                wish.values().isEmpty() ? facts : facts.over(starting.with(definition, facts.record(), wish.values()));
        var asked = wish.values().isEmpty() ? request : seen.request(request.deputies(), request.past());
        return switch (ApprovalPath.preview(definition, asked, people, seen)) {
            case Route.Answer.Leads<ApprovalPath>(var path) -> new Start(definition, seen, path, List.of());
            case Route.Answer.Failed<ApprovalPath>(var problems) -> {
                if (definition.start().fields().isEmpty()) {
                    throw new FlowRefused(problems);
                }
                yield new Start(definition, seen, new ApprovalPath(List.of()), problems);
            }
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

    /** What the start asks for, and what would keep the record from being submitted. */
    Asked asked(Actor.Person person, Start start) {
        var asked = starting.asked(start.definition(), person, start.facts());
        var problems = new ArrayList<>(start.problems());
        problems.addAll(asked.problems());
        return new Asked(asked.fields(), problems);
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
        if (running.isPresent()) {
            var instance = running.get();
            if (!wish.values().isEmpty()) {
                starting.enter(acting, instance, start.definition(), wish);
            }
            var place = places.of(instance.id(), acting.at());
            starting.check(start.definition(), acting.person(), place.facts());
            mustChoose(path(start.definition(), place.request(), place.facts()), wish);
            choices.keep(instance.id(), wish.chosen());
            return returns.resubmit(acting, places.of(instance.id(), acting.at()));
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
        var wish = new Wish(record.entity(), record.id(), null, Map.of(), Map.of());
        var running = store.running(record.entity(), record.id());
        if (isHeld(record) || running.isPresent()) {
            throw new FlowRefused(refusals.alreadyRunning(running));
        }
        var start = new Start(
                definition, facts, path(definition, request(definition, facts, wish, acting.at()), facts), List.of());
        var process = archive.process(definition, reader.metadata().version(), acting.at());
        begin(acting, wish, start, process, instance(acting, wish, definition, initiator, startedBy));
    }

    private void begin(Acting acting, Wish wish, Start start, String process, Instance instance) {
        var definition = start.definition();
        if (!store.begin(instance)) {
            throw new FlowRefused(refusals.alreadyRunning(store.running(wish.entity(), wish.record())));
        }
        if (start.facts().record().lock() != null) {
            turns.unlock(wish.entity(), wish.record());
        }
        var facts = ready(acting, wish, start, instance);
        choices.keep(instance.id(), wish.chosen());
        acting.log(logs, instance, ApprovalEvent.SUBMITTED, null, "");
        turns.effect(definition, acting.person(), facts, definition.effects().onSubmit());
        turns.lock(wish.entity(), wish.record(), instance.id(), List.of());
        snapshots.take(places.of(instance.id(), acting.at()), acting.at());
        outbox.turned(instance, ApprovalState.RUNNING);
        store.started(instance.id(), engine.start(process, instance.id()));
        flow.advance(acting, instance.id());
    }

    /** Writes what was entered, and refuses what the start does not take; a request that starts by itself enters nothing. */
    private RequestFacts ready(Acting acting, Wish wish, Start start, Instance instance) {
        var definition = start.definition();
        if (instance.startedBy() != null) {
            starting.check(definition, null, start.facts());
            return start.facts();
        }
        var facts = start.facts();
        if (!wish.values().isEmpty()) {
            starting.enter(acting, instance, definition, wish);
            facts = facts.over(reader.find(wish.entity(), wish.record()).orElseThrow());
        }
        starting.check(definition, acting.person(), facts);
        mustChoose(
                wish.values().isEmpty() && start.problems().isEmpty()
                        ? start.path()
                        : path(definition, request(definition, facts, wish, acting.at()), facts),
                wish);
        return facts;
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
    private static void mustChoose(ApprovalPath path, Wish wish) {
        var problems = new ArrayList<Problem>();
        for (var step : path.steps()) {
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
