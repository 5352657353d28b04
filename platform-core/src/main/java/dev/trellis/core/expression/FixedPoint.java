package dev.trellis.core.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The number model: DECIMAL(38,20), 18 digits before the point; products and quotients round HALF_UP. What does not
 * fit is {@code null} here and #DOMAIN above.
 */
final class FixedPoint {

    /** Digits before the point. */
    static final int DIGITS = 18;

    /** Digits after the point. */
    static final int SCALE = 20;

    /** The largest number. */
    static final BigDecimal MAX = BigDecimal.TEN.pow(DIGITS).subtract(BigDecimal.ONE.movePointLeft(SCALE));

    private static final int MAX_EXPONENT = 1_000;
    private static final MathContext WIDE = new MathContext(100, RoundingMode.HALF_UP);

    private FixedPoint() {}

    static boolean isInRange(BigDecimal value) {
        return value.abs().compareTo(MAX) <= 0;
    }

    /** Rounds to the scale; null if the exact value is out of range. */
    static @Nullable BigDecimal fit(BigDecimal exact) {
        if (!isInRange(exact)) {
            return null;
        }
        return exact.scale() > SCALE ? exact.setScale(SCALE, RoundingMode.HALF_UP) : exact;
    }

    static @Nullable BigDecimal multiply(BigDecimal a, BigDecimal b) {
        return fit(a.multiply(b));
    }

    /** Divides by a number other than zero. */
    static @Nullable BigDecimal divide(BigDecimal a, BigDecimal b) {
        if (a.signum() == 0) {
            return BigDecimal.ZERO;
        }
        var quotient = a.divide(b, SCALE + 1, RoundingMode.DOWN);
        return isInRange(quotient) ? fit(a.divide(b, SCALE, RoundingMode.HALF_UP)) : null;
    }

    /** Rounds to {@code digits} after the point, before it where negative. */
    static BigDecimal round(BigDecimal value, int digits, RoundingMode mode) {
        if (digits >= value.scale()) {
            return value;
        }
        var rounded = value.setScale(digits, mode);
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    /** Raises to an integer exponent; null out of range. The base is not zero where the exponent is negative. */
    static @Nullable BigDecimal power(BigDecimal base, BigDecimal exponent) {
        if (exponent.abs().compareTo(BigDecimal.valueOf(MAX_EXPONENT)) > 0) {
            return hugePower(base, exponent);
        }
        int n = exponent.intValueExact();
        if (n == 2) {
            return multiply(base, base);
        }
        if (n >= 0) {
            return fit(base.pow(n, WIDE));
        }
        var inverse = base.pow(-n, WIDE);
        return inverse.signum() == 0 ? null : fit(BigDecimal.ONE.divide(inverse, WIDE));
    }

    /** Beyond the exponents that are computed only 0, 1 and -1 stay in range for sure. */
    private static @Nullable BigDecimal hugePower(BigDecimal base, BigDecimal exponent) {
        if (base.signum() == 0) {
            return BigDecimal.ZERO;
        }
        if (base.abs().compareTo(BigDecimal.ONE) == 0) {
            boolean isOdd = exponent.toBigInteger().testBit(0);
            return base.signum() < 0 && isOdd ? BigDecimal.ONE.negate() : BigDecimal.ONE;
        }
        return null;
    }

    /** Raises a positive base to a broken exponent, to 15 digits. */
    static @Nullable BigDecimal brokenPower(BigDecimal base, BigDecimal exponent) {
        double result = StrictMath.pow(base.doubleValue(), exponent.doubleValue());
        return Double.isFinite(result) ? fit(new BigDecimal(result, new MathContext(15))) : null;
    }
}
