package dev.trellis.ui.web.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/** What a page or panel says when it has no content to show: one sentence on what is so, at most one action. */
public final class PageState extends Div {

    private PageState(String kind, Glyph glyph, String title, String text) {
        addClassNames("page-state", "page-state-" + kind);
        var heading = new Span(title);
        heading.addClassName("page-state-title");
        var icon = new Div(glyph.create());
        icon.addClassName("page-state-icon");
        add(icon, heading);
        if (!text.isEmpty()) {
            var sentence = new Paragraph(text);
            sentence.addClassName("page-state-text");
            add(sentence);
        }
    }

    /** Nothing is there yet. */
    public static PageState empty(Glyph glyph, String title, String text) {
        return new PageState("empty", glyph, title, text);
    }

    /** Something is there, but the filter leaves nothing over. */
    public static PageState filtered(String title, String text) {
        return new PageState("filtered", Glyph.FILTER, title, text);
    }

    /** Something went wrong: what, why, what now. */
    public static PageState error(String title, String text) {
        var state = new PageState("error", Glyph.WARNING, title, text);
        state.getElement().setAttribute("role", "alert");
        return state;
    }

    /** The reader has no right: which rule says so. */
    public static PageState noRight(String title, String text) {
        return new PageState("no-right", Glyph.LOCK, title, text);
    }

    /** Adds the one thing that the reader can do now. */
    public PageState withAction(String verb, Runnable action) {
        var button = new Button(verb, clicked -> action.run());
        button.addClassName("page-state-action");
        return with(button);
    }

    public PageState with(Component component) {
        add(component);
        return this;
    }
}
