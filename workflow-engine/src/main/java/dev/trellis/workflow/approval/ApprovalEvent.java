package dev.trellis.workflow.approval;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the log of a request knows. Replayed in order, the log gives the state. */
public enum ApprovalEvent {
    SUBMITTED,
    /** A node began to wait for people. */
    ENTERED,
    AGREED,
    REJECTED,
    COPIED,
    WITHDRAWN,
    /** The request ended approved. */
    APPROVED,
    /** The request ended rejected. */
    DECLINED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
