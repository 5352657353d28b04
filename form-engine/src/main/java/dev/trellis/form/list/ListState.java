package dev.trellis.form.list;

import dev.trellis.core.metadata.ListDefinition.SortKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person has set on an open list.
 *
 * @param search a text that must occur in the title; empty for none
 * @param filters all must hold
 * @param sort overrides the list's own order where it is not empty
 * @param first how many rows are skipped
 */
public record ListState(String search, List<Filter> filters, List<SortKey> sort, int first, int size) {

    public static final ListState OPENED = new ListState("", List.of(), List.of(), 0, 50);

    public ListState {
        search = search.strip();
        filters = List.copyOf(filters);
        sort = List.copyOf(sort);
    }

    public ListState searching(String text) {
        return new ListState(text, filters, sort, 0, size);
    }

    /** Adds a filter, or replaces the one on the same path with the same operator. */
    public ListState with(Filter filter) {
        var changed = new ArrayList<Filter>();
        for (var other : filters) {
            if (!other.path().equals(filter.path()) || other.operator() != filter.operator()) {
                changed.add(other);
            }
        }
        changed.add(filter);
        return new ListState(search, changed, sort, 0, size);
    }

    public ListState without(Filter filter) {
        return new ListState(
                search, filters.stream().filter(other -> !other.equals(filter)).toList(), sort, 0, size);
    }

    public ListState sorted(List<SortKey> keys) {
        return new ListState(search, filters, keys, 0, size);
    }

    public ListState page(int skipped, int count) {
        return new ListState(search, filters, sort, skipped, count);
    }

    /** Tells whether the person narrows the list beyond its own condition. */
    public boolean isNarrowed() {
        return !search.isEmpty() || !filters.isEmpty();
    }

    /**
     * One condition.
     *
     * @param path a path of {@link ResolvedList#filters}
     * @param values carriers, as many as the operator takes
     */
    public record Filter(String path, Operator operator, List<@Nullable Object> values) {
        // Spelled out: a compact constructor loses the annotation of the values.
        public Filter(String path, Operator operator, List<@Nullable Object> values) {
            this.path = path;
            this.operator = operator;
            this.values = Collections.unmodifiableList(new ArrayList<>(values));
        }

        public static Filter of(String path, Operator operator, Object... values) {
            return new Filter(path, operator, List.of(values));
        }
    }
}
