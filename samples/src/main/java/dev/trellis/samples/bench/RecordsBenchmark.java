package dev.trellis.samples.bench;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import dev.trellis.samples.bench.Operations.Call;
import dev.trellis.samples.bench.Operations.Operation;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Measures records through HTTP at several sizes: Trellis and the {@link LimitServer} on one database, taking turns.
 * Arguments: data folder, then {@link Options}.
 */
public final class RecordsBenchmark {

    private static final int FIELDS_ADDED = 5;
    /** Of a workspace that lives as long as the measurement, on this machine only. */
    private static final String PASSWORD = "bench-" + Long.toHexString(System.nanoTime()) + "-Xq";

    private final Connection connection;
    private final Contender trellis;
    private final Contender limit;
    private final Report report;
    private final Options options;
    private final Random random;
    private boolean isWarm;

    private RecordsBenchmark(
            Connection connection, Contender trellis, Contender limit, Report report, Options options) {
        this.connection = connection;
        this.trellis = trellis;
        this.limit = limit;
        this.report = report;
        this.options = options;
        this.random = new Random(options.seed());
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]).toAbsolutePath();
        var options = Options.of(Arrays.asList(arguments).subList(1, arguments.length));
        var report = new Report(options);
        if (!(Database.open(DatabaseSettings.Embedded.in(folder.resolve("db")))
                instanceof DatabaseStart.Starting(var database))) {
            throw new IllegalStateException("The embedded database cannot be started");
        }
        try (database;
                var connection = opened(database)) {
            run(folder, connection, report, options);
        } finally {
            report.write(options.output());
        }
    }

    private static Connection opened(Database database) throws SQLException {
        database.problem().ifPresent(problem -> {
            throw new IllegalStateException("The database did not start: " + problem);
        });
        return database.rawConnection();
    }

    private static void run(Path folder, Connection connection, Report report, Options options) throws Exception {
        var jdbc = connection.getMetaData().getURL();
        var user = connection.getMetaData().getUserName().replaceFirst("@.*", "");
        var password = Files.readString(folder.resolve("db").resolve("database.password"))
                .strip();
        int port = freePort();
        var environment = Map.of(
                "TRELLIS_PORT",
                Integer.toString(port),
                "TRELLIS_DATA",
                folder.resolve("node").toString(),
                "TRELLIS_DATABASE",
                jdbc.replaceFirst("\\?.*", "") + "?user=" + Operations.encoded(user) + "&password="
                        + Operations.encoded(password),
                "TRELLIS_DEMO",
                "false",
                "TRELLIS_ADMIN_PASSWORD",
                PASSWORD,
                "TRELLIS_API_REQUESTS_PER_MINUTE",
                "100000000");
        Files.createDirectories(folder);
        try (var trellis = Contender.start(
                "Trellis",
                port,
                folder.resolve("trellis.log"),
                environment,
                recording(options),
                "dev.trellis.ui.Trellis",
                List.of())) {
            var workspace = new Workspace(trellis);
            workspace.signIn(PASSWORD);
            long owner = workspace.me();
            int limitPort = freePort();
            try (var limit = Contender.start(
                    "limit",
                    limitPort,
                    folder.resolve("limit.log"),
                    Map.of(),
                    List.of(),
                    LimitServer.class.getName(),
                    List.of(Integer.toString(limitPort), jdbc, user, password, Long.toString(owner)))) {
                workspace.publishList();
                var benchmark = new RecordsBenchmark(connection, trellis, limit, report, options);
                var data = new DataSet(connection);
                for (int size : options.sizes()) {
                    long began = System.nanoTime();
                    data.fill(size, owner, options.seed());
                    System.out.printf(
                            "%,d opportunities after %d s%n", size, (System.nanoTime() - began) / 1_000_000_000);
                    var operations = new Operations(trellis, limit, data.opportunities(), data.accounts())
                            .all().stream()
                                    .filter(operation -> options.has(operation.key()))
                                    .toList();
                    benchmark.measure(size, operations, workspace);
                }
            }
        }
    }

    /** Where the processor time of Trellis goes, sampled by the virtual machine. */
    private static List<String> recording(Options options) {
        return options.profile().isEmpty()
                ? List.of()
                : List.of(
                        "-XX:FlightRecorderOptions:stackdepth=256",
                        "-XX:StartFlightRecording:jdk.CPUTimeSample#enabled=true,jdk.CPUTimeSample#throttle=5ms,filename="
                                + options.profile());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void measure(int size, List<Operation> operations, Workspace workspace) throws Exception {
        report.size(size);
        if (!isWarm) {
            for (var operation : operations) {
                load(trellis, operation.trellis(), 8, options.warmUp(), new Measurement());
                load(limit, operation.limit(), 8, options.warmUp() / 2, new Measurement());
            }
            isWarm = true;
        }
        for (var operation : operations) {
            for (int clients : options.clients()) {
                var own = new Measurement();
                var other = new Measurement();
                load(trellis, operation.trellis(), clients, 1, new Measurement());
                load(limit, operation.limit(), clients, 0.5, new Measurement());
                for (int round = 0; round < options.rounds(); round++) {
                    load(trellis, operation.trellis(), clients, options.seconds(), own);
                    load(limit, operation.limit(), clients, options.seconds(), other);
                }
                report.measured(operation, clients, own, other);
            }
        }
        if (options.has("search")) {
            search();
        }
        if (options.has("field")) {
            report.published(workspace.addFields(FIELDS_ADDED));
        }
        report.ratios();
    }

    private void load(Contender contender, Call call, int clients, double length, Measurement into) throws Exception {
        long statements = status("Questions");
        long rows = status("Rows_read");
        var processor = contender.processorTime();
        var aside = contender.asideTime();
        long began = System.nanoTime();
        long end = began + (long) (length * 1e9);
        var times = new ArrayList<Long>();
        int failed = 0;
        try (var workers = Executors.newFixedThreadPool(clients)) {
            var work = new ArrayList<Callable<List<Long>>>();
            for (int client = 0; client < clients; client++) {
                var own = new Random(random.nextLong());
                int number = client;
                work.add(() -> one(call, number, own, end));
            }
            for (var done : workers.invokeAll(work)) {
                for (long nanos : done.get()) {
                    failed += nanos < 0 ? 1 : 0;
                    times.add(Math.abs(nanos));
                }
            }
        }
        into.add(
                times,
                failed,
                new Measurement.Beside(
                        (System.nanoTime() - began) / 1e9,
                        contender.processorTime().minus(processor).toNanos(),
                        contender.asideTime().minus(aside).toNanos(),
                        status("Questions") - statements,
                        status("Rows_read") - rows));
    }

    /** The times of one client; those of refused requests negative. */
    private static List<Long> one(Call call, int client, Random random, long end) throws Exception {
        var times = new ArrayList<Long>();
        while (System.nanoTime() < end) {
            long began = System.nanoTime();
            boolean fine = call.send(client, random);
            long took = System.nanoTime() - began;
            times.add(fine ? took : -took);
        }
        return times;
    }

    private long status(String name) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + name + "'")) {
            row.next();
            return row.getLong(2);
        }
    }

    private void search() throws Exception {
        var times = new ArrayList<Long>();
        for (int i = 0; i < 200; i++) {
            long began = System.nanoTime();
            var answer = trellis.get("/api/v1/search?q="
                    + Operations.encoded("Company %05d".formatted(random.nextInt(DataSet.ACCOUNTS))));
            times.add(System.nanoTime() - began);
            Workspace.expect(answer);
        }
        times.sort(null);
        report.searched(times.get(100) / 1e6, times.get(190) / 1e6);
    }
}
