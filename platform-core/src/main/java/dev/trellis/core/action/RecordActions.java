package dev.trellis.core.action;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.many.Many;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Offers and does the actions of records. */
@Singleton
public final class RecordActions {

    private final Records records;
    private final UnitOfWork unit;
    private final Many many;
    private final List<RecordAction> actions;

    RecordActions(Records records, UnitOfWork unit, Many many, List<RecordAction> actions) {
        this.records = records;
        this.unit = unit;
        this.many = many;
        this.actions = actions.stream()
                .sorted(Comparator.comparingInt(RecordAction::position))
                .toList();
    }

    /** An action that can be done, with what it asks for. */
    public record Offer(String id, Label label, boolean prominent, List<ActionInput> inputs) {
        public Offer {
            inputs = List.copyOf(inputs);
        }

        /** Returns the same with one input filled in. */
        public Offer startingWith(String input, Object carrier) {
            return new Offer(
                    id,
                    label,
                    prominent,
                    inputs.stream()
                            .map(each -> each.id().equals(input) ? each.startingWith(carrier) : each)
                            .toList());
        }
    }

    /** Returns what can be done with a record. */
    public List<Offer> offered(Actor.Person actor, StoredRecord record) {
        var schema = records.schema(actor);
        return concerning(actor, schema, record.entity()).stream()
                .filter(action -> action.isOffered(actor, schema, record))
                .map(action -> offer(action, actor, schema, record.entity(), record))
                .toList();
    }

    /** Returns the ids of what can be done with a record. */
    public List<String> ids(Actor.Person actor, StoredRecord record) {
        var schema = records.schema(actor);
        return concerning(actor, schema, record.entity()).stream()
                .filter(action -> action.isOffered(actor, schema, record))
                .map(RecordAction::id)
                .toList();
    }

    /** Returns what can be done with several records of an entity at once; nothing without the right to. */
    public List<Offer> forSelection(Actor.Person actor, String entity) {
        if (many.refusal(actor, entity).isPresent()) {
            return List.of();
        }
        var schema = records.schema(actor);
        return concerning(actor, schema, entity).stream()
                .filter(RecordAction::takesSelection)
                .map(action -> offer(action, actor, schema, entity, null))
                .toList();
    }

    /** Returns what an action asks for; empty where there is none of that name for the actor. */
    public Optional<Offer> find(Actor.Person actor, String entity, @Nullable RecordId id, String action) {
        var schema = records.schema(actor);
        return concerning(actor, schema, entity).stream()
                .filter(each -> each.id().equals(action))
                .findFirst()
                .map(each -> offer(each, actor, schema, entity, id == null ? null : stored(actor, entity, id)));
    }

    /** Does one action with one record, in a unit of work of its own. */
    public ActionOutcome run(
            Actor.Person actor, String entity, RecordId id, String name, Map<String, @Nullable Object> values) {
        var schema = records.schema(actor);
        var concerning = concerning(actor, schema, entity);
        var action = concerning.stream().filter(each -> each.id().equals(name)).findFirst();
        if (action.isEmpty()) {
            return ActionOutcome.refused(Problem.at("action", ActionProblem.ACTION_NOT_FOUND)
                    .with("given", name)
                    .with("allowed", concerning.stream().map(RecordAction::id).toList()));
        }
        var inputs = action.get().inputs(actor, schema, entity, stored(actor, entity, id));
        var problems = new ArrayList<Problem>();
        var read = read(inputs, values, problems);
        if (!problems.isEmpty()) {
            return ActionOutcome.refused(problems);
        }
        var call = new ActionCall(actor, schema, entity, id, read);
        return unit.run(() -> {
            var outcome = action.get().run(call);
            if (outcome instanceof ActionOutcome.Refused) {
                unit.rollBack();
            }
            return outcome;
        });
    }

    /**
     * Does one action with each of several records; each stands or falls by itself, and one that the person may only change
     * by itself falls.
     */
    public Map<RecordId, ActionOutcome> runEach(
            Actor.Person actor, String entity, List<RecordId> ids, String name, Map<String, @Nullable Object> values) {
        var outcomes = new LinkedHashMap<RecordId, ActionOutcome>();
        var outside = many.outside(actor, entity, ids);
        ids.forEach(id -> outcomes.computeIfAbsent(
                id,
                each -> outside.contains(each)
                        ? new ActionOutcome.Refused(new SaveResult.Denied(many.outOfReach(actor, entity)))
                        : run(actor, entity, each, name, values)));
        return outcomes;
    }

    private List<RecordAction> concerning(Actor.Person actor, VisibleSchema schema, String entity) {
        if (schema.entity(entity).isEmpty()) {
            return List.of();
        }
        return actions.stream()
                .filter(action -> action.concerns(actor, schema, entity))
                .toList();
    }

    private static Offer offer(
            RecordAction action,
            Actor.Person actor,
            VisibleSchema schema,
            String entity,
            @Nullable StoredRecord record) {
        return new Offer(
                action.id(),
                action.label(schema, entity),
                action.isProminent(),
                action.inputs(actor, schema, entity, record));
    }

    private @Nullable StoredRecord stored(Actor.Person actor, String entity, RecordId id) {
        return switch (records.find(actor, entity, id, Set.of())) {
            case FindResult.Found(var record) -> record;
            case FindResult.NotFound _, FindResult.Invalid _ -> null;
        };
    }

    private static Map<String, @Nullable Object> read(
            List<ActionInput> inputs, Map<String, @Nullable Object> values, List<Problem> problems) {
        for (var name : values.keySet()) {
            if (inputs.stream().noneMatch(input -> input.id().equals(name))) {
                problems.add(Problem.at(name, ActionProblem.INPUT_UNKNOWN)
                        .with("given", name)
                        .with("allowed", inputs.stream().map(ActionInput::id).toList()));
            }
        }
        var read = new LinkedHashMap<String, @Nullable Object>();
        for (var input : inputs) {
            var given = values.containsKey(input.id()) ? values.get(input.id()) : input.preset();
            switch (input.type().codec().normalise(given)) {
                case Decoded.Value(var normal) -> {
                    read.put(input.id(), normal);
                    if (normal == null && input.required()) {
                        problems.add(Problem.at(input.id(), ActionProblem.INPUT_MISSING)
                                .with("input", input.label()));
                    }
                }
                case Decoded.Refused(var problem) ->
                    problems.add(problem.under(input.id()).with("field", input.label()));
            }
        }
        return read;
    }
}
