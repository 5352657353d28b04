package dev.trellis.core.field;

import java.math.BigDecimal;

/**
 * An amount in a currency. Two are equal if currency and numeric value are, whatever the trailing zeros.
 *
 * @param amount exact
 * @param currency ISO 4217 code, three upper-case letters
 */
public record Money(BigDecimal amount, String currency) {

    public Money {
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
        if (amount.scale() < 0) {
            amount = amount.setScale(0);
        }
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
