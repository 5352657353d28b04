package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of an inbox.
 *
 * @param task the person's task; null in {@link InboxFolder#STARTED} and {@link InboxFolder#CC}
 * @param title the record's; empty where the person may no longer see the record
 * @param step where the person was asked or told; null in {@link InboxFolder#STARTED}
 * @param reasons why this person
 * @param since from when it waits, or when it happened
 * @param vote what has become of the task
 * @param may what the person may do with it; null outside of {@link InboxFolder#TODO}
 */
public record InboxItem(
        @Nullable RecordId task,
        RecordId instance,
        Label approval,
        ApprovalState state,
        String entity,
        RecordId record,
        String title,
        List<Fact> summary,
        String initiator,
        @Nullable Label step,
        List<Reason> reasons,
        Instant since,
        @Nullable Vote vote,
        ApprovalView.@Nullable May may) {

    public InboxItem {
        summary = List.copyOf(summary);
        reasons = List.copyOf(reasons);
    }

    /** A field of the record that the definition shows first, as text in the reader's language. */
    public record Fact(String field, Label label, String text) {}

    /** @param total how many there are in the folder */
    public record Page(List<InboxItem> items, long total) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** How many items each folder holds. */
    public record Counts(long todo, long done, long started, long cc) {}
}
