package dev.trellis.workflow.conversion;

import dev.trellis.core.problem.ProblemCode;

/** What may stand against a conversion. */
public final class ConversionProblem {

    public static final ProblemCode CONVERTED = ProblemCode.denied("CONVERSION_READ_ONLY");
    public static final ProblemCode ALREADY = ProblemCode.conflict("CONVERSION_ALREADY_DONE");
    public static final ProblemCode NOT_YET = ProblemCode.conflict("CONVERSION_NOT_POSSIBLE");

    private ConversionProblem() {}
}
