package dev.trellis.core.schema;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Storage;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells whether the worst row of a table fits one page of the database. Pure. CREATE TABLE accepts tables whose rows
 * an INSERT then refuses, so the budget counts the row as it would be stored: a long text keeps up to 40 bytes in the
 * row before it moves out, a short one always stays.
 */
public final class StoragePlanner {

    /** The bytes of one stored row: half a page of 16 KiB less its administration. */
    public static final int ROW_BYTES = 8126;

    /** The bytes of one row by its definition: 65,535 less a bit for each column that may be NULL. */
    public static final int DEFINITION_BYTES = 65_535 - 130;

    /** The columns of one table. */
    public static final int COLUMNS = 1017;

    /** The longest way down a hierarchy: room for at least 25 levels. */
    public static final int PATH_LENGTH = 500;

    private static final int HEADER_BYTES = 5 + 6 + 7;
    private static final int KEPT_IN_ROW = 40;
    private static final int ALWAYS_IN_ROW = 255;

    private StoragePlanner() {}

    /** What a row takes of what there is. */
    public record Budget(int rowBytes, int definitionBytes, int columns) {

        public boolean fits() {
            return rowBytes <= ROW_BYTES && definitionBytes <= DEFINITION_BYTES && columns <= COLUMNS;
        }

        /** The share of the scarcest limit in percent, for the designer. */
        public int percent() {
            return Math.max(
                    Math.max(rowBytes * 100 / ROW_BYTES, (int) (definitionBytes * 100L / DEFINITION_BYTES)),
                    columns * 100 / COLUMNS);
        }
    }

    /** One row while fields find their tables. */
    static final class Row {

        private final ArrayList<ColumnType> types = new ArrayList<>();

        static Row of(EntityDefinition entity) {
            var row = new Row();
            SystemColumn.of(entity).forEach(column -> row.types.add(column.type()));
            return row;
        }

        static Row ofExtension() {
            var row = new Row();
            row.types.add(ColumnType.Plain.BIGINT);
            return row;
        }

        void add(FieldDefinition field) {
            types.addAll(columnTypes(field));
        }

        boolean hasRoomFor(FieldDefinition field) {
            var more = new Row();
            more.types.addAll(types);
            more.add(field);
            return more.budget().fits();
        }

        Budget budget() {
            int stored = HEADER_BYTES + (types.size() + 7) / 8;
            int defined = 0;
            for (var type : types) {
                stored += storedBytes(type);
                defined += ColumnSql.definitionBytes(type);
            }
            return new Budget(stored, defined, types.size());
        }
    }

    /** Adds up every column, those of dropped fields included: they are still there. */
    public static Budget budget(EntityDefinition entity) {
        var row = Row.of(entity);
        entity.fields().forEach(row::add);
        entity.retired().forEach(row::add);
        return row.budget();
    }

    /**
     * How the fields of an entity find room.
     *
     * @param first what a row of the first table takes
     * @param extensions how many further tables there are
     * @param isFull whether a field is left for which no table has room
     */
    public record Room(Budget first, int extensions, boolean isFull) {}

    /** Tells how the fields of an entity find room, for the designer. */
    public static Room room(EntityDefinition entity) {
        var placed = TableLayout.NARROW.place(entity);
        var row = Row.of(entity);
        placed.in(0).forEach(row::add);
        return new Room(
                row.budget(), placed.extensions().size(), !placed.unplaced().isEmpty());
    }

    /** Returns what an entity asks of its tables that no table can give. */
    public static List<Problem> check(EntityDefinition entity) {
        var problems = new ArrayList<Problem>();
        if (!TableLayout.NARROW.place(entity).unplaced().isEmpty()) {
            problems.add(Problem.at(entity.key() + "/fields", SchemaProblem.TOO_WIDE)
                    .with("entity", entity.label())
                    .with("percent", budget(entity).percent()));
        }
        entity.fields().stream()
                .filter(field -> field.unique() && !Indexes.mayBeUnique(field))
                .forEach(field -> problems.add(
                        Problem.at(entity.key() + "/fields/" + field.id() + "/unique", SchemaProblem.NOT_INDEXABLE)
                                .with("field", field.label())));
        return problems;
    }

    /** The types of a field's columns in the order of {@link PhysicalNames#columns}. */
    public static List<ColumnType> columnTypes(FieldDefinition field) {
        return switch (field.type().storage()) {
            case Storage.OneColumn(var type) -> List.of(type);
            case Storage.Columns(var parts) ->
                parts.stream().map(Storage.Part::type).toList();
            case Storage.Tree _ -> List.of(ColumnType.Plain.BIGINT, new ColumnType.Ascii(PATH_LENGTH));
            case Storage.None _, Storage.ChildTable _, Storage.LinkTable _ -> List.of();
        };
    }

    private static int storedBytes(ColumnType type) {
        if (!ColumnSql.isVariable(type)) {
            return ColumnSql.fixedBytes(type);
        }
        int most = ColumnSql.definitionBytes(type);
        return 2 + (type == ColumnType.Plain.MEDIUMTEXT || most - 2 > ALWAYS_IN_ROW ? KEPT_IN_ROW : most - 2);
    }
}
