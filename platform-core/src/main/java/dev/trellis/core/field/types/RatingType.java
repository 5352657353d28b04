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
 * A number of stars.
 *
 * @param stars the most, 2 to 10
 */
public record RatingType(int stars) implements FieldType {

    static final String KEY = "rating";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(ColumnType.Plain.INT);
    }

    @Override
    public ValueType valueType() {
        return ValueType.NUMBER;
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.whole(1, stars);
    }

    @Override
    public Editor editor() {
        return new Editor.Rating(stars);
    }

    @Override
    public ValueCodec codec() {
        return new NumberCodec(0, 2, BigDecimal.ONE, BigDecimal.valueOf(stars), false);
    }

    @Override
    public List<Problem> check() {
        return Options.inRange("stars", stars, 2, 10);
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<RatingType> type() {
            return RatingType.class;
        }

        @Override
        public Label label() {
            return Label.of("Rating", "评分");
        }

        @Override
        public String icon() {
            return "star";
        }

        @Override
        public RatingType initial() {
            return new RatingType(5);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption(
                    "stars", Label.of("Stars", "星数"), new IntegerType(BigDecimal.valueOf(2), BigDecimal.valueOf(10))));
        }

        @Override
        public int paletteOrder() {
            return 44;
        }
    }
}
