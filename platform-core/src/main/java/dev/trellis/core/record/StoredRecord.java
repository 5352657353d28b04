package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as one actor may see it.
 *
 * @param values carriers by field id or path; a key that is absent was not asked for or does not exist for the actor,
 *     {@code null} is blank; the value of a line-items field is a {@code List<StoredRecord>}
 * @param labels display texts of references by field id or path
 * @param lock the approval instance that locks the record, or null
 */
public record StoredRecord(
        String entity,
        RecordId id,
        int version,
        Map<String, @Nullable Object> values,
        Map<String, String> labels,
        @Nullable RecordId lock,
        May may) {

    // Spelled out, here and in the other records with nullable values: a compact constructor loses the annotations.
    public StoredRecord(
            String entity,
            RecordId id,
            int version,
            Map<String, @Nullable Object> values,
            Map<String, String> labels,
            @Nullable RecordId lock,
            May may) {
        this.entity = entity;
        this.id = id;
        this.version = version;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.labels = Map.copyOf(labels);
        this.lock = lock;
        this.may = may;
    }

    public @Nullable Object value(String path) {
        return values.get(path);
    }

    /** The line items of a field, in order. */
    public List<StoredRecord> lines(String field) {
        if (!(values.get(field) instanceof List<?> rows)) {
            return List.of();
        }
        return rows.stream().map(StoredRecord.class::cast).toList();
    }

    /** What this actor may do with this record now. */
    public record May(boolean edit, boolean delete, boolean transfer, boolean history) {}
}
