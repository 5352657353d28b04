package dev.trellis.workflow.approval;

import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.time.BusinessTime;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * Stops the clock of a step while everybody in it waits for people whom they asked first, and starts it anew for each
 * person of a sequence.
 */
@Singleton
final class Pauses {

    private final TimerStore timers;

    Pauses(TimerStore timers) {
        this.timers = timers;
    }

    /** Follows what was done to a step. */
    void follow(Entry before, NodeState after, Approve node, BusinessTime time, Instant now) {
        if (node.options().limitHours() == 0 && node.options().reminders().isEmpty()) {
            return;
        }
        boolean was = waits(before.state());
        boolean is = waits(after);
        if (is && !was) {
            timers.pause(before.id(), time, now);
        } else if (was && !is) {
            timers.resume(before.id(), time, now);
        } else if (node.completion() == Completion.SEQUENCE && turn(before.state()) < turn(after)) {
            timers.restart(before, node, time, now);
        }
    }

    private static boolean waits(NodeState state) {
        var own = state.seats().stream().filter(seat -> seat.group() == 0).toList();
        return own.stream().anyMatch(seat -> seat.vote() == Vote.SUSPENDED)
                && own.stream().noneMatch(seat -> seat.vote() == Vote.PENDING);
    }

    /** How many of a sequence have had their turn. */
    private static long turn(NodeState state) {
        return state.seats().stream()
                .filter(seat -> seat.group() == 0 && seat.vote() != Vote.WAITING)
                .count();
    }
}
