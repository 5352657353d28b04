package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One arrival at a node at which a flow works by itself.
 *
 * @param flowTask the engine's wait state
 * @param dueAt when to look at it again, or null
 * @param untilAt when waiting is in vain, or null
 * @param tries how often something outside was asked
 */
record Work(
        RecordId id,
        RecordId instance,
        String node,
        String flowTask,
        State state,
        int submission,
        Instant at,
        @Nullable Instant dueAt,
        @Nullable Instant untilAt,
        int tries) {

    enum State {
        /** The flow has come here; whoever told it to go on does the work. */
        DUE,
        /** Waits for a time, an answer, other requests. */
        WAITING,
        /** Failed; the request stands still. */
        STUCK,
        DONE,
        CANCELLED
    }

    boolean isOpen() {
        return state == State.DUE || state == State.WAITING || state == State.STUCK;
    }
}
