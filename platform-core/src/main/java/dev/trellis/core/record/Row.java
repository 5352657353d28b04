package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record in the gate's hands, every column of it, system fields among the values. Its lines are absent until they are
 * read. Belongs to one call; never leaves the gate.
 */
final class Row {

    private final Shape shape;
    private final RecordId id;
    private final Map<String, @Nullable Object> values;
    private final Map<String, List<Row>> lines = new HashMap<>();
    private List<String> openFields = List.of();

    Row(Shape shape, RecordId id, Map<String, @Nullable Object> values) {
        this.shape = shape;
        this.id = id;
        this.values = new HashMap<>(values);
        this.values.put(SystemFields.ID, id);
    }

    Shape shape() {
        return shape;
    }

    RecordId id() {
        return id;
    }

    @Nullable
    Object get(String field) {
        return values.get(field);
    }

    void set(String field, @Nullable Object value) {
        values.put(field, value);
    }

    Map<String, @Nullable Object> values() {
        return Collections.unmodifiableMap(values);
    }

    int version() {
        return values.get(SystemFields.VERSION) instanceof BigDecimal version ? version.intValueExact() : 0;
    }

    int position() {
        return values.get(SystemFields.POSITION) instanceof BigDecimal position ? position.intValueExact() : 0;
    }

    @Nullable
    RecordId reference(String field) {
        return values.get(field) instanceof RecordId reference ? reference : null;
    }

    @Nullable
    RecordId owner() {
        return reference(SystemFields.OWNER);
    }

    @Nullable
    RecordId department() {
        return reference(SystemFields.DEPARTMENT);
    }

    @Nullable
    RecordId lock() {
        return reference(SystemFields.LOCK);
    }

    List<String> openFields() {
        return openFields;
    }

    void openFields(List<String> fields) {
        this.openFields = List.copyOf(fields);
    }

    @Nullable
    List<Row> lines(String field) {
        return lines.get(field);
    }

    void lines(String field, List<Row> rows) {
        lines.put(field, List.copyOf(rows));
    }

    /** Returns a row with the same values and the same lines, to be changed apart. */
    Row copy() {
        var copy = new Row(shape, id, values);
        copy.openFields = openFields;
        lines.forEach((field, rows) -> {
            var copies = new ArrayList<Row>(rows.size());
            rows.forEach(row -> copies.add(row.copy()));
            copy.lines.put(field, copies);
        });
        return copy;
    }
}
