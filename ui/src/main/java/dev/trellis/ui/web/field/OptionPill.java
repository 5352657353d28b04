package dev.trellis.ui.web.field;

import com.vaadin.flow.component.html.Span;
import dev.trellis.core.field.Editor;
import java.util.Locale;

/** An option as a dot in its colour and its label. */
public final class OptionPill {

    private OptionPill() {}

    public static Span of(Editor.Option option, Locale locale) {
        var pill = new Span(option.label().text(locale));
        pill.addClassName("trellis-pill");
        pill.getElement().setAttribute("data-color", option.color() == null ? "grey" : option.color());
        return pill;
    }
}
