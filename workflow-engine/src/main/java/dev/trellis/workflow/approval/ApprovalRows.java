package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.node.Group;
import dev.trellis.workflow.node.NodeRule;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.node.Outcome;
import dev.trellis.workflow.node.Seat;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the tables hold, row by row. */
final class ApprovalRows {

    private ApprovalRows() {}

    /**
     * @param process the engine's, null only until it has started
     * @param submission how often it has been submitted
     * @param startedBy the work of another request that started this one, or null
     * @param isBeside whether other requests of the same record run beside it, or ran beside it
     */
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
            @Nullable Instant endedAt,
            int submission,
            @Nullable String trouble,
            @Nullable RecordId startedBy,
            boolean isBeside) {

        /** The request once the engine runs it. */
        Instance startedAs(String engineProcess) {
            return new Instance(
                    id,
                    definition,
                    hash,
                    entity,
                    record,
                    initiator,
                    state,
                    engineProcess,
                    startedAt,
                    endedAt,
                    submission,
                    trouble,
                    startedBy,
                    isBeside);
        }
    }

    /**
     * One entry into an approve node with its tasks in the order of the seats.
     *
     * @param isPassed whether the engine has been told how the node came out
     * @param seenVersion the record's version when the node came out, or null
     * @param comeBack the node to which the request goes straight back from here, or null
     */
    record Entry(
            RecordId id,
            RecordId instance,
            String node,
            NodeRule rule,
            List<Group> groups,
            @Nullable Outcome imposed,
            String flowTask,
            Instant at,
            boolean isPassed,
            int submission,
            @Nullable Integer seenVersion,
            @Nullable String comeBack,
            List<Task> tasks) {
        Entry {
            groups = List.copyOf(groups);
            tasks = List.copyOf(tasks);
        }

        NodeState state() {
            return new NodeState(rule, tasks.stream().map(Task::seat).toList(), groups, imposed);
        }

        /** The entry with another state. */
        Entry with(NodeState after, List<Task> seated) {
            return new Entry(
                    id,
                    instance,
                    node,
                    after.rule(),
                    after.groups(),
                    after.imposed(),
                    flowTask,
                    at,
                    isPassed,
                    submission,
                    seenVersion,
                    comeBack,
                    seated);
        }

        /** The entry once the engine knows how it came out. */
        Entry passed(int recordVersion) {
            return new Entry(
                    id,
                    instance,
                    node,
                    rule,
                    groups,
                    imposed,
                    flowTask,
                    at,
                    true,
                    submission,
                    recordVersion == 0 ? null : recordVersion,
                    comeBack,
                    tasks);
        }

        /** The entry from which the request goes straight back to a node. */
        Entry comesBack(String to) {
            return new Entry(
                    id,
                    instance,
                    node,
                    rule,
                    groups,
                    imposed,
                    flowTask,
                    at,
                    isPassed,
                    submission,
                    seenVersion,
                    to,
                    tasks);
        }

        boolean isOpen() {
            return state().outcome().isEmpty();
        }

        /** Tells whether it has been decided and the engine does not know yet. */
        boolean isUntold() {
            return !isPassed
                    && state().outcome().stream().anyMatch(how -> how == Outcome.AGREED || how == Outcome.REJECTED);
        }

        /** The task whose decision ended the node. */
        Optional<Task> decisive() {
            return tasks.stream().filter(task -> task.vote().isDecision()).reduce((one, other) -> later(one, other));
        }

        private static Task later(Task one, Task other) {
            var first = one.decidedAt();
            var second = other.decidedAt();
            return first != null && second != null && first.isAfter(second) ? one : other;
        }
    }

    /** One person's part in an entry. */
    record Task(
            RecordId id,
            RecordId instance,
            RecordId entry,
            Seat seat,
            List<Reason> reasons,
            String remark,
            Instant createdAt,
            @Nullable Instant decidedAt,
            @Nullable Instant urgedAt) {
        Task {
            reasons = List.copyOf(reasons);
        }

        RecordId user() {
            return seat.user();
        }

        Vote vote() {
            return seat.vote();
        }
    }

    record Copy(RecordId id, RecordId instance, String node, RecordId user, List<Reason> reasons, Instant at) {
        Copy {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * @param people whom it concerned: the seated of a node, the recipients of a copy
     * @param detail as JSON what exactly was done, so that replaying the log gives the state; may be empty
     */
    record Log(
            Instant at,
            ApprovalEvent event,
            @Nullable RecordId actor,
            @Nullable String node,
            List<RecordId> people,
            String remark,
            String detail) {
        Log {
            people = List.copyOf(people);
        }
    }
}
