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
    ABSTAINED,
    /** Somebody sent the request back. */
    RETURNED,
    TRANSFERRED,
    ADDED,
    REMOVED,
    CLAIMED,
    UNCLAIMED,
    TOOK_BACK,
    /** A rule decided; the detail names it. */
    AUTOMATIC,
    COPIED,
    COMMENTED,
    ASKED,
    ANSWERED,
    URGED,
    /** Somebody told people on the way. */
    SHARED,
    REMINDED,
    /** A step stopped waiting because the request left it. */
    LEFT,
    WITHDRAWN,
    /** An administrator gave a task to somebody else. */
    REASSIGNED,
    /** An administrator moved the request to another step. */
    JUMPED,
    /** The request stands still; the remark says why. */
    SUSPENDED,
    RETRIED,
    CANCELLED,
    /** The request ended approved. */
    APPROVED,
    /** The request ended rejected. */
    DECLINED;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
