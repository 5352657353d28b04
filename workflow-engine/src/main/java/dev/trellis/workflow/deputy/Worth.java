package dev.trellis.workflow.deputy;

import dev.trellis.core.field.Money;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request is worth beside a limit. */
@FunctionalInterface
public interface Worth {

    /** The approval does not say which amount counts. */
    Worth NOT_NAMED = _ -> Measured.NOT_NAMED;

    Measured against(Money limit);

    /** How an amount compares to a limit. */
    enum Measured {
        /** At the limit or below. */
        WITHIN,
        ABOVE,
        /** The approval does not say which amount counts. */
        NOT_NAMED,
        /** The amount is blank, or its currency has no rate. */
        UNKNOWN
    }

    /**
     * The worth of an amount, whatever its sign: a credit weighs as much as a payment.
     *
     * @param rates what one unit of a currency is worth in the workspace's; empty where nobody knows
     */
    static Worth of(@Nullable Money amount, Function<String, Optional<BigDecimal>> rates) {
        return limit -> amount == null ? Measured.UNKNOWN : measure(amount, limit, rates);
    }

    private static Measured measure(Money amount, Money limit, Function<String, Optional<BigDecimal>> rates) {
        if (amount.currency().equals(limit.currency())) {
            return measure(amount.amount(), limit.amount());
        }
        var ours = rates.apply(amount.currency());
        var theirs = rates.apply(limit.currency());
        return ours.isEmpty() || theirs.isEmpty()
                ? Measured.UNKNOWN
                : measure(amount.amount().multiply(ours.get()), limit.amount().multiply(theirs.get()));
    }

    private static Measured measure(BigDecimal amount, BigDecimal limit) {
        return amount.abs().compareTo(limit) <= 0 ? Measured.WITHIN : Measured.ABOVE;
    }
}
