package dev.trellis.core.advice;

import dev.trellis.core.expression.Checked;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.Expressions;
import dev.trellis.core.expression.FieldPath;
import dev.trellis.core.expression.MetadataSchema;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.schema.SchemaPlanner;
import dev.trellis.core.schema.TableLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which fields of an entity would be found faster with an index, and why: because a list is narrowed by them, or because
 * people filter and sort by them. What has an index is not among them. Pure.
 *
 * @param uses how often people asked for it: by filtering and sorting, or by what the index serves of that
 * @param help what an index would do
 */
public record IndexAdvice(FieldDefinition field, List<ListDefinition> lists, long uses, Help help) {

    /** Fewer uses say nothing. */
    private static final long LEAST_USES = 20;

    public IndexAdvice {
        lists = List.copyOf(lists);
    }

    /** What an index on a field does. A row of a further table is joined to its record, which ends any order there. */
    public enum Help {
        FILTERS_AND_SORTING,
        /** The field stands in a further table. */
        FILTERS,
        /** The field stands in a further table, and all that is asked for is an order. */
        NOTHING
    }

    /**
     * Draws advice for one entity.
     *
     * @param layout in which tables its fields stand
     * @param uses how often lists were asked for by each field, most often first
     */
    public static List<IndexAdvice> of(
            EntityDefinition entity, Metadata metadata, TableLayout layout, Map<String, FieldUse.Uses> uses) {
        var indexed = SchemaPlanner.indexed(entity, metadata, layout);
        var wanted = new LinkedHashMap<String, List<ListDefinition>>();
        for (var list : metadata.lists(entity.id())) {
            for (var field : narrowing(list, entity, metadata)) {
                wanted.computeIfAbsent(field, _ -> new ArrayList<>()).add(list);
            }
        }
        uses.forEach((field, use) -> {
            if (use.times() >= LEAST_USES) {
                wanted.computeIfAbsent(field, _ -> new ArrayList<>());
            }
        });
        var advice = new ArrayList<IndexAdvice>();
        wanted.forEach((id, lists) -> entity.field(id)
                .filter(field -> !indexed.contains(id) && SchemaPlanner.mayBeIndexed(field))
                .ifPresent(field -> advice.add(advice(
                        field, lists, uses.getOrDefault(id, FieldUse.Uses.NONE), layout.numberOf(entity, field) > 0))));
        return advice;
    }

    private static IndexAdvice advice(
            FieldDefinition field, List<ListDefinition> lists, FieldUse.Uses uses, boolean isFurther) {
        if (!isFurther) {
            return new IndexAdvice(field, lists, uses.times(), Help.FILTERS_AND_SORTING);
        }
        return lists.isEmpty() && uses.filters() < LEAST_USES
                ? new IndexAdvice(field, lists, uses.times() - uses.filters(), Help.NOTHING)
                : new IndexAdvice(field, lists, uses.filters(), Help.FILTERS);
    }

    private static List<String> narrowing(ListDefinition list, EntityDefinition entity, Metadata metadata) {
        var filter = list.filter();
        if (filter == null) {
            return List.of();
        }
        return Expressions.check(filter, entity.id(), new MetadataSchema(metadata), Expected.BOOLEAN)
                        instanceof Checked.Valid(var expression)
                ? expression.references().stream()
                        .filter(path -> path.root() == FieldPath.Root.RECORD)
                        .map(FieldPath::first)
                        .distinct()
                        .sorted()
                        .toList()
                : List.of();
    }
}
