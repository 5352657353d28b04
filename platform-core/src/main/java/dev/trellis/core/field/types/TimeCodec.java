package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Times of day without a zone, to the second. */
record TimeCodec() implements ValueCodec {

    static final String PATTERN = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$";

    private static final Pattern WRITTEN = Pattern.compile(
            "(上午|下午|晚上|AM|PM|am|pm)? ?([0-9]{1,2})[:：点时]([0-9]{1,2})?(?:分)?(?:[:：]?([0-9]{1,2})秒?)? ?(AM|PM|am|pm)?");

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return Collections.singletonList(value);
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return switch (columns.getFirst()) {
            case null -> null;
            case LocalTime time -> time;
            case java.sql.Time time -> time.toLocalTime();
            case Duration since -> LocalTime.ofSecondOfDay(since.toSeconds());
            case Object other -> LocalTime.parse(other.toString());
        };
    }

    @Override
    public JsonNode toJson(@Nullable Object value) {
        return value == null
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.stringNode(value.toString());
    }

    @Override
    public Decoded fromJson(JsonNode json) {
        if (json.isNull()) {
            return Decoded.of(null);
        }
        if (!json.isString()) {
            return Faults.wrongKind(json, Faults.TIME);
        }
        var text = json.stringValue();
        return text.matches(PATTERN) ? Decoded.of(LocalTime.parse(text)) : Faults.refused(Faults.TIME_SHAPE, text);
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        return value == null ? "" : value.toString();
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        var plain = TextCodec.trim(NumberText.halfWidth(text));
        if (plain.isEmpty()) {
            return Decoded.of(null);
        }
        var written = WRITTEN.matcher(plain);
        if (!written.matches()) {
            return Faults.refused(Faults.TIME_SHAPE, text);
        }
        int hour = Integer.parseInt(written.group(2));
        var half = written.group(1) == null ? written.group(5) : written.group(1);
        boolean isAfternoon = half != null && Set.of("下午", "晚上", "PM", "pm").contains(half);
        boolean isMorning = half != null && !isAfternoon;
        if (isAfternoon && hour < 12) {
            hour += 12;
        } else if (isMorning && hour == 12) {
            hour = 0;
        }
        try {
            return Decoded.of(LocalTime.of(hour, number(written.group(3)), number(written.group(4))));
        } catch (DateTimeException noSuchTime) {
            return Faults.refused(Faults.TIME_SHAPE, text);
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return switch (value) {
            case null -> Decoded.of(null);
            case LocalTime time -> Decoded.of(time.truncatedTo(ChronoUnit.SECONDS));
            case Object other -> Faults.wrongKind(other, Faults.TIME);
        };
    }
}
