package dev.trellis.core.action;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record like another, with its line items, owned by whoever does it. Numbers, stages, unique values and what the
 * actor may not write begin anew.
 */
@Singleton
final class CloneAction implements RecordAction {

    private final Records records;

    CloneAction(Records records) {
        this.records = records;
    }

    @Override
    public String id() {
        return "clone";
    }

    @Override
    public int position() {
        return 80;
    }

    @Override
    public boolean concerns(Actor.Person actor, VisibleSchema schema, String entity) {
        return schema.may(entity, Verb.CREATE)
                && schema.entity(entity)
                        .filter(found -> found.ownedBy() == null)
                        .isPresent();
    }

    @Override
    public boolean isOffered(Actor.Person actor, VisibleSchema schema, StoredRecord record) {
        return true;
    }

    @Override
    public List<ActionInput> inputs(
            Actor.Person actor, VisibleSchema schema, String entity, @Nullable StoredRecord record) {
        return List.of();
    }

    @Override
    public ActionOutcome run(ActionCall call) {
        if (!(records.find(call.actor(), call.entity(), call.id(), Set.of()) instanceof FindResult.Found(var found))) {
            return new ActionOutcome.Refused(new SaveResult.NotFound());
        }
        var values = values(call, found);
        var title = call.schema().entity(call.entity()).orElseThrow().title();
        if (values.get(title) instanceof String name) {
            values.put(title, copyOf(name, call));
        }
        return switch (records.save(call.actor(), new Change.Create(call.entity(), values))) {
            case SaveResult.Saved saved -> new ActionOutcome.Done(call.entity(), saved.id());
            case SaveResult refused -> new ActionOutcome.Refused(refused);
        };
    }

    private static String copyOf(String name, ActionCall call) {
        return Messages.text("record-action.clone.title", call.actor().locale(), Map.of("title", name));
    }

    private static Map<String, @Nullable Object> values(ActionCall call, StoredRecord record) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var field : call.schema().fields(record.entity())) {
            if (isCopied(call.schema(), record.entity(), field)) {
                var value = record.value(field.id());
                if (!record.lines(field.id()).isEmpty()) {
                    values.put(
                            field.id(),
                            record.lines(field.id()).stream()
                                    .map(line -> new Change.Line(null, values(call, line)))
                                    .toList());
                } else if (value != null && !(value instanceof List<?>)) {
                    values.put(field.id(), value);
                }
            }
        }
        return values;
    }

    private static boolean isCopied(VisibleSchema schema, String entity, FieldDefinition field) {
        return !SystemFields.ALL.contains(field.id())
                && !field.type().isComputed()
                && !field.unique()
                && field.type().stagesOf().isEmpty()
                && schema.right(entity, field.id()) == FieldRight.WRITE;
    }
}
