package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Scalar;
import dev.trellis.core.field.ValueType;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.QueryPart;

/** Functions over dates; the offsets of the business zone are written out, for the database knows no zones. */
final class SqlDates {

    private static final int LAST_YEAR_OF_RULES = 2100;

    private SqlDates() {}

    /** Returns the day of a date, or of a moment in the business zone. */
    static Scalar day(SqlCall call, int index) {
        var given = call.scalar(index);
        if (!(call.type(index) instanceof ValueType.DateTime)) {
            return given;
        }
        return local(given, call.scope().zone());
    }

    private static Scalar local(Scalar moment, ZoneId zone) {
        var text = new StringBuilder("(case");
        var parts = new ArrayList<QueryPart>();
        parts.add(moment.value());
        var rules = zone.getRules();
        var at = LocalDateTime.of(1000, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
        var offset = rules.getOffset(at);
        int size = 2;
        for (var next = rules.nextTransition(at); next != null; next = rules.nextTransition(next.getInstant())) {
            if (next.getDateTimeAfter().getYear() > LAST_YEAR_OF_RULES) {
                break;
            }
            text.append(" when {0} < {%d} then %d".formatted(parts.size(), offset.getTotalSeconds()));
            parts.add(Sql.bound(next.getInstant()));
            offset = next.getOffsetAfter();
            size += moment.size() + 1;
        }
        boolean isFixed = parts.size() == 1;
        text.append(" else %d end)".formatted(offset.getTotalSeconds()));
        var seconds = isFixed
                ? Sql.inline(offset.getTotalSeconds())
                : Sql.field(text.toString(), parts.toArray(QueryPart[]::new));
        var day = Sql.field("date(date_add({0}, interval {1} second))", moment.value(), seconds);
        return new Scalar(
                day,
                moment.canBlank(),
                moment.failure(),
                moment.bound(),
                true,
                size + moment.size(),
                moment.failureSize());
    }

    private static SqlTerm part(SqlCall call, String template) {
        var day = day(call, 0);
        return whole(Sql.field(template, day.value()), List.of(day), day.size() + 2);
    }

    private static Scalar whole(Field<?> integer, List<Scalar> operands, int size) {
        return SqlNumbers.spread(Sql.decimal(integer), operands, null, size, false)
                .within(BigDecimal.TEN.pow(15));
    }

    static SqlTerm year(SqlCall call) {
        return part(call, "year({0})");
    }

    static SqlTerm quarter(SqlCall call) {
        return part(call, "quarter({0})");
    }

    static SqlTerm month(SqlCall call) {
        return part(call, "month({0})");
    }

    static SqlTerm dayOfMonth(SqlCall call) {
        return part(call, "dayofmonth({0})");
    }

    static SqlTerm weekday(SqlCall call) {
        if (call.size() == 1) {
            return part(call, "(weekday({0}) + 1)");
        }
        if (!(call.constant(1) instanceof BigDecimal type)) {
            throw new NotPushable("a blank type of week");
        }
        return switch (type.intValue()) {
            case 1 -> part(call, "dayofweek({0})");
            case 2 -> part(call, "(weekday({0}) + 1)");
            default -> throw new NotPushable("an unknown type of week");
        };
    }

    static SqlTerm dateValue(SqlCall call) {
        if (Types.isText(call.type(0))) {
            throw new NotPushable("reading a date");
        }
        return day(call, 0);
    }

    static SqlTerm dateTimeValue(SqlCall call) {
        if (!(call.type(0) instanceof ValueType.DateTime)) {
            throw new NotPushable("midnight in a zone");
        }
        return call.scalar(0);
    }

    static SqlTerm addDays(SqlCall call) {
        if (call.type() instanceof ValueType.DateTime) {
            throw new NotPushable("local time in a zone");
        }
        return shifted(
                call,
                "date_add({0}, interval {1} day)",
                "({1} < datediff('1000-01-01', {0}) or {1} > datediff('9999-12-31', {0}))");
    }

    private static final String MONTHS_OUT = "(year({0}) * 12 + month({0}) - 1 + {1} not between 12000 and 119999)";

    static SqlTerm addMonths(SqlCall call) {
        if (call.type() instanceof ValueType.DateTime) {
            throw new NotPushable("local time in a zone");
        }
        return shifted(call, "date_add({0}, interval {1} month)", MONTHS_OUT);
    }

    static SqlTerm endOfMonth(SqlCall call) {
        if (call.size() == 2) {
            return shifted(call, "last_day(date_add({0}, interval {1} month))", MONTHS_OUT);
        }
        var day = day(call, 0);
        return SqlNumbers.spread(Sql.field("last_day({0})", day.value()), List.of(day), null, day.size() + 1, false);
    }

    static SqlTerm addHours(SqlCall call) {
        return shifted(
                call,
                "date_add({0}, interval {1} hour)",
                "({1} < timestampdiff(hour, {0}, '1000-01-01 00:00:00')"
                        + " or {1} > timestampdiff(hour, {0}, '9999-12-31 23:59:59.999999'))");
    }

    private static SqlTerm shifted(SqlCall call, String template, String outOfRange) {
        var from = call.type() instanceof ValueType.DateTime ? call.scalar(0) : day(call, 0);
        var count = SqlArithmetic.exact(call.scalar(1));
        var whole = Sql.whole(count.value());
        Condition failing = Sql.condition(outOfRange, from.value(), whole);
        return SqlNumbers.spread(
                Sql.field(template, from.value(), whole),
                List.of(from, count),
                failing,
                3 * from.size() + 3 * count.size(),
                false);
    }

    static SqlTerm difference(SqlCall call) {
        var unit = DateUnit.of(String.valueOf(call.constant(2)));
        if (unit.isEmpty()) {
            throw new NotPushable("an unknown unit");
        }
        if (unit.get().isTime()) {
            return timeDifference(call, unit.get());
        }
        var from = day(call, 0);
        var to = day(call, 1);
        var months = Sql.field("timestampdiff(month, {0}, {1})", from.value(), to.value());
        var value = switch (unit.get()) {
            case Y -> Sql.field("({0} div 12)", months);
            case M -> months;
            case YM -> Sql.field("mod({0}, 12)", months);
            case MD -> Sql.field("datediff({1}, date_add({0}, interval {2} month))", from.value(), to.value(), months);
            case D, H, MI -> Sql.field("datediff({1}, {0})", from.value(), to.value());
        };
        return whole(value, List.of(from, to), 2 * (from.size() + to.size()) + 2);
    }

    private static SqlTerm timeDifference(SqlCall call, DateUnit unit) {
        if (!(call.type(0) instanceof ValueType.DateTime) || !(call.type(1) instanceof ValueType.DateTime)) {
            throw new NotPushable("midnight in a zone");
        }
        var from = call.scalar(0);
        var to = call.scalar(1);
        var template = unit == DateUnit.H ? "timestampdiff(hour, {0}, {1})" : "timestampdiff(minute, {0}, {1})";
        return whole(Sql.field(template, from.value(), to.value()), List.of(from, to), from.size() + to.size() + 2);
    }

    static SqlTerm days(SqlCall call) {
        var end = day(call, 0);
        var start = day(call, 1);
        return whole(
                Sql.field("datediff({0}, {1})", end.value(), start.value()),
                List.of(end, start),
                end.size() + start.size() + 2);
    }
}
