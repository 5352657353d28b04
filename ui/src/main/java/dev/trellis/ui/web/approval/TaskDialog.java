package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import dev.trellis.workflow.approval.Approvals;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Asks for what an action needs besides its button, and for words. */
final class TaskDialog extends Dialog {

    private final TextArea words = new TextArea();

    /**
     * @param title of the dialog, and of its button
     * @param parts what is asked for
     * @param isComplete whether enough has been given
     * @param deed gets the words
     */
    TaskDialog(String title, Component[] parts, BooleanSupplier isComplete, Consumer<String> deed) {
        addClassName("task-dialog");
        setHeaderTitle(title);
        setWidth("440px");
        words.setLabel(getTranslation("approval.words"));
        words.setMaxLength(Approvals.MAX_REMARK);
        words.setMinRows(2);
        words.setMaxRows(6);
        words.setWidthFull();
        add(parts);
        add(words);
        var cancel = new Button(getTranslation("action.cancel"), clicked -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        var confirm = new Button(title);
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        confirm.addClickListener(clicked -> {
            if (isComplete.getAsBoolean()) {
                close();
                deed.accept(words.getValue());
            }
        });
        getFooter().add(cancel, confirm);
    }

    /** Says that words are needed here. */
    TaskDialog asking(boolean isRequired) {
        words.setRequiredIndicatorVisible(isRequired);
        return this;
    }
}
