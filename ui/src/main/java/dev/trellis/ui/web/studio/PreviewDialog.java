package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.trellis.core.expression.Rates;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.form.design.Design;
import dev.trellis.form.design.DraftSchema;
import dev.trellis.form.form.FormComposer;
import dev.trellis.form.session.FormEvent;
import dev.trellis.form.session.FormSession;
import dev.trellis.form.session.FormState;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.record.FormPanel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The drafted form as people with a role will meet it, on a wide screen or a phone; nothing typed here is kept. */
final class PreviewDialog extends Dialog {

    private final transient Design design;
    private final transient Rates rates;
    private final Locale locale;
    private final Select<RoleDefinition> role = new Select<>();
    private final Button wide = new Button();
    private final Button phone = new Button();
    private final Div frame = new Div();
    private transient @Nullable FormSession session;
    private transient @Nullable FormState state;
    private @Nullable FormPanel panel;

    PreviewDialog(Design design, Rates rates, Locale locale) {
        this.design = design;
        this.rates = rates;
        this.locale = locale;
        addClassName("preview-dialog");
        setHeaderTitle(getTranslation("studio.preview"));
        setWidth("min(1440px, 96vw)");
        setHeight("92vh");
        role.setAriaLabel(getTranslation("studio.preview.role"));
        role.setItems(design.draft().all(RoleDefinition.class));
        role.setItemLabelGenerator(one ->
                getTranslation("studio.preview.as", Map.of("role", one.label().text(locale))));
        role.addValueChangeListener(changed -> preview(changed.getValue()));
        wide.setText("1440 px");
        phone.setText("375 px");
        wide.addClickListener(clicked -> setPhone(false));
        phone.addClickListener(clicked -> setPhone(true));
        var close = new Button(Glyph.CLOSE.create(), clicked -> close());
        close.addClassName("quiet");
        close.setAriaLabel(getTranslation("action.close"));
        var widths = new Div(wide, phone);
        widths.addClassNames("language-switch", "preview-widths");
        for (var button : List.of(wide, phone)) {
            button.addClassName("quiet");
        }
        getHeader().add(role, widths, close);
        frame.addClassName("preview-frame");
        add(frame);
        setPhone(false);
        design.audience(anyField()).stream()
                .findFirst()
                .ifPresentOrElse(one -> role.setValue(one.role()), () -> preview(null));
    }

    private dev.trellis.core.expression.FieldKey anyField() {
        return new dev.trellis.core.expression.FieldKey(
                design.entity(), design.entityDefinition().title());
    }

    private void setPhone(boolean isPhone) {
        frame.setClassName("is-phone", isPhone);
        wide.getElement().setAttribute("aria-pressed", String.valueOf(!isPhone));
        phone.getElement().setAttribute("aria-pressed", String.valueOf(isPhone));
    }

    private void preview(@Nullable RoleDefinition chosen) {
        frame.removeAll();
        session = null;
        panel = null;
        var schema = new DraftSchema(design.draft(), chosen == null ? Set.of() : Set.of(chosen.id()));
        if (schema.entity(design.entity()).isEmpty()) {
            frame.add(PageState.noRight(
                    getTranslation("studio.preview.none.title"), getTranslation("studio.preview.none.text")));
            return;
        }
        var form = FormComposer.compose(schema, design.layout(), locale);
        var opened = new FormSession(schema, form, null, rates);
        var made = new FormPanel(
                form,
                new FieldEditors(locale, design.draft().zone(), (entity, text, offset, limit) -> List.of()),
                this::send);
        session = opened;
        state = opened.initial();
        panel = made;
        frame.add(made);
        send(new FormEvent.Opened(null, Map.of(), Map.of(), Instant.now()));
    }

    /** Effects, which would read or write records, are not carried out; rates are those of the company. */
    private void send(FormEvent event) {
        var running = session;
        var before = state;
        var shown = panel;
        if (running != null && before != null && shown != null) {
            var after = running.step(before, event).state();
            state = after;
            shown.show(after, true);
        }
    }
}
