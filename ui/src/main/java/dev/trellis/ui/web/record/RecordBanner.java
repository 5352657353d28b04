package dev.trellis.ui.web.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.session.FormEvent;
import dev.trellis.form.session.FormState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What concerns the whole record and not one of its fields: a conflict, a refusal, its disappearance. */
final class RecordBanner extends Div {

    private final transient Consumer<FormEvent> events;
    private final transient Runnable resolve;

    /** @param resolve lets the person choose between the values of both */
    RecordBanner(Consumer<FormEvent> events, Runnable resolve) {
        this.events = events;
        this.resolve = resolve;
        addClassName("record-banner");
    }

    void show(FormState state, VisibleSchema schema, String entity, Locale locale) {
        removeAll();
        switch (state.phase()) {
            case FormState.Phase.Conflicting(var ignored, var fields) ->
                conflict(names(fields, schema, entity, locale));
            case FormState.Phase.Barred(var problem) -> add(new Span(Messages.text(problem, locale)));
            case FormState.Phase.Vanished _ -> add(new Span(getTranslation("record.gone.text")));
            case FormState.Phase.Editing _,
                    FormState.Phase.Viewing _,
                    FormState.Phase.Saving _,
                    FormState.Phase.Stored _ -> wholeRecordProblems(state, locale);
        }
        setVisible(getChildren().findAny().isPresent());
    }

    private void wholeRecordProblems(FormState state, Locale locale) {
        state.shownProblems()
                .filter(problem -> problem.path().isEmpty())
                .map(problem -> Messages.text(problem, locale))
                .distinct()
                .forEach(text -> add(new Span(text)));
    }

    private void conflict(List<String> names) {
        var compare = new Button(getTranslation("conflict.compare"), clicked -> resolve.run());
        compare.addThemeVariants(ButtonVariant.PRIMARY);
        compare.addClassName("conflict-compare");
        add(
                new Span(getTranslation("record.conflict", Map.of("fields", String.join(", ", names)))),
                compare,
                new Button(
                        getTranslation("record.conflict.theirs"),
                        clicked -> events.accept(new FormEvent.ReloadRequested(false))));
    }

    private static List<String> names(List<String> fields, VisibleSchema schema, String entity, Locale locale) {
        return fields.stream()
                .map(field -> schema.field(entity, field)
                        .map(found -> found.label().text(locale))
                        .orElse(""))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
