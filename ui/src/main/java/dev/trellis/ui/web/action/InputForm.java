package dev.trellis.ui.web.action;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.action.ActionInput;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.ui.web.field.FieldEditor;
import dev.trellis.ui.web.field.FieldEditor.Entered;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.FieldSubject;
import dev.trellis.ui.web.field.References;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for a few values, each with the editor of its type, and shows what is wrong with them where they stand. */
public final class InputForm extends Div {

    private final transient List<ActionInput> inputs;
    private final Locale locale;
    private final transient References references;
    private final transient Map<String, FieldEditor> editors = new LinkedHashMap<>();
    private final transient Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final transient Map<String, String> labels = new HashMap<>();
    private final transient Map<String, Problem> unreadable = new HashMap<>();
    private final Div general = new Div();

    public InputForm(List<ActionInput> inputs, FieldEditors factory, References references, Locale locale) {
        this.inputs = List.copyOf(inputs);
        this.locale = locale;
        this.references = references;
        addClassName("input-form");
        general.addClassName("input-problems");
        general.getElement().setAttribute("role", "alert");
        general.setVisible(false);
        add(general);
        for (var input : inputs) {
            values.put(input.id(), input.preset());
            var subject = new FieldSubject(input.id(), input.label().text(locale), "", input.type(), false);
            var editor = factory.create(subject, entered -> enter(input.id(), entered));
            editors.put(input.id(), editor);
            labels.put(input.id(), label(input));
            editor.component().setVisible(!input.onDemand());
            add(editor.component());
        }
        show(List.of());
    }

    /** Returns what was entered; empty, and shown beside the field, where a text is no value. */
    public Optional<Map<String, @Nullable Object>> values() {
        if (!unreadable.isEmpty()) {
            show(List.copyOf(unreadable.values()));
            return Optional.empty();
        }
        return Optional.of(new LinkedHashMap<String, @Nullable Object>(values));
    }

    public void focus() {
        editors.values().stream().findFirst().ifPresent(FieldEditor::focus);
    }

    /** Shows problems, each beside the input that it names, which appears if it was not there, the others above. */
    public void show(List<Problem> problems) {
        general.removeAll();
        problems.stream()
                .filter(problem -> !editors.containsKey(problem.path()))
                .map(problem -> Messages.text(problem, locale))
                .distinct()
                .forEach(text -> general.add(new Div(new Span(text))));
        general.setVisible(general.getComponentCount() > 0);
        for (var input : inputs) {
            var editor = editors.get(input.id());
            if (editor == null) {
                continue;
            }
            var own = problems.stream()
                    .filter(problem -> problem.path().equals(input.id()))
                    .map(problem -> Messages.text(problem, locale))
                    .toList();
            if (!own.isEmpty()) {
                editor.component().setVisible(true);
            }
            editor.show(new FieldEditor.Shown(
                    values.get(input.id()), labels.getOrDefault(input.id(), ""), false, input.required(), own));
        }
    }

    /** Shows sentences above the inputs. */
    public void say(List<String> sentences) {
        show(List.of());
        sentences.forEach(text -> general.add(new Div(new Span(text))));
        general.setVisible(!sentences.isEmpty());
    }

    private void enter(String id, Entered entered) {
        switch (entered) {
            case Entered.Value(var value, var label) -> {
                values.put(id, value);
                labels.put(id, label);
                unreadable.remove(id);
            }
            case Entered.Unreadable(var ignored, var problem) -> unreadable.put(id, problem.under(id));
        }
    }

    private String label(ActionInput input) {
        return input.preset() instanceof RecordId id
                ? References.target(input.type())
                        .flatMap(target -> references.get(target, id))
                        .map(References.Reference::label)
                        .orElse("")
                : "";
    }
}
