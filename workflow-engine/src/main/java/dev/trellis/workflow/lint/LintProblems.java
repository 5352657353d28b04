package dev.trellis.workflow.lint;

import dev.trellis.core.problem.ProblemCode;

/** What is found in flows that may be published all the same. */
final class LintProblems {

    static final ProblemCode GAP = ProblemCode.invalid("FLOW_GAP");
    static final ProblemCode OVERLAP = ProblemCode.invalid("FLOW_OVERLAP");
    static final ProblemCode UNREACHABLE = ProblemCode.invalid("FLOW_UNREACHABLE");
    static final ProblemCode NO_DEFAULT = ProblemCode.invalid("FLOW_NO_DEFAULT");
    static final ProblemCode NOBODY_IN_ROLE = ProblemCode.invalid("FLOW_NOBODY_IN_ROLE");
    static final ProblemCode ONE_PERSON = ProblemCode.invalid("FLOW_ONE_PERSON");
    static final ProblemCode ALWAYS_INITIATOR = ProblemCode.invalid("FLOW_ALWAYS_INITIATOR");
    static final ProblemCode REQUIRED_HIDDEN = ProblemCode.invalid("FLOW_REQUIRED_HIDDEN");
    static final ProblemCode REQUIRED_CLOSED = ProblemCode.invalid("FLOW_REQUIRED_CLOSED");
    static final ProblemCode SAME_AS_LATER = ProblemCode.invalid("FLOW_SAME_AS_LATER");
    static final ProblemCode PERSON_LEFT = ProblemCode.invalid("FLOW_PERSON_LEFT");
    static final ProblemCode UNKNOWN_CHANNEL = ProblemCode.invalid("FLOW_UNKNOWN_CHANNEL");
    static final ProblemCode NO_DECISION = ProblemCode.invalid("FLOW_NO_DECISION");

    private LintProblems() {}
}
