package dev.trellis.core.expression;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Small pieces of SQL. */
final class Sql {

    static final Field<?> NULL = DSL.field("null");
    static final Field<?> ZERO = DSL.field("0");

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private Sql() {}

    static Field<?> field(String template, QueryPart... parts) {
        return DSL.field(template, SQLDataType.OTHER, parts);
    }

    /** Fills a template; the outer brackets of one that is bracketed as a whole are left to jOOQ. */
    static Condition condition(String template, QueryPart... parts) {
        boolean isBracketed = template.startsWith("(") && template.endsWith(")");
        return DSL.condition(isBracketed ? template.substring(1, template.length() - 1) : template, parts);
    }

    static Condition not(Condition condition) {
        return condition("(not {0})", condition);
    }

    static Condition and(Condition a, Condition b) {
        return condition("({0} and {1})", a, b);
    }

    /** Returns the disjunction of those that are there, null if none is. */
    static @Nullable Condition anyOf(List<? extends @Nullable Condition> failures) {
        Condition any = null;
        for (var failure : failures) {
            if (failure != null) {
                any = any == null ? failure : condition("({0} or {1})", any, failure);
            }
        }
        return any;
    }

    static @Nullable Condition anyOf(@Nullable Condition a, @Nullable Condition b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return condition("({0} or {1})", a, b);
    }

    /** Turns a number into the number model; it must fit. */
    static Field<?> decimal(Field<?> number) {
        return field("cast({0} as decimal(38, 20))", number);
    }

    /** Turns a number into a whole one, cutting decimals off. */
    static Field<?> whole(Field<?> number) {
        return field("cast(truncate({0}, 0) as signed)", number);
    }

    static Field<?> number(BigDecimal value) {
        return DSL.val(value, SQLDataType.NUMERIC(38, 20));
    }

    /** Writes a number of our own into the text. */
    static Field<?> inline(long value) {
        return DSL.field(Long.toString(value));
    }

    static Condition inRange(Field<?> number) {
        return condition(
                "({0} between -999999999999999999.99999999999999999999 and 999999999999999999.99999999999999999999)",
                number);
    }

    /** Binds a carrier. */
    static Field<?> bound(Object value) {
        return switch (value) {
            case BigDecimal number -> number(number);
            case String text -> DSL.val(text, SQLDataType.VARCHAR);
            case Boolean truth -> DSL.field(truth ? "1" : "0");
            case LocalDate date -> field("cast({0} as date)", text(date.toString()));
            case Instant instant ->
                field("cast({0} as datetime(6))", text(DATE_TIME.format(instant.atOffset(ZoneOffset.UTC))));
            case LocalTime time -> field("cast({0} as time(6))", text(time.toString()));
            case dev.trellis.core.field.RecordId id -> DSL.val(id.value(), SQLDataType.BIGINT);
            default ->
                throw new NotPushable("no parameter for " + value.getClass().getSimpleName());
        };
    }

    static Field<String> text(String value) {
        return DSL.val(value, SQLDataType.VARCHAR);
    }
}
