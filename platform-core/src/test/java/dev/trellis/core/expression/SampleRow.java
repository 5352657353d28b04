package dev.trellis.core.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row held in maps. */
final class SampleRow implements ExpressionRow {

    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, ExpressionRow> related = new HashMap<>();
    private final Map<String, List<ExpressionRow>> rows = new HashMap<>();

    SampleRow with(String field, Object value) {
        values.put(field, value);
        return this;
    }

    SampleRow to(String lookup, ExpressionRow row) {
        related.put(lookup, row);
        return this;
    }

    SampleRow row(String children, ExpressionRow row) {
        rows.computeIfAbsent(children, key -> new ArrayList<>()).add(row);
        return this;
    }

    @Override
    public Object value(String field) {
        return values.get(field);
    }

    @Override
    public Optional<ExpressionRow> related(String lookupField) {
        return Optional.ofNullable(related.get(lookupField));
    }

    @Override
    public List<ExpressionRow> rows(String childrenField) {
        return rows.getOrDefault(childrenField, List.of());
    }

    @Override
    public String toString() {
        return values + (related.isEmpty() ? "" : " " + related) + (rows.isEmpty() ? "" : " " + rows);
    }
}
