package dev.trellis.core.schema;

/** Watches a run pass from one journaled step to the next. Tests end the process there; a running system has none. */
public interface CrashPoint {

    /** Called when everything before {@code place} is in the database and nothing after it. */
    void passed(String place);
}
