package dev.trellis.core.schema;

import dev.trellis.core.database.Dialect;
import dev.trellis.core.field.ColumnType;

/** Lets tests of other packages create a column as the planner would. */
public final class ColumnDdl {

    private ColumnDdl() {}

    public static String of(ColumnType type, Dialect dialect) {
        return ColumnSql.ddl(type, dialect);
    }
}
