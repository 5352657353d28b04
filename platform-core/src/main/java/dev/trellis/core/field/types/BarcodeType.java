package dev.trellis.core.field.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * A text that is shown as bars or squares to be scanned.
 *
 * @param symbology how it is drawn and which texts it can hold
 */
public record BarcodeType(Symbology symbology) implements FieldType {

    static final String KEY = "barcode";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(new ColumnType.Varchar(symbology.longest()));
    }

    @Override
    public ValueType valueType() {
        return ValueType.TEXT;
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.text(symbology.longest());
    }

    @Override
    public Editor editor() {
        return new Editor.Barcode(symbology.editor(), symbology.longest());
    }

    @Override
    public ValueCodec codec() {
        return new TextCodec(symbology.longest(), false, symbology::shaped);
    }

    /** How a code is drawn. */
    public enum Symbology {
        CODE_128(Editor.Barcode.Symbology.CODE_128, 80),
        EAN_13(Editor.Barcode.Symbology.EAN_13, 13),
        QR(Editor.Barcode.Symbology.QR, 500);

        private final Editor.Barcode.Symbology editor;
        private final int longest;

        Symbology(Editor.Barcode.Symbology editor, int longest) {
            this.editor = editor;
            this.longest = longest;
        }

        Editor.Barcode.Symbology editor() {
            return editor;
        }

        int longest() {
            return longest;
        }

        ValueCodec.Decoded shaped(String text) {
            return switch (this) {
                case CODE_128 -> TextShapes.code128(text);
                case EAN_13 -> TextShapes.ean13(text);
                case QR -> ValueCodec.Decoded.of(text);
            };
        }

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Symbology of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<BarcodeType> type() {
            return BarcodeType.class;
        }

        @Override
        public Label label() {
            return Label.of("Barcode", "条码");
        }

        @Override
        public String icon() {
            return "barcode";
        }

        @Override
        public BarcodeType initial() {
            return new BarcodeType(Symbology.CODE_128);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption(
                    "symbology",
                    Label.of("Kind", "条码类型"),
                    new ChoiceType(List.of(
                            new Editor.Option("code_128", Label.of("Code 128", "Code 128"), null, true),
                            new Editor.Option("ean_13", Label.of("EAN-13 (retail)", "EAN-13（商品码）"), null, true),
                            new Editor.Option("qr", Label.of("QR code", "二维码"), null, true)))));
        }

        @Override
        public int paletteOrder() {
            return 36;
        }
    }
}
