package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.details.Details;
import dev.trellis.form.rule.RuleEdit;
import dev.trellis.ui.web.studio.property.ValuesEditor;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the save that sets the rule off writes besides. */
final class BeforePart extends Part {

    private final transient Consumer<RuleEdit> edited;
    private transient @Nullable ValuesEditor editor;
    private transient @Nullable Locale locale;
    private final Details details = new Details();

    BeforePart(Consumer<RuleEdit> edited) {
        super("before");
        this.edited = edited;
        add(details);
    }

    void show(RuleState state) {
        var values = state.rule().path("before");
        head(state.text("studio.rule.before"), state.text("studio.rule.before.hint"));
        details.setSummaryText(
                values.isEmpty()
                        ? state.text("studio.rule.before.none")
                        : state.words().values(state.entity(), values));
        if (editor == null || !state.locale().equals(locale)) {
            locale = state.locale();
            editor = new ValuesEditor(
                    state.context(),
                    state.entity(),
                    state.entity(),
                    changed -> edited.accept(new RuleEdit.SetProperty(RuleEdit.RULE, "before", changed)));
            details.removeAll();
            details.add(editor.component());
        }
        editor.show(values);
        problems(
                state,
                state.problemsAt("before").stream()
                        .filter(problem -> !problem.code().key().startsWith("EXPRESSION_"))
                        .toList());
    }
}
