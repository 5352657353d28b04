package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Amount;
import dev.trellis.core.expression.SqlTerm.Scalar;
import dev.trellis.core.expression.SqlTerm.Truth;
import java.util.List;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** Comparisons: two blanks are equal, nothing is smaller or larger than blank, amounts need one currency. */
final class SqlComparison {

    private SqlComparison() {}

    static Truth render(SqlRenderer renderer, Expression.Comparison comparison) {
        boolean areCodes = isCode(comparison.left()) && isCode(comparison.right());
        var left = areCodes ? renderer.code(comparison.left()) : renderer.render(comparison.left());
        var right = areCodes ? renderer.code(comparison.right()) : renderer.render(comparison.right());
        var valued = SqlWorth.compared(renderer, comparison, left, right);
        if (valued != null) {
            return valued;
        }
        var a = SqlRenderer.scalar(left);
        var b = SqlRenderer.scalar(right);
        var clash = left instanceof Amount first && right instanceof Amount second
                ? SqlMoney.clash(List.of(first, second))
                : null;
        return switch (comparison.operator()) {
            case EQUAL -> equal(a, b, clash);
            case UNEQUAL -> negated(equal(a, b, clash));
            default -> ordered(comparison, a, b, clash);
        };
    }

    private static boolean isCode(Expression side) {
        return side.isConstant()
                || (side instanceof Expression.Path && side.type() instanceof dev.trellis.core.field.ValueType.Option);
    }

    static Truth equal(Scalar a, Scalar b, SqlMoney.@Nullable Clash clash) {
        var same = Sql.condition("({0} <=> {1})", a.value(), b.value());
        var test = clash == null ? same : Sql.and(same, Sql.not(clash.condition()));
        var failure = Sql.anyOf(a.failure(), b.failure());
        int size = a.size() + b.size() + 1 + (clash == null ? 0 : clash.size());
        boolean isNullHarmless = neverNull(a) || neverNull(b);
        var holds = failure == null || isNullHarmless ? test : Sql.and(test, Sql.not(failure));
        return new Truth(test, holds, failure, size, a.failureSize() + b.failureSize());
    }

    private static boolean neverNull(Scalar scalar) {
        return !scalar.canBlank() && !scalar.canFail();
    }

    static Truth negated(Truth truth) {
        var test = Sql.not(truth.test());
        var failure = truth.failure();
        return new Truth(
                test,
                failure == null ? test : Sql.and(test, Sql.not(failure)),
                failure,
                truth.size() + 1,
                truth.failureSize());
    }

    private static Truth ordered(Expression.Comparison comparison, Scalar a, Scalar b, SqlMoney.@Nullable Clash clash) {
        var plain = Sql.condition("({0} " + comparison.operator().symbol() + " {1})", a.value(), b.value());
        var test = Sql.condition("coalesce({0}, false)", plain);
        Condition clashing = clash == null ? null : clash.condition();
        var holds = clashing == null ? plain : Sql.and(plain, Sql.not(clashing));
        int size = a.size() + b.size() + 2;
        int clashSize = clash == null ? 0 : clash.size();
        return new Truth(
                test,
                holds,
                Sql.anyOf(Sql.anyOf(a.failure(), b.failure()), clashing),
                size + clashSize,
                a.failureSize() + b.failureSize() + clashSize);
    }
}
