package dev.trellis.core.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for groups with measures.
 *
 * @param groupBy field ids or paths
 * @param measures in order
 */
public record RecordAggregate(
        String entity,
        List<String> groupBy,
        List<Measure> measures,
        @Nullable String filter,
        Map<String, @Nullable Object> parameters) {

    public RecordAggregate(
            String entity,
            List<String> groupBy,
            List<Measure> measures,
            @Nullable String filter,
            Map<String, @Nullable Object> parameters) {
        this.entity = entity;
        this.groupBy = List.copyOf(groupBy);
        this.measures = List.copyOf(measures);
        this.filter = filter;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** @param path the measured field, or null for COUNT */
    public record Measure(Function function, @Nullable String path) {}

    public enum Function {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX
    }
}
