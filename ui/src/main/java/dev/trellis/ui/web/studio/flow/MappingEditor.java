package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Names with an expression each; the names are fields to choose from, or free. */
final class MappingEditor implements ControlEditor {

    private final FlowState state;
    private final List<FieldDefinition> fields;
    private final Consumer<@Nullable JsonNode> changed;
    private final Div root = new Div();
    private final Div rows = new Div();
    private final List<Row> shown = new ArrayList<>();
    private @Nullable JsonNode value;

    private record Row(HasValue<?, String> name, TextField expression) {}

    MappingEditor(FlowState state, String label, List<FieldDefinition> fields, Consumer<@Nullable JsonNode> changed) {
        this.state = state;
        this.fields = fields;
        this.changed = changed;
        var heading = new Span(label);
        heading.addClassName("panel-heading");
        var more = new Button(text("studio.flow.value.add"), Glyph.PLUS.create(), clicked -> add("", ""));
        more.addClassName("quiet");
        rows.addClassName("flow-mapping");
        root.add(heading, rows, more);
    }

    private String text(String key) {
        return Messages.text(key, state.locale());
    }

    private void add(String name, String expression) {
        var names = names(name);
        var field = new TextField();
        field.setValue(expression);
        field.setPlaceholder(text("studio.flow.value"));
        field.setAriaLabel(text("studio.flow.value"));
        field.addClassName("expression");
        field.addValueChangeListener(event -> told(event.isFromClient()));
        names.addValueChangeListener(event -> told(event.isFromClient()));
        var row = new Row(names, field);
        var place = new Div();
        var remove = new Button(Glyph.CLOSE.create(), clicked -> {
            shown.remove(row);
            rows.remove(place);
            told(true);
        });
        remove.addClassName("quiet");
        remove.setAriaLabel(text("studio.flow.value.remove"));
        place.add((Component) names, field, remove);
        place.addClassName("flow-mapping-row");
        shown.add(row);
        rows.add(place);
    }

    private HasValue<?, String> names(String name) {
        if (fields.isEmpty()) {
            var field = new TextField();
            field.setPlaceholder(text("studio.flow.name"));
            field.setAriaLabel(text("studio.flow.name"));
            field.setValue(name);
            return field;
        }
        var select = new Select<String>();
        select.setItems(fields.stream().map(FieldDefinition::id).toList());
        select.setItemLabelGenerator(id -> fields.stream()
                .filter(field -> field.id().equals(id))
                .findFirst()
                .map(field -> field.label().text(state.locale()))
                .orElse(id));
        select.setAriaLabel(text("studio.flow.field"));
        select.setPlaceholder(text("studio.flow.field"));
        if (fields.stream().anyMatch(field -> field.id().equals(name))) {
            select.setValue(name);
        }
        return select;
    }

    /** A row counts once it has both; until then it is only on the screen. */
    private void told(boolean fromClient) {
        if (!fromClient) {
            return;
        }
        var json = JsonNodeFactory.instance.objectNode();
        shown.forEach(row -> {
            var name = row.name().getValue();
            if (name != null && !name.isBlank() && !row.expression().getValue().isBlank()) {
                json.put(name.strip(), row.expression().getValue().strip());
            }
        });
        value = json;
        changed.accept(json.isEmpty() ? null : json);
    }

    @Override
    public Component component() {
        return root;
    }

    @Override
    public void show(JsonNode now) {
        var object = now.isMissingNode() ? JsonNodeFactory.instance.objectNode() : now;
        if (object.equals(value)) {
            return;
        }
        value = object;
        rows.removeAll();
        shown.clear();
        object.properties()
                .forEach(entry -> add(entry.getKey(), entry.getValue().asString()));
    }
}
