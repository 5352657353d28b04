package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.ui.web.component.Glyph;
import java.util.List;

/** One block of a rule on the page: a word that begins the sentence, what it is about, and its problems. */
class Part extends Div {

    private final H2 word = new H2();
    private final Span hint = new Span();
    private final Div problems = new Div();
    private final Div content = new Div();

    Part(String name) {
        addClassNames("rule-part", "rule-part-" + name);
        getElement().setAttribute("data-part", name);
        hint.addClassName("muted");
        var head = new Div(word, hint);
        head.addClassName("rule-part-head");
        content.addClassName("rule-part-content");
        problems.addClassName("list-problems");
        super.add(head, content, problems);
    }

    @Override
    public void add(Component... components) {
        content.add(components);
    }

    Div content() {
        return content;
    }

    void head(String title, String text) {
        word.setText(title);
        hint.setText(text);
    }

    void problems(RuleState state, List<Problem> found) {
        problems.removeAll();
        found.forEach(problem -> problems.add(problem(state, problem)));
    }

    static Div problem(RuleState state, Problem problem) {
        var line = new Div(Glyph.WARNING.create(), new Span(Messages.text(problem, state.locale())));
        line.addClassName("list-problem");
        return line;
    }
}
