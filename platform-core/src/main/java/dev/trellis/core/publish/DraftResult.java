package dev.trellis.core.publish;

import dev.trellis.core.problem.Problem;
import java.util.List;

/** The outcome of changing a draft. */
public sealed interface DraftResult {

    record Changed(Draft draft) implements DraftResult {}

    /** The definition has no readable form; problems of meaning wait for the review. */
    record Rejected(List<Problem> problems) implements DraftResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    record NotFound(Problem problem) implements DraftResult {}

    record Denied(Problem problem) implements DraftResult {}
}
