package dev.trellis.core.expression;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What one unit of a currency was worth in the workspace's currency on a day. */
public interface Rates {

    /** No currency has a rate. */
    Rates NONE = (_, _) -> Optional.empty();

    /** Returns the rate that was valid on a day: the last one from that day or before; more than zero. */
    Optional<BigDecimal> rate(String currency, LocalDate day);

    /** Returns rates that are looked up once each; for one unit of work and one thread. */
    default Rates remembered() {
        record Asked(String currency, LocalDate day) {}
        Map<Asked, Optional<BigDecimal>> known = new HashMap<>();
        return (currency, day) -> {
            var asked = new Asked(currency, day);
            var found = known.get(asked);
            if (found == null) {
                found = rate(currency, day);
                known.put(asked, found);
            }
            return found;
        };
    }
}
