package dev.trellis.workflow.deputy;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who stands in for a person in a request. */
public sealed interface StandIn {

    /** The person is here. */
    record Nobody() implements StandIn {}

    /** @param limit up to which amount, or null */
    record By(RecordId deputy, @Nullable Money limit) implements StandIn {}

    /** The person has named somebody, but not for a request like this: it stays with the person. */
    record OutOfLimit(RecordId deputy, Money limit, Worth.Measured why) implements StandIn {}

    Comparator<Arrangement> ORDER = Comparator.comparing((Arrangement one) -> !one.only())
            .thenComparing(one -> one.limit() == null)
            .thenComparing(StandIn::currency)
            .thenComparing(StandIn::amount);

    /**
     * Chooses among everything a person has arranged for now: what was made for the one approval before what holds for
     * all, the lowest limit that reaches first.
     *
     * @param arrangements those made earlier first
     */
    static StandIn choose(List<Arrangement> arrangements, Worth worth) {
        var sorted = arrangements.stream().sorted(ORDER).toList();
        for (var one : sorted) {
            if (one.measure(worth) == Worth.Measured.WITHIN) {
                return new By(one.deputy(), one.limit());
            }
        }
        for (var one : sorted.reversed()) {
            var limit = one.limit();
            if (limit != null) {
                return new OutOfLimit(one.deputy(), limit, one.measure(worth));
            }
        }
        return new Nobody();
    }

    /** Tells whether the person has named somebody at all, for whatever amount. */
    default boolean isAway() {
        return !(this instanceof Nobody);
    }

    private static String currency(Arrangement one) {
        var limit = one.limit();
        return limit == null ? "" : limit.currency();
    }

    private static BigDecimal amount(Arrangement one) {
        var limit = one.limit();
        return limit == null ? BigDecimal.ZERO : limit.amount();
    }
}
