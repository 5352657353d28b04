package dev.trellis.form.session;

import dev.trellis.core.problem.ProblemCode;

/** The trouble an open form tells by itself; where the gate tells the same, the code is the gate's. */
final class SessionProblem {

    static final ProblemCode REQUIRED = ProblemCode.invalid("REQUIRED");
    static final ProblemCode VALIDATION = ProblemCode.invalid("VALIDATION_FAILED");
    static final ProblemCode UNKNOWN_FIELD = ProblemCode.invalid("UNKNOWN_FIELD");
    static final ProblemCode READ_ONLY_NOW = ProblemCode.invalid("FORM_FIELD_READ_ONLY");
    static final ProblemCode TITLE_NOT_FOUND = ProblemCode.invalid("FORM_TITLE_NOT_FOUND");
    static final ProblemCode PASTE_TOO_LONG = ProblemCode.invalid("FORM_PASTE_TOO_LONG");

    private SessionProblem() {}
}
