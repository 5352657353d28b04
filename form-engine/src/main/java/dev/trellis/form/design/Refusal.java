package dev.trellis.form.design;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;

/** Leaves the work on an edit half-way; never leaves the designer. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(ProblemCode code, String given) {
        this(Problem.at("", code).with("given", given));
    }

    Refusal(Problem problem) {
        super(problem.code().key(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
