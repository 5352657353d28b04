package dev.trellis.core.job;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One piece of background work as its owner and operators see it.
 *
 * @param kind names the kind in the message files: {@code job.<kind>}
 * @param title what it is about
 * @param total how much there is to do in all; 0 where nobody knows
 * @param due when it is tried next; null where it is not
 * @param problem what went wrong last; null where nothing did
 * @param by who began it; null for the platform
 */
public record JobView(
        RecordId id,
        String kind,
        Label title,
        JobState state,
        long done,
        long total,
        int attempts,
        @Nullable Instant due,
        @Nullable String problem,
        @Nullable RecordId by,
        Instant createdAt,
        @Nullable Instant finishedAt,
        boolean mayCancel,
        boolean mayRetry) {}
