package dev.trellis.core.sharing;

import dev.trellis.core.access.Recipient;
import dev.trellis.core.field.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record shared with somebody.
 *
 * @param writing whether for writing or only for reading
 * @param collaborator whether the recipient works on the record beside its owner, and is shown as such
 * @param until the moment at which it ends by itself; null for no end
 * @param by who shared it; null for the platform
 */
public record Share(
        RecordId id,
        String entity,
        RecordId record,
        Recipient recipient,
        boolean writing,
        boolean collaborator,
        @Nullable Instant until,
        Instant since,
        @Nullable RecordId by) {

    public boolean isOver(Instant now) {
        return until != null && !until.isAfter(now);
    }
}
