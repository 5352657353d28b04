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
 * An exact decimal number.
 *
 * @param scale digits after the point, 0 to 10
 * @param min smallest, or null
 * @param max largest, or null
 */
public record DecimalType(
        int scale, @Nullable BigDecimal min, @Nullable BigDecimal max) implements FieldType {

    static final String KEY = "decimal";
    static final int LARGEST_SCALE = 10;

    private static final int DIGITS = 18;

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(new ColumnType.Decimal(DIGITS + scale, scale));
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
        return new Editor.Number(scale, false, min, max);
    }

    @Override
    public ValueCodec codec() {
        return new NumberCodec(scale, DIGITS, min, max, false);
    }

    @Override
    public List<Problem> check() {
        return Options.both(Options.inRange("scale", scale, 0, LARGEST_SCALE), Options.inOrder(min, max));
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<DecimalType> type() {
            return DecimalType.class;
        }

        @Override
        public Label label() {
            return Label.of("Decimal", "小数");
        }

        @Override
        public String icon() {
            return "number";
        }

        @Override
        public DecimalType initial() {
            return new DecimalType(2, null, null);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(
                    new TypeOption(
                            "scale",
                            Label.of("Decimal places", "小数位数"),
                            new IntegerType(BigDecimal.ZERO, BigDecimal.valueOf(LARGEST_SCALE))),
                    new TypeOption("min", Label.of("Smallest", "最小值"), new DecimalType(6, null, null)),
                    new TypeOption("max", Label.of("Largest", "最大值"), new DecimalType(6, null, null)));
        }

        @Override
        public int paletteOrder() {
            return 41;
        }
    }
}
