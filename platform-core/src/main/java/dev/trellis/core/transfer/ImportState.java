package dev.trellis.core.transfer;

import java.util.Locale;

/** Where an import stands. */
public enum ImportState {
    /** The file is being read. */
    STAGING(false),
    /** The file is read; columns may be mapped. */
    READY(false),
    /** A dry run is under way. */
    CHECKING(true),
    /** The dry run says what would happen. */
    CHECKED(false),
    RUNNING(true),
    DONE(false),
    /** Stopped by a person; what was written stays. */
    CANCELLED(false),
    /** Stopped by trouble that no row is to blame for; may be continued. */
    FAILED(false),
    UNDOING(true),
    UNDONE(false);

    private final boolean active;

    ImportState(boolean active) {
        this.active = active;
    }

    /** Tells whether a node is at work on it, or should be. */
    public boolean isActive() {
        return active;
    }

    /** Tells whether something may have been written that can be taken back. */
    public boolean isUndoable() {
        return this == DONE || this == CANCELLED || this == FAILED;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
