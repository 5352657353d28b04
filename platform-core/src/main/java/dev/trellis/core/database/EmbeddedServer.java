package dev.trellis.core.database;

import dev.trellis.core.problem.TrellisException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MariaDB server process of our own: reachable on the loopback address only, by one account with a drawn password. It
 * is told to end when this process dies, where the system can do that; {@link Orphans} cares for the rest.
 */
final class EmbeddedServer implements AutoCloseable {

    static final String USER = "trellis";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final long MAX_LOG_BYTES = 4L << 20;

    private final Endpoint endpoint;
    private final ServerProcess process;

    private EmbeddedServer(Endpoint endpoint, ServerProcess process) {
        this.endpoint = endpoint;
        this.process = process;
    }

    /** How much a server may use and how carefully it writes. */
    record Tuning(List<String> options, boolean diesWithParent) {

        /** Every commit is on the disk before it is confirmed. */
        static final Tuning DURABLE = new Tuning(
                List.of(
                        "--innodb-flush-log-at-trx-commit=1",
                        "--innodb-buffer-pool-size=256M",
                        "--innodb-log-file-size=96M"),
                true);

        Tuning {
            options = List.copyOf(options);
        }
    }

    /** Starts the server of a folder that this process holds; the first time it creates the system tables. */
    static EmbeddedServer start(DataFolder folder, Binaries.Installed binaries, Tuning tuning) throws IOException {
        Orphans.end(folder);
        var password = folder.secret("database.password");
        if (!Files.exists(folder.database().resolve(".complete"))) {
            bootstrap(folder, binaries, tuning, password);
        }
        for (int attempt = 1; ; attempt++) {
            var port = freePort();
            var endpoint = new Endpoint(LOOPBACK + ":" + port, "", USER, password, "");
            var command = command(folder, binaries, tuning, port);
            var process = ServerProcess.start(() -> builder(command, folder), folder, port);
            if (answers(process, port)) {
                process.keepRunning();
                return new EmbeddedServer(endpoint, process);
            }
            if (attempt == 3) {
                throw new TrellisException("The embedded database does not start; its log is " + folder.log());
            }
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Stops the server cleanly and waits until it has written everything. */
    @Override
    public void close() {
        process.letEnd();
        if (process.isAlive()) {
            shutDown(endpoint);
        }
        process.awaitEnd(STOP);
    }

    /** Asks a server to stop; the process's own signal where it does not listen. */
    private void shutDown(Endpoint server) {
        try (var connection = server.open(server.plainProperties());
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException unreachable) {
            LOG.debug("SHUTDOWN was not answered, the process is told to end", unreachable);
            process.end();
        }
    }

    private static void bootstrap(DataFolder folder, Binaries.Installed binaries, Tuning tuning, String password)
            throws IOException {
        Binaries.deleteTree(folder.database());
        DataFolder.createPrivate(folder.database());
        var command = new ArrayList<>(List.of(binaries.server().toString(), "--no-defaults", "--bootstrap"));
        command.addAll(files(folder, binaries));
        command.addAll(tuning.options());
        command.addAll(List.of("--log-warnings=0", "--enforce-storage-engine=", "--max-allowed-packet=8M"));
        var bootstrap = builder(command, folder).start();
        try (var input = bootstrap.outputWriter()) {
            input.write("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n");
            for (var part : List.of("system_tables", "performance_tables", "system_tables_data")) {
                input.write(Files.readString(binaries.share().resolve("mariadb_" + part + ".sql")));
                input.write("\n");
            }
            input.write("""
                    DELETE FROM global_priv WHERE User <> 'mariadb.sys';
                    DELETE FROM db;
                    DELETE FROM proxies_priv;
                    FLUSH PRIVILEGES;
                    CREATE USER '%1$s'@'%2$s' IDENTIFIED BY '%3$s';
                    GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%2$s' WITH GRANT OPTION;
                    """.formatted(USER, LOOPBACK, password));
        }
        try {
            if (bootstrap.waitFor() != 0) {
                throw new TrellisException("The embedded database cannot be set up; its log is " + folder.log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrellisException("Interrupted while the embedded database was set up", e);
        }
        Files.createFile(folder.database().resolve(".complete"));
    }

    private static List<String> command(DataFolder folder, Binaries.Installed binaries, Tuning tuning, int port) {
        var command = new ArrayList<String>();
        var setpriv = Path.of("/usr/bin/setpriv");
        if (tuning.diesWithParent() && Files.isExecutable(setpriv)) {
            command.addAll(List.of(setpriv.toString(), "--pdeathsig", "TERM"));
        }
        command.addAll(List.of(binaries.server().toString(), "--no-defaults"));
        command.addAll(files(folder, binaries));
        command.addAll(List.of(
                "--bind-address=" + LOOPBACK,
                "--port=" + port,
                "--socket=mariadbd.sock",
                "--pid-file=mariadbd.pid",
                "--skip-name-resolve",
                "--skip-ssl",
                "--skip-log-bin",
                "--skip-symbolic-links",
                "--performance-schema=off",
                "--feedback=off",
                "--local-infile=0",
                "--secure-file-priv=" + folder.database().resolve("tmp"),
                "--character-set-server=utf8mb4",
                "--collation-server=" + Dialect.MARIADB.textCollation(),
                "--character-set-collations=utf8mb4=" + Dialect.MARIADB.textCollation(),
                "--default-storage-engine=InnoDB",
                "--default-time-zone=+00:00",
                "--max-allowed-packet=64M",
                "--max-connections=250",
                "--log-warnings=1"));
        command.addAll(tuning.options());
        return command;
    }

    private static List<String> files(DataFolder folder, Binaries.Installed binaries) {
        var files = new ArrayList<String>();
        files.add("--basedir=" + binaries.base());
        files.add("--datadir=" + folder.database());
        files.add("--tmpdir=" + folder.temporary());
        files.add("--lc-messages-dir=" + binaries.share());
        files.add("--character-sets-dir=" + binaries.share().resolve("charsets"));
        if (System.getProperty("user.name").equals("root")) {
            files.add("--user=root");
        }
        return files;
    }

    private static ProcessBuilder builder(List<String> command, DataFolder folder) throws IOException {
        Files.createDirectories(folder.database().resolve("tmp"));
        DataFolder.createPrivate(folder.temporary());
        var log = folder.log();
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.delete(log);
        }
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
            var libraries =
                    Path.of(command.getFirst()).resolveSibling("../libs").normalize();
            builder.environment().put("DYLD_FALLBACK_LIBRARY_PATH", libraries.toString());
        }
        return builder;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(ServerProcess process, int port) {
        var deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port), 1000);
                return process.isAlive();
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    return false;
                }
                pause();
            }
        }
        process.end();
        return false;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrellisException("Interrupted while the embedded database was starting", e);
        }
    }
}
