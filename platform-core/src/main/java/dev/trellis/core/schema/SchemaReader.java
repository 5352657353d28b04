package dev.trellis.core.schema;

import dev.trellis.core.field.ColumnType;
import dev.trellis.core.problem.TrellisException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the designed tables from the catalogue of the database. Stateless. */
public final class SchemaReader {

    private SchemaReader() {}

    /** Reads every designed table of the connection's schema. */
    public static Catalogue read(Connection connection) throws SQLException {
        var tables = new HashMap<>(read(connection, "r\\_%").tables());
        tables.putAll(read(connection, "x\\_%").tables());
        tables.putAll(read(connection, "l\\_%").tables());
        return new Catalogue(tables);
    }

    /** Reads only the tables that hold what found no room in the first table of an entity. */
    public static Catalogue readExtensions(Connection connection) throws SQLException {
        return read(connection, "x\\_%");
    }

    /** Reads one designed table; the catalogue has no other. */
    public static Catalogue read(Connection connection, SqlName table) throws SQLException {
        return read(connection, table.text().replace("_", "\\_"));
    }

    private static Catalogue read(Connection connection, String pattern) throws SQLException {
        var columns = columns(connection, pattern);
        var indexes = indexes(connection, pattern);
        var tables = new HashMap<SqlName, Catalogue.Table>();
        columns.forEach((table, found) ->
                tables.put(table, new Catalogue.Table(found, indexes.getOrDefault(table, Map.of()))));
        return new Catalogue(tables);
    }

    private static Map<SqlName, Map<SqlName, ColumnType>> columns(Connection connection, String pattern)
            throws SQLException {
        var statement = """
                SELECT table_name AS table_name, column_name AS column_name, data_type AS data_type,
                    character_maximum_length AS length, character_set_name AS charset,
                    numeric_precision AS digits, numeric_scale AS scale
                FROM information_schema.columns
                WHERE table_schema = DATABASE() AND table_name LIKE ?
                ORDER BY table_name, ordinal_position
                """;
        var found = new HashMap<SqlName, Map<SqlName, ColumnType>>();
        try (var prepared = prepared(connection, statement, pattern);
                var rows = prepared.executeQuery()) {
            while (rows.next()) {
                found.computeIfAbsent(new SqlName(rows.getString("table_name")), _ -> new HashMap<>())
                        .put(new SqlName(rows.getString("column_name")), type(rows));
            }
        }
        return found;
    }

    private static PreparedStatement prepared(Connection connection, String statement, String pattern)
            throws SQLException {
        var prepared = connection.prepareStatement(statement);
        prepared.setString(1, pattern);
        return prepared;
    }

    private static ColumnType type(ResultSet row) throws SQLException {
        var name = row.getString("data_type");
        return switch (name) {
            case "varchar" ->
                "ascii".equals(row.getString("charset"))
                        ? new ColumnType.Ascii(row.getInt("length"))
                        : new ColumnType.Varchar(row.getInt("length"));
            case "decimal" -> new ColumnType.Decimal(row.getInt("digits"), row.getInt("scale"));
            case "mediumtext" -> ColumnType.Plain.MEDIUMTEXT;
            case "bigint" -> ColumnType.Plain.BIGINT;
            case "int" -> ColumnType.Plain.INT;
            case "tinyint" -> ColumnType.Plain.TINYINT;
            case "date" -> ColumnType.Plain.DATE;
            case "datetime" -> ColumnType.Plain.DATETIME6;
            case "time" -> ColumnType.Plain.TIME;
            default ->
                throw new TrellisException("The table %s has a column %s of the type %s, which Trellis never makes"
                        .formatted(row.getString("table_name"), row.getString("column_name"), name));
        };
    }

    private static Map<SqlName, Map<SqlName, Catalogue.Index>> indexes(Connection connection, String pattern)
            throws SQLException {
        var statement = """
                SELECT table_name AS table_name, index_name AS index_name, non_unique AS non_unique,
                    column_name AS column_name
                FROM information_schema.statistics
                WHERE table_schema = DATABASE() AND table_name LIKE ? AND index_name <> 'PRIMARY'
                ORDER BY table_name, index_name, seq_in_index
                """;
        var found = new HashMap<SqlName, Map<SqlName, Catalogue.Index>>();
        try (var prepared = prepared(connection, statement, pattern);
                var rows = prepared.executeQuery()) {
            while (rows.next()) {
                var unique = rows.getInt("non_unique") == 0;
                var column = new SqlName(rows.getString("column_name"));
                found.computeIfAbsent(new SqlName(rows.getString("table_name")), _ -> new HashMap<>())
                        .merge(
                                new SqlName(rows.getString("index_name")),
                                new Catalogue.Index(new SqlName(rows.getString("index_name")), List.of(column), unique),
                                SchemaReader::joined);
            }
        }
        return found;
    }

    private static Catalogue.Index joined(Catalogue.Index first, Catalogue.Index next) {
        var columns = new ArrayList<>(first.columns());
        columns.addAll(next.columns());
        return new Catalogue.Index(first.name(), columns, first.unique());
    }
}
