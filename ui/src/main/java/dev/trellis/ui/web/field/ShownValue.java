package dev.trellis.ui.web.field;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.field.FieldType;
import java.time.ZoneId;
import java.util.Locale;

/** A value that is never edited here, laid out like its editable neighbours: label above, text below. */
final class ShownValue implements FieldEditor {

    private final Div root = new Div();
    private final Div place = new Div();
    private final Span problem = new Span();
    private final FieldType type;
    private final FieldValues values;
    private final References references;

    ShownValue(FieldSubject subject, Locale locale, ZoneId zone, References references) {
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
        place.add(values.show(type, shown.value(), shown.label(), References.labels(references, type, shown.value())));
        problem.setText(String.join(" ", shown.problems()));
        problem.setVisible(!shown.problems().isEmpty());
    }

    @Override
    public void focus() {
        root.getElement().callJsFunction("scrollIntoView");
    }
}
