package dev.trellis.form.session;

import dev.trellis.core.expression.ErrorCode;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of the record or of one line while one event is worked on; never leaves the session. */
final class WorkingRow {

    final String entity;
    final @Nullable RecordId id;
    /** The line-items field and the line's key; null for the record itself. */
    final @Nullable String lines;

    final @Nullable String key;
    final Map<String, @Nullable Object> values;
    Map<String, @Nullable Object> original;
    final Map<String, String> labels;
    final Set<String> touched;
    final Map<String, Problem> refused;
    final Map<String, ErrorCode> errors;

    WorkingRow(String entity, @Nullable RecordId id, @Nullable String lines, @Nullable String key, FormState.Row row) {
        this.entity = entity;
        this.id = id;
        this.lines = lines;
        this.key = key;
        this.values = new LinkedHashMap<>(row.values());
        this.original = row.original();
        this.labels = new HashMap<>(row.labels());
        this.touched = new HashSet<>(row.touched());
        this.refused = new HashMap<>(row.refused());
        this.errors = new HashMap<>(row.errors());
    }

    boolean isNew() {
        return id == null;
    }

    FormState.Cell cell(String field) {
        return new FormState.Cell(lines, key, field);
    }

    FormState.Row toRow() {
        return new FormState.Row(values, original, labels, touched, refused, errors);
    }

    FormState.Line toLine() {
        return new FormState.Line(key == null ? "" : key, id, toRow());
    }
}
