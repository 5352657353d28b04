package dev.trellis.workflow.notify;

import dev.trellis.core.field.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that one person was told, as that person reads it now.
 *
 * @param text one sentence in the reader's language
 * @param path the page that it is about, without a leading slash; empty where there is none
 */
public record Notice(
        RecordId id,
        NoticeKind kind,
        String text,
        String path,
        @Nullable RecordId task,
        Instant at,
        boolean read) {}
