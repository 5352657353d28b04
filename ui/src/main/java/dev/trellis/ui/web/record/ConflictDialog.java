package dev.trellis.ui.web.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.session.FormState;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else saved first: shows by field what was, what they made of it and what was typed here, and lets the person
 * choose. Nothing typed is lost before that.
 */
final class ConflictDialog extends Dialog {

    private final transient FormState mine;
    private final transient StoredRecord theirs;
    private final Locale locale;
    private final Set<String> taken = new HashSet<>();
    private final transient Map<String, FieldDefinition> fields = new LinkedHashMap<>();
    private final Div table = new Div();

    /** @param done is given the fields for which the other's value is taken */
    ConflictDialog(
            VisibleSchema schema, FormState mine, StoredRecord theirs, Locale locale, Consumer<Set<String>> done) {
        this.mine = mine;
        this.theirs = theirs;
        this.locale = locale;
        setHeaderTitle(getTranslation("conflict.title"));
        addClassName("conflict-dialog");
        setWidth("760px");
        for (var field : schema.fields(theirs.entity())) {
            if (isMine(field.id()) && theirs.values().containsKey(field.id())) {
                fields.put(field.id(), field);
            }
        }
        boolean collide = fields.keySet().stream().anyMatch(this::isTheirs);
        add(new Paragraph(getTranslation(collide ? "conflict.text" : "conflict.apart")));
        table.addClassName("conflict-table");
        add(table);
        render();
        var cancel = new Button(getTranslation("conflict.later"), clicked -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        var apply = new Button(getTranslation("conflict.apply"), clicked -> {
            close();
            done.accept(Set.copyOf(taken));
        });
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        apply.addClassName("conflict-apply");
        getFooter().add(cancel, apply);
    }

    private boolean isMine(String field) {
        return mine.record().touched().contains(field)
                && !same(mine.value(field), mine.record().original().get(field));
    }

    private boolean isTheirs(String field) {
        return !same(theirs.value(field), mine.record().original().get(field));
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        return Objects.equals(one, other);
    }

    private void render() {
        table.removeAll();
        table.add(row(
                new Span(""),
                new Span(getTranslation("conflict.original")),
                new Span(getTranslation("conflict.theirs")),
                new Span(getTranslation("conflict.mine"))));
        for (var field : fields.values()) {
            var id = field.id();
            var original = text(field, mine.record().original().get(id), null);
            var label = new Span(field.label().text(locale));
            label.addClassName("merge-label");
            var before = new Span(original.isEmpty() ? getTranslation("merge.blank") : original);
            before.addClassName("conflict-original");
            table.add(row(
                    label,
                    before,
                    choice(id, text(field, theirs.value(id), theirs.labels().get(id)), true),
                    choice(
                            id,
                            text(field, mine.value(id), mine.record().labels().get(id)),
                            false)));
        }
        if (fields.isEmpty()) {
            table.setVisible(false);
        }
    }

    private static Div row(com.vaadin.flow.component.Component... cells) {
        var row = new Div(cells);
        row.addClassNames("merge-row", "conflict-row");
        return row;
    }

    private Button choice(String field, String text, boolean isTheirs) {
        var button = new Button(text.isEmpty() ? getTranslation("merge.blank") : text, clicked -> {
            if (isTheirs) {
                taken.add(field);
            } else {
                taken.remove(field);
            }
            render();
        });
        boolean isChosen = taken.contains(field) == isTheirs;
        button.addClassNames("merge-cell", "merge-choice");
        button.setClassName("is-chosen", isChosen);
        button.getElement().setAttribute("aria-pressed", String.valueOf(isChosen));
        return button;
    }

    private String text(FieldDefinition field, @Nullable Object value, @Nullable String label) {
        if (label != null && !label.isEmpty()) {
            return label;
        }
        return value instanceof String text
                        && field.type().codec().toText(value, locale).isEmpty()
                ? text
                : field.type().codec().toText(value, locale);
    }
}
