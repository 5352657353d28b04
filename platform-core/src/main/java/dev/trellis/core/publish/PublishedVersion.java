package dev.trellis.core.publish;

import dev.trellis.core.field.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One published version.
 *
 * @param by the person, or null for the platform
 * @param byName as it was called then
 */
public record PublishedVersion(
        int version, String comment, Instant at, @Nullable RecordId by, String byName) {}
