package dev.trellis.core.record;

import dev.trellis.core.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would be stored.
 *
 * @param values all fields the actor may read, formulas computed; line items as {@code List<Change.Line>}
 * @param labels display texts of references by field id
 * @param problems what would be refused
 */
public record Preview(Map<String, @Nullable Object> values, Map<String, String> labels, List<Problem> problems) {

    public Preview(Map<String, @Nullable Object> values, Map<String, String> labels, List<Problem> problems) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.labels = Map.copyOf(labels);
        this.problems = List.copyOf(problems);
    }
}
