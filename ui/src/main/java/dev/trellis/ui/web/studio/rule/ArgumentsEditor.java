package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.ui.web.studio.property.ExpressionField;
import dev.trellis.ui.web.studio.property.PropertyEditor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a function is given: one expression per parameter. */
final class ArgumentsEditor implements PropertyEditor {

    private static final String BLANK = "BLANK";

    private final Div root = new Div();
    private final List<ExpressionField> fields = new ArrayList<>();
    private List<String> values = List.of();

    ArgumentsEditor(RuleState state, FunctionDefinition function, Consumer<@Nullable JsonNode> changed) {
        root.addClassName("rule-texts");
        for (int i = 0; i < function.parameters().size(); i++) {
            int position = i;
            var name = function.parameters().get(i).label().text(state.locale());
            var field = new ExpressionField(state.context(), state.entity(), name, Expected.ANY, typed -> {
                        var now = new ArrayList<>(values);
                        now.set(position, typed == null ? BLANK : typed.asString());
                        values = now;
                        var array = JsonNodeFactory.instance.arrayNode();
                        now.forEach(array::add);
                        changed.accept(array);
                    })
                    .label(name);
            fields.add(field);
            root.add(field.component());
        }
    }

    @Override
    public Component component() {
        return root;
    }

    @Override
    public void show(JsonNode now) {
        var shown = new ArrayList<String>();
        for (int i = 0; i < fields.size(); i++) {
            shown.add(now.path(i).asString(BLANK));
            fields.get(i).show(JsonNodeFactory.instance.stringNode(shown.get(i)));
        }
        values = shown;
    }
}
