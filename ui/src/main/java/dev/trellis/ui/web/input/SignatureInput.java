package dev.trellis.ui.web.input;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import dev.trellis.core.field.Composite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A sheet to sign on with a finger, a pen or the mouse; each stroke that ends is kept. */
public final class SignatureInput extends CustomField<Composite> {

    private static final String BEGINNING = "data:image/png;base64,";
    private static final int MOST_CHARACTERS = 4_000_000;

    private static final String DRAW = """
            const c = this; const p = c.getContext('2d');
            p.lineWidth = 2.5; p.lineCap = 'round'; p.lineJoin = 'round'; p.strokeStyle = '#1a2b4a';
            let drawing = false, drawn = false;
            const at = e => { const r = c.getBoundingClientRect();
                return [(e.clientX - r.left) * c.width / r.width, (e.clientY - r.top) * c.height / r.height]; };
            c.addEventListener('pointerdown', e => { if (c.dataset.locked) return; drawing = true;
                c.setPointerCapture(e.pointerId); p.beginPath(); p.moveTo(...at(e)); e.preventDefault(); });
            c.addEventListener('pointermove', e => { if (!drawing) return; drawn = true; p.lineTo(...at(e)); p.stroke(); });
            c.addEventListener('pointerup', () => { if (drawing && drawn) {
                c.dispatchEvent(new CustomEvent('signed', {detail: c.toDataURL('image/png')})); } drawing = false; });
            """;

    private final transient FileDoor door;
    private final Element sheet = new Element("canvas");
    private final Div kept = new Div();
    private final Span trouble = new Span();
    private final NativeButton again;
    private final Locale locale;
    private @Nullable Composite value;

    /** @param clear what the button is called that takes the signature back */
    public SignatureInput(FileDoor door, String clear, Locale locale) {
        this.door = door;
        this.locale = locale;
        sheet.setAttribute("width", "600");
        sheet.setAttribute("height", "200");
        sheet.setAttribute("class", "trellis-sign");
        sheet.executeJs(DRAW);
        sheet.addEventListener(
                        "signed",
                        event -> accept(event.getEventData().get("event.detail").asString()))
                .addEventData("event.detail");
        trouble.addClassName("trellis-files-trouble");
        again = new NativeButton(clear);
        again.getElement().setAttribute("type", "button");
        again.addClassName("rows-more");
        again.addClickListener(clicked -> {
            value = null;
            show();
            sheet.executeJs("this.getContext('2d').clearRect(0, 0, this.width, this.height)");
            setModelValue(null, true);
        });
        var box = new Div(kept);
        box.getElement().appendChild(sheet);
        box.add(again, trouble);
        add(box);
    }

    private void accept(String sent) {
        if (isReadOnly() || !sent.startsWith(BEGINNING) || sent.length() > MOST_CHARACTERS) {
            return;
        }
        try {
            var file = Files.createTempFile("trellis-signature", ".png");
            try {
                Files.write(file, Base64.getDecoder().decode(sent.substring(BEGINNING.length())));
                switch (door.send("signature.png", file, null)) {
                    case FileDoor.Sent.Refused(var why) -> trouble.setText(why);
                    case FileDoor.Sent.Stored(var stored) -> {
                        trouble.setText("");
                        value = stored;
                        setModelValue(stored, true);
                    }
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IllegalArgumentException noPicture) {
            trouble.setText(noPicture.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void show() {
        kept.removeAll();
        var there = value;
        sheet.setVisible(there == null && !isReadOnly());
        again.setVisible(!isReadOnly());
        if (there != null) {
            kept.add(FileLine.of(there, door, locale, true));
        }
    }

    @Override
    protected @Nullable Composite generateModelValue() {
        return value;
    }

    @Override
    protected void setPresentationValue(@Nullable Composite shown) {
        value = shown;
        show();
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        show();
    }

    @Override
    protected void updateValue() {
        // The sheet tells of a signature itself.
    }
}
