package dev.trellis.workflow.start;

import dev.trellis.core.problem.ProblemCode;

/** Why a record is not submitted as it is. */
public final class StartProblem {

    /** A check of the start does not hold; the message is the definition's. */
    static final ProblemCode CHECK_FAILED = ProblemCode.invalid("START_CHECK_FAILED");

    /** A field that the start asks for is blank. */
    static final ProblemCode FIELD_REQUIRED = ProblemCode.invalid("START_FIELD_REQUIRED");

    /** Something is blank that the start asks for and that does not exist for the initiator. */
    static final ProblemCode INCOMPLETE = ProblemCode.invalid("START_INCOMPLETE");

    /** A value was given with the submission that the start does not ask for. */
    public static final ProblemCode FIELD_NOT_ASKED = ProblemCode.invalid("START_FIELD_NOT_ASKED");

    private StartProblem() {}
}
