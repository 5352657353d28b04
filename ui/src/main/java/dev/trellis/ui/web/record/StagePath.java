package dev.trellis.ui.web.record;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.field.Editor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The stages of a record's pipeline: done, current, ahead. */
final class StagePath extends Div {

    StagePath(List<Editor.Option> stages, Locale locale, @Nullable Object current) {
        addClassName("stage-path");
        getElement().setAttribute("role", "list");
        int now = -1;
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).code().equals(current)) {
                now = i;
            }
        }
        for (int i = 0; i < stages.size(); i++) {
            var dot = new Span();
            dot.addClassName("stage-dot");
            var name = new Span(stages.get(i).label().text(locale));
            var step = new Div(dot, name);
            step.addClassNames("stage", i < now ? "is-done" : i == now ? "is-current" : "is-ahead");
            var color = stages.get(i).color();
            step.getElement().setAttribute("data-color", color == null ? "grey" : color);
            step.getElement().setAttribute("role", "listitem");
            if (i == now) {
                step.getElement().setAttribute("aria-current", "step");
            }
            add(step);
        }
    }
}
