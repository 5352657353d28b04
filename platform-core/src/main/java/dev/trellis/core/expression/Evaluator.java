package dev.trellis.core.expression;

import org.jspecify.annotations.Nullable;

/** Computes a checked expression over a row, exactly. Stateless. */
public final class Evaluator {

    private Evaluator() {}

    public static Outcome evaluate(CompiledExpression expression, EvaluationContext context) {
        var value = new Evaluation(context, expression.blankAs(), null).value(expression.root());
        return outcome(value, expression.checkedText());
    }

    /** Evaluates and tells the value of every part on the way. */
    public static Explanation explain(CompiledExpression expression, EvaluationContext context) {
        var trace = new Trace(expression.checkedText());
        new Evaluation(context, expression.blankAs(), trace).value(expression.root());
        return trace.whole();
    }

    static Outcome outcome(@Nullable Object value, String source) {
        return value instanceof ErrorValue(var code, var span, var unavailable)
                ? new Outcome.Failed(code, span.offset(), span.of(source), unavailable)
                : new Outcome.Value(value);
    }
}
