package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Glyph;
import java.util.Map;
import java.util.function.Consumer;

/** What keeps the rule from being published, at the lower edge of the builder. */
final class RuleProblems extends Div {

    private final transient Consumer<String> wanted;

    RuleProblems(Consumer<String> wanted) {
        this.wanted = wanted;
        addClassName("studio-problems");
        getElement().setAttribute("role", "status");
    }

    void show(RuleState state) {
        removeAll();
        var problems = state.problems();
        setClassName("is-clean", problems.isEmpty());
        if (problems.isEmpty()) {
            add(Glyph.CHECK.create(), new Span(getTranslation("studio.problems.none")));
            return;
        }
        var count = new Span(getTranslation(
                problems.size() == 1 ? "studio.problems.one" : "studio.problems", Map.of("count", problems.size())));
        count.addClassName("problems-count");
        var list = new Div();
        list.addClassName("problems-list");
        for (var problem : problems) {
            var line = new Div(new Span(Messages.text(problem, state.locale())));
            line.addClassName("problems-line");
            var place = state.place(problem);
            if (!place.isEmpty()) {
                var show = new Button(getTranslation("studio.problems.show"), clicked -> wanted.accept(place));
                show.addClassNames("quiet", "problems-show");
                line.add(show);
            }
            list.add(line);
        }
        add(Glyph.WARNING.create(), count, list);
    }
}
