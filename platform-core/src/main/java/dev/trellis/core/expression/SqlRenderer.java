package dev.trellis.core.expression;

import dev.trellis.core.expression.SqlTerm.Amount;
import dev.trellis.core.expression.SqlTerm.Scalar;
import dev.trellis.core.expression.SqlTerm.Truth;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.ValueType;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Walks the typed tree; what is the same for every record is computed here and bound. */
final class SqlRenderer {

    private static final ExpressionRow NO_ROW = new ExpressionRow() {
        @Override
        public @Nullable Object value(String field) {
            return null;
        }

        @Override
        public Optional<ExpressionRow> related(String lookupField) {
            return Optional.empty();
        }

        @Override
        public java.util.List<ExpressionRow> rows(String childrenField) {
            return java.util.List.of();
        }
    };

    private final SqlScope scope;
    private final @Nullable SqlScope rowScope;
    private final BlankAs blankAs;
    private final SqlArithmetic arithmetic;

    SqlRenderer(SqlScope scope, @Nullable SqlScope rowScope, BlankAs blankAs) {
        this.scope = scope;
        this.rowScope = rowScope;
        this.blankAs = blankAs;
        this.arithmetic = new SqlArithmetic(this, blankAs);
    }

    SqlScope scope() {
        return scope;
    }

    /** Returns a renderer for what stands inside an aggregate over child rows. */
    SqlRenderer inRows(SqlScope row) {
        return new SqlRenderer(scope, row, blankAs);
    }

    SqlTerm render(Expression part) {
        if (part.isConstant()) {
            return scope instanceof Shape && !part.isFixed()
                    ? unknown(part.type())
                    : constantTerm(constant(part), part.type());
        }
        return switch (part) {
            case Expression.Path path -> path(path);
            case Expression.Sum sum -> arithmetic.sum(sum);
            case Expression.Product product -> arithmetic.product(product.left(), product.right(), product.type());
            case Expression.Quotient quotient -> arithmetic.quotient(quotient);
            case Expression.Power power -> arithmetic.power(power.base(), power.exponent());
            case Expression.Negation negation -> arithmetic.negation(negation);
            case Expression.Comparison comparison -> SqlComparison.render(this, comparison);
            case Expression.Call call -> call(call);
            case Expression.Each _ -> throw new NotPushable("a list");
            case Expression.Literal _, Expression.Parameter _ -> throw new NotPushable("not constant");
        };
    }

    /** Renders a choice as its column of codes, which an index finds; anything else as always. */
    SqlTerm code(Expression part) {
        return part instanceof Expression.Path path && path.type() instanceof ValueType.Option
                ? column(path)
                : render(part);
    }

    /** Renders to one value; of an amount its number. */
    Scalar scalar(Expression part) {
        return scalar(render(part));
    }

    static Scalar scalar(SqlTerm term) {
        return switch (term) {
            case Scalar scalar -> scalar;
            case Amount amount -> amount.number();
            case Truth truth -> {
                var failure = truth.failure();
                yield failure == null
                        ? Scalar.sure(Sql.field("(case when {0} then 1 else 0 end)", truth.test()), false, truth.size())
                        : Scalar.nullIsError(
                                Sql.field(
                                        "(case when {0} then null when {1} then 1 else 0 end)", failure, truth.test()),
                                truth.size() + truth.failureSize());
            }
        };
    }

    Truth truth(Expression part) {
        return truth(render(part));
    }

    static Truth truth(SqlTerm term) {
        return switch (term) {
            case Truth truth -> truth;
            case Scalar scalar ->
                new Truth(
                        Sql.condition("({0} <=> 1)", scalar.value()),
                        Sql.condition("({0} = 1)", scalar.value()),
                        scalar.failure(),
                        scalar.size(),
                        scalar.failureSize());
            case Amount _ -> throw new NotPushable("an amount is no condition");
        };
    }

    Amount amount(Expression part) {
        return switch (render(part)) {
            case Amount amount -> amount;
            case Scalar scalar -> new Amount(scalar, Sql.text(scope.currency()), 1);
            case Truth _ -> throw new NotPushable("a condition is no amount");
        };
    }

    /** Computes a part that reads nothing of the record. */
    @Nullable
    Object constant(Expression part) {
        var context = new EvaluationContext(
                NO_ROW,
                null,
                false,
                scope.now(),
                scope.zone(),
                scope.currency(),
                scope.user(),
                scope.parameters(),
                FunctionCalls.NONE);
        return new Evaluation(context, blankAs, null).value(part);
    }

    private Amount amount(Money money) {
        var number = number(money.amount());
        var worth = money.in(scope.currency());
        return new Amount(
                number, Sql.text(money.currency()), 1, worth == null ? Scalar.sure(Sql.NULL, true, 1) : number(worth));
    }

    private static Scalar number(BigDecimal number) {
        return Scalar.sure(Sql.number(number), false, 1).within(number.abs());
    }

    private SqlTerm constantTerm(@Nullable Object value, ValueType type) {
        return switch (value) {
            case null -> blank(type);
            case ErrorValue _ -> error(type);
            case Boolean truth -> Truth.of(truth);
            case BigDecimal number -> number(number);
            case Money money -> amount(money);
            default -> Scalar.sure(Sql.bound(value), false, 1);
        };
    }

    private static SqlTerm blank(ValueType type) {
        var blank = Scalar.sure(Sql.NULL, true, 1).within(BigDecimal.ZERO);
        return Types.isMoney(type) ? new Amount(blank, noCurrency(), 1) : blank;
    }

    private static SqlTerm error(ValueType type) {
        Condition always = DSL.trueCondition();
        if (Types.isBool(type)) {
            return new Truth(DSL.falseCondition(), DSL.falseCondition(), always, 1, 1);
        }
        var error = new Scalar(Sql.NULL, false, always, BigDecimal.ZERO, true, 1, 1);
        return Types.isMoney(type) ? new Amount(error, noCurrency(), 1) : error;
    }

    /** Stands for a constant that only a run will know. */
    private static SqlTerm unknown(ValueType type) {
        var unknown = Scalar.both(Sql.NULL, DSL.falseCondition(), 1, 1);
        if (Types.isBool(type)) {
            return truth(unknown);
        }
        return Types.isMoney(type) ? new Amount(unknown, noCurrency(), 1) : unknown;
    }

    private static Field<String> noCurrency() {
        return DSL.field("null", String.class);
    }

    /** A code among texts takes their character set and collation, which are those of the connection. */
    private SqlTerm path(Expression.Path part) {
        return part.type() instanceof ValueType.Option && column(part) instanceof Scalar code
                ? Scalar.sure(Sql.field("cast({0} as char)", code.value()), true, 2)
                : column(part);
    }

    private SqlTerm column(Expression.Path part) {
        if (part.path().root() == FieldPath.Root.PRIOR) {
            throw new NotPushable("the stored state");
        }
        if (!Types.isOneValue(part.type())) {
            throw new NotPushable("more than one value");
        }
        var from = part.ofRow() ? rowScope : scope;
        if (from == null) {
            throw new NotPushable("a row outside its aggregate");
        }
        var column = from.column(part.path());
        var limit = BigDecimal.TEN.pow(part.digits()).min(FixedPoint.MAX);
        boolean isDecimal = column.getDataType().isDecimal();
        var scalar = Scalar.sure(column, true, 1).within(limit).decimal(isDecimal);
        if (!Types.isMoney(part.type())) {
            return scalar;
        }
        var worth = Scalar.sure(from.worth(part.path()), true, 1);
        return new Amount(scalar, from.currency(part.path()), 1, worth);
    }

    private SqlTerm call(Expression.Call call) {
        var rendering = call.function().sql();
        if (rendering == null) {
            throw new NotPushable(call.function().name());
        }
        return rendering.render(new SqlCall(this, call));
    }

    /** What can be rendered does not depend on where the columns are: a scope that only names them. */
    record Shape(ExpressionSchema schema) implements SqlScope {

        @Override
        public Field<?> column(FieldPath path) {
            return DSL.field(DSL.name(path.toString()), org.jooq.impl.SQLDataType.NUMERIC(38, 20));
        }

        @Override
        public Field<String> currency(FieldPath path) {
            return DSL.field(DSL.name(path + "__currency"), String.class);
        }

        @Override
        public Field<?> worth(FieldPath path) {
            return DSL.field(DSL.name(path + "__worth"), org.jooq.impl.SQLDataType.NUMERIC(38, 20));
        }

        @Override
        public SqlElements elements(FieldPath path) {
            return new SqlElements() {
                @Override
                public Field<?> value() {
                    return column(path);
                }

                @Override
                public <T> Field<T> select(Field<T> aggregate, Condition holds) {
                    return aggregate;
                }
            };
        }

        @Override
        public Field<?> way(FieldPath path) {
            return DSL.field(DSL.name(path + "__path"), String.class);
        }

        @Override
        public Field<?> rate(Field<String> currency, Field<?> day) {
            return DSL.field(DSL.name("rate"), org.jooq.impl.SQLDataType.NUMERIC(38, 20));
        }

        @Override
        public SqlRows rows(String childrenField) {
            var row = this;
            return new SqlRows() {
                @Override
                public SqlScope row() {
                    return row;
                }

                @Override
                public <T> Field<T> select(Field<T> aggregate) {
                    return aggregate;
                }
            };
        }

        @Override
        public java.time.Instant now() {
            return java.time.Instant.EPOCH;
        }

        @Override
        public java.time.ZoneId zone() {
            return schema.zone();
        }

        @Override
        public String currency() {
            return schema.currency();
        }

        @Override
        public @Nullable ExpressionRow user() {
            return null;
        }

        @Override
        public Map<String, @Nullable Object> parameters() {
            return Map.of();
        }
    }
}
