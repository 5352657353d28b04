package dev.trellis.core.expression;

import java.math.BigDecimal;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A rendered part. The value is NULL where the part is blank and where it is an error; {@code failure} keeps the two
 * apart. Sizes count rendered pieces, for shared pieces are written out again wherever they are used.
 */
sealed interface SqlTerm {

    /** More pieces than this make a statement nobody should run. */
    int MAX_SIZE = 4_000;

    /**
     * One value.
     *
     * @param failure never NULL itself; absent where no error is possible
     * @param bound of a number: no value is larger without its sign
     * @param isDecimal of a number: whether its column type is exact already
     */
    record Scalar(
            Field<?> value,
            boolean canBlank,
            @Nullable Condition failure,
            BigDecimal bound,
            boolean isDecimal,
            int size,
            int failureSize)
            implements SqlTerm {

        public Scalar {
            checkSize(Math.max(size, failureSize));
        }

        /** A value that is never an error. */
        static Scalar sure(Field<?> value, boolean canBlank, int size) {
            return new Scalar(value, canBlank, null, FixedPoint.MAX, true, size, 0);
        }

        /** A value that is never blank, so that NULL means an error. */
        static Scalar nullIsError(Field<?> value, int size) {
            return new Scalar(
                    value, false, Sql.condition("({0} is null)", value), FixedPoint.MAX, true, size, size + 1);
        }

        /** A value that may be blank or an error. */
        static Scalar both(Field<?> value, Condition failure, int size, int failureSize) {
            return new Scalar(value, true, failure, FixedPoint.MAX, true, size, failureSize);
        }

        boolean canFail() {
            return failure != null;
        }

        Scalar within(BigDecimal limit) {
            return new Scalar(value, canBlank, failure, limit, isDecimal, size, failureSize);
        }

        Scalar decimal(boolean exact) {
            return new Scalar(value, canBlank, failure, bound, exact, size, failureSize);
        }
    }

    /**
     * A condition.
     *
     * @param test TRUE or FALSE wherever there is no error
     * @param holds TRUE exactly where the condition is; else FALSE or NULL
     */
    record Truth(Condition test, Condition holds, @Nullable Condition failure, int size, int failureSize)
            implements SqlTerm {

        public Truth {
            checkSize((long) size + failureSize);
        }

        static Truth sure(Condition test, Condition holds, int size) {
            return new Truth(test, holds, null, size, 0);
        }

        static Truth of(boolean value) {
            var condition = value ? DSL.trueCondition() : DSL.falseCondition();
            return sure(condition, condition, 1);
        }
    }

    /**
     * An amount; the currency means nothing where the number is NULL.
     *
     * @param worth in the workspace's currency; absent where nobody keeps it
     */
    record Amount(
            Scalar number,
            Field<String> currency,
            int currencySize,
            @Nullable Scalar worth) implements SqlTerm {
        public Amount {
            checkSize((long) number.size() + currencySize);
        }

        Amount(Scalar number, Field<String> currency, int currencySize) {
            this(number, currency, currencySize, null);
        }
    }

    /** Returns how many pieces the whole has. */
    default int pieces() {
        return switch (this) {
            case Scalar scalar -> Math.max(scalar.size(), scalar.failureSize());
            case Truth truth -> truth.size() + truth.failureSize();
            case Amount amount -> amount.number().pieces() + amount.currencySize();
        };
    }

    private static void checkSize(long size) {
        if (size > MAX_SIZE) {
            throw new NotPushable("more than " + MAX_SIZE + " pieces");
        }
    }
}
