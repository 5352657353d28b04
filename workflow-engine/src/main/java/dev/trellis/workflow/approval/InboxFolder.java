package dev.trellis.workflow.approval;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The parts of a person's inbox. */
public enum InboxFolder {
    /** Waits for the person, the oldest first. */
    TODO,
    /** Was decided by the person, the latest first. */
    DONE,
    /** Was submitted by the person, the latest first. */
    STARTED,
    /** Was sent to the person to know, the latest first. */
    CC;

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
