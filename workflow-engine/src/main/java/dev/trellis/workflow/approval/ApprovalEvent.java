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
    /** A node at which the flow works by itself began. */
    REACHED,
    /** The flow has done something by itself. */
    WORKED,
    /** Something outside did not answer, or answered that it failed. */
    FAILED,
    /** A node at which the flow waited was left without having come to anything. */
    DROPPED,
    /** The record was unlocked after the end. */
    UNLOCKED,
    /** The request was moved to a newer version of its approval. */
    MIGRATED,
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
    /** A task went along to the deputy of whom it had waited for. */
    DEPUTISED,
    /** A task that a deputy had not decided came back. */
    CAME_BACK,
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
