package dev.trellis.form.rule;

import dev.trellis.core.problem.ProblemCode;

/** Why an edit of a rule is refused. */
final class RuleProblem {

    static final ProblemCode NO_RULE = ProblemCode.invalid("RULE_EDIT_NO_RULE");
    static final ProblemCode NO_ELEMENT = ProblemCode.invalid("RULE_EDIT_NO_ELEMENT");
    static final ProblemCode ID_TAKEN = ProblemCode.invalid("RULE_EDIT_ID_TAKEN");
    static final ProblemCode INTO_ITSELF = ProblemCode.invalid("RULE_EDIT_INTO_ITSELF");
    static final ProblemCode LAST_TRIGGER = ProblemCode.invalid("RULE_EDIT_LAST_TRIGGER");

    private RuleProblem() {}
}
