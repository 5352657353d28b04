package dev.trellis.core.expression;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One record as the evaluator reads it; values are the carriers that {@link dev.trellis.core.field.ValueType} lists. */
public interface ExpressionRow {

    /** Returns the value of a field of this record, {@code null} for blank. */
    @Nullable
    Object value(String field);

    /** Returns the record that a lookup names; empty where it is blank or the record is gone. */
    Optional<ExpressionRow> related(String lookupField);

    /** Returns the child rows in their order. */
    List<? extends ExpressionRow> rows(String childrenField);
}
