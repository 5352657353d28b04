package dev.trellis.core.expression;

/**
 * An error on its way up.
 *
 * @param unavailable whether a function in JavaScript could not be asked, so that nothing is known of the value
 */
record ErrorValue(ErrorCode code, Span span, boolean unavailable) {

    ErrorValue(ErrorCode code, Span span) {
        this(code, span, false);
    }
}
