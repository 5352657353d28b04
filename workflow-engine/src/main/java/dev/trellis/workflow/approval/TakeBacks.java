package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.ApprovalStore.Said;
import dev.trellis.workflow.approval.StateJson.Detail;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.Outcome;
import dev.trellis.workflow.node.Step;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.Arrival.Rule;
import dev.trellis.workflow.route.Route;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes back an agreement after the step is over: the request comes back to the step as long as nobody has decided behind
 * it and nothing has been done. What the others there have decided still counts.
 */
@Singleton
final class TakeBacks {

    /** No version of any record: what was taken back makes no rule agree. */
    private static final int OVERTAKEN = -1;

    private final ApprovalStore store;
    private final LogStore logs;
    private final Places places;
    private final Flow flow;
    private final Closing closing;
    private final RequestOutbox outbox;
    private final Refusals refusals;

    TakeBacks(
            ApprovalStore store,
            LogStore logs,
            Places places,
            Flow flow,
            Closing closing,
            RequestOutbox outbox,
            Refusals refusals) {
        this.store = store;
        this.logs = logs;
        this.places = places;
        this.flow = flow;
        this.closing = closing;
        this.outbox = outbox;
        this.refusals = refusals;
    }

    /** The decision that somebody could take back now. */
    Optional<Task> offered(Place place, RecordId person) {
        return place.thisSubmission().reversed().stream()
                .flatMap(entry -> entry.tasks().stream()
                        .filter(task -> task.user().equals(person)
                                && task.vote() == Vote.AGREED
                                && hindrance(place, entry, task).isEmpty()))
                .findFirst();
    }

    /** Why a decision stands. */
    Optional<Problem> hindrance(Place place, Entry entry, Task task) {
        boolean isAgreed =
                entry.state().outcome().filter(Outcome.AGREED::equals).isPresent() && task.vote() == Vote.AGREED;
        var after = after(place, entry);
        if (place.instance().state() != ApprovalState.RUNNING || !isAgreed || after.isEmpty()) {
            return Optional.of(Problem.at("", ApprovalProblems.NOTHING_TO_TAKE_BACK));
        }
        var decided =
                after.get().stream().flatMap(later -> later.decisive().stream()).findFirst();
        if (decided.isPresent()) {
            return Optional.of(Problem.at("", ApprovalProblems.TAKE_BACK_TOO_LATE)
                    .with("name", refusals.name(decided.get().user()))
                    .with("at", refusals.moment(decided.get().decidedAt())));
        }
        return work(place, entry)
                .map(label -> Problem.at("", ApprovalProblems.TAKE_BACK_WORKED).with("step", label))
                .or(() -> shape(place, entry));
    }

    /** The arrivals behind a step in the present submission; empty where it belongs to another. */
    private static Optional<List<Entry>> after(Place place, Entry entry) {
        var here = place.thisSubmission();
        int at = here.stream().map(Entry::id).toList().indexOf(entry.id());
        return at < 0 ? Optional.empty() : Optional.of(here.subList(at + 1, here.size()));
    }

    /** What the flow has done by itself since; waiting is undone without a trace. */
    private static Optional<Label> work(Place place, Entry entry) {
        var decided = entry.tasks().stream()
                .map(Task::decidedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
        return place.works().stream()
                .filter(work -> decided.isEmpty() || !work.at().isBefore(decided.get()))
                .map(work -> place.anyNode(work.node()))
                .filter(node -> !(node instanceof FlowNodes.Delay))
                .map(node -> node.label())
                .findFirst();
    }

    /** Side by side nothing is moved back, nor where people had been added or the task had wandered. */
    private static Optional<Problem> shape(Place place, Entry entry) {
        var standing = place.standing();
        var nodes = place.definition().nodes();
        boolean isPlain = standing.size() == 1
                && Route.isReachable(nodes, standing.iterator().next(), entry.node());
        boolean isAsDrawn = entry.groups().isEmpty()
                && entry.tasks().stream()
                        .noneMatch(task -> task.seat().handedOver() > 0 || task.vote() == Vote.TRANSFERRED);
        return isPlain && isAsDrawn
                ? Optional.empty()
                : Optional.of(Problem.at("", ApprovalProblems.TAKE_BACK_NOT_HERE));
    }

    void run(Acting acting, Place place, Entry entry, Task task, String remark) {
        hindrance(place, entry, task).ifPresent(problem -> {
            throw new FlowRefused(problem);
        });
        var instance = place.instance();
        var me = acting.person().user();
        closing.close(acting, place, new NodeAction.Cancel(), "", _ -> true);
        var reopen = new NodeAction.Reopen(me);
        if (!(entry.state().apply(reopen) instanceof Step.Taken(var undone))) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.NOTHING_TO_TAKE_BACK));
        }
        store.changed(entry, undone, new Said(me, remark, acting.at()), List.of());
        store.passed(entry.id(), OVERTAKEN);
        acting.log(
                logs,
                instance,
                ApprovalEvent.TOOK_BACK,
                entry.node(),
                List.of(),
                remark,
                StateJson.write(new Detail.Done(reopen, null, task.seat().insteadOf())));
        flow.move(places.of(instance.id(), acting.at()), null, entry.node());
        keep(acting, places.of(instance.id(), acting.at()), entry, me);
        flow.advance(acting, instance.id());
    }

    /** What the others had decided at the step holds at the new arrival. */
    private void keep(Acting acting, Place place, Entry before, RecordId me) {
        var fresh = place.entries().getLast();
        var state = fresh.state();
        for (var task : before.tasks()) {
            var again = action(task, me);
            if (again.isPresent() && state.apply(again.get()) instanceof Step.Taken(var next)) {
                state = next;
                acting.byRule()
                        .log(
                                logs,
                                place.instance(),
                                ApprovalEvent.AUTOMATIC,
                                fresh.node(),
                                List.of(),
                                "",
                                StateJson.write(new Detail.Done(again.get(), Rule.KEPT, null)));
            }
        }
        if (!fresh.node().equals(before.node()) || !state.asked().contains(me)) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.TAKE_BACK_NOT_HERE));
        }
        store.changed(fresh, state, new Said(null, "", acting.at()), List.of());
        TaskActions.newlyAsked(fresh, state, List.of()).stream()
                .filter(task -> !task.user().equals(me))
                .forEach(task -> outbox.taskCreated(place.instance(), task.id(), task.user()));
    }

    private static Optional<NodeAction> action(Task task, RecordId me) {
        if (task.user().equals(me)) {
            return Optional.empty();
        }
        return switch (task.vote()) {
            case AGREED -> Optional.of(new NodeAction.AgreeByRule(task.user()));
            case REJECTED -> Optional.of(new NodeAction.RejectByRule(task.user()));
            default -> Optional.empty();
        };
    }
}
