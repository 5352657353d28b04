package dev.trellis.core.expression;

/** Computes a checked expression over a row, exactly. Stateless. */
public final class Evaluator {

    private Evaluator() {}

    public static Outcome evaluate(CompiledExpression expression, EvaluationContext context) {
        return new Outcome.Failed(ErrorCode.LIMIT, 0, expression.source());
    }

    /** Evaluates and tells the value of every part on the way. */
    public static Explanation explain(CompiledExpression expression, EvaluationContext context) {
        return new Explanation(expression.source(), evaluate(expression, context), java.util.List.of());
    }
}
