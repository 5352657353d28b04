package dev.trellis.core.expression;

import dev.trellis.core.field.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calculates with numbers and amounts. An amount of zero never clashes with another currency, for nothing is nothing
 * in all of them.
 */
record Arithmetic(String currency) {

    /** One step over two operands that are not blank. */
    interface Operation {
        Object apply(Object left, Object right, Span span);
    }

    static boolean clash(Money a, Money b) {
        return !a.currency().equals(b.currency())
                && a.amount().signum() != 0
                && b.amount().signum() != 0;
    }

    static Object negate(Object value) {
        return value instanceof Money money
                ? new Money(money.amount().negate(), money.currency())
                : ((BigDecimal) value).negate();
    }

    /** Adds, skipping blanks; without any value the sum is zero, of money in the currency of the context. */
    Object sum(List<? extends @Nullable Object> values, boolean isMoney, Span span) {
        var total = BigDecimal.ZERO;
        Money sample = null;
        for (var value : values) {
            if (value instanceof Money money) {
                if (sample != null && clash(sample, money)) {
                    return new ErrorValue(ErrorCode.TYPE, span);
                }
                sample = sample == null || sample.amount().signum() == 0 ? money : sample;
                total = total.add(money.amount());
            } else if (value instanceof BigDecimal number) {
                total = total.add(number);
            }
        }
        return result(total, isMoney ? (sample == null ? currency : sample.currency()) : null, span);
    }

    Object multiply(Object left, Object right, Span span) {
        var product = amount(left).multiply(amount(right));
        return result(product, currencyOf(left, right), span);
    }

    Object divide(Object left, Object right, Span span) {
        if (amount(right).signum() == 0) {
            return new ErrorValue(ErrorCode.DIV0, span);
        }
        if (left instanceof Money a && right instanceof Money b && clash(a, b)) {
            return new ErrorValue(ErrorCode.TYPE, span);
        }
        var quotient = FixedPoint.divide(amount(left), amount(right));
        if (quotient == null) {
            return new ErrorValue(ErrorCode.DOMAIN, span);
        }
        return left instanceof Money money && !(right instanceof Money)
                ? new Money(quotient, money.currency())
                : quotient;
    }

    Object power(Object left, Object right, Span span) {
        var base = amount(left);
        var exponent = amount(right);
        boolean isInteger = exponent.stripTrailingZeros().scale() <= 0;
        if (base.signum() == 0 && exponent.signum() < 0) {
            return new ErrorValue(ErrorCode.DIV0, span);
        }
        if (base.signum() < 0 && !isInteger) {
            return new ErrorValue(ErrorCode.DOMAIN, span);
        }
        var result = isInteger ? FixedPoint.power(base, exponent) : FixedPoint.brokenPower(base, exponent);
        return result == null ? new ErrorValue(ErrorCode.DOMAIN, span) : result;
    }

    /** Rounds into the number model. */
    static Object result(BigDecimal exact, @Nullable String currency, Span span) {
        var fitted = FixedPoint.fit(exact);
        if (fitted == null) {
            return new ErrorValue(ErrorCode.DOMAIN, span);
        }
        return currency == null ? fitted : new Money(fitted, currency);
    }

    static BigDecimal amount(Object value) {
        return value instanceof Money money ? money.amount() : (BigDecimal) value;
    }

    private static @Nullable String currencyOf(Object left, Object right) {
        if (left instanceof Money money) {
            return money.currency();
        }
        return right instanceof Money money ? money.currency() : null;
    }
}
