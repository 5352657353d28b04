package dev.trellis.ui.web.action;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import dev.trellis.core.action.RecordActions.Offer;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.References;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks what an action needs; stays open with everything entered while it is refused. */
final class ActionDialog extends Dialog {

    /** Does the action; returns what to show when it is refused, or null when it is done. */
    @FunctionalInterface
    interface Deed {
        @Nullable
        Refused with(Map<String, @Nullable Object> values);
    }

    /** Why it was not done: problems with a place, else sentences. */
    record Refused(List<dev.trellis.core.problem.Problem> problems, List<String> sentences) {
        Refused {
            problems = List.copyOf(problems);
            sentences = List.copyOf(sentences);
        }
    }

    private final InputForm form;

    ActionDialog(Offer offer, String text, FieldEditors editors, References references, Locale locale, Deed deed) {
        form = new InputForm(offer.inputs(), editors, references, locale);
        addClassName("action-dialog");
        setHeaderTitle(offer.label().text(locale));
        setWidth("420px");
        if (!text.isEmpty()) {
            add(new Paragraph(text));
        }
        add(form);
        var run = new Button(offer.label().text(locale));
        run.addThemeVariants(ButtonVariant.PRIMARY);
        run.setDisableOnClick(true);
        run.addClickListener(clicked -> {
            var values = form.values();
            var refused = values.isEmpty() ? null : deed.with(values.get());
            if (values.isPresent() && refused == null) {
                close();
                return;
            }
            run.setEnabled(true);
            if (refused != null && refused.problems().isEmpty()) {
                form.say(refused.sentences());
            } else if (refused != null) {
                form.show(refused.problems());
            }
        });
        getFooter().add(new Button(getTranslation("action.cancel"), clicked -> close()), run);
        addOpenedChangeListener(opened -> {
            if (opened.isOpened()) {
                form.focus();
            }
        });
    }

    /** Shows problems from the start. */
    void show(List<dev.trellis.core.problem.Problem> problems) {
        form.show(problems);
    }
}
