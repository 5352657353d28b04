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
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * Text with headings, lists, tables and links, kept as clean HTML: what the list of allowed marks does not know is gone.
 *
 * @param maxLength most characters, marks included, 1 to 200,000
 */
public record RichTextType(int maxLength) implements FieldType {

    static final String KEY = "rich_text";
    static final int LONGEST = 200_000;

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
        return new Editor.RichText(maxLength);
    }

    @Override
    public ValueCodec codec() {
        return new RichTextCodec(maxLength);
    }

    @Override
    public List<Problem> check() {
        return Options.inRange("maxLength", maxLength, 1, LONGEST);
    }

    @Override
    public String searchText(Object value, Locale locale) {
        return RichTextCodec.plain(value.toString());
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<RichTextType> type() {
            return RichTextType.class;
        }

        @Override
        public Label label() {
            return Label.of("Formatted text", "富文本");
        }

        @Override
        public String icon() {
            return "richtext";
        }

        @Override
        public RichTextType initial() {
            return new RichTextType(20_000);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption(
                    "maxLength",
                    Label.of("Longest", "最大字数"),
                    new IntegerType(BigDecimal.valueOf(1), BigDecimal.valueOf(LONGEST))));
        }

        @Override
        public int paletteOrder() {
            return 35;
        }
    }
}
