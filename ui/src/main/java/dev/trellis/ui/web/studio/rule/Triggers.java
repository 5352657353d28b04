package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import dev.trellis.form.rule.RuleEdit;
import dev.trellis.ui.web.component.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What sets the rule off; any of several. */
final class Triggers extends Part {

    private final transient Consumer<RuleEdit> edited;
    private final Div rows = new Div();
    private final Button more = new Button(Glyph.PLUS.create());
    private final transient List<TriggerRow> shown = new ArrayList<>();
    private transient List<Object> drawn = List.of();

    Triggers(Consumer<RuleEdit> edited) {
        super("triggers");
        this.edited = edited;
        rows.addClassName("rule-triggers");
        more.addClassNames("quiet", "rule-trigger-add");
        more.addClickListener(clicked -> edited.accept(
                new RuleEdit.AddTrigger(JsonNodeFactory.instance.objectNode().put("on", "changed"))));
        add(rows, more);
    }

    void show(RuleState state) {
        head(state.text("studio.rule.when"), state.text("studio.rule.when.hint"));
        more.setText(state.text("studio.rule.trigger.add"));
        var triggers = state.rule().path("triggers");
        var kinds = new ArrayList<Object>();
        triggers.forEach(trigger -> kinds.add(trigger.path("on").asString("")));
        kinds.add(state.locale());
        if (!kinds.equals(drawn)) {
            drawn = kinds;
            shown.clear();
            rows.removeAll();
            for (int i = 0; i < triggers.size(); i++) {
                var row = new TriggerRow(state, i, triggers.size(), edited);
                shown.add(row);
                rows.add(row);
            }
        }
        for (int i = 0; i < triggers.size(); i++) {
            shown.get(i).show((ObjectNode) triggers.get(i));
        }
        problems(state, state.problemsAt("triggers"));
    }
}
