package dev.trellis.ui.web.studio.property;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.expression.Checked;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.Expressions;
import dev.trellis.core.expression.MetadataSchema;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Glyph;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** An expression that is checked while somebody types, and counts once the place is left. */
public final class ExpressionField implements PropertyEditor {

    private static final int PAUSE = 300;

    private final DesignContext state;
    private final String entity;
    private final Expected expected;
    private final TextArea area = new TextArea();
    private final Div verdict = new Div();
    private final Div root = new Div();
    private String kept = "";

    /**
     * @param entity whose fields the expression begins with
     * @param entered is told the expression; null where it was emptied
     */
    public ExpressionField(
            DesignContext state, String entity, String label, Expected expected, Consumer<@Nullable JsonNode> entered) {
        this.state = state;
        this.entity = entity;
        this.expected = expected;
        area.setAriaLabel(label);
        area.addClassName("expression");
        area.setWidthFull();
        area.setMaxLength(10_000);
        area.setMinRows(1);
        area.setValueChangeMode(ValueChangeMode.LAZY);
        area.setValueChangeTimeout(PAUSE);
        area.getElement().setAttribute("spellcheck", "false");
        area.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                check();
            }
        });
        area.addBlurListener(left -> {
            var text = area.getValue().strip();
            if (!text.equals(kept)) {
                kept = text;
                entered.accept(text.isEmpty() ? null : StringNode.valueOf(text));
            }
        });
        verdict.addClassName("rule-verdict");
        verdict.getElement().setAttribute("aria-live", "polite");
        root.addClassName("rule-expression");
        var foot = new Div(verdict, new FieldInsert(state, entity, area, path -> path));
        foot.addClassName("rule-expression-foot");
        root.add(area, foot);
    }

    public ExpressionField placeholder(String text) {
        area.setPlaceholder(text);
        return this;
    }

    public ExpressionField label(String text) {
        area.setLabel(text);
        return this;
    }

    @Override
    public Component component() {
        return root;
    }

    @Override
    public void show(JsonNode value) {
        var text = value.asString("");
        if (!text.equals(kept)) {
            kept = text;
            area.setValue(text);
        }
        check();
    }

    private void check() {
        verdict.removeAll();
        var text = area.getValue().strip();
        if (text.isEmpty()) {
            return;
        }
        switch (Expressions.check(text, entity, new MetadataSchema(state.draft()), expected)) {
            case Checked.Valid _ -> {
                verdict.setClassName("is-wrong", false);
                verdict.add(Glyph.CHECK.create(), new Span(state.text("studio.rule.expression.good")));
            }
            case Checked.Invalid(var problems) -> {
                verdict.setClassName("is-wrong", true);
                verdict.add(Glyph.WARNING.create(), new Span(Messages.text(problems.getFirst(), state.locale())));
            }
        }
    }
}
