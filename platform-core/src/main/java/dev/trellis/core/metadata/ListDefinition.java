package dev.trellis.core.metadata;

import dev.trellis.core.name.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A saved view of an entity's records.
 *
 * @param columns field ids or paths over lookups ({@code account.industry}); the title comes first
 * @param filter an expression, or null for all
 */
public record ListDefinition(
        String id,
        Label label,
        String entity,
        List<String> columns,
        @Nullable String filter,
        List<SortKey> sort) implements Definition {

    public ListDefinition {
        columns = List.copyOf(columns);
        sort = List.copyOf(sort);
    }

    @Override
    public Kind kind() {
        return Kind.LIST;
    }

    /** One sort key; blanks come last whatever the direction. */
    public record SortKey(String path, boolean descending) {}
}
