package dev.trellis.ui.web.field;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A text in every language of the workspace. */
final class LabelTextsEditor implements FieldEditor {

    private final Div root = new Div();
    private final Span problem = new Span();
    private final Map<String, TextField> fields = new LinkedHashMap<>();

    LabelTextsEditor(FieldSubject subject, List<String> languages, Locale locale, Consumer<Entered> entered) {
        root.addClassName("label-texts");
        problem.addClassName("trellis-shown-problem");
        for (var language : languages) {
            var field = new TextField(
                    subject.label() + " · " + Locale.forLanguageTag(language).getDisplayLanguage(locale));
            field.setWidthFull();
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.addValueChangeListener(typed -> {
                if (typed.isFromClient()) {
                    entered.accept(new Entered.Value(read(), ""));
                }
            });
            fields.put(language, field);
            root.add(field);
        }
        root.add(problem);
    }

    @Override
    public Component component() {
        return root;
    }

    @Override
    public void show(Shown state) {
        problem.setText(String.join(" ", state.problems()));
        problem.setVisible(!state.problems().isEmpty());
        if (!read().equals(state.value())) {
            fields.forEach((language, field) -> field.setValue(
                    state.value() instanceof JsonNode json ? json.path(language).asString("") : ""));
        }
    }

    @Override
    public void focus() {
        fields.values().stream().findFirst().ifPresent(TextField::focus);
    }

    private JsonNode read() {
        var texts = JsonNodeFactory.instance.objectNode();
        fields.forEach((language, field) -> {
            if (!field.getValue().isBlank()) {
                texts.put(language, field.getValue().strip());
            }
        });
        return texts;
    }
}
