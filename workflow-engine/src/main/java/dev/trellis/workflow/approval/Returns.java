package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApproveOptions.ReEntry;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends requests back, to a step or to the initiator, and takes them up again. */
@Singleton
final class Returns {

    private final ApprovalStore store;
    private final LogStore logs;
    private final SnapshotStore snapshots;
    private final Places places;
    private final Flow flow;
    private final ApprovalSteps steps;
    private final Closing closing;
    private final FlowableEngine engine;
    private final People people;
    private final RecordTurns turns;
    private final RequestOutbox outbox;

    Returns(
            ApprovalStore store,
            LogStore logs,
            SnapshotStore snapshots,
            Places places,
            Flow flow,
            ApprovalSteps steps,
            Closing closing,
            FlowableEngine engine,
            People people,
            RecordTurns turns,
            RequestOutbox outbox) {
        this.store = store;
        this.logs = logs;
        this.snapshots = snapshots;
        this.places = places;
        this.flow = flow;
        this.steps = steps;
        this.closing = closing;
        this.engine = engine;
        this.people = people;
        this.turns = turns;
        this.outbox = outbox;
    }

    /** @param to the step, or null for the initiator */
    void sendBack(Acting acting, Place place, Entry from, @Nullable String to) {
        var instance = place.instance();
        store.passed(from.id(), place.facts().record().version());
        snapshots.take(place, acting.at());
        var returned = logs.log(instance.id()).stream()
                .filter(line -> line.event() == ApprovalEvent.RETURNED)
                .count();
        if (returned > Flow.MAX_RETURNS || place.entries().size() >= Flow.MAX_ENTRIES) {
            flow.suspend(
                    acting,
                    place,
                    from.node(),
                    List.of(Problem.at("", ApprovalProblems.TOO_MANY_STEPS).with("limit", Flow.MAX_RETURNS)));
        } else if (to == null) {
            closing.close(acting, place, new NodeAction.Cancel(), "", _ -> true);
            store.state(instance.id(), ApprovalState.RETURNED, null);
            turns.unlock(instance);
            outbox.turned(instance, ApprovalState.RETURNED);
        } else {
            flow.move(place, from.node(), to);
            if (comesStraightBack(place, from)) {
                var there = store.entries(instance.id()).getLast();
                store.comesBack(there.id(), from.node());
            }
        }
    }

    private static boolean comesStraightBack(Place place, Entry from) {
        return place.findStep(from.node())
                .filter(node -> node.options().reEntry() == ReEntry.DIRECT)
                .isPresent();
    }

    /** Tells whether somebody may submit a returned request again: the initiator; if they have left, who follows. */
    boolean isReturnedTo(Actor.Person person, Place place) {
        var initiator = place.instance().initiator();
        if (people.find(initiator).filter(Member::active).isPresent()) {
            return initiator.equals(person.user());
        }
        var owner = place.facts().user("owner").flatMap(people::find).filter(Member::active);
        var heir = owner.isPresent() ? owner : people.managerOf(initiator);
        return heir.filter(found -> found.id().equals(person.user())).isPresent();
    }

    /** Submits a returned request again: straight to whoever sent it back, or through all steps. */
    RecordId resubmit(Acting acting, Place place) {
        var instance = place.instance();
        var from = place.current();
        store.resubmitted(instance.id());
        acting.log(logs, instance, ApprovalEvent.SUBMITTED, null, "");
        var process = instance.process();
        var direct = comesStraightBack(place, from)
                && isUnchanged(place)
                && process != null
                && engine.standsAt(process).size() == 1;
        turns.effect(
                place.definition(),
                acting.person(),
                place.facts(),
                place.definition().effects().onSubmit());
        turns.lock(instance, List.of());
        var again = places.of(instance.id(), acting.at());
        snapshots.take(again, acting.at());
        outbox.turned(again.instance(), ApprovalState.RUNNING);
        if (direct) {
            steps.waits(instance.id(), from.node(), from.flowTask());
        } else {
            flow.move(again, null, null);
        }
        flow.advance(acting, instance.id());
        return instance.id();
    }

    /** Nothing has changed that a condition reads or that a step in between could have written. */
    private boolean isUnchanged(Place place) {
        var changed = snapshots.changedSinceLast(place);
        return place.facts().decidingFields().stream().noneMatch(changed::contains);
    }
}
