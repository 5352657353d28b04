package dev.trellis.core.expression;

/** The number model: DECIMAL(38,20), 18 digits before the point, HALF_UP. */
final class FixedPoint {

    /** Digits before the point. */
    static final int DIGITS = 18;

    private FixedPoint() {}
}
