package dev.trellis.ui.web.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;

/** A short notice at the lower edge that does not interrupt. Good news goes by itself, bad news waits to be closed. */
public final class Toast {

    private static final int MILLISECONDS = 4_000;

    private Toast() {}

    public static void done(String text) {
        show("done", Glyph.CHECK, text, MILLISECONDS);
    }

    public static void note(String text) {
        show("note", Glyph.INFO, text, MILLISECONDS);
    }

    public static void failed(String text) {
        show("failed", Glyph.WARNING, text, 0);
    }

    private static void show(String kind, Glyph glyph, String text, int duration) {
        var notice = new Notification();
        notice.setPosition(Notification.Position.BOTTOM_CENTER);
        notice.setDuration(duration);
        var content = new Div(glyph.create(), new Span(text));
        content.addClassNames("toast", "toast-" + kind);
        if (duration == 0) {
            var close = new Button(Glyph.CLOSE.create(), clicked -> notice.close());
            close.addClassName("quiet");
            close.setAriaLabel(close.getTranslation("action.close"));
            content.add(close);
        }
        notice.add(content);
        notice.open();
    }
}
