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
     */
    record Failed(ErrorCode code, int offset, String detail) implements Outcome {}

    /** Returns the value, blank where the evaluation failed: what a formula field shows. */
    default @Nullable Object orBlank() {
        return switch (this) {
            case Value(var value) -> value;
            case Failed _ -> null;
        };
    }

    /** Tells whether a condition holds; blank and errors do not. */
    default boolean isTrue() {
        return this instanceof Value(var value) && Boolean.TRUE.equals(value);
    }
}
