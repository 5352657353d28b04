package dev.trellis.workflow.approval;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a request stands. */
public enum ApprovalState {
    RUNNING,
    /** Sent back to its initiator, who may change the record and submit again. */
    RETURNED,
    /** Stands still until an administrator repairs it. */
    SUSPENDED,
    APPROVED,
    REJECTED,
    WITHDRAWN,
    /** Ended by an administrator. */
    CANCELLED;

    /** Tells whether nothing happens to the request any more. */
    public boolean isFinal() {
        return switch (this) {
            case RUNNING, RETURNED, SUSPENDED -> false;
            case APPROVED, REJECTED, WITHDRAWN, CANCELLED -> true;
        };
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
