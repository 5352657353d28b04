package dev.trellis.form.session;

import dev.trellis.core.expression.Rates;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.form.ResolvedForm;
import dev.trellis.form.session.FormState.Memory;
import dev.trellis.form.session.FormState.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open form as a pure function: a state and an event give the next state and the effects it wants. Formulas follow
 * every change in compute order, rounded as the gate stores them. Immutable; one instance serves every record that an
 * actor opens with a form of one snapshot.
 */
public final class FormSession {

    private final ResolvedForm form;
    private final FormPlan plan;
    private final FacetRules rules;
    private final Opening opening;
    private final Changes changes;
    private final LineEvents lineEvents;

    /**
     * Compiles what the form computes.
     *
     * @param user the person behind {@code $user} and the owner of new records; null without one
     */
    public FormSession(VisibleSchema schema, ResolvedForm form, @Nullable RecordId user) {
        this(schema, form, user, Rates.NONE);
    }

    /**
     * As the other, with rates for amounts in other currencies.
     *
     * @param user the person behind {@code $user} and the owner of new records; null without one
     */
    public FormSession(VisibleSchema schema, ResolvedForm form, @Nullable RecordId user, Rates rates) {
        this.form = form;
        this.plan = new FormPlan(schema, form.entity(), user, rates);
        this.rules = new FacetRules(plan, form);
        this.opening = new Opening(plan);
        this.changes = new Changes(plan);
        this.lineEvents = new LineEvents(plan);
    }

    /** Tells whether a function in JavaScript is asked when a field of the record changes. */
    boolean asksFunction(String field) {
        return plan.functions().reads(plan.entity(), field);
    }

    /** Returns the state before anything has happened; the first event is {@link FormEvent.Opened}. */
    public FormState initial() {
        return opening.blank(form, Instant.EPOCH);
    }

    /** Returns what an event makes of a state, and what is to be done for it. */
    public Step step(FormState state, FormEvent event) {
        return switch (event) {
            case FormEvent.Opened opened -> open(state, opened);
            case FormEvent.ValueChanged changed -> edit(state, working -> change(state, working, changed));
            case FormEvent.LineAdded added -> edit(state, working -> lineEvents.add(working, added));
            case FormEvent.LineChanged changed -> edit(state, working -> lineEvents.change(working, changed));
            case FormEvent.LinesReplaced replaced -> edit(state, working -> lineEvents.replace(working, replaced));
            case FormEvent.LineRemoved removed -> edit(state, working -> lineEvents.remove(working, removed));
            case FormEvent.LineMoved moved -> edit(state, working -> lineEvents.move(working, moved));
            case FormEvent.LinesPasted pasted ->
                edit(state, working -> lineEvents.paste(working, pasted, state.form()));
            case FormEvent.TitleFound found ->
                answered(state, found.asked(), working -> lineEvents.titleFound(working, found));
            case FormEvent.RelatedLoaded loaded -> answered(state, loaded.asked(), working -> related(working, loaded));
            case FormEvent.Computed computed -> computed(state, computed);
            case FormEvent.SaveRequested _ -> save(state);
            case FormEvent.Saved(var id, var version) -> saved(state, id, version);
            case FormEvent.Rejected(var problems) -> rejected(state, problems);
            case FormEvent.Barred(var problem) -> still(state, new Phase.Barred(problem));
            case FormEvent.Conflict(var version, var fields) -> still(state, new Phase.Conflicting(version, fields));
            case FormEvent.Vanished _ -> still(state, new Phase.Vanished());
            case FormEvent.ReloadRequested(var keepMine) -> reload(state, keepMine);
            case FormEvent.Reloaded reloaded -> reloaded(state, reloaded);
            case FormEvent.LanguageChanged(var changed) -> new Step(state.shown(changed), List.of());
        };
    }

    private interface Edit {
        void on(Working working);
    }

    private Step open(FormState state, FormEvent.Opened opened) {
        var stored = opened.stored();
        if (stored != null) {
            var loaded = opening.stored(state, stored, opened.now());
            return finish(loaded, new Working(plan, loaded), loaded.phase(), List.of());
        }
        var blank = opening.blank(state.form(), opened.now());
        var working = new Working(plan, blank);
        opened.preset()
                .forEach((field, value) -> plan.field(plan.entity(), field)
                        .filter(_ -> working.record.values.containsKey(field))
                        .ifPresent(found -> working.enter(
                                working.record,
                                field,
                                found.type(),
                                value,
                                opened.presetLabels().get(field))));
        working.computeAll(working.record);
        new Calculator(working).run();
        working.record.original = Values.copy(working.record.values);
        return finish(blank, working, new Phase.Editing(), List.of());
    }

    /** Works on an event of the person; a form that may only be looked at stays as it is. */
    private Step edit(FormState state, Edit edit) {
        if (state.phase() instanceof Phase.Viewing || state.phase() instanceof Phase.Vanished) {
            return new Step(state, List.of());
        }
        var working = new Working(plan, state);
        edit.on(working);
        var phase = state.phase() instanceof Phase.Conflicting ? state.phase() : new Phase.Editing();
        return finish(state, working, phase, List.of());
    }

    private Step answered(FormState state, FormEffect asked, Edit edit) {
        var working = new Working(plan, state);
        edit.on(working);
        return finish(state, working, state.phase(), List.of(asked));
    }

    private void change(FormState state, Working working, FormEvent.ValueChanged event) {
        var name = event.field();
        Optional<FieldDefinition> field = plan.field(plan.entity(), name);
        if (field.isEmpty() || !working.record.values.containsKey(name)) {
            working.tell(Problem.at(name, SessionProblem.UNKNOWN_FIELD).with("field", name));
        } else if (!plan.mayWrite(plan.entity(), name)
                || state.facets().readOnly().contains(name)) {
            working.tell(Problem.at(name, SessionProblem.READ_ONLY_NOW)
                    .with("field", field.get().label()));
        } else {
            working.enter(working.record, name, field.get().type(), event.value(), event.label());
        }
    }

    private static void related(Working working, FormEvent.RelatedLoaded loaded) {
        var key =
                new FormState.Reference(loaded.asked().entity(), loaded.asked().id());
        var known = new LinkedHashMap<>(working.related.getOrDefault(key, Map.of()));
        loaded.asked().paths().forEach(path -> known.put(path, loaded.values().get(path)));
        working.related.put(key, known);
    }

    private Step computed(FormState state, FormEvent.Computed event) {
        if (event.asked().revision() != state.memory().revision()) {
            return new Step(state.without(event.asked()), List.of());
        }
        return answered(state, event.asked(), working -> {
            take(working, working.record, event.preview().values());
            working.lines.forEach((field, rows) -> {
                if (event.preview().values().get(field) instanceof List<?> computed && computed.size() == rows.size()) {
                    for (int i = 0; i < rows.size(); i++) {
                        if (computed.get(i) instanceof Change.Line line) {
                            take(working, rows.get(i), line.values());
                        }
                    }
                }
            });
            new Calculator(working).run();
            working.changed.clear();
            judged(working, event.preview().problems());
        });
    }

    /** Takes over what the gate says of the validations that only it can compute. */
    private void judged(Working working, List<Problem> problems) {
        working.told = working.told.stream()
                .filter(told -> !plan.functions().isCheck(told))
                .toList();
        problems.stream().filter(plan.functions()::isCheck).forEach(working::tell);
    }

    private void take(Working working, WorkingRow row, Map<String, @Nullable Object> values) {
        values.forEach((field, value) -> {
            if (plan.isRemote(row.entity, field)) {
                working.set(row, field, value, null);
            }
        });
    }

    private Step save(FormState state) {
        var memory = state.memory();
        var fresh = state.in(state.phase(), true, memory.telling(List.of()));
        var checked = finish(fresh, new Working(plan, fresh), state.phase(), List.of())
                .state();
        if (state.phase() instanceof Phase.Viewing
                || state.phase() instanceof Phase.Saving
                || !checked.problems().isEmpty()) {
            return new Step(checked, List.of());
        }
        var change = changes.of(checked);
        if (change instanceof Change.Update update && update.values().isEmpty()) {
            return new Step(checked.in(new Phase.Stored(), false, checked.memory()), List.of());
        }
        var save = new FormEffect.Save(change);
        return new Step(checked.in(new Phase.Saving(), true, checked.memory()).with(save), List.of(save));
    }

    private Step saved(FormState state, RecordId id, int version) {
        var reload = new FormEffect.Reload(plan.entity(), id, false);
        var stored = new FormState(
                state.form(),
                id,
                version,
                state.record(),
                state.lines(),
                state.facets(),
                List.of(),
                false,
                new Phase.Stored(),
                java.util.Set.of(reload),
                state.memory());
        return new Step(stored, List.of(reload));
    }

    private Step rejected(FormState state, List<Problem> problems) {
        var told = state.in(new Phase.Editing(), true, state.memory().telling(problems));
        return finish(told, new Working(plan, told), new Phase.Editing(), saving(state));
    }

    private Step still(FormState state, Phase phase) {
        var settled = state;
        for (var effect : saving(state)) {
            settled = settled.without(effect);
        }
        return new Step(settled.in(phase, state.allProblems(), state.memory()), List.of());
    }

    private static List<FormEffect> saving(FormState state) {
        return state.running().stream()
                .filter(FormEffect.Save.class::isInstance)
                .toList();
    }

    private Step reload(FormState state, boolean keepMine) {
        var id = state.id();
        if (id == null) {
            return new Step(state, List.of());
        }
        var reload = new FormEffect.Reload(plan.entity(), id, keepMine);
        return new Step(state.with(reload), List.of(reload));
    }

    private Step reloaded(FormState state, FormEvent.Reloaded event) {
        var loaded = opening.stored(state, event.stored(), event.now());
        var working = new Working(plan, loaded);
        if (event.keepMine() && loaded.phase() instanceof Phase.Editing) {
            new KeptEdits(plan, state).putOn(working);
        }
        var phase = state.phase() instanceof Phase.Stored && loaded.phase() instanceof Phase.Editing
                ? state.phase()
                : loaded.phase();
        return finish(loaded, working, phase, List.of());
    }

    /** Computes what follows, and packs everything up again. */
    private Step finish(FormState state, Working working, Phase phase, List<? extends FormEffect> answered) {
        new Calculator(working).run();
        var facets = rules.evaluate(working, phase instanceof Phase.Viewing);
        var problems = new FormChecks(working).problems(facets);
        int revision = state.memory().revision() + (working.changed.isEmpty() ? 0 : 1);
        var lines = new LinkedHashMap<String, List<FormState.Line>>();
        working.lines.forEach((field, rows) ->
                lines.put(field, rows.stream().map(WorkingRow::toLine).toList()));
        var running = new HashSet<>(state.running());
        answered.forEach(running::remove);
        var next = new FormState(
                state.form(),
                state.id(),
                state.version(),
                working.record.toRow(),
                lines,
                facets,
                problems,
                state.allProblems(),
                phase,
                running,
                new Memory(
                        working.now,
                        state.memory().storedLines(),
                        working.related,
                        working.waiting,
                        working.told,
                        revision,
                        working.nextKey));
        if (working.needsGate()) {
            running.removeIf(FormEffect.Compute.class::isInstance);
            next = next.running(running);
            working.want(new FormEffect.Compute(revision, changes.of(next)));
        }
        var effects = new ArrayList<FormEffect>();
        for (var wanted : working.wanted) {
            if (!running.contains(wanted)) {
                effects.add(wanted);
                next = next.with(wanted);
            }
        }
        return new Step(next, effects);
    }
}
