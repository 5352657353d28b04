package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.form.design.Design;
import dev.trellis.form.design.DesignEdit;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Who sees a field: every role that reaches the records, with its right. */
final class AudienceList extends Div {

    private final transient Consumer<DesignEdit> edited;
    private transient List<Object> shown = List.of();

    AudienceList(Consumer<DesignEdit> edited) {
        this.edited = edited;
        addClassNames("properties-section", "audience");
    }

    void show(Design design, FieldKey key, Locale locale) {
        var audience = design.audience(key);
        var now = List.<Object>of(audience, key, locale);
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        removeAll();
        add(new H3(getTranslation("studio.audience")));
        audience.forEach(one -> add(row(one, key, locale)));
    }

    private Div row(Design.Audience one, FieldKey key, Locale locale) {
        var name = new Span(one.role().label().text(locale));
        name.addClassName("audience-role");
        var right = new Select<FieldRight>();
        right.setItems(FieldRight.values());
        right.setItemLabelGenerator(value -> getTranslation("studio.right." + value.key()));
        right.setValue(one.right());
        right.setAriaLabel(one.role().label().text(locale));
        right.getElement().setAttribute("theme", "small");
        right.getElement().setAttribute("data-role", one.role().id());
        right.addValueChangeListener(changed -> {
            if (changed.isFromClient()) {
                edited.accept(new DesignEdit.SetRight(one.role().id(), key, changed.getValue()));
            }
        });
        var row = new Div(name, right);
        row.addClassName("audience-row");
        return row;
    }
}
