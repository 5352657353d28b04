package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.References;
import dev.trellis.ui.web.studio.property.ExpressionField;
import dev.trellis.ui.web.studio.property.Fields;
import dev.trellis.ui.web.studio.property.PropertyEditor;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A table that says who gets a record: the first row that holds. */
final class RowsEditor implements PropertyEditor {

    private final RuleState state;
    private final References references;
    private final Consumer<@Nullable JsonNode> changed;
    private final Div root = new Div();
    private final Div rows = new Div();
    private ArrayNode value = JsonNodeFactory.instance.arrayNode();
    private boolean drawn;

    RowsEditor(RuleState state, References references, Consumer<@Nullable JsonNode> changed) {
        this.state = state;
        this.references = references;
        this.changed = changed;
        rows.addClassName("rule-rows");
        var more = new Button(state.text("studio.rule.row.add"), Glyph.PLUS.create(), clicked -> {
            var longer = value.deepCopy();
            longer.addObject().put("when", "TRUE");
            changed.accept(longer);
        });
        more.addClassName("quiet");
        root.add(rows, more);
    }

    @Override
    public Component component() {
        return root;
    }

    @Override
    public void show(JsonNode now) {
        var array = now instanceof ArrayNode given ? given : JsonNodeFactory.instance.arrayNode();
        if (drawn && array.equals(value)) {
            return;
        }
        drawn = true;
        value = array.deepCopy();
        rows.removeAll();
        for (int i = 0; i < value.size(); i++) {
            rows.add(row(i, (ObjectNode) value.get(i)));
        }
    }

    private Div row(int position, ObjectNode row) {
        var when = new ExpressionField(
                        state.context(),
                        state.entity(),
                        state.text("studio.rule.row.when"),
                        Expected.BOOLEAN,
                        typed -> set(
                                position, "when", typed == null ? JsonNodeFactory.instance.stringNode("FALSE") : typed))
                .label(state.text("studio.rule.row.when"));
        when.show(row.path("when"));
        var people =
                Fields.users(state.text("studio.rule.people"), references, chosen -> set(position, "people", chosen));
        people.show(row.path("people"));
        var role = Fields.one(state.text("studio.rule.role"), roles(state), chosen -> set(position, "role", chosen));
        role.show(row.path("role"));
        var remove = new Button(Glyph.CLOSE.create(), clicked -> {
            var shorter = value.deepCopy();
            shorter.remove(position);
            changed.accept(shorter);
        });
        remove.addClassName("quiet");
        remove.setAriaLabel(state.text("studio.rule.row.remove"));
        var place = new Div(when.component(), people.component(), role.component(), remove);
        place.addClassName("rule-row");
        return place;
    }

    private void set(int position, String property, @Nullable JsonNode to) {
        var other = value.deepCopy();
        var row = (ObjectNode) other.get(position);
        if (to == null) {
            row.remove(property);
        } else {
            row.set(property, to);
        }
        value = other;
        changed.accept(other);
    }

    static List<Fields.Option> roles(RuleState state) {
        return state.draft().all(RoleDefinition.class).stream()
                .map(role -> new Fields.Option(role.id(), role.label().text(state.locale())))
                .toList();
    }
}
