package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Amount;
import dev.trellis.core.expression.SqlTerm.Scalar;
import dev.trellis.core.expression.SqlTerm.Truth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Choices between values, as lazy as the evaluator's: an error counts only where it is reached. */
final class SqlLogic {

    private SqlLogic() {}

    /** One way a choice can go. */
    private record Branch(Truth condition, SqlTerm value) {}

    /** IF and IFS. */
    static SqlTerm chooseFirst(SqlCall call) {
        var branches = new ArrayList<Branch>();
        for (int i = 0; i + 1 < call.size(); i += 2) {
            branches.add(new Branch(call.truth(i), value(call, i + 1)));
        }
        return choose(branches, call.size() % 2 == 1 ? value(call, call.size() - 1) : blank(call), call);
    }

    static SqlTerm choose(SqlCall call) {
        var subject = call.term(0);
        var branches = new ArrayList<Branch>();
        for (int i = 1; i + 1 < call.size(); i += 2) {
            var key = call.term(i);
            if (subject instanceof Amount && key instanceof Amount) {
                throw new NotPushable("SWITCH over amounts");
            }
            var isEqual = SqlComparison.equal(SqlRenderer.scalar(subject), SqlRenderer.scalar(key), null);
            branches.add(new Branch(isEqual, value(call, i + 1)));
        }
        return choose(branches, call.size() % 2 == 0 ? value(call, call.size() - 1) : blank(call), call);
    }

    private static SqlTerm value(SqlCall call, int index) {
        return Types.isMoney(call.type()) ? call.renderer().amount(call.argument(index)) : call.scalar(index);
    }

    private static SqlTerm blank(SqlCall call) {
        var blank = Scalar.sure(Sql.NULL, true, 1).within(BigDecimal.ZERO);
        return Types.isMoney(call.type())
                ? new Amount(blank, Sql.text(call.scope().currency()), 1)
                : blank;
    }

    private static SqlTerm choose(List<Branch> branches, SqlTerm otherwise, SqlCall call) {
        var number = chooseScalar(branches, otherwise);
        if (!Types.isMoney(call.type())) {
            return number;
        }
        int size = currencySize(otherwise);
        for (var branch : branches) {
            size += branch.condition().size() + currencySize(branch.value());
        }
        var text = cases(branches, SqlLogic::currency, false, currency(otherwise));
        return new Amount(number, text.coerce(String.class), size);
    }

    private static int currencySize(SqlTerm term) {
        return term instanceof Amount amount ? amount.currencySize() : 1;
    }

    private static Field<?> currency(SqlTerm term) {
        return term instanceof Amount amount ? amount.currency() : Sql.NULL;
    }

    private static Scalar chooseScalar(List<Branch> branches, SqlTerm otherwise) {
        var last = SqlRenderer.scalar(otherwise);
        boolean canBlank = last.canBlank();
        boolean canFail = last.canFail();
        boolean isDecimal = last.isDecimal();
        var bound = last.bound();
        int size = last.size() + 1;
        int failureSize = last.failureSize() + 1;
        for (var branch : branches) {
            var scalar = SqlRenderer.scalar(branch.value());
            canBlank |= scalar.canBlank();
            canFail |= scalar.canFail() || branch.condition().failure() != null;
            isDecimal &= scalar.isDecimal();
            bound = bound.max(scalar.bound());
            size += scalar.size()
                    + branch.condition().size()
                    + branch.condition().failureSize();
            failureSize += scalar.failureSize()
                    + branch.condition().size()
                    + branch.condition().failureSize();
        }
        var value = cases(branches, term -> SqlRenderer.scalar(term).value(), true, last.value());
        Scalar chosen;
        if (!canFail) {
            chosen = Scalar.sure(value, canBlank, size);
        } else if (!canBlank) {
            chosen = Scalar.nullIsError(value, size);
        } else {
            var failure = cases(branches, SqlLogic::failed, false, failed(otherwise));
            chosen = Scalar.both(value, Sql.condition("({0} = 1)", failure), size, failureSize);
        }
        return chosen.within(bound).decimal(isDecimal);
    }

    private static Field<?> failed(SqlTerm term) {
        var failure = SqlRenderer.scalar(term).failure();
        return failure == null ? Sql.ZERO : Sql.field("(case when {0} then 1 else 0 end)", failure);
    }

    /** Writes {@code case when …}; where a condition is an error the result is NULL or, of failures, 1. */
    private static Field<?> cases(
            List<Branch> branches, Function<SqlTerm, Field<?>> part, boolean isValue, Field<?> otherwise) {
        var text = new StringBuilder("(case");
        var parts = new ArrayList<QueryPart>();
        for (var branch : branches) {
            var failure = branch.condition().failure();
            if (failure != null) {
                text.append(" when {%d} then %s".formatted(parts.size(), isValue ? "null" : "1"));
                parts.add(failure);
            }
            text.append(" when {%d} then {%d}".formatted(parts.size(), parts.size() + 1));
            parts.add(branch.condition().test());
            parts.add(part.apply(branch.value()));
        }
        text.append(" else {%d} end)".formatted(parts.size()));
        parts.add(otherwise);
        return Sql.field(text.toString(), parts.toArray(QueryPart[]::new));
    }

    static SqlTerm and(SqlCall call) {
        return joined(call, true);
    }

    static SqlTerm or(SqlCall call) {
        return joined(call, false);
    }

    private static SqlTerm joined(SqlCall call, boolean isAnd) {
        if (call.size() == 0) {
            return Truth.of(isAnd);
        }
        var joined = call.truth(call.size() - 1);
        for (int i = call.size() - 2; i >= 0; i--) {
            joined = isAnd ? and(call.truth(i), joined) : or(call.truth(i), joined);
        }
        return joined;
    }

    private static Truth and(Truth first, Truth rest) {
        Condition later = rest.failure() == null ? null : Sql.and(first.test(), rest.failure());
        return new Truth(
                Sql.and(first.test(), rest.test()),
                Sql.and(first.holds(), rest.holds()),
                Sql.anyOf(first.failure(), later),
                first.size() + rest.size() + 1,
                first.failureSize() + (later == null ? 0 : first.size() + rest.failureSize()));
    }

    private static Truth or(Truth first, Truth rest) {
        Condition later = rest.failure() == null ? null : Sql.and(Sql.not(first.test()), rest.failure());
        var failure = first.failure();
        var otherwise = failure == null ? rest.holds() : Sql.and(Sql.not(failure), rest.holds());
        return new Truth(
                Sql.condition("({0} or {1})", first.test(), rest.test()),
                Sql.condition("({0} or {1})", first.holds(), otherwise),
                Sql.anyOf(failure, later),
                first.size() + first.failureSize() + rest.size() + 1,
                first.failureSize() + (later == null ? 0 : first.size() + rest.failureSize()));
    }

    static SqlTerm not(SqlCall call) {
        return SqlComparison.negated(call.truth(0));
    }

    static SqlTerm isBlank(SqlCall call) {
        var argument = call.argument(0);
        if (SqlCounts.isRows(argument)) {
            return SqlCounts.hasNoRows(call);
        }
        if (!Types.isOneValue(argument.type())) {
            return hasNoParts(call, argument);
        }
        var scalar = SqlRenderer.scalar(call.renderer().code(argument));
        if (!scalar.canBlank()) {
            return new Truth(DSL.falseCondition(), DSL.falseCondition(), scalar.failure(), 1, scalar.failureSize());
        }
        var test = Sql.condition("({0} is null)", scalar.value());
        var failure = scalar.failure();
        var holds = failure == null ? test : Sql.and(test, Sql.not(failure));
        return new Truth(test, holds, failure, scalar.size() + 1, scalar.failureSize());
    }

    /** A value of several parts is blank where each of them is. */
    private static Truth hasNoParts(SqlCall call, Expression argument) {
        if (!(argument instanceof Expression.Path path)
                || path.ofRow()
                || path.path().root() != FieldPath.Root.RECORD) {
            throw new NotPushable("parts of no field");
        }
        if (!(path.type() instanceof dev.trellis.core.field.ValueType.Composite(var parts))) {
            var test = Sql.condition("({0} is null)", call.scope().column(path.path()));
            return Truth.sure(test, test, 2);
        }
        org.jooq.Condition all = null;
        for (var name : parts.keySet()) {
            var test = Sql.condition(
                    "({0} is null)", call.scope().column(path.path().then(name)));
            all = all == null ? test : Sql.and(all, test);
        }
        if (all == null) {
            throw new NotPushable("a value without parts");
        }
        return Truth.sure(all, all, parts.size() + 1);
    }

    static SqlTerm coalesce(SqlCall call) {
        if (Types.isMoney(call.type())) {
            throw new NotPushable("COALESCE of amounts");
        }
        var joined = call.scalar(call.size() - 1);
        for (int i = call.size() - 2; i >= 0; i--) {
            joined = coalesce(call.scalar(i), joined);
        }
        return joined;
    }

    private static Scalar coalesce(Scalar first, Scalar rest) {
        var bound = first.bound().max(rest.bound());
        boolean isDecimal = first.isDecimal() && rest.isDecimal();
        var failure = first.failure();
        var plain = Sql.field("coalesce({0}, {1})", first.value(), rest.value());
        if (failure == null && rest.failure() == null) {
            return Scalar.sure(plain, first.canBlank() && rest.canBlank(), first.size() + rest.size())
                    .within(bound)
                    .decimal(isDecimal);
        }
        var value = failure == null ? plain : Sql.field("(case when {0} then null else {1} end)", failure, plain);
        int size = first.size() + rest.size() + first.failureSize() + 1;
        if (!first.canBlank() || !rest.canBlank()) {
            return Scalar.nullIsError(value, size).within(bound).decimal(isDecimal);
        }
        Condition later =
                rest.failure() == null ? null : Sql.condition("({0} is null and {1})", first.value(), rest.failure());
        var either = Sql.anyOf(failure, later);
        return Scalar.both(
                        value,
                        either == null ? DSL.falseCondition() : either,
                        size,
                        first.failureSize() + first.size() + rest.failureSize())
                .within(bound)
                .decimal(isDecimal);
    }

    static SqlTerm ifError(SqlCall call) {
        if (Types.isMoney(call.type())) {
            return ifError(
                    call.renderer().amount(call.argument(0)), call.renderer().amount(call.argument(1)));
        }
        return ifError(call.scalar(0), call.scalar(1));
    }

    private static Amount ifError(Amount first, Amount other) {
        var failure = failureOf(first.number());
        var currency = Sql.field("(case when {0} then {1} else {2} end)", failure, other.currency(), first.currency());
        return new Amount(
                ifError(first.number(), other.number()),
                currency.coerce(String.class),
                first.number().failureSize() + first.currencySize() + other.currencySize());
    }

    private static Scalar ifError(Scalar first, Scalar other) {
        var failure = failureOf(first);
        var value = Sql.field("(case when {0} then {1} else {2} end)", failure, other.value(), first.value());
        int size = first.failureSize() + first.size() + other.size() + 1;
        var bound = first.bound().max(other.bound());
        boolean canBlank = first.canBlank() || other.canBlank();
        boolean isDecimal = first.isDecimal() && other.isDecimal();
        var second = other.failure();
        if (second == null) {
            return Scalar.sure(value, canBlank, size).within(bound).decimal(isDecimal);
        }
        return (canBlank
                        ? Scalar.both(value, Sql.and(failure, second), size, first.failureSize() + other.failureSize())
                        : Scalar.nullIsError(value, size))
                .within(bound)
                .decimal(isDecimal);
    }

    private static Condition failureOf(Scalar scalar) {
        @Nullable Condition failure = scalar.failure();
        return failure == null ? DSL.falseCondition() : failure;
    }
}
