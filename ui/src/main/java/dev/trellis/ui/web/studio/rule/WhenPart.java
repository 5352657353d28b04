package dev.trellis.ui.web.studio.rule;

import dev.trellis.core.expression.Expected;
import dev.trellis.form.rule.RuleEdit;
import dev.trellis.ui.web.studio.property.ExpressionField;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What must hold for the rule to do anything. */
final class WhenPart extends Part {

    private final transient Consumer<RuleEdit> edited;
    private transient @Nullable ExpressionField field;
    private transient @Nullable Locale locale;

    WhenPart(Consumer<RuleEdit> edited) {
        super("when");
        this.edited = edited;
    }

    void show(RuleState state) {
        head(state.text("studio.rule.if"), state.text("studio.rule.if.hint"));
        if (field == null || !state.locale().equals(locale)) {
            locale = state.locale();
            field = new ExpressionField(
                            state.context(),
                            state.entity(),
                            state.text("studio.rule.if"),
                            Expected.BOOLEAN,
                            typed -> edited.accept(new RuleEdit.SetProperty(RuleEdit.RULE, "when", typed)))
                    .placeholder(state.text("studio.rule.if.placeholder"));
            content().removeAll();
            add(field.component());
        }
        field.show(state.rule().path("when"));
    }
}
