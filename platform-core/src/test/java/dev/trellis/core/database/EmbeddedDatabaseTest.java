package dev.trellis.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir
    private Path folder;

    @Test
    void a_second_server_on_the_same_folder_is_refused_at_once() throws Exception {
        var holder = FolderHolder.start(data(), true);
        try {
            var began = System.nanoTime();

            var second = Database.open(DatabaseSettings.Embedded.in(data()));

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            assertThat(second).isInstanceOfSatisfying(DatabaseStart.Refused.class, refused -> {
                assertThat(refused.problem().code()).isEqualTo(DatabaseProblems.FOLDER_IN_USE);
                assertThat(refused.problem().arguments()).containsEntry("folder", data());
            });
        } finally {
            endCleanly(holder);
        }
    }

    @Test
    void what_was_stored_is_there_after_a_restart() throws Exception {
        try (var first = open()) {
            execute(first, "CREATE TABLE note (text VARCHAR(20))", "INSERT INTO note (text) VALUES ('中文 é')");
        }

        try (var second = open()) {
            assertThat(text(second, "SELECT text FROM note")).isEqualTo("中文 é");
        }
    }

    @Test
    void an_orphan_of_a_killed_process_is_ended_and_the_data_is_complete() throws Exception {
        var killed = FolderHolder.start(data(), false);
        var orphan = serverProcess();
        killed.destroyForcibly().waitFor();
        assertThat(orphan.isAlive()).isTrue();

        try (var next = open()) {
            assertThat(text(next, "SELECT COUNT(*) FROM kept")).isEqualTo("1");
        }
        assertThat(orphan.isAlive()).isFalse();
    }

    @Test
    void a_killed_process_takes_its_server_with_it_or_the_next_start_ends_it() throws Exception {
        var killed = FolderHolder.start(data(), true);
        var server = serverProcess();
        killed.destroyForcibly().waitFor();

        if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            server.onExit().get(60, TimeUnit.SECONDS);
        }

        try (var next = open()) {
            assertThat(text(next, "SELECT COUNT(*) FROM kept")).isEqualTo("1");
        }
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void a_server_that_is_killed_comes_back_by_itself_with_all_that_was_committed() throws Exception {
        try (var database = open(EmbeddedServer.Tuning.DURABLE)) {
            execute(database, "CREATE TABLE note (text VARCHAR(20))", "INSERT INTO note (text) VALUES ('kept')");
            var killed = serverProcess();
            killed.destroyForcibly();
            killed.onExit().get(30, TimeUnit.SECONDS);

            assertThat(textInTheEnd(database, "SELECT text FROM note")).isEqualTo("kept");
            assertThat(serverProcess()).isNotEqualTo(killed);
        }
    }

    @Test
    void a_process_id_that_belongs_to_somebody_else_meanwhile_is_left_alone() throws Exception {
        try (var held = DataFolder.take(data()).orElseThrow()) {
            DataFolder.writePrivate(held.processFile(), ProcessHandle.current().pid() + " 3306\n");

            assertThat(Orphans.find(held)).isEmpty();
        }
    }

    @Test
    void nobody_gets_in_without_the_password() throws Exception {
        try (var database = open()) {
            var url = "jdbc:mysql://127.0.0.1:" + port() + "/";

            assertRefused(url, "root", "");
            assertRefused(url, "", "");
            assertRefused(url, EmbeddedServer.USER, "");
            assertRefused(url, EmbeddedServer.USER, "wrong");
            assertThat(text(database, "SELECT GROUP_CONCAT(User ORDER BY User) FROM mysql.global_priv"))
                    .isEqualTo("mariadb.sys,trellis");
            assertRefused(url, "mariadb.sys", "");
        }
    }

    @Test
    void the_server_listens_on_the_loopback_address_only() throws Exception {
        try (var database = open()) {
            assertThat(text(database, "SELECT @@bind_address")).isEqualTo("127.0.0.1");
            for (var network : NetworkInterface.networkInterfaces().toList()) {
                for (var address : network.inetAddresses().toList()) {
                    if (!address.getHostAddress().equals("127.0.0.1")) {
                        assertThatThrownBy(() -> connect(new InetSocketAddress(address, port())))
                                .isInstanceOf(IOException.class);
                    }
                }
            }
        }
    }

    @Test
    void secrets_in_the_folder_are_readable_by_their_owner_only() throws Exception {
        try (var _ = open()) {
            assertThat(permissions("")).isEqualTo("rwx------");
            assertThat(permissions("database.password")).isEqualTo("rw-------");
            assertThat(permissions("database.process")).isEqualTo("rw-------");
            assertThat(permissions("database")).isEqualTo("rwx------");
        }
    }

    @Test
    void temporary_tables_stay_where_no_other_server_deletes_them() throws Exception {
        try (var database = open()) {
            assertThat(Path.of(text(database, "SELECT @@tmpdir"))).isEqualTo(data().resolve("database-tmp"));
            assertThat(permissions("database-tmp")).isEqualTo("rwx------");
        }
    }

    @Test
    void commits_are_durable_and_sessions_are_strict() throws Exception {
        try (var database = open(EmbeddedServer.Tuning.DURABLE)) {
            assertThat(text(database, "SELECT @@innodb_flush_log_at_trx_commit"))
                    .isEqualTo("1");
            assertThat(text(database, "SELECT @@collation_connection")).isEqualTo("utf8mb4_nopad_bin");
            assertThat(text(database, "SELECT @@collation_database")).isEqualTo("utf8mb4_nopad_bin");
            assertThat(text(database, "SELECT 'a ' <> 'a'")).isEqualTo("1");
            assertThat(text(database, "SELECT @@time_zone")).isEqualTo("+00:00");
            assertThat(text(database, "SELECT @@transaction_isolation")).isEqualTo("READ-COMMITTED");
            assertThat(text(database, "SELECT @@innodb_lock_wait_timeout")).isEqualTo("5");
            assertThat(text(database, "SELECT @@lock_wait_timeout")).isEqualTo("5");
            assertThatThrownBy(() -> execute(
                            database, "CREATE TABLE short (text VARCHAR(2))", "INSERT INTO short VALUES ('abc')"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void a_machine_without_a_known_server_has_none() {
        assertThat(Binaries.on("Linux", "amd64")).contains(Binaries.LINUX);
        assertThat(Binaries.on("Mac OS X", "aarch64")).contains(Binaries.MACOS);
        assertThat(Binaries.on("Windows 11", "amd64")).contains(Binaries.WINDOWS);
        assertThat(Binaries.on("Linux", "aarch64")).isEmpty();
        assertThat(Binaries.on("Mac OS X", "x86_64")).isEmpty();
    }

    @Test
    void an_address_that_is_none_and_a_server_that_is_silent_are_told_as_problems() {
        var unreadable = Database.open(DatabaseSettings.External.at("postgres://host/trellis"));
        var silent = (DatabaseStart.Starting)
                Database.open(DatabaseSettings.External.at("mysql://somebody:secret@127.0.0.1:1/trellis"));

        assertThat(unreadable)
                .isInstanceOfSatisfying(
                        DatabaseStart.Refused.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(DatabaseProblems.URL_UNREADABLE));
        try (var database = silent.database()) {
            assertThat(database.problem()).hasValueSatisfying(problem -> {
                assertThat(problem.code()).isEqualTo(DatabaseProblems.UNREACHABLE);
                assertThat(problem.arguments().toString())
                        .contains("127.0.0.1:1")
                        .doesNotContain("secret");
            });
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Database open() {
        return open(TestDatabase.QUICK);
    }

    private Database open(EmbeddedServer.Tuning tuning) {
        var started = (DatabaseStart.Starting) Database.open(DatabaseSettings.Embedded.in(data()), tuning);
        assertThat(started.database().problem()).isEmpty();
        return started.database();
    }

    private ProcessHandle serverProcess() throws IOException {
        return ProcessHandle.of(Long.parseLong(processFile()[0])).orElseThrow();
    }

    private int port() throws IOException {
        return Integer.parseInt(processFile()[1]);
    }

    private String[] processFile() throws IOException {
        return Files.readString(data().resolve("database.process")).strip().split(" ");
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve(name)));
    }

    private static void endCleanly(Process process) throws Exception {
        process.outputWriter().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(address, 1000);
        }
    }

    private static void assertRefused(String url, String user, String password) {
        assertThatThrownBy(
                        () -> DriverManager.getConnection(url, user, password).close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Access denied");
    }

    private static void execute(Database database, String... statements) throws SQLException {
        try (var connection = database.rawConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Asks again until the server is back: each try waits for a connection. */
    private static String textInTheEnd(Database database, String query) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return text(database, query);
            } catch (SQLException notYet) {
                if (tries == 20) {
                    throw notYet;
                }
            }
        }
    }

    private static String text(Database database, String query) throws SQLException {
        try (var connection = database.rawConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
