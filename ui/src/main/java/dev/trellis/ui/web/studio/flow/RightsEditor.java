package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Messages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the people of a step may do with each field while it is theirs; as their roles say where nothing is set. */
final class RightsEditor implements ControlEditor {

    private static final String AS_ROLE = "role";

    private final Div root = new Div();
    private final Map<String, Select<String>> rights = new LinkedHashMap<>();

    RightsEditor(FlowState state, List<FieldDefinition> fields, Consumer<@Nullable JsonNode> changed) {
        root.addClassName("flow-rights");
        for (var field : fields) {
            var select = new Select<String>();
            select.setItems(AS_ROLE, "none", "read", "write");
            select.setItemLabelGenerator(value -> Messages.text("studio.flow.right." + value, state.locale()));
            select.setValue(AS_ROLE);
            select.setAriaLabel(field.label().text(state.locale()));
            select.addValueChangeListener(event -> {
                if (event.isFromClient()) {
                    changed.accept(read());
                }
            });
            rights.put(field.id(), select);
            var row = new Div(new Span(field.label().text(state.locale())), select);
            row.addClassName("flow-right");
            root.add(row);
        }
    }

    private @Nullable JsonNode read() {
        var json = JsonNodeFactory.instance.objectNode();
        rights.forEach((field, right) -> {
            if (!right.getValue().equals(AS_ROLE)) {
                json.put(field, right.getValue());
            }
        });
        return json.isEmpty() ? null : json;
    }

    @Override
    public Component component() {
        return root;
    }

    @Override
    public void show(JsonNode value) {
        rights.forEach((field, right) -> right.setValue(value.path(field).asString(AS_ROLE)));
    }
}
