package dev.trellis.samples.iban;

import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a text reads, and then demands an IBAN; shows it in groups of four.
 *
 * @param text carries the value between column, JSON and text
 * @param country the country that is demanded, or empty
 */
record IbanCodec(ValueCodec text, String country) implements ValueCodec {

    static final ProblemCode SHAPE = ProblemCode.invalid("SAMPLE_IBAN_SHAPE");
    static final ProblemCode COUNTRY_OTHER = ProblemCode.invalid("SAMPLE_IBAN_COUNTRY");
    static final ProblemCode COUNTRY_UNKNOWN = ProblemCode.invalid("SAMPLE_IBAN_COUNTRY_UNKNOWN");

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return text.toColumns(value);
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return text.fromColumns(columns);
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        return text.toJson(value);
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        return json.isString() ? normalise(json.stringValue()) : text.fromJson(json);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        return value == null ? "" : Iban.grouped(value.toString());
    }

    @Override
    public Decoded fromText(String given, Locale locale) {
        return normalise(given);
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        var compact = value instanceof String given ? Iban.compact(given) : value;
        return text.normalise(compact) instanceof Decoded.Value(String clean)
                ? checked(clean)
                : text.normalise(compact);
    }

    private Decoded checked(String iban) {
        if (!Iban.isValid(iban)) {
            return Decoded.refused(Problem.at("", SHAPE).with("given", iban));
        }
        if (!iban.startsWith(country)) {
            return Decoded.refused(
                    Problem.at("", COUNTRY_OTHER).with("given", iban).with("country", country));
        }
        return Decoded.of(iban);
    }
}
