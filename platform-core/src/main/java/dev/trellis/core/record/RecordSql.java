package dev.trellis.core.record;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.schema.SqlName;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Renders statements on designed tables with jOOQ and runs them on the connection of the unit of work under way. Names
 * come from {@link SqlName} only, values are always bound.
 */
@Singleton
class RecordSql {

    private final Database database;
    private final Sql sql;

    RecordSql(Database database, Sql sql) {
        this.database = database;
        this.sql = sql;
    }

    /** Builds statements; never runs them. */
    DSLContext build() {
        return DSL.using(database.dialect().jooq());
    }

    static Table<?> table(SqlName name) {
        return DSL.table(DSL.name(name.text()));
    }

    static Table<?> table(SqlName name, String alias) {
        return table(name).as(DSL.name(alias));
    }

    static Field<Object> column(SqlName name) {
        return DSL.field(DSL.name(name.text()), Object.class);
    }

    static Field<Object> column(String alias, SqlName name) {
        return DSL.field(DSL.name(alias, name.text()), Object.class);
    }

    /** A statement as text with its values. */
    record Rendered(String text, List<@Nullable Object> values) {}

    Rendered render(Query query) {
        return new Rendered(query.getSQL(), new ArrayList<@Nullable Object>(query.getBindValues()));
    }

    List<@Nullable Object[]> fetch(Query query) {
        var rendered = render(query);
        return fetch(rendered.text(), rendered.values());
    }

    List<@Nullable Object[]> fetch(String text, List<? extends @Nullable Object> values) {
        return sql.on(connection -> {
            try (var prepared = connection.prepareStatement(text)) {
                bind(prepared, values);
                try (var rows = prepared.executeQuery()) {
                    int width = rows.getMetaData().getColumnCount();
                    var found = new ArrayList<@Nullable Object[]>();
                    while (rows.next()) {
                        var row = new @Nullable Object[width];
                        for (int i = 0; i < width; i++) {
                            row[i] = rows.getObject(i + 1);
                        }
                        found.add(row);
                    }
                    return found;
                }
            }
        });
    }

    int update(Query query) {
        var rendered = render(query);
        return update(rendered.text(), rendered.values());
    }

    int update(String text, List<? extends @Nullable Object> values) {
        return sql.update(text, values.toArray());
    }

    /** Runs one statement once per row of values; the driver sends them together. */
    void batch(String text, List<? extends List<? extends @Nullable Object>> rows) {
        sql.batch(text, rows);
    }

    static @Nullable Object bound(@Nullable Object value) {
        return switch (value) {
            case Instant instant -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            case RecordId id -> id.value();
            case null -> null;
            default -> value;
        };
    }

    static long number(@Nullable Object value) {
        return switch (value) {
            case Number number -> number.longValue();
            case null -> 0;
            case Object other -> new BigInteger(other.toString()).longValueExact();
        };
    }

    private static void bind(PreparedStatement prepared, List<? extends @Nullable Object> values) throws SQLException {
        int at = 1;
        for (var value : values) {
            prepared.setObject(at++, bound(value));
        }
    }
}
