package dev.trellis.core.handover;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import java.util.List;

/** What comes of a question or a wish about what somebody leaves behind. */
public sealed interface HandOverResult {

    /** @param name of the person */
    record Found(String name, List<Legacy.Part> parts) implements HandOverResult {
        public Found {
            parts = List.copyOf(parts);
        }
    }

    record Begun(RecordId job) implements HandOverResult {}

    record Denied(Problem problem) implements HandOverResult {}

    record Rejected(List<Problem> problems) implements HandOverResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /** There is no such person. */
    record NotFound() implements HandOverResult {}
}
