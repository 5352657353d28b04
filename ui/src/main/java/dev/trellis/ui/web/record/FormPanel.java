package dev.trellis.ui.web.record;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.field.Origin;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.form.FormField;
import dev.trellis.form.form.ResolvedForm;
import dev.trellis.form.session.FormEvent;
import dev.trellis.form.session.FormState;
import dev.trellis.ui.web.field.FieldEditor;
import dev.trellis.ui.web.field.FieldEditor.Entered;
import dev.trellis.ui.web.field.FieldEditor.Shown;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.FieldSubject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A generated form: renders states, sends events. Values are text until the form is edited; the layout stays still. */
public final class FormPanel extends Div {

    private final transient ResolvedForm form;
    private final transient FieldEditors editors;
    private final transient Consumer<FormEvent> events;
    private final Map<String, Div> sections = new LinkedHashMap<>();
    private final Map<String, Div> places = new LinkedHashMap<>();
    private final transient Map<String, FieldEditor> shown = new LinkedHashMap<>();
    private final transient Map<String, FieldEditor> edited = new LinkedHashMap<>();
    private final transient Map<String, LinesTable> tables = new LinkedHashMap<>();
    private transient Runnable editRequested = () -> {};
    private transient Predicate<String> sentWhenLeft = field -> false;

    public FormPanel(ResolvedForm form, FieldEditors editors, Consumer<FormEvent> events) {
        this.form = form;
        this.editors = editors;
        this.events = events;
        addClassName("form");
        form.sections().forEach(this::addSection);
    }

    /** Is told when the person clicks a value that could be edited. */
    public void onEditRequested(Runnable listener) {
        editRequested = listener;
    }

    /** Sends what is typed into some fields only when the person leaves them. */
    public void sendWhenLeft(Predicate<String> fields) {
        sentWhenLeft = fields;
    }

    /** Shows a state, as text or with fields to type in. */
    public void show(FormState state, boolean editing) {
        setClassName("is-editing", editing);
        var problems = problemsByField(state);
        sections.forEach(
                (id, section) -> section.setVisible(state.facets().sections().contains(id)));
        form.items().forEach(item -> show(item.field(), state, editing, problems));
    }

    /** Moves to the first field with a problem. */
    public void focusProblem(FormState state) {
        state.shownProblems().map(problem -> root(problem.path())).findFirst().ifPresent(this::focus);
    }

    public void focus(String field) {
        var editor = edited.get(field);
        if (editor != null) {
            editor.focus();
        }
    }

    private void addSection(ResolvedForm.Section section) {
        var fields = new Div();
        fields.addClassName("form-fields");
        fields.getStyle().set("--columns", String.valueOf(section.columns()));
        for (var item : section.items()) {
            var place = new Div();
            place.addClassName("form-item");
            place.getStyle().set("--span", String.valueOf(item.field().isLines() ? section.columns() : item.span()));
            places.put(item.field().id(), place);
            fields.add(place);
        }
        var block = new Div();
        block.addClassName("form-section");
        if (!section.label().isEmpty()) {
            block.add(new H2(section.label()));
        }
        block.add(fields);
        sections.put(section.id(), block);
        add(block);
    }

    private void show(FormField field, FormState state, boolean editing, Map<String, List<Problem>> problems) {
        var place = places.get(field.id());
        if (place == null) {
            return;
        }
        place.setVisible(state.facets().visible().contains(field.id()));
        if (field.isLines()) {
            var table = tables.computeIfAbsent(field.id(), id -> {
                var made = new LinesTable(field, editors, form.locale(), !standsAlone(field), events);
                place.add(made);
                return made;
            });
            table.show(state, editing && !state.facets().readOnly().contains(field.id()));
            return;
        }
        var readOnly = state.facets().readOnly().contains(field.id());
        var editor = editing && !readOnly ? editor(field) : text(field);
        if (place.getElement().getChildCount() == 0
                || !place.getElement().getChild(0).equals(editor.component().getElement())) {
            place.removeAll();
            place.add(editor.component());
        }
        place.setClassName("is-changed", state.record().touched().contains(field.id()));
        var texts = problems.getOrDefault(field.id(), List.of()).stream()
                .map(problem -> Messages.text(problem, form.locale()))
                .distinct()
                .toList();
        var value = state.value(field.id());
        editor.show(new Shown(
                value,
                value == null ? whenBlank(field) : state.record().labels().getOrDefault(field.id(), ""),
                false,
                state.facets().required().contains(field.id()),
                texts));
    }

    private String whenBlank(FormField field) {
        return field.type().origin() instanceof Origin.Numbering ? getTranslation("record.number.later") : "";
    }

    /** Tells whether a section holds nothing but this field, so that its heading names it. */
    private boolean standsAlone(FormField field) {
        return form.sections().stream()
                .anyMatch(section -> section.items().size() == 1
                        && !section.label().isEmpty()
                        && section.items().getFirst().field().id().equals(field.id()));
    }

    private FieldEditor editor(FormField field) {
        return edited.computeIfAbsent(field.id(), id -> {
            var made = editors.create(subject(field), entered -> events.accept(event(id, entered)));
            if (sentWhenLeft.test(id) && made.component() instanceof HasValueChangeMode typed) {
                typed.setValueChangeMode(ValueChangeMode.ON_CHANGE);
            }
            return made;
        });
    }

    private FieldEditor text(FormField field) {
        return shown.computeIfAbsent(field.id(), id -> {
            var made = editors.shown(subject(field));
            if (field.writable()) {
                made.component().getElement().addEventListener("dblclick", clicked -> {
                    editRequested.run();
                    focus(id);
                });
            }
            return made;
        });
    }

    private static FormEvent event(String field, Entered entered) {
        return switch (entered) {
            case Entered.Value(var value, var label) ->
                new FormEvent.ValueChanged(field, value, label.isEmpty() ? null : label);
            case Entered.Unreadable(var text, var ignored) -> new FormEvent.ValueChanged(field, text, null);
        };
    }

    private static FieldSubject subject(FormField field) {
        return new FieldSubject(field.id(), field.label(), field.help(), field.type(), false);
    }

    private static Map<String, List<Problem>> problemsByField(FormState state) {
        return state.shownProblems()
                .collect(java.util.stream.Collectors.groupingBy(
                        problem -> root(problem.path()), LinkedHashMap::new, java.util.stream.Collectors.toList()));
    }

    private static String root(String path) {
        int end = path.indexOf('[');
        return end < 0 ? path : path.substring(0, end);
    }
}
