package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row that was written.
 *
 * @param before absent where it came
 * @param after absent where it went
 * @param fields the stored fields that differ; of rows that came or went, without meaning
 */
record Touched(
        Kind kind,
        Shape shape,
        RecordId id,
        @Nullable Row before,
        @Nullable Row after,
        Set<String> fields) {

    Touched {
        fields = Set.copyOf(fields);
    }

    /** What became of it. */
    enum Kind {
        /** New: nothing refers to it yet. */
        MADE,
        CHANGED,
        DELETED,
        /** Back from the recycle bin, with values computed before it went there. */
        RESTORED
    }

    static Touched made(Row row) {
        return new Touched(Kind.MADE, row.shape(), row.id(), null, row, Set.of());
    }

    static Touched changed(Row before, Row after, Set<String> fields) {
        return new Touched(Kind.CHANGED, after.shape(), after.id(), before, after, fields);
    }

    static Touched deleted(Row row) {
        return new Touched(Kind.DELETED, row.shape(), row.id(), row, null, Set.of());
    }

    static Touched restored(Row row) {
        return new Touched(Kind.RESTORED, row.shape(), row.id(), null, row, Set.of());
    }

    /** Tells whether what reads a field of it may come out differently now. */
    boolean concerns(String field) {
        return kind != Kind.CHANGED || fields.contains(field);
    }
}
