package dev.trellis.workflow.pool;

import dev.trellis.core.problem.ProblemCode;

/** What may stand against taking, giving or giving back. */
public final class PoolProblem {

    public static final ProblemCode ALREADY_CLAIMED = ProblemCode.conflict("POOL_ALREADY_CLAIMED");
    public static final ProblemCode NOT_IN_POOL = ProblemCode.conflict("POOL_NOT_IN_POOL");
    public static final ProblemCode DAY_LIMIT = ProblemCode.invalid("POOL_DAY_LIMIT");
    public static final ProblemCode HOLDING_LIMIT = ProblemCode.invalid("POOL_HOLDING_LIMIT");
    public static final ProblemCode COOLING_DOWN = ProblemCode.invalid("POOL_COOLING_DOWN");
    public static final ProblemCode NOT_A_MEMBER = ProblemCode.denied("POOL_NOT_A_MEMBER");
    public static final ProblemCode NOT_AN_ADMINISTRATOR = ProblemCode.denied("POOL_NOT_AN_ADMINISTRATOR");
    public static final ProblemCode NOT_THE_OWNER = ProblemCode.denied("POOL_NOT_THE_OWNER");
    public static final ProblemCode UNKNOWN_POOL = ProblemCode.notFound("POOL_UNKNOWN");
    public static final ProblemCode UNKNOWN_PERSON = ProblemCode.invalid("POOL_UNKNOWN_PERSON");

    private PoolProblem() {}
}
