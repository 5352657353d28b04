package dev.trellis.workflow.node;

/** What has become of one person's part in a step. */
public enum Vote {
    /** The turn has not come yet, or somebody else has claimed the step. */
    WAITING,
    PENDING,
    /** Waits for people whom this person asked first. */
    SUSPENDED,
    AGREED,
    REJECTED,
    ABSTAINED,
    RETURNED,
    /** A rule agreed. */
    AUTO_AGREED,
    /** A rule rejected. */
    AUTO_REJECTED,
    /** Somebody else has the task now. */
    TRANSFERRED,
    /** Whoever added this person took it back. */
    REMOVED,
    /** Somebody else's decision ended the step. */
    NOT_NEEDED,
    /** The initiator took the request back. */
    WITHDRAWN,
    /** An administrator ended the request or moved it elsewhere. */
    CANCELLED;

    /** Tells whether this part may still decide something. */
    public boolean isOpen() {
        return switch (this) {
            case WAITING, PENDING, SUSPENDED -> true;
            case AGREED,
                    REJECTED,
                    ABSTAINED,
                    RETURNED,
                    AUTO_AGREED,
                    AUTO_REJECTED,
                    TRANSFERRED,
                    REMOVED,
                    NOT_NEEDED,
                    WITHDRAWN,
                    CANCELLED -> false;
        };
    }

    /** Tells whether a person, not a rule, has decided. */
    public boolean isDecision() {
        return this == AGREED || this == REJECTED || this == ABSTAINED || this == RETURNED;
    }

    boolean isFor() {
        return this == AGREED || this == AUTO_AGREED;
    }

    boolean isAgainst() {
        return this == REJECTED || this == AUTO_REJECTED;
    }

    /** Tells whether the part is counted at all: what was handed over or removed is not. */
    boolean counts() {
        return this != TRANSFERRED && this != REMOVED;
    }
}
