package dev.trellis.core.expression;

import static dev.trellis.core.expression.ExpressionFunction.Body.strict;

import dev.trellis.core.expression.SqlTerm.Scalar;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Amounts in other currencies, at the rate of a day. */
final class MoneyFunctions {

    /** Stands where no date is given: the record's date, else the day of its creation, today before it is stored. */
    private static final ExpressionFunction RECORD_DATE = ExpressionFunction.of(
                    "RECORDDATE(date, created_at)",
                    Label.of("the record's date", "记录的日期"),
                    Typing.of(ValueType.DATE, Accepts.DAY),
                    strict((values, arguments) -> {
                        var zone = arguments.context().zone();
                        return values.flat().stream()
                                .map(given -> given instanceof Instant at
                                        ? at.atZone(zone).toLocalDate()
                                        : (LocalDate) given)
                                .findFirst()
                                .orElseGet(() ->
                                        arguments.context().now().atZone(zone).toLocalDate());
                    }))
            .sql(MoneyFunctions::recordDate);

    static final List<ExpressionFunction> ALL = List.of(ExpressionFunction.of(
                    "CONVERT(amount, to = BLANK, date = BLANK)",
                    Label.of(
                            "the amount in another currency (without one: the company's) at the rate of a date (without"
                                    + " one: the record's); of a number CONVERT(number, from, to, date)",
                            "按某日汇率折算成另一币种的金额（不写币种时为本位币，不写日期时为记录创建日）；" + "数字写作 CONVERT(数字, 原币种, 目标币种, 日期)"),
                    MoneyFunctions::type,
                    strict(MoneyFunctions::convert))
            .sql(SqlRates::convert)
            // Reads rates: never the same for every record and every moment.
            .trait(ExpressionFunction.Trait.READS_RECORD));

    private MoneyFunctions() {}

    /** Fills up what is left out, so that all calls have the same places: amount, from of a number, to, date. */
    private static Optional<ValueType> type(CallSite site) {
        boolean isNumber = site.size() > 0 && Types.isNumber(site.type(0));
        int codes = isNumber ? 2 : 1;
        if (!site.counts(codes == 2 ? 2 : 1, codes + 2) || !site.accepts(0, Accepts.AMOUNT)) {
            return Optional.empty();
        }
        boolean fine = true;
        for (int i = 1; i < site.size(); i++) {
            fine &= site.accepts(i, i <= codes ? Accepts.TEXT : Accepts.DAY);
        }
        if (!fine) {
            return Optional.empty();
        }
        var span = site.argument(0).span();
        if (site.size() == codes) {
            site.append(new Expression.Literal(null, ValueType.BLANK, span));
        }
        if (site.size() == codes + 1) {
            var created = new Expression.Path(
                    new FieldPath(FieldPath.Root.RECORD, List.of(SystemFields.CREATED_AT)),
                    false,
                    0,
                    ValueType.DATE_TIME,
                    span);
            var days = new ArrayList<Expression>();
            site.recordDate(span).ifPresent(days::add);
            days.add(created);
            site.append(new Expression.Call(RECORD_DATE, days, ValueType.DATE, span));
        }
        return Optional.of(isNumber ? ValueType.NUMBER : ValueType.MONEY);
    }

    private static @Nullable Object convert(Given values, Arguments arguments) {
        int last = values.size() - 1;
        var context = arguments.context();
        var date = values.get(last);
        var day = date instanceof Instant moment ? moment.atZone(context.zone()).toLocalDate() : date;
        var given = values.first();
        boolean isMoney = Types.isMoney(arguments.call().type());
        var from = given instanceof Money money ? money.currency() : isMoney ? "" : values.text(1);
        if (given == null || from.isEmpty() || !(day instanceof LocalDate on)) {
            return null;
        }
        var to = values.text(last - 1).isEmpty() ? context.currency() : values.text(last - 1);
        var amount = Arithmetic.amount(given);
        var converted = from.equals(to) ? amount : converted(amount, from, to, on, arguments);
        return isMoney && converted instanceof BigDecimal number ? new Money(number, to) : converted;
    }

    private static Object converted(BigDecimal amount, String from, String to, LocalDate day, Arguments arguments) {
        var sold = rate(from, day, arguments);
        var bought = rate(to, day, arguments);
        if (sold.isEmpty() || bought.isEmpty()) {
            return arguments.fail(ErrorCode.REF);
        }
        var product = FixedPoint.fit(amount.multiply(sold.get()));
        var quotient = product == null ? null : FixedPoint.divide(product, bought.get());
        return quotient == null ? arguments.fail(ErrorCode.DOMAIN) : quotient;
    }

    private static Optional<BigDecimal> rate(String currency, LocalDate day, Arguments arguments) {
        var context = arguments.context();
        return currency.equals(context.currency())
                ? Optional.of(BigDecimal.ONE)
                : context.rates().rate(currency, day);
    }

    private static SqlTerm recordDate(SqlCall call) {
        var scope = call.scope();
        var today = scope.now().atZone(scope.zone()).toLocalDate();
        Field<?> day = Sql.bound(today);
        int size = 2;
        for (int i = call.size() - 1; i >= 0; i--) {
            Scalar given = SqlDates.day(call, i);
            day = Sql.field("coalesce({0}, {1})", given.value(), day);
            size += given.size();
        }
        return Scalar.sure(day, false, size);
    }
}
