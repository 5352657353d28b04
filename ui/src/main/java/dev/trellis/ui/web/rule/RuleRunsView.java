package dev.trellis.ui.web.rule;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.workflow.rule.RuleRun;
import dev.trellis.workflow.rule.Rules;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code rule-runs}: what rules did and why they stopped; a failed run can be run again. */
@Prototype
@Route(value = "rule-runs", layout = Shell.class)
final class RuleRunsView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Rules rules;
    private final transient LiveMetadata live;
    private final transient CurrentActor currentActor;
    private boolean entered;
    private @Nullable String rule;

    RuleRunsView(Rules rules, LiveMetadata live, CurrentActor currentActor) {
        this.rules = rules;
        this.live = live;
        this.currentActor = currentActor;
        addClassName("operate-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        entered = true;
        rule = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("rule")
                .orElse(null);
        render();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        if (entered) {
            render();
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.ruleRuns");
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        switch (rules.runs(actor, rule, null)) {
            case Rules.Result.Refused<List<RuleRun>>(var problems) ->
                add(PageState.noRight(
                        getTranslation("list.denied.title"),
                        problems.stream()
                                .map(problem -> Messages.text(problem, actor.locale()))
                                .collect(Collectors.joining(" "))));
            case Rules.Result.Done<List<RuleRun>>(var runs) -> {
                var format = new Format(
                        actor.locale(), ZoneId.of(live.current().workspace().zone()));
                var head = new Div(
                        new H1(getTranslation("nav.ruleRuns")),
                        new Button(getTranslation("jobs.reload"), Glyph.RELOAD.create(), clicked -> render()));
                head.addClassName("operate-head");
                add(head);
                if (runs.isEmpty()) {
                    add(PageState.empty(
                            Glyph.CLOCK, getTranslation("rules.empty.title"), getTranslation("rules.empty.text")));
                    return;
                }
                var lines = new Div();
                lines.addClassName("operate-lines");
                runs.forEach(run -> lines.add(line(run, format)));
                add(lines);
            }
        }
    }

    private Div line(RuleRun run, Format format) {
        var metadata = live.current();
        var rule = metadata.find(new DefinitionKey(Kind.RULE, run.rule()))
                .map(Definition::label)
                .map(label -> label.text(getLocale()))
                .orElse(getTranslation("rules.gone"));
        var name = new Span(rule);
        name.addClassName("import-file");
        var entity = metadata.entity(run.entity())
                .map(EntityDefinition::label)
                .map(label -> label.text(getLocale()))
                .orElse("");
        var record = new Anchor("records/" + run.entity() + "/" + run.record(), entity);
        var facts = new Span(new Span(getTranslation("rules.cause." + run.cause()) + " · "), record);
        facts.addClassName("muted");
        var names = new Div(name, facts);
        names.addClassName("import-names");
        for (var step : run.lines()) {
            var text = new Span(getTranslation("rules.step." + step.what()) + ": " + step.detail());
            text.addClassName("rule-step");
            names.add(text);
        }
        if (run.problem() != null) {
            var trouble = new Span(problem(run.problem()));
            trouble.addClassName("operate-trouble");
            names.add(trouble);
        }
        var state = new Span(getTranslation("rules.state." + run.state().name().toLowerCase(Locale.ROOT)));
        state.addClassNames("approval-state", style(run.state()));
        var when = new Span(format.ago(run.at(), Instant.now()));
        when.getElement().setAttribute("title", format.dateTime(run.at()));
        when.addClassName("muted");
        var line = new Div(names, state, when);
        line.addClassName("operate-line");
        if (run.state() == RuleRun.State.FAILED || run.state() == RuleRun.State.LOOP) {
            var again = new Button(getTranslation("rules.replay"), clicked -> {
                if (rules.replay(currentActor.require(), run.id()) instanceof Rules.Result.Done<Boolean>) {
                    Toast.done(getTranslation("rules.replayed"));
                } else {
                    Toast.failed(getTranslation("jobs.moved"));
                }
                render();
            });
            again.setDisableOnClick(true);
            line.add(again);
        }
        return line;
    }

    /** Kept in both languages, as nobody knows who will read it. */
    private String problem(String kept) {
        var lines = kept.split("\n");
        boolean chinese = getLocale().getLanguage().equals("zh");
        return lines.length < 2 ? kept : chinese ? lines[0] : lines[1];
    }

    private static String style(RuleRun.State state) {
        return switch (state) {
            case DONE -> "state-approved";
            case WAITING -> "state-running";
            case SKIPPED -> "state-withdrawn";
            case FAILED, LOOP -> "state-rejected";
        };
    }
}
