package dev.trellis.ui.web.studio.property;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.ui.web.component.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** Fields of an entity with an expression each: "Grade = "A"". */
public final class ValuesEditor implements PropertyEditor {

    private final DesignContext state;
    private final String target;
    private final String source;
    private final Consumer<@Nullable JsonNode> changed;
    private final Div root = new Div();
    private final Div rows = new Div();
    private final List<Row> shown = new ArrayList<>();
    private @Nullable JsonNode value;

    private record Row(
            Div place,
            @Nullable FieldDefinition field,
            @Nullable ExpressionField expression) {}

    /**
     * @param target the entity whose fields are written
     * @param source the entity whose fields the expressions read
     */
    public ValuesEditor(DesignContext state, String target, String source, Consumer<@Nullable JsonNode> changed) {
        this.state = state;
        this.target = target;
        this.source = source;
        this.changed = changed;
        rows.addClassName("rule-values");
        var more = new Button(state.text("studio.rule.value.add"), Glyph.PLUS.create(), clicked -> rows.add(asking()));
        more.addClassNames("quiet", "rule-value-add");
        root.add(rows, more);
    }

    /** A row that does not know its field yet. */
    private Div asking() {
        var place = new Div();
        place.addClassName("rule-value");
        var box = new ComboBox<FieldDefinition>();
        box.setPlaceholder(state.text("studio.rule.value.field"));
        box.setAriaLabel(state.text("studio.rule.value.field"));
        var taken = shown.stream().map(Row::field).toList();
        box.setItems(state.writable(target).stream()
                .filter(field -> !taken.contains(field))
                .toList());
        box.setItemLabelGenerator(field -> field.label().text(state.locale()));
        box.addValueChangeListener(event -> {
            if (event.getValue() != null) {
                rows.remove(place);
                add(event.getValue(), event.getValue().id(), "");
            }
        });
        place.add(box, remove(() -> rows.remove(place)));
        return place;
    }

    private Button remove(Runnable removed) {
        var remove = new Button(Glyph.CLOSE.create(), clicked -> removed.run());
        remove.addClassName("quiet");
        remove.setAriaLabel(state.text("studio.rule.value.remove"));
        return remove;
    }

    private void add(@Nullable FieldDefinition field, String id, String text) {
        var place = new Div();
        place.addClassName("rule-value");
        place.getElement().setAttribute("data-value", id);
        var name = new Span(field == null ? id : field.label().text(state.locale()));
        name.addClassName("rule-value-name");
        var expression = new ExpressionField(
                state,
                source,
                name.getText(),
                field == null ? Expected.ANY : Expected.of(field.type().valueType()),
                typed -> tell(id, typed));
        expression.placeholder(state.text("studio.rule.value.expression"));
        expression.show(StringNode.valueOf(text));
        var row = new Row(place, field, expression);
        place.add(name, new Span("="), expression.component(), remove(() -> {
            rows.remove(place);
            shown.remove(row);
            tell(id, null);
        }));
        shown.add(row);
        rows.add(place);
    }

    /** A field counts once it has an expression; until then it is only on the screen. */
    private void tell(String id, @Nullable JsonNode expression) {
        var json = JsonNodeFactory.instance.objectNode();
        if (value != null) {
            value.properties().forEach(entry -> json.set(entry.getKey(), entry.getValue()));
        }
        if (expression == null) {
            json.remove(id);
        } else {
            json.set(id, expression);
        }
        if (!json.equals(value)) {
            value = json;
            changed.accept(json);
        }
    }

    @Override
    public Component component() {
        return root;
    }

    @Override
    public void show(JsonNode now) {
        var object = now.isObject() ? now : JsonNodeFactory.instance.objectNode();
        if (object.equals(value)) {
            return;
        }
        value = object;
        rows.removeAll();
        shown.clear();
        object.properties()
                .forEach(entry -> add(
                        state.writable(target).stream()
                                .filter(field -> field.id().equals(entry.getKey()))
                                .findFirst()
                                .orElse(null),
                        entry.getKey(),
                        entry.getValue().asString()));
    }
}
