package dev.trellis.workflow.pipeline;

import dev.trellis.core.access.Actor;
import dev.trellis.core.action.ActionCall;
import dev.trellis.core.action.ActionInput;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.action.RecordAction;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.PipelineDefinition.Stage;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves a record to another stage, the next one if none is named, and fills in on the way what the stage asks for. An
 * ordinary save: the gate decides.
 */
@Singleton
final class AdvanceAction implements RecordAction {

    static final String TO = "to";

    private final Records records;

    AdvanceAction(Records records) {
        this.records = records;
    }

    @Override
    public String id() {
        return "advance";
    }

    @Override
    public int position() {
        return 20;
    }

    @Override
    public boolean isProminent() {
        return true;
    }

    @Override
    public boolean concerns(Actor.Person actor, VisibleSchema schema, String entity) {
        return schema.may(entity, Verb.EDIT) && staging(schema, entity).isPresent();
    }

    /** The first pipeline whose field the actor may write. */
    private static Optional<Staging> staging(VisibleSchema schema, String entity) {
        return Staging.of(schema.metadata(), entity).stream()
                .filter(staging -> schema.right(entity, staging.field()) == FieldRight.WRITE)
                .findFirst();
    }

    @Override
    public boolean isOffered(Actor.Person actor, VisibleSchema schema, StoredRecord record) {
        return record.may().edit()
                && staging(schema, record.entity())
                        .flatMap(staging -> staging.pipeline()
                                .stage(record.value(staging.field()))
                                .flatMap(staging::next))
                        .isPresent();
    }

    @Override
    public List<ActionInput> inputs(
            Actor.Person actor, VisibleSchema schema, String entity, @Nullable StoredRecord record) {
        var staging = staging(schema, entity);
        if (staging.isEmpty()) {
            return List.of();
        }
        var field = schema.field(entity, staging.get().field()).orElseThrow();
        var next = record == null
                ? Optional.<Stage>empty()
                : staging.get().pipeline().stage(record.value(field.id())).flatMap(staging.get()::next);
        var inputs = new ArrayList<ActionInput>();
        inputs.add(ActionInput.required(TO, field.label(), field.type())
                .startingWith(next.map(Stage::id).orElse(null)));
        for (var asked : asked(staging.get())) {
            schema.field(entity, asked)
                    .filter(found -> schema.right(entity, asked) == FieldRight.WRITE && !asked.equals(field.id()))
                    .ifPresent(found -> inputs.add(onDemand(found, record)));
        }
        return inputs;
    }

    private static ActionInput onDemand(FieldDefinition field, @Nullable StoredRecord record) {
        return ActionInput.onDemand(field.id(), field.label(), field.type())
                .startingWith(record == null ? null : record.value(field.id()));
    }

    /** What some stage may ask for. */
    private static Set<String> asked(Staging staging) {
        var asked = new LinkedHashSet<String>();
        staging.pipeline().stages().forEach(stage -> {
            asked.addAll(stage.tasks());
            asked.addAll(stage.required());
        });
        return asked;
    }

    @Override
    public ActionOutcome run(ActionCall call) {
        var staging = staging(call.schema(), call.entity());
        if (staging.isEmpty()
                || !(records.find(call.actor(), call.entity(), call.id(), Set.of())
                        instanceof FindResult.Found(var record))) {
            return new ActionOutcome.Refused(new SaveResult.NotFound());
        }
        var to = call.value(TO);
        if (to == null || to.equals(record.value(staging.get().field()))) {
            return ActionOutcome.refused(Problem.at(TO, StageProblem.ALREADY_THERE));
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        call.values().forEach((name, value) -> {
            if (!name.equals(TO) && value != null) {
                values.put(name, value);
            }
        });
        values.put(staging.get().field(), to);
        var saved = records.save(call.actor(), new Change.Update(call.entity(), call.id(), record.version(), values));
        return switch (saved) {
            case SaveResult.Saved _ -> new ActionOutcome.Done(call.entity(), call.id());
            case SaveResult.Rejected(var problems) ->
                ActionOutcome.refused(problems.stream()
                        .map(problem -> problem.path().equals(staging.get().field())
                                ? new Problem(TO, problem.code(), problem.arguments())
                                : problem)
                        .toList());
            case SaveResult refused -> new ActionOutcome.Refused(refused);
        };
    }
}
