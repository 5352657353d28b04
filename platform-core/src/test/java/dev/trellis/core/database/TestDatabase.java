package dev.trellis.core.database;

import dev.trellis.core.problem.TrellisException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.mysql.MySQLContainer;

/**
 * The database server of this test JVM, started when the first test needs it. Which one it is says the system property
 * {@code trellis.test.database}: {@code embedded} (the default), {@code mysql} (Testcontainers), or a URL with user,
 * password and a schema from which others may be created. Tests never skip: they fail where it cannot be had.
 */
public final class TestDatabase {

    /** An embedded server that need not outlive a power failure. */
    static final EmbeddedServer.Tuning QUICK = new EmbeddedServer.Tuning(
            List.of(
                    "--innodb-flush-log-at-trx-commit=0",
                    "--innodb-doublewrite=0",
                    "--innodb-buffer-pool-size=96M",
                    "--innodb-log-file-size=32M"),
            true);

    private static final Path FOLDERS = Path.of("target", "test-database").toAbsolutePath();

    private final Endpoint server;
    private final Dialect dialect;
    private final String prefix = "trellis_test_" + ProcessHandle.current().pid() + "_";
    private final AtomicInteger schemas = new AtomicInteger();
    private final List<String> template;

    private TestDatabase(Endpoint server) {
        this.server = server;
        try (var connection = admin()) {
            this.dialect = Dialect.of(connection);
            announce(connection.getMetaData().getDatabaseProductVersion());
            this.template = template(connection);
        } catch (SQLException e) {
            throw new TrellisException("The test database is not usable", e);
        }
    }

    /** Holds the one server; the class is loaded when it is first asked for. */
    private static final class Holder {
        private static final TestDatabase INSTANCE = new TestDatabase(chosen());
    }

    public static TestDatabase get() {
        return Holder.INSTANCE;
    }

    /** Returns a new schema with all system tables, and drops it when it is closed. */
    public Schema freshSchema() {
        var name = prefix + schemas.incrementAndGet();
        try (var connection = admin();
                var statement = connection.createStatement()) {
            create(statement, name);
            statement.execute("USE `" + name + "`");
            statement.execute("SET foreign_key_checks = 0");
            for (var sql : template) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new TrellisException("No schema for the test", e);
        }
        return new Schema(name);
    }

    /** Returns a new schema without any table. */
    Schema emptySchema() {
        var name = prefix + schemas.incrementAndGet();
        try (var connection = admin();
                var statement = connection.createStatement()) {
            create(statement, name);
        } catch (SQLException e) {
            throw new TrellisException("No schema for the test", e);
        }
        return new Schema(name);
    }

    public Dialect dialect() {
        return dialect;
    }

    /** A schema of one test. */
    public final class Schema implements AutoCloseable {

        private final String name;

        private Schema(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        /** How another process reaches it. */
        public DatabaseSettings.External settings() {
            var endpoint = server.inSchema(name);
            return new DatabaseSettings.External(endpoint.url(), endpoint.user(), endpoint.password(), 5);
        }

        /** The address, with user and password, for a node in a process of its own. */
        public String url() {
            var endpoint = server.inSchema(name);
            return "mysql://%s:%s@%s/%s"
                    .formatted(encoded(endpoint.user()), encoded(endpoint.password()), endpoint.authority(), name);
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        /** Opens connections to it; several databases on one schema behave like several nodes. */
        public Database database() {
            return Database.on(server.inSchema(name), dialect, 20);
        }

        /** As {@link #database}, with a {@link StatementTap} on every connection. */
        public Database tapped() {
            var endpoint = server.inSchema(name);
            return Database.on(
                    new Endpoint(
                            endpoint.authority(),
                            endpoint.schema(),
                            endpoint.user(),
                            endpoint.password(),
                            "queryInterceptors=" + StatementTap.class.getName()),
                    dialect,
                    20);
        }

        void migrate() {
            try {
                Migrations.run(server.inSchema(name), dialect);
            } catch (SQLException e) {
                throw new TrellisException("The schema cannot be migrated", e);
            }
        }

        List<String> tables() {
            try (var connection = admin();
                    var statement = connection.createStatement()) {
                statement.execute("USE `" + name + "`");
                return TestDatabase.tables(statement);
            } catch (SQLException e) {
                throw new TrellisException("The tables cannot be listed", e);
            }
        }

        @Override
        public void close() {
            drop(name);
        }
    }

    private Connection admin() throws SQLException {
        return server.open(server.plainProperties());
    }

    /** Migrates one schema and remembers the statements that make another one like it. */
    private List<String> template(Connection connection) throws SQLException {
        var name = prefix + "template";
        var statements = new ArrayList<String>();
        if (!choice().equals("embedded")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(name)));
        }
        try (var statement = connection.createStatement()) {
            create(statement, name);
            Migrations.run(server.inSchema(name), dialect);
            statement.execute("USE `" + name + "`");
            for (var table : tables(statement)) {
                try (var row = statement.executeQuery("SHOW CREATE TABLE `" + table + "`")) {
                    row.next();
                    statements.add(row.getString(2));
                }
                statements.add("INSERT INTO `%2$s` SELECT * FROM `%1$s`.`%2$s`".formatted(name, table));
            }
        }
        return List.copyOf(statements);
    }

    private static List<String> tables(Statement statement) throws SQLException {
        var tables = new ArrayList<String>();
        try (var rows = statement.executeQuery("SHOW TABLES")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private void create(Statement statement, String name) throws SQLException {
        statement.execute("DROP DATABASE IF EXISTS `" + name + "`");
        statement.execute(
                "CREATE DATABASE `%s` CHARACTER SET utf8mb4 COLLATE %s".formatted(name, dialect.textCollation()));
    }

    private static void announce(String version) {
        System.out.println("Tests run on database " + version + " (" + choice() + ")");
        try {
            Files.createDirectories(FOLDERS);
            Files.writeString(FOLDERS.resolve("version.txt"), version + " (" + choice() + ")\n");
        } catch (IOException e) {
            throw new TrellisException("The test database's version cannot be noted", e);
        }
    }

    private static String choice() {
        var choice = System.getProperty("trellis.test.database", "embedded");
        return choice.contains(":") ? Endpoint.withoutSecrets(choice) : choice;
    }

    /** Leaves nothing behind on a server that outlives the tests. */
    private void drop(String schema) {
        try (var connection = admin();
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS `" + schema + "`");
        } catch (SQLException e) {
            throw new TrellisException("The schema " + schema + " cannot be dropped", e);
        }
    }

    private static Endpoint chosen() {
        var choice = System.getProperty("trellis.test.database", "embedded");
        return switch (choice) {
            case "embedded" -> embedded();
            case "mysql" -> container();
            default ->
                Endpoint.parse(DatabaseSettings.External.at(choice))
                        .map(endpoint -> endpoint.inSchema(""))
                        .orElseThrow(() -> new TrellisException("trellis.test.database=" + choice()
                                + " is none of embedded, mysql or mysql://user:password@host:port/schema"));
        };
    }

    private static Endpoint embedded() {
        try {
            sweep();
            var folder = DataFolder.take(
                            FOLDERS.resolve("jvm-" + ProcessHandle.current().pid()))
                    .orElseThrow();
            var binaries = Binaries.forThisMachine()
                    .orElseThrow(() -> new TrellisException(
                            "No embedded database for this machine: name one with -Dtrellis.test.database=URL"))
                    .installedIn(DatabaseSettings.Embedded.home());
            var server = EmbeddedServer.start(folder, binaries, QUICK);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                folder.close();
                delete(folder.path());
            }));
            return server.endpoint();
        } catch (IOException e) {
            throw new TrellisException("The embedded test database does not start", e);
        }
    }

    /** Deletes what killed test runs left behind. */
    private static void sweep() throws IOException {
        Files.createDirectories(FOLDERS);
        try (var folders = Files.list(FOLDERS)) {
            for (var path : folders.filter(Files::isDirectory).toList()) {
                var folder = DataFolder.take(path);
                if (folder.isPresent()) {
                    Orphans.end(folder.get());
                    folder.get().close();
                    delete(path);
                }
            }
        }
    }

    private static void delete(Path folder) {
        try {
            Binaries.deleteTree(folder);
        } catch (IOException e) {
            throw new TrellisException("Cannot delete " + folder, e);
        }
    }

    private static Endpoint container() {
        var mysql = new MySQLContainer("mysql:8.4").withUsername("root").withPassword("trellis");
        mysql.start();
        return new Endpoint(mysql.getHost() + ":" + mysql.getMappedPort(3306), "", "root", "trellis", "");
    }
}
