package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.form.rule.RuleEdit;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.References;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.property.TextsEditor;
import dev.trellis.workflow.rule.InboundRules;
import dev.trellis.workflow.rule.Rules;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.BooleanNode;

/** Beside the rule: trying it, its name, whether it is on, what it did, and removing it. */
final class RulePane extends Div {

    private final transient Consumer<RuleEdit> edited;
    private final transient Runnable removed;
    private final TrialPanel trial;
    private final InboundPanel calls;
    private final H2 title = new H2();
    private final Div names = new Div();
    private final Checkbox active = new Checkbox();
    private final Div foot = new Div();
    private transient @Nullable TextsEditor texts;
    private transient @Nullable Locale locale;

    RulePane(
            DraftBench bench,
            References references,
            Rules rules,
            InboundRules inbound,
            Supplier<Optional<RuleDefinition>> rule,
            Consumer<RuleEdit> edited,
            Runnable removed) {
        this.edited = edited;
        this.removed = removed;
        addClassNames("studio-properties", "rule-pane");
        trial = new TrialPanel(bench, references, rules, rule);
        calls = new InboundPanel(bench, inbound);
        active.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                edited.accept(
                        new RuleEdit.SetProperty(RuleEdit.RULE, "active", event.getValue() ? null : BooleanNode.FALSE));
            }
        });
        active.addClassName("rule-active");
        foot.addClassName("list-foot");
        add(trial, calls, title, active, names, foot);
    }

    void show(RuleState state) {
        trial.show(state);
        calls.show(state);
        title.setText(state.text("studio.rule.settings"));
        active.setLabel(state.text("studio.rule.active"));
        active.setValue(state.rule().path("active").asBoolean(true));
        if (texts == null || !state.locale().equals(locale)) {
            locale = state.locale();
            texts = new TextsEditor(
                    state.context(),
                    state.text("studio.rule.name"),
                    null,
                    changed -> edited.accept(new RuleEdit.SetProperty(RuleEdit.RULE, "label", changed)));
            names.removeAll();
            names.add(texts.component());
            foot(state);
        }
        texts.show(state.rule().path("label"));
    }

    private void foot(RuleState state) {
        var id = state.rule().path("id").asString("");
        var runs = new Anchor("rule-runs?rule=" + id, state.text("studio.rule.runs"));
        var remove = new Button(state.text("studio.rule.remove"), Glyph.DELETE.create(), clicked -> removed.run());
        remove.addClassName("quiet");
        var name = new Span(id);
        name.addClassName("properties-id");
        foot.removeAll();
        foot.add(name, runs, remove);
    }
}
