package dev.trellis.workflow.approval;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.workflow.approval.ApprovalRows.Copy;
import dev.trellis.workflow.paper.PaperStore;
import dev.trellis.workflow.people.ApproverResolution;
import dev.trellis.workflow.people.People;
import jakarta.inject.Singleton;
import java.util.Map;

/** Ends requests: the state, the log, the lock, the fields of the last turn. */
@Singleton
final class Endings {

    private final ApprovalStore store;
    private final LogStore logs;
    private final TimerStore timers;
    private final RecordTurns turns;
    private final RequestOutbox outbox;
    private final People people;
    private final RecordIds ids;
    private final RecordReader reader;
    private final PaperStore papers;

    Endings(
            ApprovalStore store,
            LogStore logs,
            TimerStore timers,
            RecordTurns turns,
            RequestOutbox outbox,
            People people,
            RecordIds ids,
            RecordReader reader,
            PaperStore papers) {
        this.reader = reader;
        this.papers = papers;
        this.people = people;
        this.ids = ids;
        this.store = store;
        this.logs = logs;
        this.timers = timers;
        this.turns = turns;
        this.outbox = outbox;
    }

    void end(Acting acting, Place place, ApprovalState state, ApprovalEvent event, String remark) {
        var instance = place.instance();
        store.ended(instance, state, acting.at());
        timers.forget(instance.id());
        acting.log(logs, instance, event, null, remark);
        turns.unlock(instance);
        turns.effect(place.definition(), acting.person(), place.facts(), effects(place, state));
        var ending = ending(place.definition(), state);
        turns.stayLocked(instance, ending.locks());
        if (ending.prints()) {
            reader.find(instance.entity(), instance.record())
                    .ifPresent(
                            record -> papers.keep(instance.id(), state.key(), reader.metadata(), record, acting.at()));
        }
        copies(acting, place, ending);
        outbox.turned(instance, state);
    }

    private void copies(Acting acting, Place place, FlowNodes.Ending ending) {
        var found = ApproverResolution.recipients("", ending.copies(), place.request(), people);
        if (found.isEmpty()) {
            return;
        }
        for (var one : found) {
            var copy =
                    new Copy(ids.next(), place.instance().id(), "", one.person().id(), one.reasons(), acting.at());
            logs.copy(copy);
            outbox.copied(place.instance(), copy.id(), copy.user());
        }
        acting.byRule()
                .log(
                        logs,
                        place.instance(),
                        ApprovalEvent.COPIED,
                        null,
                        found.stream().map(one -> one.person().id()).toList(),
                        "",
                        "");
    }

    static FlowNodes.Ending ending(ApprovalDefinition definition, ApprovalState state) {
        var endings = definition.endings();
        return switch (state) {
            case APPROVED -> endings.approved();
            case REJECTED -> endings.rejected();
            case WITHDRAWN, CANCELLED -> endings.withdrawn();
            case RUNNING, RETURNED, SUSPENDED -> FlowNodes.Ending.NONE;
        };
    }

    private static Map<String, String> effects(Place place, ApprovalState state) {
        var effects = place.definition().effects();
        return switch (state) {
            case APPROVED -> effects.onApproved();
            case REJECTED -> effects.onRejected();
            case WITHDRAWN, CANCELLED -> effects.onWithdrawn();
            case RUNNING, RETURNED, SUSPENDED -> Map.of();
        };
    }
}
