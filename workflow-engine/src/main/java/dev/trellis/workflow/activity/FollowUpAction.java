package dev.trellis.workflow.activity;

import dev.trellis.core.access.Actor;
import dev.trellis.core.action.ActionCall;
import dev.trellis.core.action.ActionInput;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.action.RecordAction;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.ActivityDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what happened to a record. What the record itself refers to is referred to as well: a call about an opportunity
 * is one about its account.
 */
@Singleton
final class FollowUpAction implements RecordAction {

    private final Records records;

    FollowUpAction(Records records) {
        this.records = records;
    }

    @Override
    public String id() {
        return "follow-up";
    }

    @Override
    public int position() {
        return 30;
    }

    @Override
    public Label label(VisibleSchema schema, String entity) {
        return activity(schema, entity).map(ActivityDefinition::label).orElse(Label.EMPTY);
    }

    @Override
    public boolean concerns(Actor.Person actor, VisibleSchema schema, String entity) {
        return activity(schema, entity).isPresent();
    }

    private static Optional<ActivityDefinition> activity(VisibleSchema schema, String entity) {
        return Activities.about(schema, entity).stream()
                .filter(activity -> schema.may(activity.entity(), Verb.CREATE))
                .findFirst();
    }

    @Override
    public boolean isOffered(Actor.Person actor, VisibleSchema schema, StoredRecord record) {
        return record.value(SystemFields.OWNER) != null;
    }

    @Override
    public List<ActionInput> inputs(
            Actor.Person actor, VisibleSchema schema, String entity, @Nullable StoredRecord record) {
        return activity(schema, entity).stream()
                .flatMap(activity -> Stream.concat(
                        input(schema, activity.entity(), activity.text(), true),
                        input(schema, activity.entity(), activity.how(), false)))
                .toList();
    }

    private static Stream<ActionInput> input(
            VisibleSchema schema, String entity, @Nullable String field, boolean required) {
        return field == null || schema.right(entity, field) != FieldRight.WRITE
                ? Stream.empty()
                : schema.field(entity, field).stream()
                        .map(found -> new ActionInput(found.id(), found.label(), found.type(), required, false, null));
    }

    @Override
    public ActionOutcome run(ActionCall call) {
        var activity = activity(call.schema(), call.entity());
        if (activity.isEmpty()
                || !(records.find(call.actor(), call.entity(), call.id(), Set.of())
                        instanceof FindResult.Found(var record))) {
            return new ActionOutcome.Refused(new SaveResult.NotFound());
        }
        var values = new LinkedHashMap<String, @Nullable Object>(references(call, activity.get(), record));
        call.values().forEach((name, value) -> {
            if (value != null) {
                values.put(name, value);
            }
        });
        return switch (records.save(
                call.actor(), new Change.Create(activity.get().entity(), values))) {
            case SaveResult.Saved _ -> new ActionOutcome.Done(call.entity(), call.id());
            case SaveResult refused -> new ActionOutcome.Refused(refused);
        };
    }

    private static Map<String, RecordId> references(ActionCall call, ActivityDefinition activity, StoredRecord record) {
        var schema = call.schema();
        var references = new LinkedHashMap<String, RecordId>();
        for (var field : schema.fields(activity.entity())) {
            if (SystemFields.ALL.contains(field.id())
                    || schema.right(activity.entity(), field.id()) != FieldRight.WRITE
                    || !(field.type().valueType() instanceof ValueType.Ref(var target))) {
                continue;
            }
            if (target.equals(call.entity())) {
                references.put(field.id(), call.id());
            } else {
                Activities.lookup(schema, call.entity(), target)
                        .map(lookup -> record.value(lookup.id()))
                        .ifPresent(value -> references.put(field.id(), (RecordId) value));
            }
        }
        return references;
    }
}
