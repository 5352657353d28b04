package dev.trellis.core.expression;

import static dev.trellis.core.expression.ExpressionFunction.Body.orBlank;
import static dev.trellis.core.expression.ExpressionFunction.Trait.VOLATILE;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Dates; whatever needs a zone takes the business zone. Years run from 1000 to 9999, else #DOMAIN. */
final class DateFunctions {

    /** Beyond this many days, months or hours no date is in range. */
    static final int MAX_STEP = 100_000_000;

    static final ExpressionFunction DATETIMEVALUE = ExpressionFunction.of(
                    "DATETIMEVALUE(value)",
                    Label.of(
                            "midnight of a date, or the time that a text such as 2026-11-21T08:30 shows",
                            "日期的零点，或文本所表示的时刻"),
                    Typing.of(ValueType.DATE_TIME, Accepts.DAY_OR_TEXT),
                    orBlank(DateFunctions::instant))
            .sql(SqlDates::dateTimeValue);

    static final List<ExpressionFunction> ALL = List.of(
            ExpressionFunction.of(
                            "TODAY()",
                            Label.of("today in the business zone", "今天（业务时区）"),
                            Typing.of(ValueType.DATE),
                            arguments -> LocalDate.ofInstant(
                                    arguments.context().now(),
                                    arguments.context().zone()))
                    .trait(VOLATILE),
            ExpressionFunction.of(
                            "NOW()",
                            Label.of("this moment", "此刻"),
                            Typing.of(ValueType.DATE_TIME),
                            arguments -> arguments.context().now())
                    .trait(VOLATILE),
            ExpressionFunction.of(
                    "DATE(year, month, day)",
                    Label.of("a date; impossible ones are errors", "日期；不存在的日期视为错误"),
                    Typing.of(ValueType.DATE, Accepts.NUMBER, Accepts.NUMBER, Accepts.NUMBER),
                    orBlank(DateFunctions::date)),
            ExpressionFunction.of(
                            "DATEVALUE(value)",
                            Label.of(
                                    "the date of a moment, or that a text such as 2026-11-21 shows",
                                    "某时刻的日期，或文本所表示的日期"),
                            Typing.of(ValueType.DATE, Accepts.DAY_OR_TEXT),
                            orBlank(DateFunctions::dateValue))
                    .sql(SqlDates::dateValue),
            DATETIMEVALUE,
            part("YEAR(date)", Label.of("the year", "年"), LocalDate::getYear).sql(SqlDates::year),
            part("QUARTER(date)", Label.of("the quarter, 1 to 4", "季度，1 到 4"), date -> (date.getMonthValue() + 2) / 3)
                    .sql(SqlDates::quarter),
            part("MONTH(date)", Label.of("the month, 1 to 12", "月，1 到 12"), LocalDate::getMonthValue)
                    .sql(SqlDates::month),
            part("DAY(date)", Label.of("the day of the month", "日"), LocalDate::getDayOfMonth)
                    .sql(SqlDates::dayOfMonth),
            ExpressionFunction.of(
                            "WEEKDAY(date, type = 2)",
                            Label.of("1 is Monday; with type 1, 1 is Sunday", "1 为星期一；type 为 1 时，1 为星期日"),
                            Typing.of(ValueType.NUMBER, 1, Accepts.DAY, Accepts.NUMBER),
                            orBlank(DateFunctions::weekday))
                    .sql(SqlDates::weekday),
            ExpressionFunction.of(
                            "ADDDAYS(date, days)",
                            Label.of("so many days later", "若干天之后"),
                            Typing.sameAsFirst(2, Accepts.DAY, Accepts.NUMBER),
                            orBlank((values, arguments) -> shift(values, arguments, LocalDate::plusDays)))
                    .sql(SqlDates::addDays)
                    .alias("DATEDELTA"),
            ExpressionFunction.of(
                            "ADDMONTHS(date, months)",
                            Label.of("so many months later, at most the last day of the month", "若干月之后，不超过月末"),
                            Typing.sameAsFirst(2, Accepts.DAY, Accepts.NUMBER),
                            orBlank((values, arguments) -> shift(values, arguments, LocalDate::plusMonths)))
                    .sql(SqlDates::addMonths)
                    .alias("EDATE"),
            ExpressionFunction.of(
                            "ADDHOURS(moment, hours)",
                            Label.of("so many hours later", "若干小时之后"),
                            Typing.of(ValueType.DATE_TIME, Accepts.MOMENT, Accepts.NUMBER),
                            orBlank(DateFunctions::addHours))
                    .sql(SqlDates::addHours),
            ExpressionFunction.of(
                            "EOMONTH(date, months = 0)",
                            Label.of("the last day of the month, so many months later", "若干月之后的月末"),
                            Typing.of(ValueType.DATE, 1, Accepts.DAY, Accepts.NUMBER),
                            orBlank(DateFunctions::endOfMonth))
                    .sql(SqlDates::endOfMonth),
            ExpressionFunction.of(
                            "DATEDIF(from, to, unit)",
                            Label.of(
                                    "whole years (Y), months (M), days (D), months beyond years (YM), days beyond months (MD)",
                                    "相差的整年 (Y)、整月 (M)、天数 (D)、不足一年的月数 (YM)、不足一月的天数 (MD)"),
                            DateFunctions::typeDifference,
                            orBlank(DateFunctions::difference))
                    .sql(SqlDates::difference),
            ExpressionFunction.of(
                            "DAYS(end, start)",
                            Label.of("how many days lie between", "相差的天数"),
                            Typing.of(ValueType.NUMBER, Accepts.DAY, Accepts.DAY),
                            orBlank((values, arguments) ->
                                    BigDecimal.valueOf(day(values, 0, arguments).toEpochDay()
                                            - day(values, 1, arguments).toEpochDay())))
                    .sql(SqlDates::days));

    private DateFunctions() {}

    private static ExpressionFunction part(String signature, Label doc, ToIntFunction<LocalDate> part) {
        return ExpressionFunction.of(
                signature,
                doc,
                Typing.of(ValueType.NUMBER, Accepts.DAY),
                orBlank((values, arguments) -> BigDecimal.valueOf(part.applyAsInt(day(values, 0, arguments)))));
    }

    static boolean isInRange(LocalDate date) {
        return date.getYear() >= 1000 && date.getYear() <= 9999;
    }

    private static LocalDate day(Given values, int index, Arguments arguments) {
        return switch (values.get(index)) {
            case LocalDate date -> date;
            case Instant instant ->
                LocalDate.ofInstant(instant, arguments.context().zone());
            case null, default -> throw new IllegalArgumentException("Not a date: " + values.get(index));
        };
    }

    private static Object date(Given values, Arguments arguments) {
        try {
            var date = LocalDate.of(values.whole(0), values.whole(1), values.whole(2));
            return isInRange(date) ? date : arguments.fail(ErrorCode.DOMAIN);
        } catch (DateTimeException noSuchDay) {
            return arguments.fail(ErrorCode.DOMAIN);
        }
    }

    private static Object dateValue(Given values, Arguments arguments) {
        if (!(values.first() instanceof String text)) {
            return day(values, 0, arguments);
        }
        return parse(text).<Object>map(LocalDateTime::toLocalDate).orElseGet(() -> arguments.fail(ErrorCode.TYPE));
    }

    private static Object instant(Given values, Arguments arguments) {
        var zone = arguments.context().zone();
        return switch (values.first()) {
            case Instant instant -> instant;
            case LocalDate date -> date.atStartOfDay(zone).toInstant();
            case String text ->
                parseInstant(text, zone).<Object>map(found -> found).orElseGet(() -> arguments.fail(ErrorCode.TYPE));
            case null, default -> arguments.fail(ErrorCode.TYPE);
        };
    }

    private static Optional<Instant> parseInstant(String text, ZoneId zone) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text.strip())));
        } catch (DateTimeException withoutOffset) {
            return parse(text).map(local -> local.atZone(zone).toInstant());
        }
    }

    private static Optional<LocalDateTime> parse(String text) {
        var plain = text.strip();
        try {
            return Optional.of(LocalDate.parse(plain).atTime(LocalTime.MIDNIGHT))
                    .filter(found -> isInRange(found.toLocalDate()));
        } catch (DateTimeException notOnlyADate) {
            return parseWithTime(plain);
        }
    }

    private static Optional<LocalDateTime> parseWithTime(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text.replace(' ', 'T')))
                    .filter(found -> isInRange(found.toLocalDate()));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static Object weekday(Given values, Arguments arguments) {
        int type = values.size() > 1 ? values.whole(1) : 2;
        int monday = day(values, 0, arguments).getDayOfWeek().getValue();
        return switch (type) {
            case 1 -> BigDecimal.valueOf(monday % 7 + 1L);
            case 2 -> BigDecimal.valueOf(monday);
            default -> arguments.fail(ErrorCode.DOMAIN);
        };
    }

    /** Moves a date by whole steps. */
    private interface Step {
        LocalDate apply(LocalDate date, long count);
    }

    private static Object shift(Given values, Arguments arguments, Step step) {
        int count = values.whole(1);
        if (Math.abs((long) count) > MAX_STEP) {
            return arguments.fail(ErrorCode.DOMAIN);
        }
        if (values.first() instanceof Instant instant) {
            var local = LocalDateTime.ofInstant(instant, arguments.context().zone());
            var moved = step.apply(local.toLocalDate(), count);
            return isInRange(moved)
                    ? moved.atTime(local.toLocalTime())
                            .atZone(arguments.context().zone())
                            .toInstant()
                    : arguments.fail(ErrorCode.DOMAIN);
        }
        var moved = step.apply(day(values, 0, arguments), count);
        return isInRange(moved) ? moved : arguments.fail(ErrorCode.DOMAIN);
    }

    private static Object addHours(Given values, Arguments arguments) {
        int count = values.whole(1);
        if (!(values.first() instanceof Instant instant) || Math.abs((long) count) > MAX_STEP) {
            return arguments.fail(ErrorCode.DOMAIN);
        }
        var moved = instant.plus(Duration.ofHours(count));
        return isInRange(LocalDate.ofInstant(moved, java.time.ZoneOffset.UTC))
                ? moved
                : arguments.fail(ErrorCode.DOMAIN);
    }

    private static Object endOfMonth(Given values, Arguments arguments) {
        int months = values.size() > 1 ? values.whole(1) : 0;
        if (Math.abs((long) months) > MAX_STEP) {
            return arguments.fail(ErrorCode.DOMAIN);
        }
        var moved = day(values, 0, arguments).plusMonths(months);
        return isInRange(moved) ? moved.withDayOfMonth(moved.lengthOfMonth()) : arguments.fail(ErrorCode.DOMAIN);
    }

    private static Optional<ValueType> typeDifference(CallSite site) {
        if (!site.counts(3, 3) || !site.accepts(Accepts.DAY, Accepts.DAY, Accepts.TEXT)) {
            return Optional.empty();
        }
        if (site.argument(2) instanceof Expression.Literal(var value, var _, var _)
                && value instanceof String unit
                && DateUnit.of(unit).isEmpty()) {
            site.refuseValue(2, Label.of("Y, M, D, YM, MD, H or MI", "Y、M、D、YM、MD、H 或 MI"));
            return Optional.empty();
        }
        return Optional.of(ValueType.NUMBER);
    }

    private static Object difference(Given values, Arguments arguments) {
        var unit = DateUnit.of(values.text(2));
        if (unit.isEmpty()) {
            return arguments.fail(ErrorCode.DOMAIN);
        }
        if (unit.get().isTime()) {
            var zone = arguments.context().zone();
            var step = unit.get() == DateUnit.H ? ChronoUnit.HOURS : ChronoUnit.MINUTES;
            return BigDecimal.valueOf(step.between(moment(values.get(0), zone), moment(values.get(1), zone)));
        }
        return BigDecimal.valueOf(unit.get().between(day(values, 0, arguments), day(values, 1, arguments)));
    }

    private static Instant moment(@Nullable Object value, ZoneId zone) {
        return switch (value) {
            case Instant instant -> instant;
            case LocalDate date -> date.atStartOfDay(zone).toInstant();
            case null, default -> throw new IllegalArgumentException("Not a date: " + value);
        };
    }
}
