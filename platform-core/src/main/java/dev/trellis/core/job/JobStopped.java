package dev.trellis.core.job;

/** Ends a run at the next step: nothing went wrong, somebody else decides how it goes on. */
final class JobStopped extends RuntimeException {

    private final Cause cause;

    enum Cause {
        /** Another node has it. */
        LOST,
        /** Somebody asked for it. */
        CANCELLED,
        /** This node stops. */
        STOPPING
    }

    JobStopped(Cause cause) {
        super("The run ends: " + cause);
        this.cause = cause;
    }

    Cause reason() {
        return cause;
    }
}
