package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.ApprovalStore.Said;
import dev.trellis.workflow.approval.StateJson.Detail;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.node.Outcome;
import dev.trellis.workflow.node.Step;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.Reason;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Does what the people of tasks want, one thing at a time for each request; refuses by {@link FlowRefused}. */
@Singleton
final class TaskActions {

    private final ApprovalStore store;
    private final LogStore logs;
    private final ChoiceStore choices;
    private final Places places;
    private final Flow flow;
    private final Returns returns;
    private final Participants participants;
    private final RecordTurns turns;
    private final RequestOutbox outbox;
    private final Refusals refusals;
    private final TakeBacks takeBacks;
    private final DraftStore drafts;
    private final Pauses pauses;
    private final StandIns standIns;

    TaskActions(
            ApprovalStore store,
            LogStore logs,
            ChoiceStore choices,
            Places places,
            Flow flow,
            Returns returns,
            Participants participants,
            RecordTurns turns,
            RequestOutbox outbox,
            Refusals refusals,
            TakeBacks takeBacks,
            DraftStore drafts,
            Pauses pauses,
            StandIns standIns) {
        this.store = store;
        this.logs = logs;
        this.choices = choices;
        this.places = places;
        this.flow = flow;
        this.returns = returns;
        this.participants = participants;
        this.turns = turns;
        this.outbox = outbox;
        this.refusals = refusals;
        this.takeBacks = takeBacks;
        this.drafts = drafts;
        this.pauses = pauses;
        this.standIns = standIns;
    }

    /** @param isOneOfMany whether many tasks are agreed at once, which takes steps that ask for nothing else */
    RecordId act(Acting acting, RecordId id, TaskAction action, String remark, boolean isOneOfMany) {
        var task = store.serialiseByTask(id) ? store.task(id) : Optional.<Task>empty();
        var place = task.flatMap(found -> store.serialised(found.instance()))
                .flatMap(instance -> places.find(instance, acting.at()));
        if (task.isEmpty() || place.isEmpty()) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.TASK_NOT_FOUND));
        }
        keepLock(place.get());
        act(acting, place.get(), task.get(), action, remark, isOneOfMany);
        return place.get().instance().id();
    }

    /** A request that runs on one way has locked its record as its open step asks for; it need not be written again. */
    private static void keepLock(Place place) {
        var instance = place.instance();
        if (instance.state() == ApprovalState.RUNNING
                && !instance.isBeside()
                && !place.isManifold()
                && place.works().isEmpty()
                && instance.id().equals(place.facts().record().lock())) {
            Known.locked(instance.record(), instance.id(), place.openFields());
        }
    }

    private void act(Acting acting, Place place, Task task, TaskAction action, String remark, boolean isOneOfMany) {
        var me = acting.person().user();
        if (!task.user().equals(me)) {
            throw new FlowRefused(refusals.notYours(place.instance(), place.entries(), me));
        }
        var entry = place.entries().stream()
                .filter(one -> one.id().equals(task.entry()))
                .findFirst()
                .orElseThrow();
        if (place.instance().state() == ApprovalState.SUSPENDED) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.STANDS_STILL));
        }
        standIns.mustCover(acting, place, entry, task);
        if (action instanceof TaskAction.Keep keep) {
            keep(acting, place, entry, task, keep, remark);
            return;
        }
        if (action instanceof TaskAction.TakeBack && !entry.isOpen()) {
            takeBacks.run(acting, place, entry, task, remark);
            return;
        }
        var move = move(action, me);
        var after = taken(place.instance(), entry, task, move);
        var policy = new StepPolicy(place, entry);
        var problems = policy.check(action, remark);
        if (isOneOfMany && !policy.isPlain()) {
            problems = List.of(Problem.at("", ApprovalProblems.NOT_FOR_BULK)
                    .with("step", policy.node().label()));
        }
        if (!problems.isEmpty()) {
            throw new FlowRefused(problems);
        }
        participants.mustBeAbleToDecide(place, policy.node(), newcomers(action));
        if (action instanceof TaskAction.Agree agree) {
            fill(acting, place, policy, agree, entry, task);
        }
        var fresh = store.changed(
                entry,
                after,
                new Said(me, remark, acting.at()),
                List.of(why(action, acting.person().name())));
        log(acting, place, entry, task, action, move, remark);
        pauses.follow(entry, after, policy.node(), place.facts().hours(), acting.at());
        tell(acting, place, entry, after, action, task, fresh);
        goOn(acting, place, entry, after, action);
    }

    /** Values go into the record as far as the step opens them; the words wait for the decision. */
    private void keep(Acting acting, Place place, Entry entry, Task task, TaskAction.Keep keep, String remark) {
        if (!entry.isOpen() || task.vote() != Vote.PENDING) {
            taken(place.instance(), entry, task, new NodeAction.Agree(task.user()));
        }
        if (!keep.values().isEmpty()) {
            turns.write(
                    acting.person(),
                    place.instance().entity(),
                    place.instance().record(),
                    place.facts().record().version(),
                    keep.values());
            standIns.mustCover(acting, places.of(place.instance().id(), acting.at()), entry, task);
        }
        drafts.keep(task.id(), remark, acting.at());
    }

    private NodeState taken(Instance instance, Entry entry, Task task, NodeAction move) {
        return switch (entry.state().apply(move)) {
            case Step.Taken(var state) -> state;
            case Step.Refused(var why) -> throw new FlowRefused(refusals.refused(why, instance, entry, task));
        };
    }

    private static NodeAction move(TaskAction action, RecordId me) {
        return switch (action) {
            case TaskAction.Agree _ -> new NodeAction.Agree(me);
            case TaskAction.Reject() -> new NodeAction.Reject(me);
            case TaskAction.Abstain() -> new NodeAction.Abstain(me);
            case TaskAction.SendBack _ -> new NodeAction.Return(me);
            case TaskAction.HandOver(var to) -> new NodeAction.Transfer(me, to);
            case TaskAction.Add(var placement, var method, var people, var rejects) ->
                new NodeAction.Add(me, placement, method, people, rejects);
            case TaskAction.Remove(var person) -> new NodeAction.Remove(me, person);
            case TaskAction.Claim() -> new NodeAction.Claim(me);
            case TaskAction.Unclaim() -> new NodeAction.Unclaim(me);
            case TaskAction.TakeBack() -> new NodeAction.TakeBack(me);
            case TaskAction.Keep _ -> throw new IllegalArgumentException("Keeping words does nothing to a step");
        };
    }

    private static ApprovalEvent event(TaskAction action) {
        return switch (action) {
            case TaskAction.Agree _ -> ApprovalEvent.AGREED;
            case TaskAction.Reject() -> ApprovalEvent.REJECTED;
            case TaskAction.Abstain() -> ApprovalEvent.ABSTAINED;
            case TaskAction.SendBack _ -> ApprovalEvent.RETURNED;
            case TaskAction.HandOver _ -> ApprovalEvent.TRANSFERRED;
            case TaskAction.Add _ -> ApprovalEvent.ADDED;
            case TaskAction.Remove _ -> ApprovalEvent.REMOVED;
            case TaskAction.Claim() -> ApprovalEvent.CLAIMED;
            case TaskAction.Unclaim() -> ApprovalEvent.UNCLAIMED;
            case TaskAction.TakeBack() -> ApprovalEvent.TOOK_BACK;
            case TaskAction.Keep _ -> throw new IllegalArgumentException("Keeping words is no event");
        };
    }

    /** The people who get a part by an action. */
    private static Stream<RecordId> newcomers(TaskAction action) {
        return switch (action) {
            case TaskAction.HandOver(var to) -> Stream.of(to);
            case TaskAction.Add add -> add.people().stream();
            case TaskAction.Agree agree -> agree.chosen().values().stream().flatMap(List::stream);
            case TaskAction.Reject _,
                    TaskAction.Abstain _,
                    TaskAction.SendBack _,
                    TaskAction.Remove _,
                    TaskAction.Claim _,
                    TaskAction.Unclaim _,
                    TaskAction.Keep _,
                    TaskAction.TakeBack _ -> Stream.of();
        };
    }

    private static List<RecordId> concerned(TaskAction action) {
        return action instanceof TaskAction.Remove(var person)
                ? List.of(person)
                : newcomers(action).toList();
    }

    private static Reason why(TaskAction action, String name) {
        return action instanceof TaskAction.HandOver ? Reason.handedOver(name) : Reason.added(name);
    }

    private void fill(Acting acting, Place place, StepPolicy policy, TaskAction.Agree agree, Entry entry, Task task) {
        var instance = place.instance();
        if (!agree.values().isEmpty()) {
            var given = agree.version();
            turns.write(
                    acting.person(),
                    instance.entity(),
                    instance.record(),
                    given == null ? place.facts().record().version() : given,
                    agree.values());
            standIns.mustCover(acting, places.of(instance.id(), acting.at()), entry, task);
        }
        var problems = new ArrayList<Problem>();
        for (var field : policy.node().options().required()) {
            var value = agree.values().containsKey(field)
                    ? agree.values().get(field)
                    : place.facts().record().value(field);
            if (isBlank(value)) {
                problems.add(Problem.at(field, ApprovalProblems.FIELD_REQUIRED)
                        .with("field", place.facts().field(field)));
            }
        }
        if (!problems.isEmpty()) {
            throw new FlowRefused(problems);
        }
        var signature = agree.signature();
        if (signature != null) {
            store.signed(task.id(), signature);
        }
        choices.keep(instance.id(), agree.chosen());
    }

    private static boolean isBlank(@Nullable Object value) {
        return value == null
                || (value instanceof String text && text.isBlank())
                || (value instanceof List<?> list && list.isEmpty());
    }

    private void log(
            Acting acting, Place place, Entry entry, Task task, TaskAction action, NodeAction move, String remark) {
        acting.log(
                logs,
                place.instance(),
                event(action),
                entry.node(),
                concerned(action),
                remark,
                StateJson.write(new Detail.Done(move, null, task.seat().insteadOf())));
    }

    private void tell(
            Acting acting, Place place, Entry before, NodeState after, TaskAction action, Task task, List<Task> fresh) {
        outbox.acted(place.instance(), task.id(), acting.person().user(), event(action));
        newlyAsked(before, after, fresh).forEach(one -> outbox.taskCreated(place.instance(), one.id(), one.user()));
    }

    /** The tasks whose turn has come by what was done. */
    static List<Task> newlyAsked(Entry before, NodeState after, List<Task> fresh) {
        var asked = before.state().asked();
        return Stream.concat(before.tasks().stream(), fresh.stream())
                .filter(task -> after.asked().contains(task.user()) && !asked.contains(task.user()))
                .toList();
    }

    private void goOn(Acting acting, Place place, Entry entry, NodeState after, TaskAction action) {
        var instance = place.instance().id();
        if (action instanceof TaskAction.SendBack(var to)) {
            returns.sendBack(acting, places.of(instance, acting.at()), entry, to);
        } else if (action instanceof TaskAction.Agree agree
                && after.outcome().filter(Outcome.AGREED::equals).isPresent()
                && invalidates(place, agree.values())) {
            var now = places.of(instance, acting.at());
            store.passed(entry.id(), now.facts().record().version());
            flow.move(places.of(instance, acting.at()), null, null);
        }
        flow.advance(acting, instance);
    }

    /** A change of a material field makes what others agreed to before worthless. */
    private static boolean invalidates(Place place, Map<String, @Nullable Object> values) {
        var material = place.definition().policy().materialFields();
        return values.entrySet().stream()
                        .anyMatch(one -> material.contains(one.getKey())
                                && !java.util.Objects.equals(
                                        one.getValue(), place.facts().record().value(one.getKey())))
                && place.thisSubmission().stream()
                        .anyMatch(entry -> entry.isPassed() && entry.state().isDecided());
    }
}
