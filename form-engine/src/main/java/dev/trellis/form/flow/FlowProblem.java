package dev.trellis.form.flow;

import dev.trellis.core.problem.ProblemCode;

/** Why an edit of a flow is refused. */
final class FlowProblem {

    static final ProblemCode NO_FLOW = ProblemCode.invalid("FLOW_NO_FLOW");
    static final ProblemCode NO_ELEMENT = ProblemCode.invalid("FLOW_NO_ELEMENT");
    static final ProblemCode ID_TAKEN = ProblemCode.invalid("FLOW_ID_TAKEN");
    static final ProblemCode INTO_ITSELF = ProblemCode.invalid("FLOW_INTO_ITSELF");
    static final ProblemCode LAST_ARM = ProblemCode.invalid("FLOW_LAST_ARM");

    private FlowProblem() {}
}
