package dev.trellis.samples.iban;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.field.types.TextType;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * An international bank account number (ISO 13616), kept without spaces in upper case, with its check digits checked.
 * This is all that a field type of one's own takes: it leans on a shipped type for what both have in common, and
 * injection finds its {@link Provider}.
 *
 * @param country the two letters that every number must begin with; empty for any country
 */
public record IbanType(String country) implements FieldType {

    static final String KEY = "iban";
    static final int LONGEST = 34;

    private static final TextType TEXT = new TextType(LONGEST);

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return TEXT.storage();
    }

    @Override
    public ValueType valueType() {
        return ValueType.TEXT;
    }

    @Override
    public ObjectNode jsonSchema() {
        var schema = TEXT.jsonSchema();
        schema.put("pattern", Iban.pattern(country));
        return schema;
    }

    @Override
    public Editor editor() {
        return new Editor.Text(Editor.Text.Kind.TEXT, LONGEST + LONGEST / 4, false);
    }

    @Override
    public ValueCodec codec() {
        return new IbanCodec(TEXT.codec(), country);
    }

    @Override
    public List<Problem> check() {
        return country.isEmpty() || Iban.isCountry(country)
                ? List.of()
                : List.of(Problem.at("country", IbanCodec.COUNTRY_UNKNOWN).with("given", country));
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<IbanType> type() {
            return IbanType.class;
        }

        @Override
        public Label label() {
            return Label.of("IBAN", "国际银行账号");
        }

        @Override
        public String icon() {
            return "hash";
        }

        @Override
        public IbanType initial() {
            return new IbanType("");
        }

        @Override
        public List<TypeOption> options() {
            return List.of(new TypeOption("country", Label.of("Country code", "国家代码"), new TextType(2)));
        }

        @Override
        public int paletteOrder() {
            return 38;
        }
    }

    /** An option that JSON has as null is the option not set. */
    public IbanType {
        country = country == null ? "" : country.toUpperCase(Locale.ROOT);
    }
}
