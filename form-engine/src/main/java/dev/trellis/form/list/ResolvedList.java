package dev.trellis.form.list;

import dev.trellis.core.metadata.ListDefinition.SortKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A saved view as one actor sees it.
 *
 * @param id the list's id, or {@link ListComposer#GENERATED}
 * @param columns the title first; what the actor may not read is not among them
 * @param filters every field of the entity that can be filtered, shown as a column or not
 * @param filter the list's own condition, or null for all records
 * @param sort the order in which it opens
 */
public record ResolvedList(
        String entity,
        String id,
        String label,
        Locale locale,
        List<ListColumn> columns,
        List<ListColumn> filters,
        @Nullable String filter,
        List<SortKey> sort) {

    public ResolvedList {
        columns = List.copyOf(columns);
        filters = List.copyOf(filters);
        sort = List.copyOf(sort);
    }

    /** Finds a column or filter field by its path. */
    public Optional<ListColumn> column(String path) {
        return java.util.stream.Stream.concat(columns.stream(), filters.stream())
                .filter(column -> column.path().equals(path))
                .findFirst();
    }
}
