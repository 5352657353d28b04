package dev.trellis.core.field;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An amount in a currency. Two are equal if currency and numeric value are, whatever the trailing zeros and whatever
 * they are worth elsewhere.
 *
 * @param amount exact
 * @param currency ISO 4217 code, three upper-case letters
 * @param worth what it is worth in the workspace's currency, as far as that is known; of an amount in that currency it
 *     need not be said
 */
public record Money(
        BigDecimal amount, String currency, @Nullable BigDecimal worth) {

    public Money {
        amount = plain(amount);
        worth = worth == null ? null : plain(worth);
    }

    public Money(BigDecimal amount, String currency) {
        this(amount, currency, null);
    }

    private static BigDecimal plain(BigDecimal number) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    public Money worth(@Nullable BigDecimal known) {
        return new Money(amount, currency, known);
    }

    /** Returns what it is worth in the workspace's currency; null where no rate says so. */
    public @Nullable BigDecimal in(String workspaceCurrency) {
        return currency.equals(workspaceCurrency) ? amount : worth;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Money money && money.amount.equals(amount) && money.currency.equals(currency);
    }

    @Override
    public int hashCode() {
        return Objects.hash(amount, currency);
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
