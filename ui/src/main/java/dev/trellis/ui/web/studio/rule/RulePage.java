package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.MetadataCheck;
import dev.trellis.form.rule.RuleDesigner;
import dev.trellis.form.rule.RuleEdit;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.field.References;
import dev.trellis.ui.web.studio.CanvasScript;
import dev.trellis.ui.web.studio.DefinitionView;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.StudioHead;
import dev.trellis.workflow.rule.InboundRules;
import dev.trellis.workflow.rule.Rules;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The builder of one rule. */
final class RulePage extends Div implements DefinitionView.Designer {

    private final transient DraftBench bench;
    private final transient RuleDesigner designer;
    private final String rule;
    private final StudioHead head;
    private final Triggers triggers;
    private final WhenPart when;
    private final BeforePart before;
    private final StepList steps;
    private final RulePane pane;
    private final RuleProblems problems;
    private transient RuleState state;
    private String selection = RuleEdit.RULE;

    RulePage(
            DraftBench bench,
            RuleDesigner designer,
            Rules rules,
            InboundRules inbound,
            References references,
            String rule) {
        this.bench = bench;
        this.designer = designer;
        this.rule = rule;
        head = new StudioHead(bench, this::report, this::refresh);
        triggers = new Triggers(this::edit);
        when = new WhenPart(this::edit);
        before = new BeforePart(this::edit);
        steps = new StepList(references, this::select, this::edit);
        pane = new RulePane(
                bench,
                references,
                rules,
                inbound,
                () -> RuleDesigner.find(bench.draft(), rule),
                this::edit,
                this::removed);
        problems = new RuleProblems(this::reveal);
        state = read();
        addClassNames("studio", "rule-builder");
        var sheet = new Div(triggers, when, before, steps);
        sheet.addClassName("rule-sheet");
        var middle = new Div(sheet);
        middle.addClassNames("studio-middle", "rule-middle");
        var body = new Div(middle, pane);
        body.addClassNames("studio-body", "rule-body");
        add(head, body, problems);
        CanvasScript.install(this, this::pressed);
    }

    private Locale locale() {
        return bench.actor().locale();
    }

    private RuleState read() {
        var draft = bench.draft();
        var definition = RuleDesigner.find(draft, rule).orElseThrow();
        var place = definition.key().toString();
        var found = MetadataCheck.check(draft, bench.studio().live()).stream()
                .filter(problem ->
                        problem.path().equals(place) || problem.path().startsWith(place + "/"))
                .toList();
        return new RuleState(draft, definition.entity(), designer.write(definition), found, locale());
    }

    @Override
    public void refresh() {
        if (RuleDesigner.find(bench.draft(), rule).isEmpty()) {
            getUI().ifPresent(ui -> ui.navigate("studio"));
            return;
        }
        state = read();
        if (state.step(selection).isEmpty()) {
            selection = RuleEdit.RULE;
        }
        var of = new Span(getTranslation(
                "studio.rule.of",
                Map.of(
                        "entity",
                        state.draft()
                                .entity(state.entity())
                                .map(EntityDefinition::label)
                                .map(label -> label.text(locale()))
                                .orElse(state.entity()))));
        of.addClassName("studio-form-name");
        head.show(state.label(), of);
        triggers.show(state);
        when.show(state);
        before.show(state);
        steps.show(state, selection);
        pane.show(state);
        problems.show(state);
    }

    private void select(String step) {
        selection = step;
        steps.show(state, selection);
    }

    private void reveal(String step) {
        select(step);
        steps.reveal(step);
    }

    private void edit(RuleEdit edit) {
        switch (designer.apply(bench.draft(), rule, edit)) {
            case RuleDesigner.Result.Applied(var draft) -> {
                if (edit instanceof RuleEdit.Insert(var step, var _)) {
                    selection = step.path("id").asString();
                }
                report(bench.edit(draft));
            }
            case RuleDesigner.Result.Refused(var problem) -> report(Optional.of(problem));
        }
    }

    private void removed() {
        RuleDesigner.find(bench.draft(), rule)
                .ifPresent(found -> report(bench.edit(bench.draft().without(found.key()))));
    }

    private void report(Optional<Problem> refused) {
        refused.ifPresent(problem -> Toast.failed(Messages.text(problem, locale())));
        refresh();
    }

    private void pressed(String key) {
        switch (key) {
            case "undo" -> head.undo();
            case "redo" -> head.redo();
            case "remove" -> {
                if (state.step(selection).isPresent()) {
                    edit(new RuleEdit.Remove(selection));
                }
            }
            default -> select(RuleEdit.RULE);
        }
    }
}
