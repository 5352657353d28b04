package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Amount;
import dev.trellis.core.expression.SqlTerm.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Amounts in other currencies: the rates are looked up beside each row, for those rows only that need one. */
final class SqlRates {

    /** Pieces of a rate that is looked up. */
    private static final int RATE = 16;

    private SqlRates() {}

    /** What a conversion is made of. */
    private record Parts(Scalar number, Field<String> from, Field<String> to, Scalar day, List<Scalar> given) {}

    static SqlTerm convert(SqlCall call) {
        boolean isMoney = Types.isMoney(call.type());
        int last = call.size() - 1;
        var company = call.scope().currency();
        var given = new ArrayList<Scalar>();
        Scalar number;
        Field<String> from;
        int fromSize;
        if (isMoney) {
            var amount = call.renderer().amount(call.argument(0));
            number = SqlArithmetic.exact(amount.number());
            from = amount.currency();
            fromSize = amount.currencySize();
        } else {
            number = SqlArithmetic.exact(call.scalar(0));
            var code = call.scalar(1);
            given.add(code);
            from = DSL.field("nullif({0}, '')", String.class, code.value());
            fromSize = code.size() + 1;
        }
        var day = SqlDates.day(call, last);
        var to = to(call, last - 1, company, given);
        given.addAll(List.of(number, day));
        var parts = new Parts(number, from, to.field(), day, given);
        int more = fromSize + to.size();
        var value = converted(call, parts, more);
        return isMoney ? new Amount(value, to.field(), to.size()) : value;
    }

    private record To(Field<String> field, int size) {}

    private static To to(SqlCall call, int index, String company, List<Scalar> given) {
        var argument = call.argument(index);
        if (argument.isFixed()) {
            var code = call.constant(index);
            return new To(Sql.text(code == null ? company : code.toString()), 1);
        }
        var code = call.scalar(index);
        given.add(code);
        return new To(
                DSL.field("coalesce(nullif({0}, ''), {1})", String.class, code.value(), Sql.text(company)),
                code.size() + 2);
    }

    private static Scalar converted(SqlCall call, Parts parts, int more) {
        var sold = rate(call, parts.from(), parts.day());
        var bought = rate(call, parts.to(), parts.day());
        var product = SqlArithmetic.times(parts.number(), sold);
        var raw = Sql.field("({0} / {1})", Sql.field("cast({0} as decimal(38, 20))", product.value()), bought.value());
        var beyond = FixedPoint.MAX.add(java.math.BigDecimal.ONE);
        var quotient = SqlArithmetic.fitted(
                new SqlArithmetic.Raw(raw, beyond, product.size() + bought.size() + 2, null),
                List.of(product, bought),
                true);
        var foreign = Sql.condition(
                "(coalesce({0} <> {1}, false) and {2} is not null and {3} is not null)",
                parts.from(), parts.to(), parts.number().value(), parts.day().value());
        // No rate, or a result beyond the number model.
        var failing = Sql.condition("({0} and {1} is null)", foreign, quotient.value());
        int failingSize = parts.number().size() + parts.day().size() + more + quotient.size() + 4;
        var failures = new ArrayList<@Nullable Condition>();
        int failureSize = failingSize;
        for (var scalar : parts.given()) {
            failures.add(scalar.failure());
            failureSize += scalar.failureSize();
        }
        var arguments = Sql.anyOf(failures);
        var failure = arguments == null ? failing : Sql.condition("({0} or {1})", arguments, failing);
        var plain = Sql.field(
                parts.day().canBlank()
                        ? "(case when {0} is null then null when {1} = {2} then {3} else {4} end)"
                        : "(case when {1} = {2} then {3} else {4} end)",
                parts.day().value(),
                parts.from(),
                parts.to(),
                parts.number().value(),
                quotient.value());
        var value = arguments == null ? plain : Sql.field("(case when {0} then null else {1} end)", arguments, plain);
        int size = parts.day().size() + more + parts.number().size() + quotient.size() + 4 + failureSize - failingSize;
        return Scalar.both(value, failure, size, failureSize);
    }

    private static Scalar rate(SqlCall call, Field<String> currency, Scalar day) {
        var scope = call.scope();
        var rate = Sql.field(
                "(case when {0} = {1} then 1 else {2} end)",
                currency, Sql.text(scope.currency()), scope.rate(currency, day.value()));
        return new Scalar(rate, true, null, FixedPoint.MAX, true, RATE + day.size(), 0);
    }
}
