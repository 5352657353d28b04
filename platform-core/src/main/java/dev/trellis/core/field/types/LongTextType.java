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
 * Text of several lines.
 *
 * @param maxLength most characters, 1 to 100,000
 */
public record LongTextType(int maxLength) implements FieldType {

    static final String KEY = "long_text";
    static final int LONGEST = 100_000;

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
        return ValueType.TEXT;
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.text(maxLength);
    }

    @Override
    public Editor editor() {
        return new Editor.Text(Editor.Text.Kind.TEXT, maxLength, true);
    }

    @Override
    public ValueCodec codec() {
        return new TextCodec(maxLength, true, TextCodec.Shape.ANY);
    }

    @Override
    public List<Problem> check() {
        return Options.inRange("maxLength", maxLength, 1, LONGEST);
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<LongTextType> type() {
            return LongTextType.class;
        }

        @Override
        public Label label() {
            return Label.of("Long text", "多行文本");
        }

        @Override
        public String icon() {
            return "text";
        }

        @Override
        public LongTextType initial() {
            return new LongTextType(4000);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption(
                    "maxLength",
                    Label.of("Longest", "最大字数"),
                    new IntegerType(BigDecimal.ONE, BigDecimal.valueOf(LONGEST))));
        }

        @Override
        public int paletteOrder() {
            return 20;
        }
    }
}
