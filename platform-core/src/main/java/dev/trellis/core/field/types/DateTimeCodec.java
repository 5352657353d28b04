package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Moments, kept in UTC to the microsecond; as text in the business zone.
 *
 * @param zone the business zone
 */
record DateTimeCodec(ZoneId zone) implements ValueCodec {

    private static final Pattern WRITTEN =
            Pattern.compile("(.*?[0-9日号])[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?", Pattern.DOTALL);
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SHOWN_EXACTLY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    @Override
    public List<@Nullable Object> toColumns(@Nullable Object value) {
        return Collections.singletonList(
                value instanceof Instant moment ? LocalDateTime.ofInstant(moment, ZoneOffset.UTC) : null);
    }

    @Override
    public @Nullable Object fromColumns(List<@Nullable Object> columns) {
        return switch (columns.getFirst()) {
            case null -> null;
            case LocalDateTime utc -> utc.toInstant(ZoneOffset.UTC);
            case Timestamp utc -> utc.toLocalDateTime().toInstant(ZoneOffset.UTC);
            case Object other ->
                LocalDateTime.parse(other.toString().replace(' ', 'T')).toInstant(ZoneOffset.UTC);
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
            return Faults.wrongKind(json, Faults.DATE_TIME);
        }
        return iso(json.stringValue())
                .map(this::normalise)
                .orElseGet(() -> Faults.refused(Faults.DATE_TIME_SHAPE, json));
    }

    @Override
    public String toText(@Nullable Object value, Locale locale) {
        if (!(value instanceof Instant moment)) {
            return "";
        }
        var local = moment.atZone(zone);
        return local.getSecond() == 0 ? SHOWN.format(local) : SHOWN_EXACTLY.format(local);
    }

    @Override
    public Decoded fromText(String text, Locale locale) {
        var plain = TextCodec.trim(NumberText.halfWidth(text));
        if (plain.isEmpty()) {
            return Decoded.of(null);
        }
        return iso(plain)
                .or(() -> written(plain))
                .map(this::normalise)
                .orElseGet(() -> Faults.refused(Faults.DATE_TIME_SHAPE, text));
    }

    @Override
    public Decoded normalise(@Nullable Object value) {
        return switch (value) {
            case null -> Decoded.of(null);
            case Instant moment when isStorable(moment) -> Decoded.of(moment.truncatedTo(ChronoUnit.MICROS));
            case Instant moment -> Faults.refused(Faults.DATE_RANGE, moment);
            case Object other -> Faults.wrongKind(other, Faults.DATE_TIME);
        };
    }

    private static boolean isStorable(Instant moment) {
        return moment.isAfter(Instant.MIN.plus(1, ChronoUnit.DAYS))
                && moment.isBefore(Instant.MAX.minus(1, ChronoUnit.DAYS))
                && DateCodec.isStorable(
                        LocalDateTime.ofInstant(moment, ZoneOffset.UTC).toLocalDate());
    }

    private static Optional<Instant> iso(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException anotherShape) {
            return Optional.empty();
        }
    }

    private Optional<Instant> written(String text) {
        var matcher = WRITTEN.matcher(text);
        var day = matcher.matches() ? DateCodec.read(matcher.group(1)) : DateCodec.read(text);
        if (day.isEmpty() || !matcher.matches()) {
            return day.map(date -> date.atStartOfDay(zone).toInstant());
        }
        int hour = Integer.parseInt(matcher.group(2));
        int minute = Integer.parseInt(matcher.group(3));
        int second = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
        if (hour > 23 || minute > 59 || second > 59) {
            return Optional.empty();
        }
        return day.map(date ->
                date.atTime(LocalTime.of(hour, minute, second)).atZone(zone).toInstant());
    }
}
