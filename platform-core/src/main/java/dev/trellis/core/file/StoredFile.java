package dev.trellis.core.file;

import dev.trellis.core.field.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file besides its content.
 *
 * @param record the record that it belongs to, or null as long as none does
 * @param root the first version of it, itself for the first
 */
public record StoredFile(
        RecordId id,
        String name,
        String mediaType,
        long size,
        String entity,
        String field,
        @Nullable RecordId record,
        RecordId root,
        @Nullable RecordId createdBy,
        String createdByName,
        Instant createdAt) {}
