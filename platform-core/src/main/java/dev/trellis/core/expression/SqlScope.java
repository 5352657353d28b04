package dev.trellis.core.expression;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** What paths mean in a statement; joins and correlated tables are the caller's work. */
public interface SqlScope {

    /** Returns the column of a path of the record; of an amount its number. */
    Field<?> column(FieldPath path);

    /** Returns the column that holds the currency of an amount. */
    Field<String> currency(FieldPath path);

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

    /** Child rows inside a statement. */
    interface SqlRows {

        /** Names mean the columns of the child; its aliases must differ from those of all outer tables. */
        SqlScope row();

        /** Returns {@code (select aggregate from child where child.parent = record.id …)}. */
        <T> Field<T> select(Field<T> aggregate);
    }
}
