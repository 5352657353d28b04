package dev.trellis.core.script;

import dev.trellis.core.problem.ProblemCode;

/** The trouble that functions can be in; texts in {@code trellis/messages/core-scripts}. */
public final class ScriptProblem {

    public static final ProblemCode TEST_FAILED = ProblemCode.invalid("FUNCTION_TEST_FAILED");
    public static final ProblemCode TEST_THREW = ProblemCode.invalid("FUNCTION_TEST_THREW");
    public static final ProblemCode TEST_PASSED_UNEXPECTEDLY = ProblemCode.invalid("FUNCTION_TEST_PASSED");
    public static final ProblemCode ARGUMENT_COUNT = ProblemCode.invalid("FUNCTION_ARGUMENT_COUNT");
    public static final ProblemCode BAD_ARGUMENT = ProblemCode.invalid("FUNCTION_BAD_ARGUMENT");
    public static final ProblemCode THREW = ProblemCode.invalid("FUNCTION_THREW");
    public static final ProblemCode WRONG_RESULT = ProblemCode.invalid("FUNCTION_WRONG_RESULT");
    public static final ProblemCode STOPPED = ProblemCode.invalid("FUNCTION_STOPPED");
    public static final ProblemCode MEMORY = ProblemCode.invalid("FUNCTION_MEMORY");
    public static final ProblemCode TOO_LONG = ProblemCode.invalid("FUNCTION_TOO_LONG");
    public static final ProblemCode BUSY = ProblemCode.invalid("FUNCTION_BUSY");
    public static final ProblemCode DISABLED = ProblemCode.conflict("FUNCTION_DISABLED");
    public static final ProblemCode NOT_APPROVED = ProblemCode.conflict("FUNCTION_NOT_APPROVED");
    public static final ProblemCode UNKNOWN = ProblemCode.notFound("FUNCTION_UNKNOWN");
    public static final ProblemCode CHANGED = ProblemCode.conflict("FUNCTION_CHANGED");
    public static final ProblemCode MAY_NOT_APPROVE = ProblemCode.denied("FUNCTION_MAY_NOT_APPROVE");
    public static final ProblemCode MAY_NOT_TRY = ProblemCode.denied("FUNCTION_MAY_NOT_TRY");

    private ScriptProblem() {}
}
