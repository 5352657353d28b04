package dev.trellis.ui.web.input;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.FieldPart;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.problem.Messages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text field for each part of a value, as narrow as the part allows. A part that cannot be read stays as typed. */
public final class PartsInput extends CustomField<Composite> {

    private final transient List<FieldPart> parts;
    private final Locale locale;
    private final Map<String, TextField> fields = new LinkedHashMap<>();

    public PartsInput(List<FieldPart> parts, Locale locale) {
        this.parts = List.copyOf(parts);
        this.locale = locale;
        var grid = new Div();
        grid.addClassName("trellis-parts");
        for (var part : parts) {
            var field = new TextField();
            field.setPlaceholder(part.label().text(locale));
            field.setAriaLabel(part.label().text(locale));
            field.setValueChangeMode(ValueChangeMode.ON_BLUR);
            field.getElement().setAttribute("data-part", part.name());
            field.addValueChangeListener(typed -> {
                if (typed.isFromClient()) {
                    setModelValue(generateModelValue(), true);
                }
            });
            fields.put(part.name(), field);
            grid.add(field);
        }
        add(grid);
    }

    @Override
    protected @Nullable Composite generateModelValue() {
        var read = new LinkedHashMap<String, Object>();
        for (var part : parts) {
            var field = fields.get(part.name());
            if (field == null) {
                continue;
            }
            switch (part.type().codec().fromText(field.getValue(), locale)) {
                case Decoded.Value(var value) -> {
                    field.setInvalid(false);
                    if (value != null) {
                        read.put(part.name(), value);
                    }
                }
                case Decoded.Refused(var problem) -> {
                    field.setErrorMessage(Messages.text(problem, locale));
                    field.setInvalid(true);
                }
            }
        }
        return read.isEmpty() ? null : new Composite(read);
    }

    @Override
    protected void setPresentationValue(@Nullable Composite value) {
        for (var part : parts) {
            var field = fields.get(part.name());
            if (field != null) {
                field.setInvalid(false);
                field.setValue(value == null ? "" : part.type().codec().toText(value.part(part.name()), locale));
            }
        }
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        fields.values().forEach(field -> field.setReadOnly(readOnly));
    }

    @Override
    protected void updateValue() {
        // Each part tells of a change itself.
    }
}
