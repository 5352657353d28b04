package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.ui.web.component.Glyph;
import java.util.Map;
import java.util.function.Consumer;

/** What keeps the flow from being published, and what is odd about it, at the lower edge of the designer. */
final class FlowProblems extends Div {

    private final transient Consumer<String> wanted;

    FlowProblems(Consumer<String> wanted) {
        this.wanted = wanted;
        addClassName("studio-problems");
        getElement().setAttribute("role", "status");
    }

    void show(FlowState state) {
        removeAll();
        var problems = state.problems();
        var findings = state.findings();
        setClassName("is-clean", problems.isEmpty() && findings.isEmpty());
        setClassName("is-hint", problems.isEmpty() && !findings.isEmpty());
        if (problems.isEmpty() && findings.isEmpty()) {
            add(Glyph.CHECK.create(), new Span(getTranslation("studio.problems.none")));
            return;
        }
        var list = new Div();
        list.addClassName("problems-list");
        problems.forEach(problem -> list.add(line(state, state.place(problem), problem)));
        findings.forEach(finding -> list.add(line(state, finding.node(), finding.problem())));
        var glyph = problems.isEmpty() ? Glyph.INFO : Glyph.WARNING;
        add(glyph.create(), count(problems.isEmpty() ? "studio.findings" : "studio.problems", state), list);
    }

    private Span count(String key, FlowState state) {
        int count = state.problems().isEmpty()
                ? state.findings().size()
                : state.problems().size();
        var text = new Span(getTranslation(count == 1 ? key + ".one" : key, Map.of("count", count)));
        text.addClassName("problems-count");
        return text;
    }

    private Div line(FlowState state, String place, Problem problem) {
        var where =
                place.isEmpty() ? "" : state.element(place).map(state::label).orElse("");
        var text = Messages.text(problem, state.locale());
        var line = new Div(new Span(where.isEmpty() || text.contains(where) ? text : where + ": " + text));
        line.addClassName("problems-line");
        var show = new Button(getTranslation("studio.problems.show"), clicked -> wanted.accept(place));
        show.addClassNames("quiet", "problems-show");
        line.add(show);
        return line;
    }
}
