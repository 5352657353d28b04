package dev.trellis.workflow.approval;

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

    Endings(ApprovalStore store, LogStore logs, TimerStore timers, RecordTurns turns, RequestOutbox outbox) {
        this.store = store;
        this.logs = logs;
        this.timers = timers;
        this.turns = turns;
        this.outbox = outbox;
    }

    void end(Acting acting, Place place, ApprovalState state, ApprovalEvent event, String remark) {
        var instance = place.instance();
        store.ended(instance.id(), state, acting.at());
        timers.forget(instance.id());
        acting.log(logs, instance, event, null, remark);
        turns.unlock(instance.entity(), instance.record());
        turns.effect(place.definition(), acting.person(), place.facts(), effects(place, state));
        outbox.turned(instance, state);
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
