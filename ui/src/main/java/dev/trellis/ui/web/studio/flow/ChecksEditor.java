package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.ui.web.component.Glyph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Conditions that must hold, each with what people read where it does not, and the field beside which they read it. */
final class ChecksEditor implements ControlEditor {

    private final FlowState state;
    private final List<FieldDefinition> fields;
    private final Consumer<@Nullable JsonNode> changed;
    private final Div root = new Div();
    private final Div rows = new Div();
    private final List<Row> shown = new ArrayList<>();
    private @Nullable JsonNode value;

    private record Row(
            String id, TextArea condition, Map<String, TextField> messages, ComboBox<FieldDefinition> field) {

        /** A check counts once it has a condition and a message; until then it is only on the screen. */
        boolean counts() {
            return !condition.getValue().isBlank()
                    && messages.values().stream()
                            .anyMatch(text -> !text.getValue().isBlank());
        }
    }

    ChecksEditor(FlowState state, String label, List<FieldDefinition> fields, Consumer<@Nullable JsonNode> changed) {
        this.state = state;
        this.fields = List.copyOf(fields);
        this.changed = changed;
        var heading = new Span(label);
        heading.addClassName("panel-heading");
        var none = JsonNodeFactory.instance.objectNode();
        var more = new Button(
                text("studio.flow.check.add"), Glyph.PLUS.create(), clicked -> add(DesignEdit.newId(), none));
        more.addClassNames("quiet", "flow-check-add");
        rows.addClassName("flow-checks");
        root.add(heading, rows, more);
    }

    private String text(String key) {
        return Messages.text(key, state.locale());
    }

    private void add(String id, JsonNode check) {
        var condition = new TextArea(text("studio.flow.check.condition"));
        condition.addClassName("expression");
        condition.setPlaceholder(text("studio.flow.condition"));
        condition.setValue(check.path("mustHold").asString(""));
        condition.setWidthFull();
        condition.addValueChangeListener(event -> told(event.isFromClient()));
        var messages = new LinkedHashMap<String, TextField>();
        for (var language : state.draft().workspace().languages()) {
            var message = new TextField(text("studio.flow.check.message") + " · "
                    + Locale.forLanguageTag(language).getDisplayLanguage(state.locale()));
            message.setValue(check.path("message").path(language).asString(""));
            message.setWidthFull();
            message.setMaxLength(1_000);
            message.addValueChangeListener(event -> told(event.isFromClient()));
            messages.put(language, message);
        }
        var field = new ComboBox<FieldDefinition>(text("studio.flow.check.field"));
        field.setItems(fields);
        field.setItemLabelGenerator(found -> found.label().text(state.locale()));
        field.setClearButtonVisible(true);
        field.setWidthFull();
        fields.stream()
                .filter(found -> found.id().equals(check.path("field").asString("")))
                .findFirst()
                .ifPresent(field::setValue);
        field.addValueChangeListener(event -> told(event.isFromClient()));
        var row = new Row(id, condition, messages, field);
        var place = new Div();
        var remove = new Button(text("studio.flow.check.remove"), Glyph.DELETE.create(), clicked -> {
            shown.remove(row);
            rows.remove(place);
            told(true);
        });
        remove.addClassName("quiet");
        place.add(condition);
        messages.values().forEach(place::add);
        place.add(field, remove);
        place.addClassName("flow-check");
        shown.add(row);
        rows.add(place);
    }

    private void told(boolean fromClient) {
        if (!fromClient) {
            return;
        }
        var checks = JsonNodeFactory.instance.arrayNode();
        shown.stream().filter(Row::counts).forEach(row -> {
            var check = checks.addObject();
            check.put("id", row.id());
            check.put("mustHold", row.condition().getValue().strip());
            var message = check.putObject("message");
            row.messages().forEach((language, text) -> {
                if (!text.getValue().isBlank()) {
                    message.put(language, text.getValue().strip());
                }
            });
            var field = row.field().getValue();
            if (field != null) {
                check.put("field", field.id());
            }
        });
        value = checks;
        changed.accept(checks.isEmpty() ? null : checks);
    }

    @Override
    public Component component() {
        return root;
    }

    @Override
    public void show(JsonNode now) {
        var checks = now.isMissingNode() ? JsonNodeFactory.instance.arrayNode() : now;
        if (checks.equals(value)) {
            return;
        }
        value = checks;
        rows.removeAll();
        shown.clear();
        checks.forEach(check -> add(check.path("id").asString(DesignEdit.newId()), check));
    }
}
