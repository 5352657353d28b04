package dev.trellis.core.database;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.TrellisException;
import io.micronaut.data.connection.ConnectionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements with {@code ?} parameters on the connection of the unit of work under way; outside one it fails. An
 * {@link Instant} is bound in UTC, a {@link RecordId} as its number, an enum by its name.
 */
@Singleton
public final class Sql {

    private final ConnectionOperations<Connection> connections;

    Sql(ConnectionOperations<Connection> connections) {
        this.connections = connections;
    }

    /** Reads one row; the cursor stands on it. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Work on a connection. */
    @FunctionalInterface
    public interface ConnectionWork<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    public <T> List<T> list(String statement, RowReader<T> reader, @Nullable Object... parameters) {
        return on(connection -> {
            try (var prepared = prepare(connection, statement, parameters);
                    var rows = prepared.executeQuery()) {
                var list = new ArrayList<T>();
                while (rows.next()) {
                    list.add(reader.read(rows));
                }
                return list;
            }
        });
    }

    /** Returns the only row; more than one is a bug. */
    public <T> Optional<T> one(String statement, RowReader<T> reader, @Nullable Object... parameters) {
        var rows = list(statement, reader, parameters);
        if (rows.size() > 1) {
            throw new TrellisException("More than one row: " + statement);
        }
        return rows.stream().findFirst();
    }

    /** Runs an INSERT, UPDATE or DELETE and returns how many rows it found. */
    public int update(String statement, @Nullable Object... parameters) {
        return writing(connection -> {
            try (var prepared = prepare(connection, statement, parameters)) {
                return prepared.executeUpdate();
            }
        });
    }

    /** Runs one statement once per list of parameters. */
    public void batch(String statement, List<? extends List<? extends @Nullable Object>> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        if (parameters.size() == 1) {
            update(statement, parameters.getFirst().toArray());
            return;
        }
        this.<@Nullable Object>writing(connection -> {
            try (var prepared = connection.prepareStatement(statement)) {
                for (var row : parameters) {
                    bind(prepared, row.toArray());
                    prepared.addBatch();
                }
                prepared.executeBatch();
            }
            return null;
        });
    }

    /** Runs any work on the connection of the unit of work under way. The work must not close it. */
    public <T extends @Nullable Object> T on(ConnectionWork<T> work) {
        try {
            return work.on(connection());
        } catch (SQLException e) {
            throw new TrellisException("The database refused a statement: " + e.getMessage(), e);
        }
    }

    private <T extends @Nullable Object> T writing(ConnectionWork<T> work) {
        return on(connection -> {
            if (connection.getAutoCommit()) {
                throw new TrellisException("Only a unit of work may write, and this one only reads");
            }
            return work.on(connection);
        });
    }

    private Connection connection() {
        return connections
                .findConnectionStatus()
                .orElseThrow(() -> new TrellisException("A statement needs a unit of work, and none is under way"))
                .getConnection();
    }

    /** Returns the instant that a UTC DATETIME column holds. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    /** As {@link #instant}, empty where the column is NULL. */
    public static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(time -> time.toInstant(ZoneOffset.UTC));
    }

    static PreparedStatement prepare(Connection connection, String statement, @Nullable Object... parameters)
            throws SQLException {
        var prepared = connection.prepareStatement(statement);
        try {
            bind(prepared, parameters);
            return prepared;
        } catch (SQLException | RuntimeException e) {
            prepared.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement prepared, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            prepared.setObject(i + 1, bound(parameters[i]));
        }
    }

    private static @Nullable Object bound(@Nullable Object parameter) {
        return switch (parameter) {
            case Instant instant -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            case RecordId id -> id.value();
            case Enum<?> constant -> constant.name();
            case null -> null;
            default -> parameter;
        };
    }
}
