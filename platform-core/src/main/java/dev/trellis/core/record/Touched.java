package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row that was written.
 *
 * @param before absent where it was made
 * @param after absent where it was deleted
 * @param fields the stored fields that differ; of rows that came or went, without meaning
 */
record Touched(
        Shape shape,
        RecordId id,
        @Nullable Row before,
        @Nullable Row after,
        Set<String> fields) {

    Touched {
        fields = Set.copyOf(fields);
    }

    static Touched made(Row row) {
        return new Touched(row.shape(), row.id(), null, row, Set.of());
    }

    static Touched changed(Row before, Row after, Set<String> fields) {
        return new Touched(after.shape(), after.id(), before, after, fields);
    }

    static Touched gone(Row row) {
        return new Touched(row.shape(), row.id(), row, null, Set.of());
    }

    boolean isMade() {
        return before == null;
    }

    boolean isGone() {
        return after == null;
    }
}
