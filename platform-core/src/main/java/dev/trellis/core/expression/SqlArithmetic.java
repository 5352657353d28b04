package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Amount;
import dev.trellis.core.expression.SqlTerm.Scalar;
import dev.trellis.core.field.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Calculations. Where blanks count as zero a result is never blank, so NULL alone says error and pieces need not be
 * written twice; an overflow is guarded before the cast, unless the operands are too small for one.
 */
final class SqlArithmetic {

    private final SqlRenderer renderer;
    private final BlankAs blankAs;

    SqlArithmetic(SqlRenderer renderer, BlankAs blankAs) {
        this.renderer = renderer;
        this.blankAs = blankAs;
    }

    SqlTerm sum(Expression.Sum sum) {
        if (Types.isMoney(sum.type())) {
            return moneySum(sum);
        }
        var operands = sum.terms().stream()
                .map(term -> operand(renderer.scalar(term.operand())))
                .toList();
        return added(operands, sum.terms());
    }

    private Scalar added(List<Scalar> operands, List<Expression.Term> terms) {
        var text = new StringBuilder("(");
        var bound = BigDecimal.ZERO;
        int size = 0;
        for (int i = 0; i < operands.size(); i++) {
            text.append(terms.get(i).isMinus() ? " - " : i == 0 ? "" : " + ").append("{%d}".formatted(i));
            bound = bound.add(operands.get(i).bound());
            size += operands.get(i).size() + 1;
        }
        var raw = Sql.field(
                text.append(')').toString(),
                operands.stream().map(Scalar::value).toArray(Field[]::new));
        return fitted(new Raw(raw, bound, size, null), operands, false);
    }

    /** Multiplies two parts, at most one of them an amount. */
    SqlTerm product(Expression left, Expression right, ValueType type) {
        if (!Types.isMoney(type)) {
            return times(operand(renderer.scalar(left)), operand(renderer.scalar(right)));
        }
        boolean isLeft = Types.isMoney(left.type());
        var amount = renderer.amount(isLeft ? left : right);
        var factor = operand(renderer.scalar(isLeft ? right : left));
        return withCurrency(times(operand(amount.number()), factor), amount);
    }

    static Scalar times(Scalar a, Scalar b) {
        var raw = Sql.field("({0} * {1})", lean(a), lean(b));
        var bound = a.bound().multiply(b.bound());
        return fitted(new Raw(raw, bound, a.size() + b.size() + 3, null), List.of(a, b), true);
    }

    /**
     * Returns a factor without leading zeros. The database multiplies in nine words of nine digits, of which two factors
     * with 20 decimals take six. A product in range has three words before the point, so it is exact, unless a factor
     * drags a word of zeros along, which sums and roundings put before 999999999: then the last decimals of both factors
     * are cut off. A cast keeps that word, a multiplication strips it. Columns and constants never have one.
     */
    private static Field<?> lean(Scalar factor) {
        return factor.size() == 1 ? factor.value() : Sql.field("({0} * 1)", factor.value());
    }

    SqlTerm quotient(Expression.Quotient quotient) {
        boolean leftMoney = Types.isMoney(quotient.left().type());
        boolean rightMoney = Types.isMoney(quotient.right().type());
        if (leftMoney && rightMoney) {
            throw new NotPushable("an amount divided by an amount");
        }
        var divisor = operand(renderer.scalar(quotient.right()));
        if (!leftMoney) {
            return divided(operand(renderer.scalar(quotient.left())), divisor, quotient.right());
        }
        var amount = renderer.amount(quotient.left());
        return withCurrency(divided(operand(amount.number()), divisor, quotient.right()), amount);
    }

    private Scalar divided(Scalar a, Scalar b, Expression divisor) {
        var constant = divisor.isConstant() ? renderer.constant(divisor) : null;
        boolean isSafe = constant instanceof BigDecimal number && number.signum() != 0;
        var raw = Sql.field(
                isSafe ? "({0} / {1})" : "({0} / nullif({1}, 0))",
                Sql.field("cast({0} as decimal(38, 20))", a.value()),
                b.value());
        var bound = isSafe && constant instanceof BigDecimal number
                ? a.bound().divide(number.abs(), 0, RoundingMode.UP)
                : FixedPoint.MAX.add(BigDecimal.ONE);
        var byZero = isSafe ? null : Sql.condition("coalesce({0} = 0, false)", b.value());
        return fitted(new Raw(raw, bound, a.size() + b.size() + 2, byZero), List.of(a, b), true);
    }

    SqlTerm power(Expression base, Expression exponent) {
        var n = exponent.isConstant() ? renderer.constant(exponent) : null;
        if (!(n instanceof BigDecimal number) || number.compareTo(BigDecimal.TWO) != 0) {
            throw new NotPushable("a power other than ^ 2");
        }
        var operand = operand(renderer.scalar(base));
        return times(operand, operand);
    }

    SqlTerm negation(Expression.Negation negation) {
        if (!Types.isMoney(negation.type())) {
            return negated(operand(renderer.scalar(negation.operand())));
        }
        var amount = renderer.amount(negation.operand());
        return withCurrency(negated(operand(amount.number())), amount);
    }

    private static Scalar negated(Scalar operand) {
        var raw = new Raw(Sql.field("(0 - {0})", operand.value()), operand.bound(), operand.size() + 1, null);
        return fitted(raw, List.of(operand), false);
    }

    private SqlTerm moneySum(Expression.Sum sum) {
        var amounts = sum.terms().stream()
                .map(term -> renderer.amount(term.operand()))
                .toList();
        var operands = amounts.stream().map(amount -> operand(amount.number())).toList();
        var total = added(operands, sum.terms());
        var currency = SqlMoney.currency(amounts, renderer.scope());
        var clash = SqlMoney.clash(amounts);
        if (clash == null) {
            return new Amount(total, currency.field(), currency.size());
        }
        return new Amount(guarded(total, clash.condition(), clash.size()), currency.field(), currency.size());
    }

    /** Gives a result the currency of an amount; where that is blank, the one of the scope. */
    private Amount withCurrency(Scalar number, Amount from) {
        var currency = SqlMoney.currency(List.of(from), renderer.scope());
        return new Amount(number, currency.field(), currency.size());
    }

    /** Makes a value an error where a further condition holds. */
    static Scalar guarded(Scalar value, Condition failing, int failingSize) {
        var guarded = Sql.field("(case when {0} then null else {1} end)", failing, value.value());
        int size = value.size() + failingSize;
        if (!value.canBlank()) {
            return Scalar.nullIsError(guarded, size).within(value.bound());
        }
        var failure = Sql.anyOf(value.failure(), failing);
        return Scalar.both(guarded, failure == null ? failing : failure, size, value.failureSize() + failingSize)
                .within(value.bound());
    }

    /** Reads a number as an operand: blanks count as zero, unless they are to spread. */
    Scalar operand(Scalar given) {
        return blankAs == BlankAs.ZERO ? zeroed(given) : exact(given);
    }

    /** Blank is zero, NULL only an error. */
    static Scalar zeroed(Scalar given) {
        var exact = exact(given);
        if (!exact.canBlank()) {
            return exact;
        }
        var failure = exact.failure();
        if (failure == null) {
            return Scalar.sure(Sql.field("coalesce({0}, 0)", exact.value()), false, exact.size() + 1)
                    .within(exact.bound());
        }
        return Scalar.nullIsError(
                        Sql.field("(case when {0} then null else coalesce({1}, 0) end)", failure, exact.value()),
                        exact.size() + exact.failureSize() + 1)
                .within(exact.bound());
    }

    static Scalar exact(Scalar given) {
        if (given.isDecimal()) {
            return given;
        }
        return new Scalar(
                Sql.decimal(given.value()),
                given.canBlank(),
                given.failure(),
                given.bound(),
                true,
                given.size() + 1,
                given.failureSize());
    }

    /**
     * A result before it is brought into the number model.
     *
     * @param failing where the operation itself has no result though its operands have values; never NULL
     */
    record Raw(
            Field<?> value,
            BigDecimal bound,
            int size,
            @Nullable Condition failing) {}

    /** Guards against overflow where one is possible, and rounds. */
    static Scalar fitted(Raw raw, List<Scalar> operands, boolean rounds) {
        boolean canOverflow = raw.bound().compareTo(FixedPoint.MAX) > 0;
        var rounded = rounds ? Sql.decimal(raw.value()) : raw.value();
        var value =
                canOverflow ? Sql.field("(case when {0} then {1} end)", Sql.inRange(raw.value()), rounded) : rounded;
        int size = canOverflow ? raw.size() * 2 + 1 : raw.size() + 1;
        // A rounded result may lie just above what its operands allow: a hundredth of the largest number is 10^16.
        var bound = raw.bound().setScale(FixedPoint.SCALE, RoundingMode.UP).min(FixedPoint.MAX);
        boolean canBlank = operands.stream().anyMatch(Scalar::canBlank);
        boolean canFail =
                canOverflow || raw.failing() != null || operands.stream().anyMatch(Scalar::canFail);
        if (!canFail) {
            return Scalar.sure(value, canBlank, size).within(bound);
        }
        if (!canBlank) {
            return Scalar.nullIsError(value, size).within(bound);
        }
        var failures = new ArrayList<@Nullable Condition>();
        int failureSize = 1;
        for (var operand : operands) {
            failures.add(operand.failure());
            failureSize += operand.failureSize();
        }
        failures.add(blankless(raw.failing(), operands));
        if (canOverflow) {
            failures.add(Sql.condition("coalesce(not {0}, false)", Sql.inRange(raw.value())));
        }
        var failure = Sql.anyOf(failures);
        int ownSize = (raw.failing() == null ? 0 : raw.size()) + (canOverflow ? raw.size() : 0);
        return Scalar.both(value, failure == null ? Sql.condition("false") : failure, size, failureSize + ownSize)
                .within(bound);
    }

    /** An operation with a blank operand is blank, whatever the others are. */
    private static @Nullable Condition blankless(@Nullable Condition failing, List<Scalar> operands) {
        if (failing == null) {
            return null;
        }
        var all = failing;
        for (var operand : operands) {
            if (operand.canBlank()) {
                all = Sql.condition("({0} and {1} is not null)", all, operand.value());
            }
        }
        return all;
    }
}
