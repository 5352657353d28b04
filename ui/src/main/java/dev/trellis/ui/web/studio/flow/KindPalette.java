package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.flow.NodeKind;
import java.util.Locale;
import java.util.function.Consumer;

/** The kinds of steps: dragged into the flow, or put behind the selected step by a click. */
final class KindPalette extends Div {

    private final transient Consumer<NodeKind> chosen;

    KindPalette(Consumer<NodeKind> chosen) {
        this.chosen = chosen;
        addClassNames("studio-palette", "flow-palette");
    }

    void show(Locale locale) {
        removeAll();
        var heading = new Span(getTranslation("studio.flow.palette"));
        heading.addClassName("palette-heading");
        add(heading);
        for (var kind : NodeKind.values()) {
            add(entry(kind, locale));
        }
    }

    private Div entry(NodeKind kind, Locale locale) {
        var entry = new Div(NodeGlyphs.of(kind).create(), new Span(Messages.text("flow.node." + kind.key(), locale)));
        entry.addClassNames("palette-entry", "flow-kind");
        entry.getElement().setAttribute("data-kind", kind.key());
        entry.getElement().setAttribute("data-drag", "node");
        entry.getElement().setAttribute("tabindex", "0");
        entry.getElement().setAttribute("role", "button");
        entry.getElement().setAttribute("title", getTranslation("studio.flow.palette.hint"));
        entry.getElement().addEventListener("dblclick", clicked -> chosen.accept(kind));
        entry.getElement()
                .addEventListener("keydown", pressed -> chosen.accept(kind))
                .setFilter("event.key === 'Enter'");
        var source = DragSource.create(entry);
        source.setEffectAllowed(EffectAllowed.ALL);
        source.setDragData(new FlowDragged.NewNode(kind));
        return entry;
    }
}
