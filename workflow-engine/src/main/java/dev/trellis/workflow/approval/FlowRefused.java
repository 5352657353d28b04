package dev.trellis.workflow.approval;

import dev.trellis.core.problem.Problem;
import java.util.List;

/**
 * Carries an expected refusal through the engine, whose commands can only be stopped by an exception; {@link Approvals}
 * turns it back into a value.
 */
final class FlowRefused extends RuntimeException {

    private final transient List<Problem> problems;

    FlowRefused(List<Problem> problems) {
        super(problems.toString(), null, false, false);
        this.problems = List.copyOf(problems);
    }

    FlowRefused(Problem problem) {
        this(List.of(problem));
    }

    List<Problem> problems() {
        return problems;
    }
}
