package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody stands in for a person who is away.
 *
 * @param approval the only approval for which it holds, or null for all
 */
public record Deputy(RecordId id, RecordId deputy, @Nullable String approval, Instant from, Instant until) {}
