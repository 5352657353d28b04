package dev.trellis.ui.web.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;

/** Asks before something that cannot simply be taken back; its buttons say what they do. */
public final class Confirmation {

    private Confirmation() {}

    /** Asks; {@code verb} names the deed on the button. */
    public static void ask(String title, String text, String verb, Runnable deed) {
        open(title, text, verb, deed, false);
    }

    /** Asks before something is lost. */
    public static void askBeforeLoss(String title, String text, String verb, Runnable deed) {
        open(title, text, verb, deed, true);
    }

    private static void open(String title, String text, String verb, Runnable deed, boolean isLoss) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(title);
        dialog.setWidth("420px");
        dialog.addClassName("confirmation");
        dialog.add(new Paragraph(text));
        var cancel = new Button(dialog.getTranslation("action.cancel"), clicked -> dialog.close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        var confirm = new Button(verb, clicked -> {
            dialog.close();
            deed.run();
        });
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        if (isLoss) {
            confirm.addThemeVariants(ButtonVariant.ERROR);
            cancel.setAutofocus(true);
        } else {
            confirm.setAutofocus(true);
        }
        dialog.getFooter().add(cancel, confirm);
        dialog.open();
    }
}
