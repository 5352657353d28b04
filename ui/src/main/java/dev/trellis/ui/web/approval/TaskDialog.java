package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.Approvals;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Asks for what an action needs besides its button, and for words; what was typed stays until it has counted. */
final class TaskDialog extends Dialog {

    private final TextArea words = new TextArea();
    private final Div trouble = new Div();

    /** An action that gets the words, what to say when it was done, and what to do when the dialog closes. */
    record Deed(Function<String, ApprovalResult> action, String done, Runnable afterwards) {}

    /**
     * @param title of the dialog, and of its button
     * @param parts what is asked for
     * @param isComplete whether enough has been given
     */
    TaskDialog(String title, Component[] parts, BooleanSupplier isComplete, Deed deed) {
        addClassName("task-dialog");
        setHeaderTitle(title.replace("…", ""));
        setWidth("440px");
        words.setLabel(getTranslation("approval.words"));
        words.setMaxLength(Approvals.MAX_REMARK);
        words.setMinRows(2);
        words.setMaxRows(6);
        words.setWidthFull();
        trouble.addClassName("task-trouble");
        trouble.getElement().setAttribute("role", "alert");
        trouble.setVisible(false);
        add(parts);
        add(words, trouble);
        var cancel = new Button(getTranslation("action.cancel"), clicked -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        var confirm = new Button(title.replace("…", ""));
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        confirm.addClassName("task-confirm");
        confirm.setDisableOnClick(true);
        confirm.addClickListener(clicked -> {
            if (isComplete.getAsBoolean()) {
                carryOut(deed);
            } else {
                say(getTranslation("approval.incomplete"));
            }
            confirm.setEnabled(true);
        });
        getFooter().add(cancel, confirm);
    }

    private void carryOut(Deed deed) {
        switch (deed.action().apply(words.getValue())) {
            case ApprovalResult.Done _ -> {
                close();
                Toast.done(deed.done());
                deed.afterwards().run();
            }
            case ApprovalResult.Refused(var problems) -> {
                trouble.removeAll();
                problems.forEach(problem -> trouble.add(new Span(Messages.text(problem, getLocale()))));
                trouble.setVisible(true);
            }
        }
    }

    private void say(String text) {
        trouble.removeAll();
        trouble.add(new Span(text));
        trouble.setVisible(true);
    }

    /** Says that words are needed here. */
    TaskDialog asking(boolean isRequired) {
        words.setRequiredIndicatorVisible(isRequired);
        return this;
    }
}
