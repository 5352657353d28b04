package dev.trellis.workflow.approval;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a reader may do with a request now. */
public enum Can {
    AGREE,
    REJECT,
    ABSTAIN,
    SEND_BACK,
    HAND_OVER,
    ADD,
    REMOVE,
    CLAIM,
    UNCLAIM,
    TAKE_BACK,
    KEEP,
    WITHDRAW,
    RESUBMIT,
    COMMENT,
    SHARE,
    URGE,
    REASSIGN,
    JUMP,
    RETRY,
    SUSPEND,
    CANCEL;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
