package dev.trellis.core.expression;

import org.jspecify.annotations.Nullable;

/** What an evaluation gives. */
public sealed interface Outcome {

    /** The value; {@code null} is blank. */
    record Value(@Nullable Object value) implements Outcome {}

    /**
     * An error value reached the top.
     *
     * @param offset where in the text it arose, from 0
     * @param detail the part of the text that failed
     * @param unavailable whether a function in JavaScript could not be asked, so that nothing is known of the value
     */
    record Failed(ErrorCode code, int offset, String detail, boolean unavailable) implements Outcome {
        public Failed(ErrorCode code, int offset, String detail) {
            this(code, offset, detail, false);
        }
    }

    /** Returns the value, blank where the evaluation failed: what a formula field shows. */
    default @Nullable Object orBlank() {
        return switch (this) {
            case Value(var value) -> value;
            case Failed _ -> null;
        };
    }

    /** Tells whether nothing is known of the value, because a function in JavaScript could not be asked. */
    default boolean isUnavailable() {
        return this instanceof Failed failed && failed.unavailable();
    }

    /** Tells whether a condition holds; blank and errors do not. */
    default boolean isTrue() {
        return this instanceof Value(var value) && Boolean.TRUE.equals(value);
    }
}
