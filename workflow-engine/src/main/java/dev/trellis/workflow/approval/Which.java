package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import org.jspecify.annotations.Nullable;

/**
 * A running request, meant by its record, or where several run for that at once, by its own id.
 *
 * @param request may be null where only one runs
 */
public record Which(
        String entity, RecordId record, @Nullable RecordId request) {

    /** The only one that runs for a record. */
    public Which(String entity, RecordId record) {
        this(entity, record, null);
    }

    boolean fits(Instance instance) {
        return request == null || request.equals(instance.id());
    }
}
