package dev.trellis.core.field.types;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A text that the database keeps sealed and screens show only the end of: an account number, an identity card.
 *
 * @param maxLength most characters, 1 to 500
 * @param shownEnd how many characters at the end are shown, 0 to 8
 */
public record MaskedType(int maxLength, int shownEnd) implements FieldType {

    static final String KEY = "masked";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(ColumnType.Plain.MEDIUMTEXT);
    }

    @Override
    public ValueType valueType() {
        return new ValueType.Opaque();
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.text(maxLength);
    }

    @Override
    public Editor editor() {
        return new Editor.Secret(maxLength, shownEnd);
    }

    @Override
    public ValueCodec codec() {
        return TextCodec.singleLine(maxLength);
    }

    @Override
    public List<Problem> check() {
        return Options.both(
                Options.inRange("maxLength", maxLength, 1, 500), Options.inRange("shownEnd", shownEnd, 0, 8));
    }

    @Override
    public boolean isSealed() {
        return true;
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<MaskedType> type() {
            return MaskedType.class;
        }

        @Override
        public Label label() {
            return Label.of("Encrypted text", "加密文本");
        }

        @Override
        public String icon() {
            return "lock";
        }

        @Override
        public MaskedType initial() {
            return new MaskedType(100, 4);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(
                    new TypeOption(
                            "maxLength",
                            Label.of("Longest", "最大字数"),
                            new IntegerType(BigDecimal.valueOf(1), BigDecimal.valueOf(500))),
                    new TypeOption(
                            "shownEnd",
                            Label.of("Characters shown at the end", "末尾显示位数"),
                            new IntegerType(BigDecimal.valueOf(0), BigDecimal.valueOf(8))));
        }

        @Override
        public int paletteOrder() {
            return 37;
        }
    }
}
