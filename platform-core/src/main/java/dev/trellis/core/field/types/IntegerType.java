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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole number of at most 18 digits.
 *
 * @param min smallest, or null
 * @param max largest, or null
 */
public record IntegerType(
        @Nullable BigDecimal min, @Nullable BigDecimal max) implements FieldType {

    static final String KEY = "integer";

    private static final int DIGITS = 18;

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(ColumnType.Plain.BIGINT);
    }

    @Override
    public ValueType valueType() {
        return ValueType.NUMBER;
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.number(min, max, DIGITS);
    }

    @Override
    public Editor editor() {
        return new Editor.Number(0, false, min, max);
    }

    @Override
    public ValueCodec codec() {
        return new NumberCodec(0, DIGITS, min, max, false);
    }

    @Override
    public List<Problem> check() {
        return Options.inOrder(min, max);
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<IntegerType> type() {
            return IntegerType.class;
        }

        @Override
        public Label label() {
            return Label.of("Whole number", "整数");
        }

        @Override
        public String icon() {
            return "number";
        }

        @Override
        public IntegerType initial() {
            return new IntegerType(null, null);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(
                    new TypeOption("min", Label.of("Smallest", "最小值"), new IntegerType(null, null)),
                    new TypeOption("max", Label.of("Largest", "最大值"), new IntegerType(null, null)));
        }

        @Override
        public int paletteOrder() {
            return 40;
        }
    }
}
