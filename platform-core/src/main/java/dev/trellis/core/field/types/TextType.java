package dev.trellis.core.field.types;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trellis.core.collation.SortKeys;
import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldContext;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of text.
 *
 * @param maxLength most characters, 1 to 1,000
 * @param order the hidden column by which lists are put in order, null for none; bound, never written
 */
public record TextType(int maxLength, @JsonIgnore Storage.@Nullable Part order) implements FieldType {

    static final String KEY = "text";
    static final int LONGEST = 1000;

    private static final Storage.Part KEYED = new Storage.Part("key", new ColumnType.Varchar(SortKeys.LONGEST));

    public TextType(int maxLength) {
        this(maxLength, null);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        var text = new ColumnType.Varchar(maxLength);
        return order == null
                ? new Storage.OneColumn(text)
                : new Storage.Columns(List.of(new Storage.Part("", text), order));
    }

    @Override
    public Optional<Storage.Part> orderedBy() {
        return Optional.ofNullable(order);
    }

    @Override
    public FieldType bind(FieldContext context) {
        return new TextType(maxLength, context.isOrderedBy() ? KEYED : null);
    }

    /** What other definitions make of a field is no difference of its own. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextType text && text.maxLength == maxLength;
    }

    @Override
    public int hashCode() {
        return maxLength;
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
        var text = TextCodec.singleLine(maxLength);
        return order == null ? text : new OrderedTextCodec(text);
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
