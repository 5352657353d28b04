package dev.trellis.core.schema;

import dev.trellis.core.field.ColumnType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The designed tables as the database holds them right now. */
public record Catalogue(Map<SqlName, Table> tables) {

    public Catalogue {
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    }

    public static final Catalogue EMPTY = new Catalogue(Map.of());

    public Optional<Table> table(SqlName name) {
        return Optional.ofNullable(tables.get(name));
    }

    public record Table(Map<SqlName, ColumnType> columns, Map<SqlName, Index> indexes) {
        public Table {
            columns = Collections.unmodifiableMap(new TreeMap<>(columns));
            indexes = Collections.unmodifiableMap(new TreeMap<>(indexes));
        }

        public Optional<ColumnType> column(SqlName name) {
            return Optional.ofNullable(columns.get(name));
        }
    }

    /**
     * An index.
     *
     * @param columns in order
     */
    public record Index(SqlName name, List<SqlName> columns, boolean unique) {
        public Index {
            columns = List.copyOf(columns);
        }
    }
}
