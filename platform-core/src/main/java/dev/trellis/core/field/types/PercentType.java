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
 * A share, kept as a fraction: 15 % is 0.15.
 *
 * @param scale digits after the point of the shown percent, 0 to 6; the fraction has two more
 * @param min smallest as a fraction, or null
 * @param max largest as a fraction, or null
 */
public record PercentType(
        int scale, @Nullable BigDecimal min, @Nullable BigDecimal max) implements FieldType {

    static final String KEY = "percent";
    static final int LARGEST_SCALE = 6;

    private static final int DIGITS = 10;

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(new ColumnType.Decimal(DIGITS + scale + 2, scale + 2));
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
        return new Editor.Number(scale, true, min, max);
    }

    @Override
    public ValueCodec codec() {
        return new NumberCodec(scale + 2, DIGITS, min, max, true);
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
        public Class<PercentType> type() {
            return PercentType.class;
        }

        @Override
        public Label label() {
            return Label.of("Percent", "百分比");
        }

        @Override
        public String icon() {
            return "percent";
        }

        @Override
        public PercentType initial() {
            return new PercentType(2, null, null);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(
                    new TypeOption(
                            "scale",
                            Label.of("Decimal places", "小数位数"),
                            new IntegerType(BigDecimal.ZERO, BigDecimal.valueOf(LARGEST_SCALE))),
                    new TypeOption("min", Label.of("Smallest", "最小值"), new PercentType(6, null, null)),
                    new TypeOption("max", Label.of("Largest", "最大值"), new PercentType(6, null, null)));
        }

        @Override
        public int paletteOrder() {
            return 42;
        }
    }
}
