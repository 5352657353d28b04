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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which fields of an entity would be found faster with an index, and why: because a list is narrowed by them, or because
 * people filter and sort by them. What has an index is not among them. Pure.
 */
public record IndexAdvice(FieldDefinition field, List<ListDefinition> lists, long uses) {

    /** Fewer uses say nothing. */
    private static final long LEAST_USES = 20;

    public IndexAdvice {
        lists = List.copyOf(lists);
    }

    /** @param uses how often lists were asked for by each field, most often first */
    public static List<IndexAdvice> of(EntityDefinition entity, Metadata metadata, Map<String, Long> uses) {
        var indexed = SchemaPlanner.indexed(entity, metadata);
        var wanted = new LinkedHashMap<String, List<ListDefinition>>();
        for (var list : metadata.lists(entity.id())) {
            for (var field : narrowing(list, entity, metadata)) {
                wanted.computeIfAbsent(field, _ -> new ArrayList<>()).add(list);
            }
        }
        uses.forEach((field, times) -> {
            if (times >= LEAST_USES) {
                wanted.computeIfAbsent(field, _ -> new ArrayList<>());
            }
        });
        var advice = new ArrayList<IndexAdvice>();
        wanted.forEach((id, lists) -> entity.field(id)
                .filter(field -> !indexed.contains(id) && SchemaPlanner.mayBeIndexed(field))
                .ifPresent(field -> advice.add(new IndexAdvice(field, lists, uses.getOrDefault(id, 0L)))));
        return advice;
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
