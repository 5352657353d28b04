package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Scalar;
import dev.trellis.core.expression.SqlTerm.Truth;
import dev.trellis.core.field.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Functions over text; an empty text is blank. The connection's collation must be exact and not pad. */
final class SqlTexts {

    private SqlTexts() {}

    static SqlTerm concat(SqlCall call) {
        var parts = new ArrayList<Scalar>();
        boolean hasText = false;
        for (var part : call.scalars()) {
            hasText |= !part.canBlank();
            parts.add(part.canBlank() ? filled(part) : part);
        }
        Field<?> joined = null;
        int size = 1;
        for (var part : parts) {
            joined = joined == null ? part.value() : Sql.field("concat({0}, {1})", joined, part.value());
            size += part.size();
        }
        if (joined == null) {
            throw new NotPushable("an empty text");
        }
        boolean canFail = parts.stream().anyMatch(Scalar::canFail);
        if (hasText) {
            return canFail ? Scalar.nullIsError(joined, size) : Scalar.sure(joined, false, size);
        }
        var value = Sql.field("nullif({0}, '')", joined);
        if (!canFail) {
            return Scalar.sure(value, true, size);
        }
        return Scalar.both(value, Sql.condition("({0} is null)", joined), size, size);
    }

    /** Blank becomes the empty text, NULL is only an error. */
    private static Scalar filled(Scalar part) {
        var failure = part.failure();
        if (failure == null) {
            return Scalar.sure(Sql.field("coalesce({0}, '')", part.value()), false, part.size());
        }
        return Scalar.nullIsError(
                Sql.field("(case when {0} then null else coalesce({1}, '') end)", failure, part.value()),
                part.size() + part.failureSize());
    }

    static SqlTerm left(SqlCall call) {
        return end(call, "left({0}, {1})");
    }

    static SqlTerm right(SqlCall call) {
        return end(call, "right({0}, {1})");
    }

    private static SqlTerm end(SqlCall call, String template) {
        var text = call.scalar(0);
        if (call.size() == 1) {
            return cut(template, text, List.of(text), List.of(Sql.inline(1)), null, text.size());
        }
        var count = SqlArithmetic.exact(call.scalar(1));
        return cut(
                template,
                text,
                List.of(text, count),
                List.of(Sql.whole(count.value())),
                Sql.condition("(truncate({0}, 0) < 0)", count.value()),
                text.size() + count.size());
    }

    static SqlTerm middle(SqlCall call) {
        var text = call.scalar(0);
        var start = SqlArithmetic.exact(call.scalar(1));
        var count = SqlArithmetic.exact(call.scalar(2));
        return cut(
                "substring({0}, {1}, {2})",
                text,
                List.of(text, start, count),
                List.of(Sql.whole(start.value()), Sql.whole(count.value())),
                Sql.condition("(truncate({0}, 0) < 1 or truncate({1}, 0) < 0)", start.value(), count.value()),
                text.size() + start.size() + count.size());
    }

    private static Scalar cut(
            String template,
            Scalar text,
            List<Scalar> operands,
            List<Field<?>> numbers,
            @Nullable Condition failing,
            int size) {
        var parts = new ArrayList<org.jooq.QueryPart>();
        parts.add(text.value());
        parts.addAll(numbers);
        var part = Sql.field(template, parts.toArray(org.jooq.QueryPart[]::new));
        var own = failing == null ? null : SqlNumbers.withValues(failing, operands);
        return SqlNumbers.spread(Sql.field("nullif({0}, '')", part), operands, own, size + 2, true);
    }

    static SqlTerm length(SqlCall call) {
        var text = call.scalar(0);
        var failure = text.failure();
        var number = Sql.decimal(Sql.field("coalesce(char_length({0}), 0)", text.value()));
        var bound = java.math.BigDecimal.TEN.pow(9);
        if (failure == null) {
            return Scalar.sure(number, false, text.size() + 2).within(bound);
        }
        return Scalar.nullIsError(
                        Sql.field("(case when {0} then null else {1} end)", failure, number),
                        text.size() + text.failureSize() + 3)
                .within(bound);
    }

    static SqlTerm substitute(SqlCall call) {
        if (call.size() > 3) {
            throw new NotPushable("SUBSTITUTE of the n-th");
        }
        var text = call.scalar(0);
        var old = filled(call.scalar(1));
        var fresh = filled(call.scalar(2));
        var replaced = Sql.field("nullif(replace({0}, {1}, {2}), '')", text.value(), old.value(), fresh.value());
        var failure = Sql.anyOf(old.failure(), fresh.failure());
        var value = failure == null ? replaced : Sql.field("(case when {0} then null else {1} end)", failure, replaced);
        return SqlNumbers.spread(
                value, List.of(text, old, fresh), null, text.size() + old.size() + fresh.size() + 2, true);
    }

    static SqlTerm find(SqlCall call) {
        var needle = call.scalar(0);
        var text = call.scalar(1);
        var bound = java.math.BigDecimal.TEN.pow(9);
        if (call.size() == 2) {
            var found = Sql.field("nullif(locate({0}, {1}), 0)", needle.value(), text.value());
            return SqlNumbers.spread(
                            Sql.decimal(found), List.of(needle, text), null, needle.size() + text.size() + 2, true)
                    .within(bound);
        }
        var start = SqlArithmetic.exact(call.scalar(2));
        var found =
                Sql.field("nullif(locate({0}, {1}, {2}), 0)", needle.value(), text.value(), Sql.whole(start.value()));
        var failing = SqlNumbers.withValues(
                Sql.condition("(truncate({0}, 0) < 1)", start.value()), List.of(needle, text, start));
        int size = needle.size() + text.size() + start.size() + 3;
        return SqlNumbers.spread(Sql.decimal(found), List.of(needle, text, start), failing, size, true)
                .within(bound);
    }

    static SqlTerm contains(SqlCall call) {
        return asked(call, "(locate({1}, {0}) > 0)");
    }

    static SqlTerm begins(SqlCall call) {
        return asked(call, "(left({0}, char_length({1})) = {1})");
    }

    static SqlTerm ends(SqlCall call) {
        return asked(call, "(right({0}, char_length({1})) = {1})");
    }

    private static SqlTerm asked(SqlCall call, String template) {
        var text = call.scalar(0);
        var part = call.scalar(1);
        var plain = Sql.condition(template, text.value(), part.value());
        var answer = part.canBlank() ? Sql.condition("({0} is null or {1})", part.value(), plain) : plain;
        var test = Sql.condition("coalesce({0}, false)", answer);
        var failure = Sql.anyOf(text.failure(), part.failure());
        return new Truth(
                test,
                failure == null ? answer : Sql.and(answer, Sql.not(failure)),
                failure,
                text.size() + 3 * part.size() + 1,
                text.failureSize() + part.failureSize());
    }

    static SqlTerm isUnder(SqlCall call) {
        var path = ((Expression.Path) call.argument(0)).path();
        var above = call.scalar(1);
        var holds = Sql.condition(
                "(locate(concat('/', cast({0} as char), '/'), {1}) > 0)",
                above.value(), call.scope().way(path));
        return new Truth(
                Sql.condition("coalesce({0}, false)", holds),
                holds,
                above.failure(),
                above.size() + 3,
                above.failureSize());
    }

    static SqlTerm includes(SqlCall call) {
        if (call.type(0) instanceof ValueType.ListOf) {
            return includesElement(call);
        }
        var choice = SqlRenderer.scalar(call.renderer().code(call.argument(0)));
        var code = call.scalar(1);
        var holds = Sql.condition("({0} = {1})", choice.value(), code.value());
        var failure = Sql.anyOf(choice.failure(), code.failure());
        return new Truth(
                Sql.condition("coalesce({0}, false)", holds),
                holds,
                failure,
                choice.size() + code.size() + 1,
                choice.failureSize() + code.failureSize());
    }

    private static SqlTerm includesElement(SqlCall call) {
        var elements = SqlCounts.elements(call.renderer(), call.argument(0));
        var wanted = call.scalar(1);
        var main = elements.value();
        var same = Types.isText(Types.main(call.type(0)))
                ? Sql.condition("(cast({0} as char) = {1})", main, wanted.value())
                : Sql.condition("({0} = {1})", main, wanted.value());
        var holds = Sql.condition("({0} > 0)", elements.select(Sql.field("count(*)"), same));
        return new Truth(holds, holds, wanted.failure(), wanted.size() + 5, wanted.failureSize());
    }
}
