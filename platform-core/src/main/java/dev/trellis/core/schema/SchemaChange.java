package dev.trellis.core.schema;

import dev.trellis.core.database.Dialect;
import dev.trellis.core.field.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One step that brings a designed table closer to the metadata: one DDL statement, which the database does wholly or not
 * at all, and the question whether it is done already. So a run that was cut off anywhere is finished by running it again.
 */
public sealed interface SchemaChange {

    SqlName table();

    /** Tells whether the catalogue shows that nothing is left to do. */
    boolean isDone(Catalogue catalogue);

    /** The ways to do it, the gentlest first; a later one where the server refuses the earlier. */
    List<String> statements(Dialect dialect);

    /** The gentlest way to do it. */
    default String statement(Dialect dialect) {
        return statements(dialect).getFirst();
    }

    /** What it does, briefly, for the journal: {@code create r_quote}. */
    String summary();

    /** A table with its system columns, the columns of its fields and its indexes. */
    record CreateTable(
            SqlName table,
            List<SystemColumn> system,
            Map<SqlName, ColumnType> columns,
            List<Catalogue.Index> indexes,
            List<SqlName> key)
            implements SchemaChange {
        public CreateTable {
            key = List.copyOf(key);
            system = List.copyOf(system);
            columns = new LinkedHashMap<>(columns);
            indexes = List.copyOf(indexes);
        }

        @Override
        public boolean isDone(Catalogue catalogue) {
            return catalogue.table(table).isPresent();
        }

        @Override
        public List<String> statements(Dialect dialect) {
            var lines = new ArrayList<String>();
            system.forEach(column -> lines.add("%s %s %s"
                    .formatted(
                            column.name().quoted(),
                            ColumnSql.ddl(column.type(), dialect),
                            column.nullable() ? "NULL" : "NOT NULL")));
            columns.forEach(
                    (name, type) -> lines.add("%s %s NULL".formatted(name.quoted(), ColumnSql.ddl(type, dialect))));
            lines.add("PRIMARY KEY (" + quoted(key) + ")");
            indexes.forEach(index -> lines.add(definition(index)));
            return List.of("CREATE TABLE %s (\n    %s\n) ENGINE=InnoDB ROW_FORMAT=DYNAMIC"
                    .formatted(table.quoted(), String.join(",\n    ", lines)));
        }

        @Override
        public String summary() {
            return "create " + table;
        }
    }

    /** Nullable columns at the end of a table, all in one statement; no row is touched. */
    record AddColumns(SqlName table, Map<SqlName, ColumnType> columns) implements SchemaChange {
        public AddColumns {
            columns = new LinkedHashMap<>(columns);
        }

        @Override
        public boolean isDone(Catalogue catalogue) {
            return catalogue
                    .table(table)
                    .filter(found -> found.columns().keySet().containsAll(columns.keySet()))
                    .isPresent();
        }

        @Override
        public List<String> statements(Dialect dialect) {
            var additions = columns.entrySet().stream()
                    .map(column -> "ADD COLUMN %s %s NULL"
                            .formatted(column.getKey().quoted(), ColumnSql.ddl(column.getValue(), dialect)))
                    .collect(Collectors.joining(", "));
            return Stream.of("INSTANT", "INPLACE, LOCK=NONE", "COPY, LOCK=SHARED")
                    .map(algorithm -> "ALTER TABLE %s %s, ALGORITHM=%s".formatted(table.quoted(), additions, algorithm))
                    .toList();
        }

        @Override
        public String summary() {
            return "add " + table + " " + names(List.copyOf(columns.keySet()));
        }
    }

    /** A column that is to hold more than it does. */
    record WidenColumn(SqlName table, SqlName column, ColumnType from, ColumnType to) implements SchemaChange {
        @Override
        public boolean isDone(Catalogue catalogue) {
            return catalogue
                    .table(table)
                    .flatMap(found -> found.column(column))
                    .filter(found -> ColumnSql.widening(found, to) == ColumnSql.Widening.NONE)
                    .isPresent();
        }

        @Override
        public List<String> statements(Dialect dialect) {
            var gentlest = ColumnSql.widening(from, to) == ColumnSql.Widening.INPLACE
                    ? Stream.of("INPLACE, LOCK=NONE", "COPY, LOCK=SHARED")
                    : Stream.of("COPY, LOCK=SHARED");
            return gentlest.map(algorithm -> "ALTER TABLE %s MODIFY COLUMN %s %s NULL, ALGORITHM=%s"
                            .formatted(table.quoted(), column.quoted(), ColumnSql.ddl(to, dialect), algorithm))
                    .toList();
        }

        @Override
        public String summary() {
            return "widen " + table + " " + column;
        }
    }

    record AddIndex(SqlName table, Catalogue.Index index) implements SchemaChange {
        @Override
        public boolean isDone(Catalogue catalogue) {
            return catalogue
                    .table(table)
                    .filter(found -> index.equals(found.indexes().get(index.name())))
                    .isPresent();
        }

        @Override
        public List<String> statements(Dialect dialect) {
            return List.of(
                    "ALTER TABLE %s ADD %s, ALGORITHM=INPLACE, LOCK=NONE".formatted(table.quoted(), definition(index)));
        }

        @Override
        public String summary() {
            return "index " + table + " " + names(index.columns());
        }
    }

    /** An index that nothing uses any more, or a rule of uniqueness that was given up. */
    record DropIndex(SqlName table, SqlName index) implements SchemaChange {
        @Override
        public boolean isDone(Catalogue catalogue) {
            return catalogue
                    .table(table)
                    .filter(found -> found.indexes().containsKey(index))
                    .isEmpty();
        }

        @Override
        public List<String> statements(Dialect dialect) {
            return List.of("ALTER TABLE %s DROP INDEX %s, ALGORITHM=INPLACE, LOCK=NONE"
                    .formatted(table.quoted(), index.quoted()));
        }

        @Override
        public String summary() {
            return "drop index " + table + " " + index;
        }
    }

    private static String definition(Catalogue.Index index) {
        return "%s %s (%s)"
                .formatted(index.unique() ? "UNIQUE KEY" : "KEY", index.name().quoted(), quoted(index.columns()));
    }

    private static String quoted(List<SqlName> names) {
        return names.stream().map(SqlName::quoted).collect(Collectors.joining(", "));
    }

    private static String names(List<SqlName> names) {
        return names.stream().map(SqlName::text).collect(Collectors.joining(", "));
    }
}
