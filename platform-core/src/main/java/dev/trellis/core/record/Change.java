package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change to one record. Values are carriers (see {@link dev.trellis.core.field.ValueType}) by field id; a field that
 * is absent stays as it is, {@code null} makes it blank. The value of a line-items field is a {@code List<Line>}: the
 * whole list, in order; lines of the stored record that are not in it are deleted.
 */
public sealed interface Change {

    String entity();

    record Create(String entity, Map<String, @Nullable Object> values) implements Change {
        public Create(String entity, Map<String, @Nullable Object> values) {
            this.entity = entity;
            this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** @param version the version the caller has seen */
    record Update(String entity, RecordId id, int version, Map<String, @Nullable Object> values) implements Change {
        public Update(String entity, RecordId id, int version, Map<String, @Nullable Object> values) {
            this.entity = entity;
            this.id = id;
            this.version = version;
            this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** Moves a record, with its line items, to the recycle bin. */
    record Delete(String entity, RecordId id, int version) implements Change {}

    /**
     * Takes a record back out of the recycle bin, with the line items that went there with it. Whoever may delete it may
     * do so; a value that must be unique and is taken by now refuses it.
     */
    record Restore(String entity, RecordId id) implements Change {}

    /**
     * Sets or clears the approval lock without a new version; only for the platform's purpose APPROVAL.
     *
     * @param holder what holds the lock (an approval instance), or null to clear
     * @param openFields the fields that may be written in spite of the lock
     */
    record Lock(String entity, RecordId id, @Nullable RecordId holder, List<String> openFields) implements Change {
        public Lock {
            openFields = List.copyOf(openFields);
        }
    }

    /** A line of a line-items field; without id a new one. */
    record Line(@Nullable RecordId id, Map<String, @Nullable Object> values) {
        public Line(@Nullable RecordId id, Map<String, @Nullable Object> values) {
            this.id = id;
            this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
