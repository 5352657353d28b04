package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.name.Label;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as its participants see it on the record's page. */
public record ApprovalView(
        RecordId id,
        String approval,
        Label label,
        ApprovalState state,
        RecordId initiator,
        String initiatorName,
        Instant startedAt,
        @Nullable Instant endedAt,
        ApprovalPath path,
        List<LogEntry> log,
        May may) {

    public ApprovalView {
        log = List.copyOf(log);
    }

    /**
     * Something that happened.
     *
     * @param who the name of the person who did it; null where the flow itself went on
     * @param step where in the flow; null for the request as a whole
     * @param people the names of those whom it concerned
     * @param remark what the person said; may be empty
     */
    public record LogEntry(
            Instant at,
            ApprovalEvent event,
            @Nullable String who,
            @Nullable Label step,
            List<String> people,
            String remark) {
        public LogEntry {
            people = List.copyOf(people);
        }
    }

    /**
     * What the reader may do with the request now.
     *
     * @param task the reader's open task to agree or reject, or null
     * @param fields the rights that this task gives on fields
     */
    public record May(boolean withdraw, @Nullable RecordId task, Map<String, FieldRight> fields) {
        public May {
            fields = Map.copyOf(fields);
        }
    }
}
