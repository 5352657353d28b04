package dev.trellis.core.field.types;

import dev.trellis.core.field.Composite;
import dev.trellis.core.field.ValueCodec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Latitude and longitude; as text with a comma between them.
 *
 * @param parts how the two are carried
 */
record LocationCodec(CompositeCodec parts) implements ValueCodec {

    private static final Pattern WRITTEN =
            Pattern.compile("([+-]?[0-9]{1,3}(?:\\.[0-9]+)?)°?\\s*[,，;；\\s]\\s*([+-]?[0-9]{1,3}(?:\\.[0-9]+)?)°?");

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return parts.toColumns(value);
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return parts.fromColumns(columns);
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        return parts.toJson(value);
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        return parts.fromJson(json);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        return value instanceof Composite place ? degrees(place, "latitude") + ", " + degrees(place, "longitude") : "";
    }

    private static String degrees(Composite place, String name) {
        return place.part(name) instanceof BigDecimal number ? number.toPlainString() : "";
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        var plain = TextCodec.trim(NumberText.halfWidth(text)).replace('\u2212', '-');
        if (plain.isEmpty()) {
            return Decoded.of(null);
        }
        var written = WRITTEN.matcher(plain);
        return written.matches()
                ? parts.normalise(new Composite(Map.of(
                        "latitude", new BigDecimal(written.group(1)), "longitude", new BigDecimal(written.group(2)))))
                : Faults.refused(Faults.LOCATION_SHAPE, text);
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return parts.normalise(value);
    }
}
