package dev.trellis.core.merge;

import dev.trellis.core.field.RecordId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A merge that was done.
 *
 * @param changes by field of the survivor the value before and the value after; of line items the ids that were added
 * @param undone when it was undone
 */
public record Merge(
        RecordId id,
        String entity,
        RecordId survivor,
        RecordId other,
        Instant at,
        @Nullable RecordId by,
        String byName,
        Map<String, JsonNode> changes,
        Optional<Instant> undone) {

    public Merge {
        changes = Map.copyOf(changes);
    }
}
