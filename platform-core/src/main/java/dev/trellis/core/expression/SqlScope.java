package dev.trellis.core.expression;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** What paths mean in a statement; joins and correlated tables are the caller's work. */
public interface SqlScope {

    /** Returns the column of a path of the record; of an amount its number. */
    Field<?> column(FieldPath path);

    /** Returns the column that holds the currency of an amount. */
    Field<String> currency(FieldPath path);

    /** Returns the column that holds what an amount is worth in the workspace's currency. */
    Field<?> worth(FieldPath path);

    /** Returns the elements of a list, correlated to the record. */
    default SqlElements elements(FieldPath path) {
        throw new NotPushable("a list");
    }

    /** Returns the ids of everything above in a hierarchy as {@code /1/5/}; NULL at the top. */
    default Field<?> way(FieldPath path) {
        throw new NotPushable("a hierarchy");
    }

    /** Returns the lookup of a currency's rate on a day, NULL where there is none. */
    default Field<?> rate(Field<String> currency, Field<?> day) {
        throw new NotPushable("an exchange rate");
    }

    /** Returns the child rows of a field, correlated to the record. */
    SqlRows rows(String childrenField);

    Instant now();

    /** The business zone. */
    ZoneId zone();

    /** The currency of an amount that has none. */
    String currency();

    /** The person behind {@code $user}, or null. */
    @Nullable
    ExpressionRow user();

    /** Values of the named parameters; absent is blank. */
    Map<String, @Nullable Object> parameters();

    /** The elements of a list inside a statement. */
    interface SqlElements {

        /** The main part of an element inside {@link #select}. */
        Field<?> value();

        /** Returns {@code (select aggregate from elements where … and condition)}. */
        <T> Field<T> select(Field<T> aggregate, Condition holds);
    }

    /** Child rows inside a statement. */
    interface SqlRows {

        /** Names mean the columns of the child; its aliases must differ from those of all outer tables. */
        SqlScope row();

        /** Returns {@code (select aggregate from child where child.parent = record.id …)}. */
        <T> Field<T> select(Field<T> aggregate);
    }
}
