package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Amount;
import dev.trellis.core.expression.SqlTerm.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Aggregates: values given are put together in place, child rows by a correlated subselect. */
final class SqlSets {

    private SqlSets() {}

    static SqlTerm sum(SqlCall call) {
        boolean isSingle = call.size() == 1 && call.argument(0) instanceof Expression.Each;
        if (isSingle) {
            return sumOfRows(call, (Expression.Each) call.argument(0));
        }
        if (Types.isMoney(call.type())) {
            throw new NotPushable("a sum of several amounts");
        }
        var operands = new ArrayList<Scalar>();
        Field<?> raw = null;
        int size = 1;
        for (int i = 0; i < call.size(); i++) {
            var operand = call.argument(i) instanceof Expression.Each each
                    ? unguardedSum(SqlChildren.of(call, each))
                    : SqlArithmetic.zeroed(call.scalar(i));
            raw = raw == null ? operand.value() : Sql.field("({0} + {1})", raw, operand.value());
            size += operand.size() + 1;
            operands.add(operand);
        }
        if (raw == null) {
            throw new NotPushable("an empty sum");
        }
        var beyond = FixedPoint.MAX.add(java.math.BigDecimal.ONE);
        return SqlArithmetic.fitted(new SqlArithmetic.Raw(raw, beyond, size, null), operands, false);
    }

    private static Scalar unguardedSum(SqlChildren rows) {
        var failures = rows.failures();
        var total = Sql.field("coalesce(sum({0}), 0)", rows.body().value());
        if (failures == null) {
            return Scalar.sure(rows.select(total), false, rows.body().size() + 10);
        }
        return Scalar.nullIsError(
                rows.select(Sql.field("(case when {0} > 0 then null else {1} end)", failures, total)),
                rows.body().size() + rows.body().failureSize() + 10);
    }

    private static SqlTerm sumOfRows(SqlCall call, Expression.Each each) {
        var rows = SqlChildren.of(call, each);
        var amount = rows.amount();
        var failures = failuresOf(rows, amount);
        var total = Sql.field("sum({0})", rows.body().value());
        var text = new StringBuilder("(case");
        var parts = new ArrayList<QueryPart>();
        if (failures != null) {
            text.append(" when {0} > 0 then null");
            parts.add(failures);
        }
        text.append(" when {%d} is null then 0 when {%d} then {%d} end)"
                .formatted(parts.size(), parts.size() + 1, parts.size()));
        parts.add(total);
        parts.add(Sql.inRange(total));
        var value = rows.select(Sql.field(text.toString(), parts.toArray(QueryPart[]::new)));
        int size = 4 * rows.body().size() + rows.body().failureSize() + 10;
        var number = Scalar.nullIsError(value, size);
        if (amount == null) {
            return number;
        }
        var currency = rows.select(DSL.field(
                "coalesce(max(case when {0} <> 0 then {1} end), max({1}), {2})",
                String.class,
                amount.number().value(),
                amount.currency(),
                Sql.text(call.scope().currency())));
        return new Amount(number, currency, size + 2 * amount.currencySize());
    }

    private static @Nullable Field<?> failuresOf(SqlChildren rows, @Nullable Amount amount) {
        var failures = rows.failures();
        if (amount == null) {
            return failures;
        }
        var clash = Sql.field(
                "(count(distinct case when {0} <> 0 then {1} end) > 1)",
                amount.number().value(), amount.currency());
        return failures == null ? clash : Sql.field("({0} + {1})", failures, clash);
    }

    static SqlTerm average(SqlCall call) {
        if (Types.isMoney(call.type())) {
            throw new NotPushable("an average of amounts");
        }
        var totals = new ArrayList<Field<?>>();
        var counts = new ArrayList<Field<?>>();
        var failures = new ArrayList<@Nullable Condition>();
        int size = 2;
        int failureSize = 0;
        for (int i = 0; i < call.size(); i++) {
            if (call.argument(i) instanceof Expression.Each each) {
                var rows = SqlChildren.of(call, each);
                totals.add(rows.select(Sql.field(
                        "coalesce(sum({0}), 0)", Sql.decimal(rows.body().value()))));
                counts.add(rows.select(Sql.field("count({0})", rows.body().value())));
                failures.add(rows.anyFailure());
                size += 2 * rows.body().size() + 20;
                failureSize += rows.body().failureSize() + 10;
            } else {
                var scalar = SqlArithmetic.exact(call.scalar(i));
                totals.add(Sql.field("coalesce({0}, 0)", scalar.value()));
                counts.add(Sql.field("({0} is not null)", scalar.value()));
                failures.add(scalar.failure());
                size += 2 * scalar.size() + 2;
                failureSize += scalar.failureSize();
            }
        }
        var mean =
                Sql.decimal(Sql.field("cast({0} as decimal(65, 20)) / nullif({1}, 0)", added(totals), added(counts)));
        var failure = Sql.anyOf(failures);
        return failure == null
                ? Scalar.sure(mean, true, size)
                : Scalar.both(
                        Sql.field("(case when {0} then null else {1} end)", failure, mean),
                        failure,
                        size + failureSize,
                        failureSize);
    }

    private static Field<?> added(List<Field<?>> fields) {
        var joined = fields.getFirst();
        for (var field : fields.subList(1, fields.size())) {
            joined = Sql.field("({0} + {1})", joined, field);
        }
        return joined;
    }

    static SqlTerm max(SqlCall call) {
        return extreme(call, "max({0})", "greatest");
    }

    static SqlTerm min(SqlCall call) {
        return extreme(call, "min({0})", "least");
    }

    private static SqlTerm extreme(SqlCall call, String aggregate, String function) {
        if (Types.isMoney(call.type())) {
            throw new NotPushable("an extreme of amounts");
        }
        var values = new ArrayList<Field<?>>();
        var failures = new ArrayList<@Nullable Condition>();
        int size = 1;
        int failureSize = 0;
        boolean canBlank = true;
        for (int i = 0; i < call.size(); i++) {
            if (call.argument(i) instanceof Expression.Each each) {
                var rows = SqlChildren.of(call, each);
                values.add(rows.select(Sql.field(aggregate, rows.body().value())));
                failures.add(rows.anyFailure());
                size += rows.body().size() + 10;
                failureSize += rows.body().failureSize() + 10;
            } else {
                var scalar = Types.isNumber(call.type()) ? SqlArithmetic.exact(call.scalar(i)) : call.scalar(i);
                values.add(scalar.value());
                failures.add(scalar.failure());
                canBlank &= scalar.canBlank();
                size += scalar.size();
                failureSize += scalar.failureSize();
            }
        }
        if (Types.isNumber(call.type()) && values.size() > 1) {
            // One of many whole digits, as MOD has, would cost the others their decimals.
            values.replaceAll(Sql::decimal);
        }
        var found = furthest(values, function);
        int whole = size * values.size();
        var failure = Sql.anyOf(failures);
        if (failure == null) {
            return Scalar.sure(found, canBlank, whole);
        }
        return Scalar.both(
                Sql.field("(case when {0} then null else {1} end)", failure, found),
                failure,
                whole + failureSize,
                failureSize);
    }

    /** Skips blanks: each place is filled by the next value that is there. */
    private static Field<?> furthest(List<Field<?>> values, String function) {
        if (values.size() == 1) {
            return values.getFirst();
        }
        var text = new StringBuilder(function).append('(');
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "coalesce(" : ", coalesce(");
            for (int j = 0; j < values.size(); j++) {
                text.append(j == 0 ? "{" : ", {")
                        .append((i + j) % values.size())
                        .append('}');
            }
            text.append(')');
        }
        return Sql.field(text.append(')').toString(), values.toArray(QueryPart[]::new));
    }
}
