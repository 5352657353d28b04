package dev.trellis.workflow.approval;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.workflow.approval.ApprovalRows.Copy;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Log;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.ApprovalStore.Said;
import dev.trellis.workflow.approval.StateJson.Detail;
import dev.trellis.workflow.engine.FlowSteps;
import dev.trellis.workflow.node.Step;
import dev.trellis.workflow.people.ApproverResolution;
import dev.trellis.workflow.people.Arrival;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.Reason;
import dev.trellis.workflow.people.Resolved;
import dev.trellis.workflow.route.Route;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Does what is due where a flow arrives: seats people, answers conditions, tells people, ends the request. */
@Singleton
final class ApprovalSteps implements FlowSteps {

    private final ApprovalStore store;
    private final LogStore logs;
    private final TimerStore timers;
    private final WorkStore works;
    private final Places places;
    private final RecordTurns turns;
    private final Endings endings;
    private final People people;
    private final RequestOutbox outbox;
    private final RecordIds ids;

    ApprovalSteps(
            ApprovalStore store,
            LogStore logs,
            TimerStore timers,
            WorkStore works,
            Places places,
            RecordTurns turns,
            Endings endings,
            People people,
            RequestOutbox outbox,
            RecordIds ids) {
        this.store = store;
        this.logs = logs;
        this.timers = timers;
        this.works = works;
        this.places = places;
        this.turns = turns;
        this.endings = endings;
        this.people = people;
        this.outbox = outbox;
        this.ids = ids;
    }

    @Override
    public void waits(RecordId instance, String node, String task) {
        var here = place(instance);
        if (FlowNodes.step(here.anyNode(node)).isEmpty()) {
            works.arrive(
                    instance,
                    node,
                    task,
                    here.instance().submission(),
                    Acting.CURRENT.get().at());
            log(here, ApprovalEvent.REACHED, node, List.of(), "");
            return;
        }
        var approve = here.step(node);
        var arrival =
                here.arrival(approve, people).orElseThrow(() -> new FlowRefused(ApprovalPath.noApprover(approve)));
        var entry = entry(here, approve, task, arrival);
        var openFields = here.openFieldsWith(entry);
        store.enter(entry);
        log(
                here,
                ApprovalEvent.ENTERED,
                node,
                entry.tasks().stream().map(Task::user).toList(),
                StateJson.write(new Detail.Opened(arrival.state())));
        turns.lock(here.instance(), openFields);
        decideByRules(here, entry, arrival);
        timers.set(entry, approve, here.facts().hours());
        var settled = arrival.settled();
        entry.tasks().stream()
                .filter(one -> settled.asked().contains(one.user()))
                .forEach(one -> outbox.taskCreated(here.instance(), one.id(), one.user()));
    }

    private Entry entry(Place here, Approve approve, String flowTask, Arrival arrival) {
        var id = ids.next();
        var at = Acting.CURRENT.get().at();
        var state = arrival.state();
        Map<RecordId, List<Reason>> why = arrival.people().stream()
                .collect(Collectors.toMap(found -> found.person().id(), Resolved::reasons));
        var tasks = state.seats().stream()
                .map(seat -> new Task(
                        ids.next(),
                        here.instance().id(),
                        id,
                        seat,
                        why.getOrDefault(seat.user(), List.of()),
                        "",
                        at,
                        null,
                        null))
                .toList();
        return new Entry(
                id,
                here.instance().id(),
                approve.id(),
                state.rule(),
                state.groups(),
                state.imposed(),
                flowTask,
                at,
                false,
                here.instance().submission(),
                null,
                null,
                tasks);
    }

    private void decideByRules(Place here, Entry entry, Arrival arrival) {
        var state = arrival.state();
        for (var one : arrival.automatic()) {
            if (state.apply(one.action()) instanceof Step.Taken(var next)) {
                state = next;
                log(
                        here,
                        ApprovalEvent.AUTOMATIC,
                        entry.node(),
                        List.of(),
                        StateJson.write(new Detail.Done(one.action(), one.rule(), null)));
            }
        }
        if (!state.equals(arrival.state())) {
            var at = Acting.CURRENT.get().at();
            store.changed(entry, state, new Said(null, "", at), List.of());
        }
    }

    @Override
    public List<Integer> branches(RecordId instance, String node) {
        var here = place(instance);
        if (here.anyNode(node) instanceof FlowNodes.Inclusive inclusive) {
            return switch (Route.branches(inclusive, here.facts())) {
                case Route.Answer.Leads<List<Integer>>(var to) -> to;
                case Route.Answer.Failed<List<Integer>>(var problems) -> throw new FlowRefused(problems);
            };
        }
        return switch (Route.branch(here.node(node, Condition.class), here.facts())) {
            case Route.Answer.Leads<Integer>(var to) -> to == Route.OTHERWISE ? List.of() : List.of(to);
            case Route.Answer.Failed<Integer>(var problems) -> throw new FlowRefused(problems);
        };
    }

    @Override
    public void copies(RecordId instance, String node) {
        var here = place(instance);
        var copy = here.node(node, CarbonCopy.class);
        var found = ApproverResolution.recipients(node, copy.recipients(), here.request(), people);
        for (var one : found) {
            var row = new Copy(
                    ids.next(),
                    instance,
                    node,
                    one.person().id(),
                    one.reasons(),
                    Acting.CURRENT.get().at());
            logs.copy(row);
            outbox.copied(here.instance(), row.id(), row.user());
        }
        log(
                here,
                ApprovalEvent.COPIED,
                node,
                found.stream().map(one -> one.person().id()).toList(),
                "");
    }

    @Override
    public void ends(RecordId instance, End end) {
        var acting = asFlow(Acting.CURRENT.get());
        switch (end) {
            case APPROVED -> endings.end(acting, place(instance), ApprovalState.APPROVED, ApprovalEvent.APPROVED, "");
            case REJECTED -> endings.end(acting, place(instance), ApprovalState.REJECTED, ApprovalEvent.DECLINED, "");
        }
    }

    /** What the flow does by itself carries nobody's name. */
    private static Acting asFlow(Acting acting) {
        return acting.byRule();
    }

    private void log(Place here, ApprovalEvent event, String node, List<RecordId> who, String detail) {
        logs.log(here.instance().id(), new Log(Acting.CURRENT.get().at(), event, null, node, who, "", detail));
    }

    private Place place(RecordId id) {
        return places.of(id, Acting.CURRENT.get().at());
    }
}
