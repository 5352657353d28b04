package dev.trellis.core.expression;

import dev.trellis.core.field.Composite;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of a value, as paths like {@code address.city} read them. */
public record CompositeRow(Composite whole) implements ExpressionRow {

    @Override
    public @Nullable Object value(String field) {
        return whole.part(field);
    }

    @Override
    public Optional<ExpressionRow> related(String lookupField) {
        return Optional.empty();
    }

    @Override
    public List<? extends ExpressionRow> rows(String childrenField) {
        return List.of();
    }
}
