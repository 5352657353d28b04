package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
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
import java.util.stream.Stream;
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
    private final Beside beside;

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
            Starting starting,
            Beside beside) {
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
        this.beside = beside;
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

    /**
     * What a person asks for.
     *
     * @param approval which of several that the record can start, or null for the first; needed beside one that runs
     */
    record Wish(
            String entity,
            RecordId record,
            @Nullable String approval,
            @Nullable Integer version,
            Map<String, List<RecordId>> chosen,
            Map<String, @Nullable Object> values) {

        // Spelled out: a compact constructor loses the annotations.
        Wish(
                String entity,
                RecordId record,
                @Nullable String approval,
                @Nullable Integer version,
                Map<String, List<RecordId>> chosen,
                Map<String, @Nullable Object> values) {
            this.entity = entity;
            this.record = record;
            this.approval = approval;
            this.version = version;
            this.chosen = Map.copyOf(chosen);
            this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** Looks at everything that could speak against submitting; refuses by {@link FlowRefused}. */
    Start look(Actor.Person person, Wish wish, Instant at) {
        return look(person, wish, store.running(wish.entity(), wish.record()), at);
    }

    /** @param running the requests of the record that run, but for the one that is being begun */
    private Start look(Actor.Person person, Wish wish, List<Instance> running, Instant at) {
        var version = mayEdit(person, wish, running);
        var again = returned(person, wish, running, at);
        if (again.isPresent()) {
            var found = again.get();
            mustBeAsSeen(wish, version);
            return start(found.definition(), found.request(), found.facts(), wish);
        }
        beside.mustBeFree(wish.approval(), running);
        reader.metadata().approvals(wish.entity()).stream()
                .filter(one -> one.id().equals(wish.approval()))
                .forEach(one -> beside.mustJoin(one, running));
        mustBeAsSeen(wish, version);
        return switch (begins(person, wish, running, at)) {
            case Begins.With(var all) -> {
                var first = all.getFirst();
                yield start(
                        first.definition(), request(first.definition(), first.facts(), wish, at), first.facts(), wish);
            }
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

    /** Refuses where the person does not see, or may not edit, the record; returns the version that is stored. */
    private int mayEdit(Actor.Person person, Wish wish, List<Instance> running) {
        if (!(records.find(person, wish.entity(), wish.record(), Set.of()) instanceof FindResult.Found(var seen))) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.RECORD_NOT_FOUND));
        }
        if (beside.isHeldOtherwise(seen, running)) {
            throw new FlowRefused(refusals.alreadyRunning(running));
        }
        if (!mayEdit(person, seen)) {
            throw new FlowRefused(
                    seen.lock() == null
                            ? Problem.at("", ApprovalProblems.MAY_NOT_SUBMIT)
                            : refusals.alreadyRunning(running));
        }
        return seen.version();
    }

    private static void mustBeAsSeen(Wish wish, int current) {
        var version = wish.version();
        if (version != null && version != current) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.RECORD_CHANGED)
                    .with("given", version)
                    .with("current", current));
        }
    }

    /** Tells whether somebody might edit a record if no request held it. */
    private boolean mayEdit(Actor.Person person, StoredRecord seen) {
        return seen.lock() == null
                ? seen.may().edit()
                : records.reached(person, seen.entity(), List.of(seen.id()), Verb.EDIT)
                        .contains(seen.id());
    }

    /** The request that was sent back to the person and is meant. */
    private Optional<Place> returned(Actor.Person person, Wish wish, List<Instance> running, Instant at) {
        var approval = wish.approval();
        return running.stream()
                .filter(instance -> approval == null || approval.equals(instance.definition()))
                .flatMap(instance -> places.find(instance, at).stream())
                .filter(place -> isReturnedTo(person, place))
                .findFirst();
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

    /** What submitting is worth offering for; looks for nobody who would decide. */
    List<Startable> startable(Actor.Person person, String entity, RecordId id, Instant at) {
        if (reader.metadata().approvals(entity).isEmpty()
                || !(records.find(person, entity, id, Set.of()) instanceof FindResult.Found(var seen))) {
            return List.of();
        }
        var running = store.running(entity, id);
        if (beside.isHeldOtherwise(seen, running) || !mayEdit(person, seen)) {
            return List.of();
        }
        var wish = new Wish(entity, id, null, null, Map.of(), Map.of());
        var again = running.stream()
                .flatMap(instance -> places.find(instance, at).stream())
                .filter(place -> isReturnedTo(person, place))
                .map(place -> new Startable(
                        place.definition().id(), place.definition().label(), true));
        var fresh = begins(person, wish, running, at) instanceof Begins.With(var all)
                ? all.stream()
                        .map(one -> new Startable(
                                one.definition().id(), one.definition().label(), false))
                : Stream.<Startable>of();
        return Stream.concat(again, fresh).toList();
    }

    record Fitting(ApprovalDefinition definition, RequestFacts facts) {}

    /** The definitions that a record would start, the first by default; or what cannot be computed in their conditions. */
    sealed interface Begins {

        record With(List<Fitting> all) implements Begins {
            public With {
                all = List.copyOf(all);
            }
        }

        record Nothing(List<Problem> problems) implements Begins {
            public Nothing {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Of those that may not run beside others only the first that fits, and only where nothing runs. */
    private Begins begins(Actor.Person person, Wish wish, List<Instance> running, Instant at) {
        var record = reader.find(wish.entity(), wish.record()).orElseThrow();
        var initiator = new Member(person.user(), person.name(), true);
        var problems = new ArrayList<Problem>();
        var fitting = new ArrayList<Fitting>();
        for (var definition : reader.metadata().approvals(wish.entity())) {
            var isFirst = fitting.isEmpty() && running.isEmpty();
            if (!isFirst && !beside.mayJoin(definition, running)) {
                continue;
            }
            var facts = new RequestFacts(reader, people, definition, record, initiator, at);
            if (!mayStart(definition, facts)) {
                continue;
            }
            var when = definition.startWhen();
            switch (when == null ? new Verdict.True() : facts.holds(when)) {
                case Verdict.True _ -> fitting.add(new Fitting(definition, facts));
                case Verdict.Not _ -> {}
                case Verdict.Failed(var found) -> problems.addAll(found);
            }
        }
        var approval = wish.approval();
        if (approval != null) {
            fitting.removeIf(one -> !one.definition().id().equals(approval));
        }
        return fitting.isEmpty() ? new Begins.Nothing(problems) : new Begins.With(fitting);
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
        var start = look(acting.person(), wish, running, acting.at());
        var again = returned(acting.person(), wish, running, acting.at());
        if (again.isPresent()) {
            return again(acting, wish, start, again.get().instance());
        }
        var definition = start.definition();
        var process = archive.process(definition, reader.metadata().version(), acting.at());
        var instance = instance(acting, wish, definition, start.facts().initiator(), null);
        var others = begun(instance);
        if (!ids(others).equals(ids(running))) {
            // Somebody was faster with another approval: the record is what it has become by that.
            Known.forgetRecords();
            start = look(acting.person(), wish, others, acting.at());
        }
        begin(acting, wish, start, process, instance, others);
        return instance.id();
    }

    /** Submits again what was sent back. */
    private RecordId again(Acting acting, Wish wish, Start start, Instance instance) {
        if (!wish.values().isEmpty()) {
            starting.enter(acting, instance, start.definition(), wish);
        }
        var place = places.of(instance.id(), acting.at());
        starting.check(start.definition(), acting.person(), place.facts());
        mustChoose(path(start.definition(), place.request(), place.facts()), wish);
        choices.keep(instance.id(), wish.chosen());
        return returns.resubmit(acting, places.of(instance.id(), acting.at()));
    }

    /** Starts a certain approval out of another one, in somebody's name. */
    void begin(
            Acting acting, ApprovalDefinition definition, StoredRecord record, Member initiator, RecordId startedBy) {
        store.serialiseByRecord(record.entity(), record.id());
        var facts = new RequestFacts(reader, people, definition, record, initiator, acting.at());
        var wish = new Wish(record.entity(), record.id(), definition.id(), null, Map.of(), Map.of());
        var running = store.running(record.entity(), record.id());
        if (beside.isHeldOtherwise(record, running)) {
            throw new FlowRefused(refusals.alreadyRunning(running));
        }
        beside.mustBeFree(definition.id(), running);
        beside.mustJoin(definition, running);
        var start = new Start(
                definition, facts, path(definition, request(definition, facts, wish, acting.at()), facts), List.of());
        var process = archive.process(definition, reader.metadata().version(), acting.at());
        var instance = instance(acting, wish, definition, initiator, startedBy);
        begin(acting, wish, start, process, instance, begun(instance));
    }

    /** Begins a request; returns what else runs for the record. */
    private List<Instance> begun(Instance instance) {
        var all = store.begin(instance);
        var others = all.stream().filter(one -> !one.id().equals(instance.id())).toList();
        if (others.size() == all.size()) {
            throw new FlowRefused(refusals.alreadyRunning(all));
        }
        return others;
    }

    private static List<RecordId> ids(List<Instance> instances) {
        return instances.stream().map(Instance::id).toList();
    }

    private void begin(Acting acting, Wish wish, Start start, String process, Instance begun, List<Instance> others) {
        var definition = start.definition();
        beside.mustJoin(definition, others);
        if (!others.isEmpty()) {
            store.standBeside(wish.entity(), wish.record());
        }
        var instance = store.instance(begun.id()).orElseThrow();
        if (others.isEmpty() && start.facts().record().lock() != null) {
            turns.unlock(wish.entity(), wish.record());
        }
        var facts = ready(acting, wish, start, instance);
        choices.keep(instance.id(), wish.chosen());
        acting.log(logs, instance, ApprovalEvent.SUBMITTED, null, "");
        turns.effect(definition, acting.person(), facts, definition.effects().onSubmit());
        turns.lock(instance, List.of());
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
                startedBy,
                false);
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
