package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.References;
import dev.trellis.ui.web.field.References.Reference;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.workflow.rule.RuleRun;
import dev.trellis.workflow.rule.RuleTrial;
import dev.trellis.workflow.rule.Rules;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows what the rule, as it stands in the draft, would do with a record; nothing of it stays. */
final class TrialPanel extends Div {

    private final transient DraftBench bench;
    private final transient Rules rules;
    private final transient Supplier<Optional<RuleDefinition>> rule;
    private final H2 title = new H2();
    private final Span hint = new Span();
    private final ComboBox<Reference> record = new ComboBox<>();
    private final Button run = new Button();
    private final Div outcome = new Div();

    TrialPanel(DraftBench bench, References references, Rules rules, Supplier<Optional<RuleDefinition>> rule) {
        this.bench = bench;
        this.rules = rules;
        this.rule = rule;
        addClassName("rule-trial");
        hint.addClassName("muted");
        record.setItems(query -> references
                .find(
                        rule.get().map(RuleDefinition::entity).orElse(""),
                        query.getFilter().orElse(""),
                        query.getOffset(),
                        query.getLimit())
                .stream());
        record.setItemLabelGenerator(Reference::label);
        record.setWidthFull();
        record.addClassName("rule-trial-record");
        run.addClassName("rule-trial-run");
        run.addClickListener(clicked -> run());
        outcome.addClassName("rule-trial-outcome");
        outcome.getElement().setAttribute("aria-live", "polite");
        add(title, hint, record, run, outcome);
    }

    void show(RuleState state) {
        title.setText(state.text("studio.rule.trial"));
        hint.setText(state.text("studio.rule.trial.hint"));
        record.setPlaceholder(state.text("studio.rule.trial.record"));
        record.setAriaLabel(state.text("studio.rule.trial.record"));
        run.setText(state.text("studio.rule.trial.run"));
        run.setEnabled(state.problems().isEmpty());
        outcome.removeAll();
    }

    private void run() {
        outcome.removeAll();
        var chosen = record.getValue();
        var draft = rule.get();
        if (chosen == null || draft.isEmpty()) {
            outcome.add(line(Glyph.INFO, getTranslation("studio.rule.trial.choose"), "is-quiet"));
            return;
        }
        switch (rules.tryOut(bench.actor(), draft.get(), chosen.id())) {
            case Rules.Result.Refused<RuleTrial>(var problems) -> problems(problems);
            case Rules.Result.Done<RuleTrial>(var trial) -> {
                if (!trial.holds()) {
                    outcome.add(line(Glyph.INFO, getTranslation("studio.rule.trial.not"), "is-quiet"));
                    return;
                }
                trial.lines().forEach(this::line);
                problems(trial.problems());
                if (trial.problems().isEmpty()) {
                    outcome.add(line(Glyph.CHECK, getTranslation("studio.rule.trial.undone"), "is-good"));
                }
            }
        }
    }

    private void line(RuleRun.Line did) {
        outcome.add(line(
                Glyph.CHEVRON_RIGHT,
                getTranslation("rules.step." + did.what()) + getTranslation("studio.rule.colon") + did.detail(),
                "is-step"));
    }

    private void problems(List<Problem> problems) {
        problems.forEach(problem -> outcome.add(
                line(Glyph.WARNING, Messages.text(problem, bench.actor().locale()), "is-wrong")));
    }

    private static Div line(Glyph glyph, String text, String style) {
        var line = new Div(glyph.create(), new Span(text));
        line.addClassNames("rule-trial-line", style);
        return line;
    }
}
