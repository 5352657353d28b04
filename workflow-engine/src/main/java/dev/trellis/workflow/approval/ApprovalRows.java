package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.workflow.approval.NodeState.Seat;
import dev.trellis.workflow.approval.NodeState.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the tables hold, row by row. */
final class ApprovalRows {

    private ApprovalRows() {}

    /** @param process the engine's, null only until it has started */
    record Instance(
            RecordId id,
            String definition,
            String hash,
            String entity,
            RecordId record,
            RecordId initiator,
            ApprovalState state,
            @Nullable String process,
            Instant startedAt,
            @Nullable Instant endedAt) {}

    /** One entry into an approve node with its tasks in the order of the seats. */
    record Entry(
            RecordId id,
            RecordId instance,
            String node,
            Completion completion,
            String flowTask,
            Instant at,
            List<Task> tasks) {
        Entry {
            tasks = List.copyOf(tasks);
        }

        NodeState state() {
            return new NodeState(
                    completion,
                    tasks.stream()
                            .map(task -> new Seat(task.user(), task.vote()))
                            .toList());
        }

        /** The task whose decision ended the node. */
        Optional<Task> decisive() {
            return tasks.stream()
                    .filter(task -> task.vote() == Vote.AGREED || task.vote() == Vote.REJECTED)
                    .reduce((one, other) -> later(one, other));
        }

        private static Task later(Task one, Task other) {
            var first = one.decidedAt();
            var second = other.decidedAt();
            return first != null && second != null && first.isAfter(second) ? one : other;
        }
    }

    record Task(
            RecordId id,
            RecordId instance,
            RecordId entry,
            RecordId user,
            Vote vote,
            List<Reason> reasons,
            String remark,
            Instant createdAt,
            @Nullable Instant decidedAt) {
        Task {
            reasons = List.copyOf(reasons);
        }
    }

    record Copy(RecordId id, RecordId instance, String node, RecordId user, List<Reason> reasons, Instant at) {
        Copy {
            reasons = List.copyOf(reasons);
        }
    }

    /** @param people whom it concerned: the seated of a node, the recipients of a copy */
    record Log(
            Instant at,
            ApprovalEvent event,
            @Nullable RecordId actor,
            @Nullable String node,
            List<RecordId> people,
            String remark) {
        Log {
            people = List.copyOf(people);
        }
    }
}
