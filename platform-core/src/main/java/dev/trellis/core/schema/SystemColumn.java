package dev.trellis.core.schema;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.SystemFields;
import java.util.ArrayList;
import java.util.List;

/**
 * A column that every record table has beside the designed ones.
 *
 * @param nullable whether the row may leave it out
 */
public record SystemColumn(SqlName name, ColumnType type, boolean nullable) {

    private static final List<SystemColumn> COMMON = List.of(
            column(SystemFields.ID, ColumnType.Plain.BIGINT, false),
            column(SystemFields.VERSION, ColumnType.Plain.INT, false),
            column(SystemFields.CREATED_AT, ColumnType.Plain.DATETIME6, false),
            column(SystemFields.CREATED_BY, ColumnType.Plain.BIGINT, true),
            column(SystemFields.CHANGED_AT, ColumnType.Plain.DATETIME6, false),
            column(SystemFields.CHANGED_BY, ColumnType.Plain.BIGINT, true),
            column(SystemFields.LOCK, ColumnType.Plain.BIGINT, true),
            new SystemColumn(PhysicalNames.LOCK_OPEN, ColumnType.Plain.MEDIUMTEXT, true),
            column(SystemFields.DELETED_AT, ColumnType.Plain.DATETIME6, true),
            new SystemColumn(PhysicalNames.LIVE, ColumnType.Plain.TINYINT, true));

    private static final List<SystemColumn> OWN = List.of(
            column(SystemFields.OWNER, ColumnType.Plain.BIGINT, true),
            column(SystemFields.DEPARTMENT, ColumnType.Plain.BIGINT, true));

    private static final List<SystemColumn> LINE = List.of(
            column(SystemFields.PARENT, ColumnType.Plain.BIGINT, false),
            column(SystemFields.POSITION, ColumnType.Plain.INT, false));

    /** Returns the system columns of an entity's table, in the table's order; a line has its parent instead of an owner. */
    public static List<SystemColumn> of(EntityDefinition entity) {
        var columns = new ArrayList<>(COMMON);
        columns.addAll(entity.ownedBy() == null ? OWN : LINE);
        return List.copyOf(columns);
    }

    private static SystemColumn column(String name, ColumnType type, boolean nullable) {
        return new SystemColumn(PhysicalNames.column(name), type, nullable);
    }
}
