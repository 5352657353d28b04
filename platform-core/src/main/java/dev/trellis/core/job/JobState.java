package dev.trellis.core.job;

import java.util.Locale;

/** How a one-off job stands. */
public enum JobState {
    /** Waits for its time or for a node. */
    WAITING,
    RUNNING,
    DONE,
    /** Given up after several attempts; an operator may have it tried again. */
    FAILED,
    CANCELLED;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isActive() {
        return this == WAITING || this == RUNNING;
    }
}
