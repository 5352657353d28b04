package dev.trellis.core.script;

import dev.trellis.core.expression.ErrorCode;
import dev.trellis.core.expression.FunctionCalls;
import dev.trellis.core.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What came of one row of arguments. */
public sealed interface CallResult {

    /** @param value of the declared type; null is blank */
    record Value(@Nullable Object value) implements CallResult {}

    /** The function itself is at fault, with these arguments. */
    record Failed(ErrorCode code, Problem problem) implements CallResult {}

    /** It was not run, or not to its end. */
    record Unavailable(ErrorCode code, Problem problem) implements CallResult {}

    /** The same, as an expression sees it. */
    default FunctionCalls.Answer forExpression() {
        return switch (this) {
            case Value(var value) -> new FunctionCalls.Answer.Value(value);
            case Failed(var code, var _) -> new FunctionCalls.Answer.Failed(code);
            case Unavailable(var code, var _) -> new FunctionCalls.Answer.Unavailable(code);
        };
    }

    static CallResult failed(ErrorCode code, Problem problem) {
        return new Failed(code, problem);
    }

    static CallResult unavailable(Problem problem) {
        return new Unavailable(ErrorCode.LIMIT, problem);
    }
}
