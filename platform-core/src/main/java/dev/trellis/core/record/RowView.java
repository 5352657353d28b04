package dev.trellis.core.record;

import dev.trellis.core.expression.CompositeRow;
import dev.trellis.core.expression.ExpressionRow;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.RecordId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row as expressions read it. */
record RowView(Row row, RelatedRows related) implements ExpressionRow {

    @Override
    public @Nullable Object value(String field) {
        return row.get(field);
    }

    @Override
    public Optional<ExpressionRow> related(String lookupField) {
        if (row.get(lookupField) instanceof Composite whole) {
            return Optional.of(new CompositeRow(whole));
        }
        var target = row.shape().field(lookupField).flatMap(FieldShape::target);
        return target.isPresent() && row.get(lookupField) instanceof RecordId id
                ? related.find(target.get(), id).map(found -> new RowView(found, related))
                : Optional.empty();
    }

    @Override
    public List<? extends ExpressionRow> rows(String childrenField) {
        return row.shape()
                .field(childrenField)
                .map(field -> related.lines(row, field).stream()
                        .map(line -> new RowView(line, related))
                        .toList())
                .orElse(List.of());
    }
}
