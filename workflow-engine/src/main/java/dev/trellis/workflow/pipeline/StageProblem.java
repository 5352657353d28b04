package dev.trellis.workflow.pipeline;

import dev.trellis.core.problem.ProblemCode;

/** What may stand against a move to another stage. */
public final class StageProblem {

    public static final ProblemCode SKIPPED = ProblemCode.invalid("STAGE_SKIPPED");
    public static final ProblemCode NOT_THE_FIRST = ProblemCode.invalid("STAGE_NOT_THE_FIRST");
    public static final ProblemCode CLOSED = ProblemCode.invalid("STAGE_CLOSED");
    public static final ProblemCode FIELD_MISSING = ProblemCode.invalid("STAGE_FIELD_MISSING");
    public static final ProblemCode TASK_OPEN = ProblemCode.invalid("STAGE_TASK_OPEN");
    public static final ProblemCode CONDITION = ProblemCode.invalid("STAGE_CONDITION");
    public static final ProblemCode ALREADY_THERE = ProblemCode.invalid("STAGE_ALREADY_THERE");

    private StageProblem() {}
}
