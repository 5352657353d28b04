package dev.trellis.workflow.rule;

import dev.trellis.core.problem.ProblemCode;

/** What keeps a rule from going on. */
final class RuleProblems {

    static final ProblemCode NOT_COMPUTED = ProblemCode.invalid("RULE_NOT_COMPUTED");
    static final ProblemCode NOBODY = ProblemCode.invalid("RULE_NOBODY");
    static final ProblemCode NO_ADDRESS = ProblemCode.invalid("RULE_NO_ADDRESS");
    static final ProblemCode TOO_MANY = ProblemCode.conflict("RULE_TOO_MANY");
    static final ProblemCode SECRET_DENIED = ProblemCode.denied("RULE_SECRET_DENIED");
    static final ProblemCode INBOUND_NO_DELIVERY = ProblemCode.invalid("RULE_INBOUND_NO_DELIVERY");
    static final ProblemCode INBOUND_NO_OBJECT = ProblemCode.invalid("RULE_INBOUND_NO_OBJECT");
    static final ProblemCode INBOUND_FIELD = ProblemCode.invalid("RULE_INBOUND_FIELD");
    static final ProblemCode NOT_SAVED = ProblemCode.conflict("RULE_NOT_SAVED");
    static final ProblemCode LOOP = ProblemCode.conflict("RULE_LOOP");
    static final ProblemCode DENIED = ProblemCode.denied("RULE_DENIED");
    static final ProblemCode NO_RECORD = ProblemCode.notFound("RULE_NO_RECORD");
    static final ProblemCode NOT_FOUND = ProblemCode.notFound("RULE_NOT_FOUND");

    private RuleProblems() {}
}
