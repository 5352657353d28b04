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
 * One line of text.
 *
 * @param maxLength most characters, 1 to 1,000
 */
public record TextType(int maxLength) implements FieldType {

    static final String KEY = "text";
    static final int LONGEST = 1000;

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(new ColumnType.Varchar(maxLength));
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
        return new Editor.Text(Editor.Text.Kind.TEXT, maxLength, false);
    }

    @Override
    public ValueCodec codec() {
        return TextCodec.singleLine(maxLength);
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
        public Class<TextType> type() {
            return TextType.class;
        }

        @Override
        public Label label() {
            return Label.of("Text", "单行文本");
        }

        @Override
        public String icon() {
            return "text";
        }

        @Override
        public TextType initial() {
            return new TextType(200);
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
            return 10;
        }
    }
}
