package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalStore.Said;
import dev.trellis.workflow.approval.StateJson.Detail;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.node.Step;
import dev.trellis.workflow.people.Reason;
import dev.trellis.workflow.route.Route;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** What administrators do with requests that do not get on by themselves; always with a reason, always in the log. */
@Singleton
final class Repairs {

    private final ApprovalStore store;
    private final LogStore logs;
    private final WorkStore works;
    private final Places places;
    private final Flow flow;
    private final Withdrawals withdrawals;
    private final Participants participants;
    private final RecordTurns turns;
    private final RequestOutbox outbox;
    private final Refusals refusals;

    Repairs(
            ApprovalStore store,
            LogStore logs,
            WorkStore works,
            Places places,
            Flow flow,
            Withdrawals withdrawals,
            Participants participants,
            RecordTurns turns,
            RequestOutbox outbox,
            Refusals refusals) {
        this.store = store;
        this.logs = logs;
        this.works = works;
        this.places = places;
        this.flow = flow;
        this.withdrawals = withdrawals;
        this.participants = participants;
        this.turns = turns;
        this.outbox = outbox;
        this.refusals = refusals;
    }

    RecordId repair(Acting acting, Which which, Repair repair, String reason) {
        var place = places.running(acting, which);
        if (!participants.isAdministrator(acting.person(), place)) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.ONLY_ADMINISTRATORS));
        }
        if (reason.isBlank()) {
            throw new FlowRefused(Problem.at("reason", ApprovalProblems.REASON_REQUIRED));
        }
        switch (repair) {
            case Repair.Reassign(var from, var to) -> reassign(acting, place, from, to, reason);
            case Repair.Jump(var node) -> jump(acting, place, node, reason);
            case Repair.Retry() -> retry(acting, place, reason);
            case Repair.Suspend() -> suspend(acting, place, reason);
            case Repair.Cancel() -> withdrawals.cancel(acting, place, reason);
        }
        return place.instance().id();
    }

    private void reassign(Acting acting, Place place, RecordId from, RecordId to, String reason) {
        var entry = place.entries().stream()
                .filter(one -> one.isOpen()
                        && one.state()
                                .seat(from)
                                .filter(seat -> seat.vote().isOpen())
                                .isPresent())
                .findFirst()
                .orElseThrow(() -> new FlowRefused(Problem.at("from", ApprovalProblems.TASK_NOT_FOUND)));
        participants.mustBeAbleToDecide(place, place.step(entry.node()), Stream.of(to));
        reassign(acting, place, entry, from, to, reason);
    }

    /** Gives an open place to somebody else. */
    void reassign(Acting acting, Place place, Entry entry, RecordId from, RecordId to, String reason) {
        var move = new NodeAction.Reassign(from, to);
        var task = entry.tasks().stream()
                .filter(one -> one.user().equals(from))
                .findFirst()
                .orElseThrow();
        switch (entry.state().apply(move)) {
            case Step.Refused(var why) -> throw new FlowRefused(refusals.refused(why, place.instance(), entry, task));
            case Step.Taken(var state) -> reassigned(acting, place, entry, move, state, reason);
        }
    }

    /**
     * Lets a place go to a deputy, or back.
     *
     * @param people who had it and who gets it
     * @return false where the step does not allow it
     */
    boolean changeHands(
            Acting acting, Place place, Entry entry, NodeAction move, List<RecordId> people, List<Reason> why) {
        if (!(entry.state().apply(move) instanceof Step.Taken(var state))) {
            return false;
        }
        var event = move instanceof NodeAction.Deputise ? ApprovalEvent.DEPUTISED : ApprovalEvent.CAME_BACK;
        var fresh = store.changed(entry, state, new Said(null, "", acting.at()), why);
        var detail = StateJson.write(new Detail.Done(move, null, null));
        acting.log(logs, place.instance(), event, entry.node(), people, "", detail);
        TaskActions.newlyAsked(entry, state, fresh)
                .forEach(one -> outbox.taskCreated(place.instance(), one.id(), one.user()));
        return true;
    }

    private void reassigned(
            Acting acting, Place place, Entry entry, NodeAction.Reassign move, NodeState state, String reason) {
        var fresh = store.changed(
                entry,
                state,
                new Said(null, "", acting.at()),
                List.of(
                        acting.isByRule()
                                ? Reason.left(refusals.name(move.user()))
                                : Reason.reassigned(
                                        refusals.name(acting.person().user()))));
        acting.log(
                logs,
                place.instance(),
                ApprovalEvent.REASSIGNED,
                entry.node(),
                List.of(move.user(), move.to()),
                reason,
                StateJson.write(new Detail.Done(move, null, null)));
        TaskActions.newlyAsked(entry, state, fresh)
                .forEach(one -> outbox.taskCreated(place.instance(), one.id(), one.user()));
        flow.advance(acting, place.instance().id());
    }

    private void jump(Acting acting, Place place, String node, String reason) {
        if (place.findStep(node).isEmpty()
                || !Route.blocks(place.definition().nodes(), node).isEmpty()) {
            throw new FlowRefused(
                    Problem.at("node", ApprovalProblems.STEP_UNKNOWN).with("given", node));
        }
        var instance = place.instance();
        var version = place.facts().record().version();
        var told = place.entries().stream().filter(entry -> !entry.isPassed()).toList();
        withdrawals.stop(acting, place, new NodeAction.Cancel(), reason);
        acting.log(logs, instance, ApprovalEvent.JUMPED, node, reason);
        told.forEach(entry -> store.passed(entry.id(), version));
        store.state(instance.id(), ApprovalState.RUNNING, null);
        turns.lock(instance, List.of());
        flow.move(places.of(instance.id(), acting.at()), null, node);
        flow.advance(acting, instance.id());
    }

    private void suspend(Acting acting, Place place, String reason) {
        var instance = place.instance();
        if (instance.state() != ApprovalState.RUNNING) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.NOT_RUNNING));
        }
        store.state(instance.id(), ApprovalState.SUSPENDED, reason);
        acting.log(logs, instance, ApprovalEvent.SUSPENDED, null, reason);
        outbox.turned(instance, ApprovalState.SUSPENDED);
    }

    private void retry(Acting acting, Place place, String reason) {
        var instance = place.instance();
        if (instance.state() != ApprovalState.SUSPENDED) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.NOT_SUSPENDED));
        }
        store.state(instance.id(), ApprovalState.RUNNING, null);
        place.works().stream()
                .filter(work -> work.state() == Work.State.STUCK)
                .forEach(work -> works.state(work.id(), Work.State.DUE));
        acting.log(logs, instance, ApprovalEvent.RETRIED, null, reason);
        flow.advance(acting, instance.id());
        var now = places.of(instance.id(), acting.at());
        if (now.instance().state() == ApprovalState.RUNNING
                && now.entries().stream().noneMatch(Entry::isOpen)
                && now.works().stream().noneMatch(Work::isOpen)) {
            throw new FlowRefused(
                    Problem.at("", ApprovalProblems.TOO_MANY_STEPS).with("limit", Flow.MAX_RETURNS));
        }
    }
}
