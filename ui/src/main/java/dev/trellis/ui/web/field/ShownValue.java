package dev.trellis.ui.web.field;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.ui.web.input.FileDoor;
import dev.trellis.ui.web.input.FileLine;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A value that is never edited here, laid out like its editable neighbours: label above, text below. */
final class ShownValue implements FieldEditor {

    private final Div root = new Div();
    private final Div place = new Div();
    private final Span problem = new Span();
    private final FieldType type;
    private final FieldValues values;
    private final References references;
    private final @Nullable FileDoor door;
    private final Locale locale;

    ShownValue(FieldSubject subject, Locale locale, ZoneId zone, References references, @Nullable FileDoor door) {
        this.door = door;
        this.locale = locale;
        this.references = references;
        this.type = subject.type();
        this.values = new FieldValues(locale, zone);
        root.addClassName("trellis-shown");
        place.addClassName("trellis-shown-value");
        problem.addClassName("trellis-shown-problem");
        if (subject.inCell()) {
            root.addClassName("in-cell");
            root.getElement().setAttribute("aria-label", subject.label());
        } else {
            var label = new Span(subject.label());
            label.addClassName("trellis-shown-label");
            root.add(label);
            if (!subject.help().isEmpty()) {
                root.getElement().setAttribute("title", subject.help());
            }
        }
        root.add(place, problem);
    }

    @Override
    public Component component() {
        return root;
    }

    @Override
    public void show(Shown shown) {
        place.removeAll();
        if (door != null && shown.value() != null && type.editor() instanceof Editor.Files files) {
            files(files, shown.value(), door);
        } else {
            place.add(values.show(
                    type, shown.value(), shown.label(), References.labels(references, type, shown.value())));
        }
        problem.setText(String.join(" ", shown.problems()));
        problem.setVisible(!shown.problems().isEmpty());
    }

    private void files(Editor.Files files, Object value, FileDoor from) {
        boolean isPicture = files.look() != Editor.Files.Look.LIST;
        var all = value instanceof List<?> list ? list : List.of(value);
        for (var file : all) {
            if (file instanceof Composite one) {
                place.add(FileLine.of(one, from, locale, isPicture));
            }
        }
    }

    @Override
    public void focus() {
        root.getElement().callJsFunction("scrollIntoView");
    }
}
