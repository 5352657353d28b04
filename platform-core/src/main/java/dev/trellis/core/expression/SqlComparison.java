package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Amount;
import dev.trellis.core.expression.SqlTerm.Scalar;
import dev.trellis.core.expression.SqlTerm.Truth;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Comparisons: two blanks are equal, nothing is smaller or larger than blank, amounts need one currency. */
final class SqlComparison {

    private SqlComparison() {}

    static Truth render(SqlRenderer renderer, Expression.Comparison comparison) {
        boolean areCodes = isCode(comparison.left()) && isCode(comparison.right());
        var left = areCodes ? renderer.code(comparison.left()) : renderer.render(comparison.left());
        var right = areCodes ? renderer.code(comparison.right()) : renderer.render(comparison.right());
        if (left instanceof Amount first && right instanceof Amount second) {
            var valued = valued(comparison, first, second);
            if (valued != null) {
                return valued;
            }
        }
        var a = side(comparison.left(), left, comparison.right());
        var b = side(comparison.right(), right, comparison.left());
        var clash = left instanceof Amount first && right instanceof Amount second
                ? SqlMoney.clash(List.of(first, second))
                : null;
        var unknown = Sql.anyOf(
                unknown(comparison.left(), left, comparison.right()),
                unknown(comparison.right(), right, comparison.left()));
        return switch (comparison.operator()) {
            case EQUAL -> known(equal(a, b, clash), unknown);
            case UNEQUAL -> negated(known(equal(a, b, clash), unknown));
            default -> ordered(comparison, a, b, clash);
        };
    }

    /** An amount that is kept stands beside a number with what it is worth in the workspace's currency. */
    private static Scalar side(Expression part, SqlTerm term, Expression other) {
        return isValued(part, term, other) && term instanceof Amount amount && amount.worth() != null
                ? amount.worth()
                : SqlRenderer.scalar(term);
    }

    private static boolean isValued(Expression part, SqlTerm term, Expression other) {
        return term instanceof Amount && part.isKept() && Types.isNumber(other.type());
    }

    /** Where an amount is there of which nobody knows what it is worth: it equals nothing, not even a blank. */
    private static @Nullable Condition unknown(Expression part, SqlTerm term, Expression other) {
        return isValued(part, term, other) && term instanceof Amount amount && amount.worth() != null
                ? unknown(amount, amount.worth())
                : null;
    }

    private static Condition unknown(Amount amount, Scalar worth) {
        return Sql.condition(
                "({0} is not null and {1} is null)", amount.number().value(), worth.value());
    }

    private static Truth known(Truth truth, @Nullable Condition unknown) {
        return unknown == null
                ? truth
                : new Truth(
                        Sql.and(truth.test(), Sql.not(unknown)),
                        Sql.and(truth.holds(), Sql.not(unknown)),
                        truth.failure(),
                        truth.size() + 6,
                        truth.failureSize());
    }

    /** Puts two kept amounts in order: of one currency as they are, of two by what they are worth; null for others. */
    private static @Nullable Truth valued(Expression.Comparison comparison, Amount first, Amount second) {
        var a = first.worth();
        var b = second.worth();
        boolean isEquality =
                comparison.operator() == Syntax.Operator.EQUAL || comparison.operator() == Syntax.Operator.UNEQUAL;
        boolean areKept = comparison.left().isKept() && comparison.right().isKept();
        if (a == null || b == null || isEquality || !areKept) {
            return null;
        }
        boolean isOfWorth = b.equals(second.number()) || a.equals(first.number());
        var left = isOfWorth ? a.value() : alike(first, second, first.number(), a);
        var right = isOfWorth ? b.value() : alike(first, second, second.number(), b);
        int size = first.pieces() + second.pieces() + (isOfWorth ? 2 : 2 * (first.pieces() + second.pieces()) + 6);
        var plain = Sql.condition("({0} " + comparison.operator().symbol() + " {1})", left, right);
        return Truth.sure(Sql.condition("coalesce({0}, false)", plain), plain, size + 1);
    }

    private static Field<?> alike(Amount first, Amount second, Scalar number, Scalar worth) {
        return Sql.field(
                "(case when {0} = {1} then {2} else {3} end)",
                first.currency(), second.currency(), number.value(), worth.value());
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
