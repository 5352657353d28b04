package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The arguments of one call while it is computed. */
record Arguments(Evaluation evaluation, Expression.Call call) {

    int size() {
        return call.arguments().size();
    }

    /** Evaluates one argument, each time anew. */
    @Nullable
    Object value(int index) {
        return evaluation.value(call.arguments().get(index));
    }

    Expression argument(int index) {
        return call.arguments().get(index);
    }

    ValueType type(int index) {
        return call.arguments().get(index).type();
    }

    EvaluationContext context() {
        return evaluation.context();
    }

    ErrorValue fail(ErrorCode code) {
        return new ErrorValue(code, call.span());
    }

    /** Rounds into the number model; #DOMAIN where it does not fit. */
    Object number(BigDecimal exact) {
        var fitted = FixedPoint.fit(exact);
        return fitted == null ? fail(ErrorCode.DOMAIN) : fitted;
    }

    /** Returns a text, blank where it is empty; charges for long ones. */
    @Nullable
    Object text(String text) {
        if (!evaluation.charge(text.length() / 100)) {
            return fail(ErrorCode.LIMIT);
        }
        return text.isEmpty() ? null : text;
    }
}
