package dev.trellis.workflow.activity;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.ActivityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what happened to a record, as far as somebody may see it. */
@Singleton
public final class Activities {

    private final Records records;

    Activities(Records records) {
        this.records = records;
    }

    /**
     * One thing that happened.
     *
     * @param how the code of the way, empty where there is none
     * @param by the name of whoever has it
     */
    public record Happened(String entity, RecordId id, Instant at, String text, String how, String by) {}

    /** Returns the kinds of activity whose records can refer to those of an entity. */
    static List<ActivityDefinition> about(VisibleSchema schema, String entity) {
        return schema.metadata().all(ActivityDefinition.class).stream()
                .filter(activity -> lookup(schema, activity.entity(), entity).isPresent())
                .toList();
    }

    /** Finds the field by which records of one entity lead to another. */
    static Optional<FieldDefinition> lookup(VisibleSchema schema, String from, String to) {
        return schema.fields(from).stream()
                .filter(field -> !SystemFields.ALL.contains(field.id())
                        && field.type().storage() instanceof Storage.OneColumn
                        && field.type().valueType() instanceof ValueType.Ref(var target)
                        && target.equals(to))
                .findFirst();
    }

    /** Returns the latest first. */
    public List<Happened> of(Actor.Person actor, String entity, RecordId id, int most) {
        var schema = records.schema(actor);
        var happened = new ArrayList<Happened>();
        for (var activity : about(schema, entity)) {
            happened.addAll(read(
                    actor,
                    schema,
                    activity,
                    lookup(schema, activity.entity(), entity).orElseThrow(),
                    id,
                    most));
        }
        return happened.stream()
                .sorted(Comparator.comparing(Happened::at).reversed())
                .limit(most)
                .toList();
    }

    private List<Happened> read(
            Actor.Person actor,
            VisibleSchema schema,
            ActivityDefinition activity,
            FieldDefinition lookup,
            RecordId id,
            int most) {
        var paths = new LinkedHashSet<String>();
        for (var path : new String[] {activity.text(), activity.at(), activity.how(), SystemFields.OWNER}) {
            if (path != null && schema.field(activity.entity(), path).isPresent()) {
                paths.add(path);
            }
        }
        if (!paths.contains(activity.at())) {
            return List.of();
        }
        var query = RecordQuery.of(activity.entity(), List.copyOf(paths))
                .filtered(lookup.id() + " = :record", Map.of("record", id))
                .sorted(List.of(new SortKey(activity.at(), true)))
                .page(0, most);
        return records.query(actor, query) instanceof QueryResult.Page page
                ? page.items().stream()
                        .filter(item -> item.value(activity.at()) instanceof Instant)
                        .map(item -> happened(activity, item))
                        .toList()
                : List.of();
    }

    private static Happened happened(ActivityDefinition activity, StoredRecord item) {
        var how = activity.how() == null ? null : item.value(activity.how());
        return new Happened(
                activity.entity(),
                item.id(),
                item.value(activity.at()) instanceof Instant at ? at : Instant.EPOCH,
                item.value(activity.text()) instanceof String text ? text : "",
                how instanceof String code ? code : "",
                item.labels().getOrDefault(SystemFields.OWNER, ""));
    }
}
