package dev.trellis.core.field.types;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An amount with its currency and what it is worth in the workspace's, by which lists are put in order.
 *
 * @param scale digits after the point, 0 to 4
 * @param currency the workspace's currency, which a bare number gets; bound, never written
 */
public record MoneyType(int scale, @JsonIgnore @Nullable String currency) implements FieldType {

    static final String KEY = "money";
    static final int INTEGER_DIGITS = 18;
    static final int STORED_SCALE = 4;

    private static final String UNBOUND = "CNY";
    private static final Storage.Part WORTH =
            new Storage.Part("worth", new ColumnType.Decimal(INTEGER_DIGITS + STORED_SCALE, STORED_SCALE));

    public MoneyType(int scale) {
        this(scale, null);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.Columns(List.of(
                new Storage.Part("", new ColumnType.Decimal(INTEGER_DIGITS + STORED_SCALE, STORED_SCALE)),
                new Storage.Part("__currency", new ColumnType.Ascii(3)),
                WORTH));
    }

    @Override
    public Optional<Storage.Part> orderedBy() {
        return worth();
    }

    @Override
    public Optional<Storage.Part> worth() {
        return Optional.of(WORTH);
    }

    @Override
    public ValueType valueType() {
        return ValueType.MONEY;
    }

    @Override
    public ObjectNode jsonSchema() {
        var number = Schemas.number(null, null, INTEGER_DIGITS);
        number.put("type", "number");
        var object = JsonNodeFactory.instance.objectNode().put("type", "object");
        var properties = object.putObject("properties");
        properties.set("amount", number);
        properties.putObject("currency").put("type", "string").put("pattern", "^[A-Z]{3}$");
        properties.set("worth", number.deepCopy().put("readOnly", true));
        object.putArray("required").add("amount");
        object.put("additionalProperties", false);
        var schema = JsonNodeFactory.instance.objectNode();
        schema.putArray("anyOf").add(object).add(number.deepCopy()).addObject().put("type", "null");
        return schema;
    }

    @Override
    public Editor editor() {
        return new Editor.MoneyAmount(scale, home());
    }

    @Override
    public ValueCodec codec() {
        return new MoneyCodec(scale, home());
    }

    @Override
    public FieldType bind(FieldContext context) {
        return new MoneyType(scale, context.currency());
    }

    @Override
    public List<Problem> check() {
        return Options.inRange("scale", scale, 0, STORED_SCALE);
    }

    private String home() {
        return currency == null ? UNBOUND : currency;
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<MoneyType> type() {
            return MoneyType.class;
        }

        @Override
        public Label label() {
            return Label.of("Money", "金额");
        }

        @Override
        public String icon() {
            return "money";
        }

        @Override
        public MoneyType initial() {
            return new MoneyType(2);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption(
                    "scale",
                    Label.of("Decimal places", "小数位数"),
                    new IntegerType(BigDecimal.ZERO, BigDecimal.valueOf(STORED_SCALE))));
        }

        @Override
        public int paletteOrder() {
            return 43;
        }
    }
}
