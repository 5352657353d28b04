package dev.trellis.core.job;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Supplier;

/** Says when a recurring job is due next. */
@FunctionalInterface
public interface Recurrence {

    /** Returns the first moment after {@code time} at which the job is due. */
    Instant next(Instant time);

    /** So long after it was last done. */
    static Recurrence every(Duration pause) {
        return time -> time.plus(pause);
    }

    /** Once a day at a time of day; at the next moment that exists where clocks jump over it. */
    static Recurrence dailyAt(LocalTime at, Supplier<ZoneId> zone) {
        return time -> {
            var here = time.atZone(zone.get());
            var today = here.toLocalDate().atTime(at).atZone(here.getZone());
            return (today.isAfter(here)
                            ? today
                            : here.toLocalDate().plusDays(1).atTime(at).atZone(here.getZone()))
                    .toInstant();
        };
    }
}
