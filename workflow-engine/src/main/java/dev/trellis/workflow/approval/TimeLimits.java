package dev.trellis.workflow.approval;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApproveOptions.LimitAction;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.ApprovalStore.Said;
import dev.trellis.workflow.approval.StateJson.Detail;
import dev.trellis.workflow.approval.TimerStore.Timer;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.node.Group.Placement;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.node.Step;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.Arrival.Rule;
import dev.trellis.workflow.people.Reason;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Does what steps ask for when they have waited too long: reminds, hands over, decides by the rule of the step. */
@Singleton
final class TimeLimits {

    private final UnitOfWork unit;
    private final ApprovalStore store;
    private final LogStore logs;
    private final TimerStore timers;
    private final Places places;
    private final Flow flow;
    private final Returns returns;
    private final Participants participants;
    private final RequestOutbox outbox;
    private final FlowableEngine engine;

    TimeLimits(
            UnitOfWork unit,
            ApprovalStore store,
            LogStore logs,
            TimerStore timers,
            Places places,
            Flow flow,
            Returns returns,
            Participants participants,
            RequestOutbox outbox,
            FlowableEngine engine) {
        this.unit = unit;
        this.store = store;
        this.logs = logs;
        this.timers = timers;
        this.places = places;
        this.flow = flow;
        this.returns = returns;
        this.participants = participants;
        this.outbox = outbox;
        this.engine = engine;
    }

    /** Does everything that is due; returns how much that was. Any number of nodes may do so at once. */
    int run(Instant now) {
        engine.awaitReady();
        int done = 0;
        var timer = unit.run(() -> timers.take(now));
        while (timer.isPresent()) {
            var taken = timer.get();
            unit.run(() -> fire(taken, now));
            done++;
            timer = unit.run(() -> timers.take(now));
        }
        return done;
    }

    private void fire(Timer timer, Instant now) {
        store.serialise(timer.instance());
        if (!timers.done(timer.id())) {
            return;
        }
        var place = store.serialised(timer.instance())
                .filter(instance -> instance.state() == ApprovalState.RUNNING)
                .flatMap(instance -> places.find(instance, now));
        var entry = place.flatMap(found -> found.entries().stream()
                .filter(one -> one.id().equals(timer.entry()) && one.isOpen())
                .findFirst());
        if (place.isEmpty() || entry.isEmpty()) {
            return;
        }
        var acting = Acting.byFlow(place.get(), now);
        ScopedValue.where(Acting.CURRENT, acting).run(() -> fire(acting, place.get(), entry.get(), timer));
    }

    private void fire(Acting acting, Place place, Entry entry, Timer timer) {
        switch (timer.kind()) {
            case REMINDER -> remind(acting, place, entry);
            case LIMIT -> {
                limit(acting, place, entry, place.step(entry.node()));
                flow.advance(acting, place.instance().id());
            }
        }
    }

    private void remind(Acting acting, Place place, Entry entry) {
        var asked = pending(entry).toList();
        asked.forEach(task -> outbox.urged(place.instance(), task.id(), task.user()));
        acting.log(
                logs,
                place.instance(),
                ApprovalEvent.REMINDED,
                entry.node(),
                asked.stream().map(Task::user).toList(),
                "",
                "");
    }

    private void limit(Acting acting, Place place, Entry entry, Approve node) {
        switch (effective(place, node)) {
            case AGREE ->
                decide(acting, place, entry, pending(entry).map(task -> new NodeAction.AgreeByRule(task.user())));
            case REJECT ->
                decide(acting, place, entry, pending(entry).map(task -> new NodeAction.RejectByRule(task.user())));
            case RETURN -> {
                decide(acting, place, entry, Stream.of(new NodeAction.ReturnByRule()));
                returns.sendBack(acting, places.of(place.instance().id(), acting.at()), entry, null);
            }
            case TRANSFER -> decide(acting, place, entry, pending(entry).flatMap(task -> handOver(place, task)));
            case ESCALATE ->
                decide(
                        acting,
                        place,
                        entry,
                        pending(entry)
                                .flatMap(task -> participants.successor(place, task.user()).stream()
                                        .map(above -> new NodeAction.Add(
                                                task.user(),
                                                Placement.BESIDE,
                                                Completion.ALL,
                                                List.of(above),
                                                false))));
        }
    }

    /** What needs somebody's hand is not agreed to by a rule. */
    private static LimitAction effective(Place place, Approve node) {
        var options = node.options();
        var needsAPerson = place.needsAPersonAt(node)
                || options.signature()
                || options.required().stream()
                        .anyMatch(field -> place.facts().record().value(field) == null);
        return options.limitAction() == LimitAction.AGREE && needsAPerson
                ? LimitAction.TRANSFER
                : options.limitAction();
    }

    private Stream<NodeAction> handOver(Place place, Task task) {
        return participants.successor(place, task.user()).stream()
                .map(above -> new NodeAction.Reassign(task.user(), above));
    }

    private void decide(Acting acting, Place place, Entry entry, Stream<? extends NodeAction> actions) {
        NodeState state = entry.state();
        for (NodeAction action : actions.toList()) {
            if (state.apply(action) instanceof Step.Taken(var next)) {
                state = next;
                acting.log(
                        logs,
                        place.instance(),
                        ApprovalEvent.AUTOMATIC,
                        entry.node(),
                        List.of(),
                        "",
                        StateJson.write(new Detail.Done(action, Rule.TIME_LIMIT, null)));
            }
        }
        var fresh = store.changed(entry, state, new Said(null, "", acting.at()), List.of(Reason.timeLimit()));
        TaskActions.newlyAsked(entry, state, fresh)
                .forEach(one -> outbox.taskCreated(place.instance(), one.id(), one.user()));
    }

    private static Stream<Task> pending(Entry entry) {
        return entry.tasks().stream().filter(task -> task.vote() == Vote.PENDING);
    }
}
