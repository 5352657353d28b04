package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Amount;
import dev.trellis.core.expression.SqlTerm.Scalar;
import dev.trellis.core.expression.SqlTerm.Truth;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Compares amounts that are kept by what they are worth in the workspace's currency. The worth stands alone beside what
 * it is compared with, so that an index serves; where it is not kept yet or unknown, the number decides as far as it can.
 */
final class SqlWorth {

    private SqlWorth() {}

    /** Returns null for what is compared as it is. */
    static @Nullable Truth compared(
            SqlRenderer renderer, Expression.Comparison comparison, SqlTerm left, SqlTerm right) {
        var home = Sql.text(renderer.scope().currency());
        if (left instanceof Amount amount && isKept(comparison.left(), amount) && isNumber(comparison.right())) {
            return withNumber(comparison, new Side(amount, SqlRenderer.scalar(right), true, home));
        }
        if (right instanceof Amount amount && isKept(comparison.right(), amount) && isNumber(comparison.left())) {
            return withNumber(comparison, new Side(amount, SqlRenderer.scalar(left), false, home));
        }
        if (isEquality(comparison)
                || !(left instanceof Amount first && isKept(comparison.left(), first))
                || !(right instanceof Amount second && isKept(comparison.right(), second))) {
            return null;
        }
        if (isHome(second)) {
            return withHome(comparison, new Side(first, second.number(), true, home));
        }
        return isHome(first)
                ? withHome(comparison, new Side(second, first.number(), false, home))
                : ordered(comparison, first, second, home);
    }

    private static boolean isKept(Expression part, Amount amount) {
        return part.isKept() && amount.worth() != null;
    }

    private static boolean isNumber(Expression part) {
        return Types.isNumber(part.type());
    }

    private static boolean isEquality(Expression.Comparison comparison) {
        return comparison.operator() == Syntax.Operator.EQUAL || comparison.operator() == Syntax.Operator.UNEQUAL;
    }

    /** Tells whether it is a constant in the workspace's currency. */
    private static boolean isHome(Amount amount) {
        return amount.number().equals(amount.worth());
    }

    /** An amount and what it is compared with. */
    private record Side(Amount amount, Scalar number, boolean isLeft, Field<String> home) {

        Field<?> worth() {
            return amount.worth() == null ? Sql.NULL : amount.worth().value();
        }

        Condition by(Field<?> value, String symbol) {
            return isLeft
                    ? Sql.condition("({0} " + symbol + " {1})", value, number.value())
                    : Sql.condition("({0} " + symbol + " {1})", number.value(), value);
        }

        /** Decides by the number where no worth is kept, under a further condition or in the workspace's currency. */
        Condition byNumber(String symbol, String further) {
            return Sql.condition(
                    "({0} is null and ({1} = {2}" + further + ") and {5})",
                    worth(),
                    amount.currency(),
                    home,
                    amount.number().value(),
                    number.value(),
                    by(amount.number().value(), symbol));
        }

        int size() {
            return 3 * number.size()
                    + 2 * amount.currencySize()
                    + 3 * amount.number().size()
                    + 8;
        }
    }

    private static Truth withNumber(Expression.Comparison comparison, Side side) {
        var failure = side.number().failure();
        int failureSize = side.number().failureSize();
        if (!isEquality(comparison)) {
            var symbol = comparison.operator().symbol();
            var byWorth = side.by(side.worth(), symbol);
            var byNumber = side.byNumber(symbol, " or sign({3}) <> sign({4})");
            return new Truth(
                    Sql.condition("(coalesce({0}, false) or coalesce({1}, false))", byWorth, byNumber),
                    Sql.condition("({0} or {1})", byWorth, byNumber),
                    failure,
                    side.size() + 2,
                    failureSize);
        }
        var test = Sql.condition(
                "(coalesce({0}, false) or coalesce({1}, false) or ({2} is null and {3} is null))",
                side.by(side.worth(), "="),
                side.byNumber("=", ""),
                side.amount().number().value(),
                side.number().value());
        var holds = failure == null ? test : Sql.and(test, Sql.not(failure));
        var equal = new Truth(test, holds, failure, side.size() + 5, failureSize);
        return comparison.operator() == Syntax.Operator.EQUAL ? equal : SqlComparison.negated(equal);
    }

    private static Truth withHome(Expression.Comparison comparison, Side side) {
        var symbol = comparison.operator().symbol();
        var byWorth = side.by(side.worth(), symbol);
        var byNumber = side.byNumber(symbol, " or {3} = 0 or {4} = 0");
        var failure = Sql.condition(
                "coalesce({0} is null and {1} <> {2} and {3} <> 0 and {4} <> 0, false)",
                side.worth(),
                side.amount().currency(),
                side.home(),
                side.amount().number().value(),
                side.number().value());
        return new Truth(
                Sql.condition("(coalesce({0}, false) or coalesce({1}, false))", byWorth, byNumber),
                Sql.condition("({0} or {1})", byWorth, byNumber),
                failure,
                side.size() + 2,
                side.size());
    }

    private static Truth ordered(Expression.Comparison comparison, Amount first, Amount second, Field<String> home) {
        var clash = SqlMoney.clash(List.of(first, second));
        if (clash == null) {
            throw new IllegalStateException("Two amounts may always clash");
        }
        var a = worth(first, home);
        var b = worth(second, home);
        var left = Sql.field(
                "(case when {0} then {1} else {2} end)",
                clash.condition(), a, first.number().value());
        var right = Sql.field(
                "(case when {0} then {1} else {2} end)",
                clash.condition(), b, second.number().value());
        var plain = Sql.condition("({0} " + comparison.operator().symbol() + " {1})", left, right);
        var failure = Sql.condition("({0} and ({1} is null or {2} is null))", clash.condition(), a, b);
        int size = 3 * clash.size() + 4 * (first.pieces() + second.pieces());
        return new Truth(
                Sql.condition("coalesce({0}, false)", plain), Sql.and(plain, Sql.not(failure)), failure, size, size);
    }

    private static Field<?> worth(Amount amount, Field<String> home) {
        var worth = amount.worth();
        return Sql.field(
                "coalesce({0}, case when {1} = {2} then {3} end)",
                worth == null ? Sql.NULL : worth.value(),
                amount.currency(),
                home,
                amount.number().value());
    }
}
