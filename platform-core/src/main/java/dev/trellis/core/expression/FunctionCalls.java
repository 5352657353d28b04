package dev.trellis.core.expression;

import dev.trellis.core.metadata.FunctionDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers calls of functions in JavaScript while an expression is evaluated, without waiting for them to run. */
public interface FunctionCalls {

    /** Nothing can be asked. */
    FunctionCalls NONE = (_, _) -> new Answer.Unavailable(ErrorCode.LIMIT);

    /** @param arguments one per parameter, {@code null} for blank */
    Answer call(FunctionDefinition function, List<@Nullable Object> arguments);

    /** Tells whether an answer is still to be fetched, so that whatever was computed meanwhile means nothing. */
    default boolean isWaiting() {
        return false;
    }

    /** What is known of one call. */
    sealed interface Answer {

        /** @param value of the declared type; null is blank */
        record Value(@Nullable Object value) implements Answer {}

        /** The function ran and has no value for these arguments. */
        record Failed(ErrorCode code) implements Answer {}

        /** It could not be asked: not approved, switched off, too slow, or not known yet. */
        record Unavailable(ErrorCode code) implements Answer {}
    }
}
