package dev.trellis.workflow.rule;

import dev.trellis.core.field.RecordId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a rule did.
 *
 * @param cause what set it off
 * @param problem why it stopped; null where it did not
 */
public record RuleRun(
        RecordId id,
        String rule,
        String entity,
        RecordId record,
        String cause,
        State state,
        List<Line> lines,
        @Nullable String problem,
        Instant at) {

    public RuleRun {
        lines = List.copyOf(lines);
    }

    /** How it ended. */
    public enum State {
        DONE,
        /** Goes on later. */
        WAITING,
        /** Nothing was to be done: the rule or the record is gone. */
        SKIPPED,
        /** Undone as a whole; can be run again. */
        FAILED,
        /** Not begun, because rules set each other off again and again. */
        LOOP
    }

    /**
     * One step.
     *
     * @param step its id
     * @param what the kind of step
     * @param detail the values that it wrote, or whom it told
     */
    public record Line(String step, String what, String detail) {}
}
