package dev.trellis.core.action;

import dev.trellis.core.problem.ProblemCode;

/** What may stand against an action before it is begun. */
final class ActionProblem {

    static final ProblemCode ACTION_NOT_FOUND = ProblemCode.notFound("ACTION_NOT_FOUND");
    static final ProblemCode INPUT_UNKNOWN = ProblemCode.invalid("ACTION_INPUT_UNKNOWN");
    static final ProblemCode INPUT_MISSING = ProblemCode.invalid("ACTION_INPUT_MISSING");
    static final ProblemCode NOT_A_NEW_OWNER = ProblemCode.invalid("ACTION_SAME_OWNER");

    private ActionProblem() {}
}
