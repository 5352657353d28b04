package dev.trellis.core.sheet;

import dev.trellis.core.problem.Problem;

/** Carries what is wrong with a file out of the depth of its reader; never leaves this package. */
final class SheetTrouble extends RuntimeException {

    private final transient Problem problem;

    SheetTrouble(Problem problem) {
        super(problem.code().key(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
