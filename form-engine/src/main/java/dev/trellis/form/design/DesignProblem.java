package dev.trellis.form.design;

import dev.trellis.core.problem.ProblemCode;

/** Why an edit is refused. */
final class DesignProblem {

    static final ProblemCode NO_ELEMENT = ProblemCode.invalid("DESIGN_NO_ELEMENT");
    static final ProblemCode NO_FIELD = ProblemCode.invalid("DESIGN_NO_FIELD");
    static final ProblemCode NO_TYPE = ProblemCode.invalid("DESIGN_NO_TYPE");
    static final ProblemCode ALREADY_PLACED = ProblemCode.invalid("DESIGN_ALREADY_PLACED");
    static final ProblemCode LOCKED_FIELD = ProblemCode.invalid("DESIGN_LOCKED_FIELD");
    static final ProblemCode TITLE_FIELD = ProblemCode.invalid("DESIGN_TITLE_FIELD");
    static final ProblemCode ID_TAKEN = ProblemCode.invalid("DESIGN_ID_TAKEN");
    static final ProblemCode ID_SHAPE = ProblemCode.invalid("DESIGN_ID_SHAPE");
    static final ProblemCode ID_FIXED = ProblemCode.invalid("DESIGN_ID_FIXED");
    static final ProblemCode ID_IN_USE = ProblemCode.invalid("DESIGN_ID_IN_USE");
    static final ProblemCode BAD_OPTION = ProblemCode.invalid("DESIGN_BAD_OPTION");

    private DesignProblem() {}
}
