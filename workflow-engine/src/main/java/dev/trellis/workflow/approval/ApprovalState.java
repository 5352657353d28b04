package dev.trellis.workflow.approval;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a request stands; everything but RUNNING is final. */
public enum ApprovalState {
    RUNNING,
    APPROVED,
    REJECTED,
    WITHDRAWN;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
