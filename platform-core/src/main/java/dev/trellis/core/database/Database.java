package dev.trellis.core.database;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one database of this node, from the start to the end of the process. It starts in the background, beside the rest
 * of the server: everything that asks for a connection waits until the database answers and its system tables are
 * up to date. Whoever opened it closes it, after everything that uses it.
 */
public final class Database implements AutoCloseable {

    private final @Nullable DataFolder folder;
    private final Supplier<String> masterKey;
    private final CompletableFuture<Running> running;

    private Database(@Nullable DataFolder folder, Supplier<String> masterKey, CompletableFuture<Running> running) {
        this.folder = folder;
        this.masterKey = masterKey;
        this.running = running;
    }

    /** What runs once the start has succeeded; the server only where it is the embedded one. */
    private record Running(@Nullable EmbeddedServer server, ConnectionPool pool, Dialect dialect) {}

    /** Begins to start; refuses at once what can be known at once. */
    public static DatabaseStart open(DatabaseSettings settings) {
        return switch (settings) {
            case DatabaseSettings.Embedded embedded -> open(embedded, EmbeddedServer.Tuning.DURABLE);
            case DatabaseSettings.External external ->
                Endpoint.parse(external)
                        .<DatabaseStart>map(endpoint -> new DatabaseStart.Starting(new Database(
                                null,
                                () -> MasterKey.read(null),
                                inBackground(() -> connect(endpoint, external.connections())))))
                        .orElseGet(
                                () -> new DatabaseStart.Refused(Problem.at("database", DatabaseProblems.URL_UNREADABLE)
                                        .with("url", Endpoint.withoutSecrets(external.url()))));
        };
    }

    static DatabaseStart open(DatabaseSettings.Embedded settings, EmbeddedServer.Tuning tuning) {
        var binaries = Binaries.forThisMachine();
        if (binaries.isEmpty()) {
            return new DatabaseStart.Refused(Problem.at("database", DatabaseProblems.NO_EMBEDDED_SERVER)
                    .with("system", System.getProperty("os.name") + " " + System.getProperty("os.arch")));
        }
        DataFolder folder;
        try {
            var taken = DataFolder.take(settings.data());
            if (taken.isEmpty()) {
                return new DatabaseStart.Refused(
                        Problem.at("data", DatabaseProblems.FOLDER_IN_USE).with("folder", settings.data()));
            }
            folder = taken.get();
        } catch (IOException e) {
            return new DatabaseStart.Refused(Problem.at("data", DatabaseProblems.FOLDER_UNUSABLE)
                    .with("folder", settings.data())
                    .with("reason", e.getClass().getSimpleName() + " " + e.getMessage()));
        }
        return new DatabaseStart.Starting(new Database(
                folder,
                () -> MasterKey.read(folder),
                inBackground(() -> startEmbedded(folder, binaries.get(), settings, tuning))));
    }

    /** Takes over a schema that is already migrated: tests copy theirs. */
    static Database on(Endpoint schema, Dialect dialect, int connections) {
        var pool = ConnectionPool.open(schema, dialect, connections);
        return new Database(
                null,
                () -> "the key of a copied schema",
                CompletableFuture.completedFuture(new Running(null, pool, dialect)));
    }

    /** Waits until the start has ended and tells what went wrong, if anything. */
    public Optional<Problem> problem() {
        try {
            running.join();
            return Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Unreachable unreachable) {
                return Optional.of(Problem.at("database", DatabaseProblems.UNREACHABLE)
                        .with("server", unreachable.server)
                        .with("reason", unreachable.reason));
            }
            throw e;
        }
    }

    public boolean isReady() {
        return running.isDone() && !running.isCompletedExceptionally();
    }

    /** Asks the database, once it is ready, whether it still answers; takes two seconds at most. */
    public boolean isAnswering() {
        if (!isReady()) {
            return false;
        }
        try (var connection = rawConnection()) {
            return connection.isValid(2);
        } catch (SQLException unreachable) {
            return false;
        }
    }

    /** Returns the secret under which the database's sealed values are readable; it is not in the database. */
    public String masterKey() {
        return masterKey.get();
    }

    /** Tells whether a node that works on another database than the embedded one was given its master key. */
    public static boolean isMasterKeyGiven() {
        return MasterKey.given().isPresent();
    }

    /** Waits until the database answers and says which it is. */
    public Dialect dialect() {
        return running.join().dialect();
    }

    /**
     * Returns a connection outside every unit of work, each statement its own transaction: for DDL and for leases. The
     * caller closes it.
     */
    public Connection rawConnection() throws SQLException {
        return pool().single().getConnection();
    }

    /** As {@link #rawConnection()}, for a library that asks for a source of connections. */
    public javax.sql.DataSource rawSource() {
        return pool().single();
    }

    ConnectionPool pool() {
        return running.join().pool();
    }

    /** Closes the connections, stops the embedded server and lets go of the data folder. */
    @Override
    public void close() {
        try {
            var started = running.join();
            started.pool().close();
            if (started.server() != null) {
                started.server().close();
            }
        } catch (CompletionException neverStarted) {
            if (!(neverStarted.getCause() instanceof Unreachable)) {
                throw neverStarted;
            }
        } finally {
            if (folder != null) {
                folder.close();
            }
        }
    }

    private static Running startEmbedded(
            DataFolder folder, Binaries binaries, DatabaseSettings.Embedded settings, EmbeddedServer.Tuning tuning)
            throws IOException, SQLException {
        var server = EmbeddedServer.start(folder, binaries.installedIn(settings.binaries()), tuning);
        try {
            var endpoint = server.endpoint();
            try (var connection = endpoint.open(endpoint.plainProperties());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE IF NOT EXISTS trellis");
            }
            var schema = endpoint.inSchema("trellis");
            Migrations.run(schema, Dialect.MARIADB);
            return new Running(
                    server, ConnectionPool.open(schema, Dialect.MARIADB, settings.connections()), Dialect.MARIADB);
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Running connect(Endpoint endpoint, int connections) throws SQLException {
        Dialect dialect;
        try (var connection = endpoint.open(endpoint.plainProperties())) {
            dialect = Dialect.of(connection);
        } catch (SQLException e) {
            throw new Unreachable(endpoint.toString(), e);
        }
        Migrations.run(endpoint, dialect);
        return new Running(null, ConnectionPool.open(endpoint, dialect, connections), dialect);
    }

    private static CompletableFuture<Running> inBackground(Start start) {
        var running = new CompletableFuture<Running>();
        Thread.ofPlatform().daemon().name("database-start").start(() -> {
            try {
                running.complete(start.run());
            } catch (IOException e) {
                running.completeExceptionally(new TrellisException("The embedded database does not start: " + e, e));
            } catch (SQLException | RuntimeException | Error e) {
                running.completeExceptionally(e);
            }
        });
        return running;
    }

    @FunctionalInterface
    private interface Start {
        Running run() throws IOException, SQLException;
    }

    private static final class Unreachable extends RuntimeException {
        private final String server;
        private final String reason;

        Unreachable(String server, SQLException cause) {
            super(cause);
            this.server = server;
            this.reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        }
    }
}
