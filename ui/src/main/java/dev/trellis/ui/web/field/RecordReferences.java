package dev.trellis.ui.web.field;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Looks references up through the gate. */
public final class RecordReferences implements References {

    private final Records records;
    private final Supplier<Actor.Person> actor;

    public RecordReferences(Records records, Supplier<Actor.Person> actor) {
        this.records = records;
        this.actor = actor;
    }

    @Override
    public List<Reference> find(String entity, String text, int offset, int limit) {
        var title = records.schema(actor.get()).entity(entity).map(found -> found.title());
        if (title.isEmpty()) {
            return List.of();
        }
        var query = RecordQuery.of(entity, List.of(title.get()))
                .searching(text.isBlank() ? null : text.strip())
                .sorted(List.of(new SortKey(title.get(), false)))
                .page(offset, limit);
        return switch (records.query(actor.get(), query)) {
            case QueryResult.Page page ->
                page.items().stream()
                        .map(item -> new Reference(item.id(), String.valueOf(item.value(title.get()))))
                        .toList();
            case QueryResult.Invalid ignored -> List.of();
            case QueryResult.Denied ignored -> List.of();
        };
    }

    @Override
    public Optional<Reference> get(String entity, RecordId id) {
        return records.schema(actor.get())
                .entity(entity)
                .map(EntityDefinition::title)
                .flatMap(title -> switch (records.find(actor.get(), entity, id, Set.of(title))) {
                    case FindResult.Found(var found) ->
                        Optional.of(new Reference(id, String.valueOf(found.value(title))));
                    case FindResult.NotFound _, FindResult.Invalid _ -> Optional.empty();
                });
    }
}
