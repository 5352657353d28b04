package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.workflow.approval.ApprovalPath;
import dev.trellis.workflow.approval.FlowTrial;
import dev.trellis.workflow.approval.FlowTrial.Report;
import dev.trellis.workflow.approval.FlowTrial.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends the latest records through a flow that is still a draft: who goes another way, who finds nobody, who is asked how often. */
final class TrialDialog extends Dialog {

    private static final int SHOWN = 12;

    private final transient FlowTrial flows;
    private final transient Metadata draft;
    private final transient Actor.Person actor;
    private final transient ApprovalDefinition definition;
    private final Select<Integer> last = new Select<>();
    private final Button run = new Button();
    private final Div result = new Div();

    TrialDialog(FlowTrial flows, Metadata draft, Actor.Person actor, ApprovalDefinition definition) {
        this.flows = flows;
        this.draft = draft;
        this.actor = actor;
        this.definition = definition;
        addClassName("trial-dialog");
        setWidth("760px");
        setHeaderTitle(getTranslation("studio.trial.title"));
        last.setItems(20, 50, 200, FlowTrial.MAX_RECORDS);
        last.setItemLabelGenerator(count -> getTranslation("studio.trial.count", Map.of("count", count)));
        last.setValue(50);
        last.setAriaLabel(getTranslation("studio.trial.last"));
        last.addValueChangeListener(changed -> show());
        run.setText(getTranslation("studio.trial.run"));
        run.addClassName("quiet");
        run.setDisableOnClick(true);
        run.addClickListener(clicked -> {
            show();
            run.setEnabled(true);
        });
        var head = new Div(last, run);
        head.addClassName("trial-head");
        result.addClassName("trial");
        add(head, result);
        getFooter().add(new Button(getTranslation("action.close"), clicked -> close()));
        show();
    }

    private void show() {
        result.removeAll();
        var report = flows.run(actor, definition, last.getValue());
        if (report.trials().isEmpty()) {
            result.add(PageState.empty(
                    Glyph.ROWS,
                    getTranslation("studio.trial.none.title"),
                    getTranslation("studio.trial.none.text", Map.of("entity", entity()))));
            return;
        }
        result.add(figures(report));
        if (report.changed() + report.stuck() + report.unmanned() == 0) {
            result.add(quiet(getTranslation("studio.trial.quiet")));
        }
        section(
                "studio.trial.trouble",
                report.trials().stream()
                        .filter(trial ->
                                !trial.problems().isEmpty() || !trial.unmanned().isEmpty())
                        .<Component>map(this::trouble)
                        .toList());
        if (!report.load().isEmpty()) {
            result.add(new H3(getTranslation("studio.trial.load")), load(report.load()));
        }
        section(
                "studio.trial.ways",
                report.trials().stream()
                        .filter(trial -> trial.isChanged() && trial.problems().isEmpty())
                        .<Component>map(this::ways)
                        .toList());
        result.add(quiet(getTranslation("studio.trial.foot")));
    }

    private String entity() {
        return draft.entity(definition.entity())
                .map(found -> found.label().text(actor.locale()))
                .orElse(definition.entity());
    }

    private Div figures(Report report) {
        var starts = report.trials().stream().filter(Trial::starts).count();
        var figures = new Div(
                figure("records", report.trials().size(), false),
                figure("starts", starts, false),
                figure("changed", report.changed(), false),
                figure("unmanned", report.unmanned(), true),
                figure("stuck", report.stuck(), true));
        figures.addClassName("trial-figures");
        return figures;
    }

    private Div figure(String name, long count, boolean isBad) {
        var number = new Span(Long.toString(count));
        number.addClassName("trial-number");
        var figure = new Div(number, new Span(getTranslation("studio.trial." + name)));
        figure.addClassNames("trial-figure", "trial-" + name);
        figure.setClassName("is-bad", isBad && count > 0);
        return figure;
    }

    private void section(String title, List<Component> lines) {
        if (lines.isEmpty()) {
            return;
        }
        result.add(new H3(getTranslation(title)));
        lines.stream().limit(SHOWN).forEach(result::add);
        if (lines.size() > SHOWN) {
            result.add(quiet(getTranslation("studio.trial.more", Map.of("count", lines.size() - SHOWN))));
        }
    }

    private Div trouble(Trial trial) {
        var line = new Div(link(trial));
        line.addClassNames("trial-record", "is-bad");
        trial.problems().forEach(problem -> line.add(new Span(Messages.text(problem, actor.locale()))));
        trial.unmanned()
                .forEach(step -> line.add(new Span(
                        getTranslation("studio.trial.trouble.step", Map.of("step", step.text(actor.locale()))))));
        return line;
    }

    private Div ways(Trial trial) {
        var line = new Div(
                link(trial),
                way("studio.trial.now", trial.before(), trial.after()),
                way("studio.trial.then", trial.after(), trial.before()));
        line.addClassName("trial-record");
        return line;
    }

    /** One way, step by step; what the other way does not have stands out. */
    private Div way(String title, @Nullable ApprovalPath path, @Nullable ApprovalPath other) {
        var name = new Span(getTranslation(title));
        name.addClassName("trial-when");
        var way = new Div(name);
        way.addClassName("trial-way");
        if (path == null) {
            way.add(quiet(getTranslation("studio.trial.nothing")));
            return way;
        }
        var known = new HashSet<String>();
        Optional.ofNullable(other).stream()
                .flatMap(there -> there.steps().stream())
                .forEach(step -> known.add(words(step)));
        var decisions =
                path.steps().stream().filter(ApprovalPath.Step::isDecision).toList();
        if (decisions.isEmpty()) {
            way.add(quiet(getTranslation("studio.trial.undecided")));
        }
        decisions.forEach(step -> {
            var text = new Span(words(step));
            text.addClassName("trial-step");
            text.setClassName("is-other", !known.contains(words(step)));
            way.add(text);
        });
        return way;
    }

    private String words(ApprovalPath.Step step) {
        var people = step.people().stream().map(ApprovalPath.Person::name).collect(Collectors.joining(", "));
        return step.label().text(actor.locale()) + (people.isEmpty() ? "" : " · " + people);
    }

    private Anchor link(Trial trial) {
        var link = new Anchor(
                "records/" + definition.entity() + "/" + trial.record(),
                trial.title().isEmpty() ? "#" + trial.record() : trial.title());
        link.setTarget(AnchorTarget.BLANK);
        return link;
    }

    private Div load(List<FlowTrial.Load> load) {
        int most = load.getFirst().tasks();
        var bars = new Div();
        bars.addClassName("trial-load");
        load.stream().limit(SHOWN).forEach(one -> {
            var bar = new Div();
            bar.addClassName("trial-bar");
            bar.getStyle().set("width", Math.max(2, one.tasks() * 100 / most) + "%");
            var track = new Div(bar);
            track.addClassName("trial-track");
            var times = new Span(getTranslation("studio.trial.times", Map.of("count", one.tasks())));
            times.addClassName("trial-times");
            bars.add(new Span(one.name()), track, times);
        });
        return bars;
    }

    private static Paragraph quiet(String text) {
        var line = new Paragraph(text);
        line.addClassName("quiet-text");
        return line;
    }
}
