package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Scalar;
import dev.trellis.core.expression.SqlTerm.Truth;
import dev.trellis.core.field.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Counting rows and values. */
final class SqlCounts {

    private SqlCounts() {}

    static boolean isRows(Expression part) {
        return part instanceof Expression.Each
                || part.type() instanceof ValueType.Rows
                || part.type() instanceof ValueType.ListOf;
    }

    /** Returns the elements of a list field of the record. */
    static SqlScope.SqlElements elements(SqlRenderer renderer, Expression list) {
        if (list instanceof Expression.Path path && !path.ofRow() && path.path().root() == FieldPath.Root.RECORD) {
            return renderer.scope().elements(path.path());
        }
        throw new NotPushable("a list that is no field");
    }

    static SqlTerm count(SqlCall call) {
        var argument = call.argument(0);
        if (argument instanceof Expression.Each each) {
            var rows = SqlChildren.of(call, each);
            return counted(
                    rows.select(Sql.field("count(*)")),
                    rows.anyFailure(),
                    rows.body().failureSize());
        }
        if (argument instanceof Expression.Path path
                && path.type() instanceof ValueType.Rows
                && path.path().isSingle()) {
            return counted(call.scope().rows(path.path().first()).select(Sql.field("count(*)")), null, 0);
        }
        if (argument.type() instanceof ValueType.ListOf) {
            return counted(
                    elements(call.renderer(), argument).select(Sql.field("count(*)"), DSL.noCondition()), null, 0);
        }
        throw new NotPushable("the length of a list");
    }

    static SqlTerm countValues(SqlCall call) {
        Field<?> total = null;
        var failures = new ArrayList<@Nullable Condition>();
        int size = 0;
        for (int i = 0; i < call.size(); i++) {
            Field<?> count;
            if (call.argument(i) instanceof Expression.Each each) {
                var rows = SqlChildren.of(call, each);
                count = rows.select(Sql.field("count({0})", rows.body().value()));
                failures.add(rows.anyFailure());
                size += rows.body().size() + rows.body().failureSize() + 10;
            } else {
                var scalar = call.scalar(i);
                count = Sql.field("({0} is not null)", scalar.value());
                failures.add(scalar.failure());
                size += scalar.size() + scalar.failureSize() + 1;
            }
            total = total == null ? count : Sql.field("({0} + {1})", total, count);
        }
        return counted(total == null ? Sql.ZERO : total, Sql.anyOf(failures), size);
    }

    private static Scalar counted(Field<?> count, @Nullable Condition failure, int size) {
        var bound = BigDecimal.TEN.pow(15);
        var number = Sql.decimal(count);
        if (failure == null) {
            return Scalar.sure(number, false, size + 10).within(bound);
        }
        return Scalar.nullIsError(Sql.field("(case when {0} then null else {1} end)", failure, number), size + 20)
                .within(bound);
    }

    static Truth hasNoRows(SqlCall call) {
        var count = SqlRenderer.scalar(count(call));
        var test = Sql.condition("({0} = 0)", count.value());
        return new Truth(
                Sql.condition("coalesce({0}, false)", test),
                test,
                count.failure(),
                count.size() + 1,
                count.failureSize());
    }
}
