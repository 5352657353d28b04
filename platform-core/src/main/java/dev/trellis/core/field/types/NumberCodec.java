package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.problem.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Exact numbers, rounded HALF_UP to a scale. What would be costly to compute with (1e1000000) is refused or seen to be
 * zero by its exponent alone.
 *
 * @param scale digits after the point of the stored value
 * @param integerDigits most digits before the point
 * @param percent whether people see and type the fraction 0.15 as 15 %
 */
record NumberCodec(
        int scale,
        int integerDigits,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        boolean percent) implements ValueCodec {

    private static final int MOST_DIGITS = 200;
    /** Of more decimals than these only those are shown that say something. */
    private static final int ALWAYS_SHOWN = 4;

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return Collections.singletonList(value);
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return switch (columns.getFirst()) {
            case null -> null;
            case BigDecimal exact -> exact.setScale(scale, RoundingMode.HALF_UP);
            case BigInteger whole -> new BigDecimal(whole).setScale(scale);
            case Number whole -> BigDecimal.valueOf(whole.longValue()).setScale(scale);
            case Object other -> new BigDecimal(other.toString()).setScale(scale, RoundingMode.HALF_UP);
        };
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        return value instanceof BigDecimal number ? DecimalNode.valueOf(number) : JsonNodeFactory.instance.nullNode();
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        if (json.isNull()) {
            return Decoded.of(null);
        }
        var number = json.decimalValueOpt();
        return number.isPresent() ? normalise(number.get()) : Faults.wrongKind(json, Faults.NUMBER);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        if (!(value instanceof BigDecimal number)) {
            return "";
        }
        return percent
                ? NumberText.format(number.movePointRight(2), 0, Math.max(0, scale - 2), locale) + "%"
                : NumberText.format(number, Math.min(scale, ALWAYS_SHOWN), scale, locale);
    }

    /** Reads a percent as people write it: both "15" and "15 %" are 0.15. */
    @Override
    public Decoded fromText(String text, Locale locale) {
        var trimmed = TextCodec.trim(NumberText.halfWidth(text));
        if (trimmed.isEmpty()) {
            return Decoded.of(null);
        }
        var digits = percent && trimmed.endsWith("%") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
        var parsed = NumberText.parse(digits, locale);
        if (parsed.isEmpty()) {
            return Faults.refused(Faults.NUMBER_SHAPE, text);
        }
        return normalise(percent ? parsed.get().movePointLeft(2) : parsed.get());
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        if (value == null) {
            return Decoded.of(null);
        }
        if (!(value instanceof BigDecimal number)) {
            return Faults.wrongKind(value, Faults.NUMBER);
        }
        var fitted = fit(number, scale, integerDigits);
        if (fitted == null) {
            return Decoded.refused(Problem.at("", Faults.NUMBER_TOO_LARGE)
                    .with("given", Faults.shown(number))
                    .with("max", integerDigits));
        }
        if (min != null && fitted.compareTo(min) < 0) {
            return outside(Faults.NUMBER_BELOW, fitted, "min", min);
        }
        if (max != null && fitted.compareTo(max) > 0) {
            return outside(Faults.NUMBER_ABOVE, fitted, "max", max);
        }
        return Decoded.of(fitted);
    }

    private Decoded outside(
            dev.trellis.core.problem.ProblemCode code, BigDecimal given, String limitName, BigDecimal limit) {
        return Decoded.refused(Problem.at("", code).with("given", plain(given)).with(limitName, plain(limit)));
    }

    private String plain(BigDecimal number) {
        return percent
                ? number.movePointRight(2).stripTrailingZeros().toPlainString() + "%"
                : number.stripTrailingZeros().toPlainString();
    }

    /** Rounds to the scale; null if the number has too many digits. Never works with a huge exponent. */
    static @Nullable BigDecimal fit(BigDecimal number, int scale, int integerDigits) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO.setScale(scale);
        }
        long wholeDigits = (long) number.precision() - number.scale();
        if (wholeDigits > integerDigits || number.precision() > MOST_DIGITS) {
            return null;
        }
        if (wholeDigits < -scale - 1L) {
            return BigDecimal.ZERO.setScale(scale);
        }
        var rounded = number.setScale(scale, RoundingMode.HALF_UP);
        return (long) rounded.precision() - scale > integerDigits ? null : rounded;
    }
}
