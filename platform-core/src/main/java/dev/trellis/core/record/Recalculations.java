package dev.trellis.core.record;

import java.time.Instant;
import java.util.List;

/** What is being computed again in the background: values of these entities may be those of a moment ago. */
public interface Recalculations {

    /** Returns the work that is not done, oldest first. */
    List<Progress> running();

    /**
     * How far one piece of work has come.
     *
     * @param done records computed
     * @param total records there were when it began
     */
    record Progress(String entity, long done, long total, Instant since) {}
}
