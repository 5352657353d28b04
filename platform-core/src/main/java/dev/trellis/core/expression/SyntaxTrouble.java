package dev.trellis.core.expression;

import dev.trellis.core.problem.ProblemCode;
import java.util.Map;

/** Unwinds lexer and parser at the first fault; {@link Expressions} turns it into a value. */
final class SyntaxTrouble extends Exception {

    private final transient ProblemCode code;
    private final transient Span span;
    private final transient Map<String, Object> facts;

    SyntaxTrouble(ProblemCode code, Span span, Map<String, Object> facts) {
        super(code.key(), null, false, false);
        this.code = code;
        this.span = span;
        this.facts = facts;
    }

    ProblemCode code() {
        return code;
    }

    Span span() {
        return span;
    }

    Map<String, Object> facts() {
        return facts;
    }
}
