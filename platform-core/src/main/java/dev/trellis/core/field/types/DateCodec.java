package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Days without a zone, from the year 1000 to 9999; they never pass through an instant. */
record DateCodec() implements ValueCodec {

    private static final Pattern ISO = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final List<Pattern> WRITTEN = List.of(
            Pattern.compile("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"),
            Pattern.compile("([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]?"),
            Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})"));
    private static final int FIRST_YEAR = 1000;
    private static final int LAST_YEAR = 9999;

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return Collections.singletonList(value);
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return switch (columns.getFirst()) {
            case null -> null;
            case LocalDate day -> day;
            case LocalDateTime moment -> moment.toLocalDate();
            case java.sql.Date day -> day.toLocalDate();
            case Object other -> LocalDate.parse(other.toString().substring(0, 10));
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
            return Faults.wrongKind(json, Faults.DATE);
        }
        return read(json.stringValue(), List.of(ISO))
                .map(this::normalise)
                .orElseGet(() -> Faults.refused(Faults.DATE_SHAPE, json));
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
        return read(plain, WRITTEN).map(this::normalise).orElseGet(() -> Faults.refused(Faults.DATE_SHAPE, text));
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return switch (value) {
            case null -> Decoded.of(null);
            case LocalDate day when isStorable(day) -> Decoded.of(day);
            case LocalDate day -> Faults.refused(Faults.DATE_RANGE, day);
            case Object other -> Faults.wrongKind(other, Faults.DATE);
        };
    }

    static boolean isStorable(LocalDate day) {
        return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
    }

    /** Reads year, month and day; empty for another shape and for a day that does not exist. */
    static Optional<LocalDate> read(String text) {
        return read(text, WRITTEN);
    }

    private static Optional<LocalDate> read(String text, List<Pattern> shapes) {
        for (var shape : shapes) {
            var matcher = shape.matcher(text);
            if (matcher.matches()) {
                try {
                    return Optional.of(LocalDate.of(
                            Integer.parseInt(matcher.group(1)),
                            Integer.parseInt(matcher.group(2)),
                            Integer.parseInt(matcher.group(3))));
                } catch (DateTimeException noSuchDay) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
