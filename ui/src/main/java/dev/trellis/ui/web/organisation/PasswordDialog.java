package dev.trellis.ui.web.organisation;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Messages;
import java.util.Locale;
import java.util.Map;

/** Tells a password this once; nobody can read it again later. */
final class PasswordDialog extends Dialog {

    PasswordDialog(String login, String password, Locale locale) {
        addClassName("password-dialog");
        setWidth("420px");
        setHeaderTitle(Messages.text("staff.password.title", locale, Map.of("login", login)));
        setCloseOnOutsideClick(false);
        var shown = new Span(password);
        shown.addClassName("staff-password");
        var box = new Div(shown);
        box.addClassName("staff-password-box");
        add(new Paragraph(Messages.text("staff.password.text", locale)), box);
        var close = new Button(Messages.text("staff.password.close", locale), clicked -> close());
        close.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(close);
    }
}
