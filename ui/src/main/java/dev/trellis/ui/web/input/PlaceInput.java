package dev.trellis.ui.web.input;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.problem.Messages;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Latitude and longitude in one line, and a button that asks the device where it is. */
public final class PlaceInput extends CustomField<Composite> {

    private final TextField text = new TextField();
    private final NativeButton here;
    private final transient ValueCodec codec;
    private final Locale locale;

    /** @param hereLabel what the button is called */
    public PlaceInput(ValueCodec codec, Locale locale, String hereLabel) {
        this.codec = codec;
        this.locale = locale;
        this.here = new NativeButton(hereLabel);
        here.getElement().setAttribute("type", "button");
        here.addClickListener(clicked -> here.getElement()
                .executeJs("return new Promise((found, failed) => navigator.geolocation"
                        + " ? navigator.geolocation.getCurrentPosition(p => found(p.coords.latitude.toFixed(6) + ', '"
                        + " + p.coords.longitude.toFixed(6)), e => failed(e.message), {timeout: 10000})"
                        + " : failed('none'))")
                .then(String.class, this::locate, failed -> text.setHelperText(failed)));
        text.setPlaceholder("31.2304, 121.4737");
        text.getElement().setAttribute("inputmode", "decimal");
        text.addValueChangeListener(typed -> {
            if (typed.isFromClient()) {
                setModelValue(generateModelValue(), true);
            }
        });
        var row = new Div(text, here);
        row.addClassName("trellis-place");
        add(row);
    }

    private void locate(String found) {
        if (!isReadOnly()) {
            text.setHelperText("");
            text.setValue(found);
            setModelValue(generateModelValue(), true);
        }
    }

    @Override
    protected @Nullable Composite generateModelValue() {
        return switch (codec.fromText(text.getValue(), locale)) {
            case Decoded.Value(var value) -> {
                text.setInvalid(false);
                yield value instanceof Composite place ? place : null;
            }
            case Decoded.Refused(var problem) -> {
                text.setErrorMessage(Messages.text(problem, locale));
                text.setInvalid(true);
                yield null;
            }
        };
    }

    @Override
    protected void setPresentationValue(@Nullable Composite value) {
        text.setInvalid(false);
        text.setValue(codec.toText(value, locale));
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        text.setReadOnly(readOnly);
        here.setVisible(!readOnly);
    }

    @Override
    protected void updateValue() {
        // The text field tells of typing itself.
    }
}
