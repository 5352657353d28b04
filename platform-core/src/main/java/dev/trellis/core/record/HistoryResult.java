package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of asking for a record's history. */
public sealed interface HistoryResult {

    record Entries(List<Entry> entries) implements HistoryResult {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /** The record, or its history, does not exist for this actor. */
    record NotFound() implements HistoryResult {}

    /**
     * One save.
     *
     * @param by the person, or null where the platform acted by itself
     * @param byName as it was called when it happened
     * @param door web, api, rule, flow, platform
     */
    record Entry(Instant at, @Nullable RecordId by, String byName, String door, Kind kind, List<FieldChange> changes) {
        public Entry {
            changes = List.copyOf(changes);
        }
    }

    enum Kind {
        CREATED,
        CHANGED,
        DELETED,
        RESTORED,
        /** Another record was merged into it. */
        MERGED,
        /** That was undone. */
        UNMERGED
    }

    /**
     * One field of the record or of a line.
     *
     * @param path {@code total} or {@code lines[2].quantity}
     * @param before carrier, null for blank
     * @param after carrier, null for blank
     * @param beforeText as people read it
     * @param afterText as people read it
     * @param masked whether the reader learns no more than that it changed
     */
    record FieldChange(
            String path,
            @Nullable Object before,
            @Nullable Object after,
            String beforeText,
            String afterText,
            boolean masked) {}
}
