package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Amount;
import dev.trellis.core.expression.SqlTerm.Scalar;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Child rows inside a statement and what is asked of each.
 *
 * @param anchor a column of the row: every aggregate mentions one, or the database would aggregate the outer statement
 */
record SqlChildren(
        SqlScope.SqlRows rows, Scalar body, @Nullable Amount amount, Field<?> anchor) {

    static SqlChildren of(SqlCall call, Expression.Each each) {
        var rows = call.scope().rows(each.rows());
        var renderer = call.renderer().inRows(rows.row());
        var path = firstPath(each.body()).orElseThrow(() -> new NotPushable("no column of the rows"));
        var anchor = rows.row().column(path);
        if (Types.isMoney(each.body().type())) {
            var amount = renderer.amount(each.body());
            return new SqlChildren(rows, amount.number(), amount, anchor);
        }
        return new SqlChildren(rows, renderer.scalar(each.body()), null, anchor);
    }

    private static Optional<FieldPath> firstPath(Expression part) {
        if (part instanceof Expression.Path path && path.ofRow()) {
            return Optional.of(path.path());
        }
        return part.parts().stream().flatMap(inner -> firstPath(inner).stream()).findFirst();
    }

    <T> Field<T> select(Field<T> aggregate) {
        return rows.select(aggregate);
    }

    /** Counts the rows that fail; null where none can. */
    @Nullable
    Field<?> failures() {
        var failure = body.failure();
        return failure == null
                ? null
                : Sql.field("sum(case when {0} then 1 when {1} is null then 0 else 0 end)", failure, anchor);
    }

    /** Tells whether any row fails; null where none can. */
    @Nullable
    Condition anyFailure() {
        var failures = failures();
        return failures == null ? null : Sql.condition("({0} > 0)", select(Sql.field("coalesce({0}, 0)", failures)));
    }
}
