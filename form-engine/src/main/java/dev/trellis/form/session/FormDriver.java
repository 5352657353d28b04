package dev.trellis.form.session;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.form.ResolvedForm;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs an open form: sends events through the session and carries out its effects at the gate, in the name of one
 * actor, until nothing is left to do. The web client and the REST API use the same. For one thread at a time.
 */
public final class FormDriver {

    private static final int CANDIDATES = 20;

    private final Records records;
    private final Actor actor;
    private final InstantSource clock;
    private final FormSession session;
    private final String entity;
    private FormState state;
    private List<Problem> warnings = List.of();

    /** Prepares a form; it is empty until it is opened. */
    public FormDriver(Records records, Actor actor, ResolvedForm form, InstantSource clock) {
        this(records, actor, records.schema(actor), form, clock);
    }

    /** As above, with what exists for the actor where one record is looked at. */
    public FormDriver(Records records, Actor actor, VisibleSchema schema, ResolvedForm form, InstantSource clock) {
        this.records = records;
        this.actor = actor;
        this.clock = clock;
        this.entity = form.entity();
        this.session = new FormSession(schema, form, user(actor), records.rates());
        this.state = session.initial();
    }

    private static @Nullable RecordId user(Actor actor) {
        return switch (actor) {
            case Actor.Person person -> person.user();
            case Actor.Automation automation -> automation.onBehalfOf().user();
            case Actor.Platform _ -> null;
        };
    }

    /** What the last save let pass without being able to check it. */
    public List<Problem> warnings() {
        return warnings;
    }

    /**
     * Tells whether a change of a field asks a function in JavaScript, so that it is worth sending only once the person has
     * left the field.
     */
    public boolean asksFunction(String field) {
        return session.asksFunction(field);
    }

    public FormState state() {
        return state;
    }

    /** Opens the form for a new record. */
    public FormState openNew(Map<String, @Nullable Object> preset, Map<String, String> labels) {
        return send(new FormEvent.Opened(null, preset, labels, clock.instant()));
    }

    /** Opens the form for a stored record; {@link FormState.Phase.Vanished} where it does not exist for the actor. */
    public FormState open(RecordId id) {
        return switch (records.find(actor, entity, id, Set.of())) {
            case FindResult.Found(var stored) -> open(stored);
            case FindResult.NotFound _, FindResult.Invalid _ -> send(new FormEvent.Vanished());
        };
    }

    /** Opens the form for a stored record that the actor has just read as a whole. */
    public FormState open(StoredRecord stored) {
        return send(new FormEvent.Opened(stored, Map.of(), Map.of(), clock.instant()));
    }

    /** Gives several values at once, line items as {@code List<Change.Line>}, in the order of the map. */
    public FormState give(Map<String, @Nullable Object> values) {
        values.forEach((field, value) -> {
            if (state.lines().containsKey(field)) {
                var rows = value instanceof List<?> list
                        ? list.stream()
                                .filter(Change.Line.class::isInstance)
                                .map(Change.Line.class::cast)
                                .toList()
                        : List.<Change.Line>of();
                send(new FormEvent.LinesReplaced(field, rows));
            } else {
                send(new FormEvent.ValueChanged(field, value, null));
            }
        });
        return state;
    }

    /** Sends an event and answers every effect it has; returns the state when the form is at rest. */
    public FormState send(FormEvent event) {
        var events = new ArrayDeque<FormEvent>();
        var later = new ArrayDeque<FormEffect.Compute>();
        events.add(event);
        while (!events.isEmpty()) {
            var step = session.step(state, events.removeFirst());
            state = step.state();
            for (var effect : step.effects()) {
                if (effect instanceof FormEffect.Compute compute) {
                    later.addLast(compute);
                } else {
                    answer(effect, events::addLast);
                }
            }
            while (events.isEmpty() && !later.isEmpty()) {
                var compute = later.removeFirst();
                if (state.running().contains(compute)) {
                    answer(compute, events::addLast);
                }
            }
        }
        return state;
    }

    private void answer(FormEffect effect, Consumer<FormEvent> events) {
        switch (effect) {
            case FormEffect.LoadRelated load -> events.accept(new FormEvent.RelatedLoaded(load, related(load)));
            case FormEffect.FindTitle find -> events.accept(new FormEvent.TitleFound(find, title(find)));
            case FormEffect.Compute compute ->
                events.accept(new FormEvent.Computed(compute, records.preview(actor, compute.change())));
            case FormEffect.Save(var change) -> events.accept(saved(records.save(actor, change)));
            case FormEffect.Reload reload ->
                events.accept(
                        switch (records.find(actor, entity, reload.id(), Set.of())) {
                            case FindResult.Found(var stored) ->
                                new FormEvent.Reloaded(stored, reload.keepMine(), clock.instant());
                            case FindResult.NotFound _, FindResult.Invalid _ -> new FormEvent.Vanished();
                        });
        }
    }

    private Map<String, @Nullable Object> related(FormEffect.LoadRelated load) {
        return switch (records.find(actor, load.entity(), load.id(), load.paths())) {
            case FindResult.Found(var stored) -> stored.values();
            case FindResult.NotFound _, FindResult.Invalid _ -> Map.of();
        };
    }

    /** A title names a record only if exactly one has it. */
    private @Nullable RecordId title(FormEffect.FindTitle find) {
        var field = records.schema(actor)
                .entity(find.entity())
                .map(definition -> definition.title())
                .orElse("");
        if (!(records.suggest(actor, find.entity(), find.text(), CANDIDATES) instanceof QueryResult.Page page)) {
            return null;
        }
        var exact = page.items().stream()
                .filter(record -> find.text().equals(record.value(field)))
                .toList();
        return exact.size() == 1 ? exact.getFirst().id() : null;
    }

    private FormEvent saved(SaveResult result) {
        return switch (result) {
            case SaveResult.Saved(var id, var version, var told) -> {
                warnings = told;
                yield new FormEvent.Saved(id, version);
            }
            case SaveResult.Rejected(var problems) -> new FormEvent.Rejected(problems);
            case SaveResult.Conflict(var version, var fields) -> new FormEvent.Conflict(version, fields);
            case SaveResult.Denied(var problem) -> new FormEvent.Barred(problem);
            case SaveResult.Locked(var problem) -> new FormEvent.Barred(problem);
            case SaveResult.NotFound _, SaveResult.NotApplied _ -> new FormEvent.Vanished();
        };
    }
}
