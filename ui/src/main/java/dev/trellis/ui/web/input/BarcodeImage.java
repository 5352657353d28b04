package dev.trellis.ui.web.input;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.oned.Code128Writer;
import com.google.zxing.oned.EAN13Writer;
import com.google.zxing.qrcode.QRCodeWriter;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.field.Editor.Barcode.Symbology;

/** Draws a code as bars or squares, with its text below. */
public final class BarcodeImage {

    private BarcodeImage() {}

    public static Component of(Symbology symbology, String text) {
        var caption = new Span(text);
        caption.addClassName("trellis-digits");
        try {
            var picture = new Span();
            picture.addClassName("trellis-barcode");
            picture.getElement().setAttribute("role", "img");
            picture.getElement().setAttribute("aria-label", text);
            picture.getElement().setProperty("innerHTML", svg(matrix(symbology, text), symbology == Symbology.QR));
            return new Div(picture, caption);
        } catch (WriterException | IllegalArgumentException cannotBeDrawn) {
            return caption;
        }
    }

    private static BitMatrix matrix(Symbology symbology, String text) throws WriterException {
        return switch (symbology) {
            case CODE_128 -> new Code128Writer().encode(text, BarcodeFormat.CODE_128, 0, 1);
            case EAN_13 -> new EAN13Writer().encode(text, BarcodeFormat.EAN_13, 0, 1);
            case QR -> new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
        };
    }

    /** A path of rectangles, one for each run of black in a row; nothing of the text gets into it. */
    private static String svg(BitMatrix bits, boolean isSquare) {
        var path = new StringBuilder();
        for (int y = 0; y < bits.getHeight(); y++) {
            for (int x = 0; x < bits.getWidth(); x++) {
                int from = x;
                while (x < bits.getWidth() && bits.get(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append("M%d %dh%dv1h-%dz".formatted(from, y, x - from, x - from));
                }
            }
        }
        return "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"%s\"><path d=\"%s\"/></svg>"
                .formatted(bits.getWidth(), bits.getHeight(), isSquare ? "xMidYMid" : "none", path);
    }
}
