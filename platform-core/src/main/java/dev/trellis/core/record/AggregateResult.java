package dev.trellis.core.record;

import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outcome of an aggregate. */
public sealed interface AggregateResult {

    record Rows(List<Row> rows) implements AggregateResult {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    record Invalid(List<Problem> problems) implements AggregateResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    record Denied(Problem problem) implements AggregateResult {}

    /** One group: its keys in the order of groupBy, with display texts, and its measures in order. */
    record Row(List<@Nullable Object> keys, List<String> labels, List<@Nullable Object> measures) {
        public Row(List<@Nullable Object> keys, List<String> labels, List<@Nullable Object> measures) {
            this.keys = Collections.unmodifiableList(new ArrayList<>(keys));
            this.labels = List.copyOf(labels);
            this.measures = Collections.unmodifiableList(new ArrayList<>(measures));
        }
    }
}
