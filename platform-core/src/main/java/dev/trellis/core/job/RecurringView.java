package dev.trellis.core.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recurring job as operators see it.
 *
 * @param running whether a node is at it
 * @param lastSuccess when it last went well; null if it never did
 * @param failures how often in a row it has failed
 * @param problem what went wrong last; null where the last run went well
 */
public record RecurringView(
        String id,
        boolean running,
        Instant due,
        @Nullable Instant lastSuccess,
        @Nullable Instant lastFailure,
        int failures,
        @Nullable String problem) {}
