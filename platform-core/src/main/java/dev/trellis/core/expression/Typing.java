package dev.trellis.core.expression;

import dev.trellis.core.field.ValueType;
import java.util.Optional;

/** Types a call: checks number and types of the arguments, may adapt them, and says what comes out. */
interface Typing {

    /** Returns the type of the result; empty after problems have been reported. */
    Optional<ValueType> type(CallSite site);

    /** Takes {@code required} and up to all of {@code parameters}. */
    static Typing of(ValueType result, int required, Accepts... parameters) {
        return site -> site.counts(required, parameters.length) && site.accepts(parameters)
                ? Optional.of(result)
                : Optional.empty();
    }

    /** Takes exactly {@code parameters}. */
    static Typing of(ValueType result, Accepts... parameters) {
        return of(result, parameters.length, parameters);
    }

    /** Takes any number of arguments of one kind. */
    static Typing many(ValueType result, int required, Accepts each) {
        return site -> site.counts(required, CallSite.ANY_NUMBER) && site.acceptsAll(each)
                ? Optional.of(result)
                : Optional.empty();
    }

    /** As {@link #of(ValueType, int, Accepts...)}; the result has the type of the first argument, a number if blank. */
    static Typing sameAsFirst(int required, Accepts... parameters) {
        return site -> {
            if (!site.counts(required, parameters.length) || !site.accepts(parameters)) {
                return Optional.empty();
            }
            return Optional.of(Types.isBlank(site.type(0)) ? ValueType.NUMBER : site.type(0));
        };
    }

    /** Takes values, lists and fields of rows that share a type, which is that of the result. */
    static Typing shared(Accepts each) {
        return site -> {
            if (!site.counts(1, CallSite.ANY_NUMBER) || !site.acceptsAll(each)) {
                return Optional.empty();
            }
            return site.sharedElement().map(type -> Types.isBlank(type) ? ValueType.NUMBER : type);
        };
    }
}
