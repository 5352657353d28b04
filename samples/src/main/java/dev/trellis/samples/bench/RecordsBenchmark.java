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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures records through HTTP at several sizes: Trellis and the {@link LimitServer} on one database, taking turns.
 * Arguments: data folder, result file, sizes ({@code 100000,1000000}), seconds per round, rounds, seed.
 */
public final class RecordsBenchmark {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<Integer> CLIENTS = List.of(1, 8);
    private static final double WARM_UP_SECONDS = 8;
    /** Of a workspace that lives as long as the measurement, on this machine only. */
    private static final String PASSWORD = "bench-" + Long.toHexString(System.nanoTime()) + "-Xq";

    private static final String LIST = """
            {"id": "c_bench", "label": {"en": "Bench"}, "entity": "opportunity",
             "columns": ["name", "account", "amount", "stage"], "filter": "stage = \\"proposal\\"",
             "sort": [{"path": "amount", "descending": true}]}
            """;

    private final Connection connection;
    private final Contender trellis;
    private final Contender limit;
    private final Report report;
    private final double seconds;
    private final int rounds;
    private final Random random;
    private boolean isWarm;

    private RecordsBenchmark(
            Connection connection,
            Contender trellis,
            Contender limit,
            Report report,
            double seconds,
            int rounds,
            long seed) {
        this.connection = connection;
        this.trellis = trellis;
        this.limit = limit;
        this.report = report;
        this.seconds = seconds;
        this.rounds = rounds;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]).toAbsolutePath();
        var sizes =
                Arrays.stream(arguments[2].split(",")).map(Integer::parseInt).toList();
        long seed = Long.parseLong(arguments[5]);
        var report = new Report(seed, arguments[3], arguments[4]);
        if (!(Database.open(DatabaseSettings.Embedded.in(folder.resolve("db")))
                instanceof DatabaseStart.Starting(var database))) {
            throw new IllegalStateException("The embedded database cannot be started");
        }
        try (database;
                var connection = opened(database)) {
            run(folder, connection, report, sizes, arguments, seed);
        } finally {
            report.write(Path.of(arguments[1]).toAbsolutePath());
        }
    }

    private static Connection opened(Database database) throws SQLException {
        database.problem().ifPresent(problem -> {
            throw new IllegalStateException("The database did not start: " + problem);
        });
        return database.rawConnection();
    }

    private static void run(
            Path folder, Connection connection, Report report, List<Integer> sizes, String[] arguments, long seed)
            throws Exception {
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
                "Trellis", port, folder.resolve("trellis.log"), environment, "dev.trellis.ui.Trellis", List.of())) {
            signIn(trellis);
            int limitPort = freePort();
            try (var limit = Contender.start(
                    "limit",
                    limitPort,
                    folder.resolve("limit.log"),
                    Map.of(),
                    LimitServer.class.getName(),
                    List.of(Integer.toString(limitPort), jdbc, user, password, me(trellis)))) {
                publishList(trellis);
                var benchmark = new RecordsBenchmark(
                        connection,
                        trellis,
                        limit,
                        report,
                        Double.parseDouble(arguments[3]),
                        Integer.parseInt(arguments[4]),
                        seed);
                var data = new DataSet(connection);
                long owner = Long.parseLong(me(trellis));
                for (int size : sizes) {
                    long began = System.nanoTime();
                    data.fill(size, owner, seed);
                    System.out.printf(
                            "%,d opportunities after %d s%n", size, (System.nanoTime() - began) / 1_000_000_000);
                    benchmark.measure(
                            size, new Operations(trellis, limit, data.opportunities(), data.accounts()).all());
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Waits until the workspace is there: the server listens before its database and its first package are ready. */
    private static void signIn(Contender trellis) throws InterruptedException {
        var last = "";
        for (int i = 0; i < 900; i++) {
            try {
                var answer = trellis.send(
                        "POST",
                        "/api/v1/auth/token",
                        "{\"username\": \"admin\", \"password\": \"%s\"}".formatted(PASSWORD),
                        Map.of());
                if (answer.statusCode() == 200) {
                    trellis.token(JSON.readTree(answer.body()).path("token").stringValue());
                    return;
                }
                last = answer.body();
            } catch (IOException notYet) {
                last = notYet.toString();
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("Nobody can sign in: " + last);
    }

    private static String me(Contender trellis) throws IOException, InterruptedException {
        var me = JSON.readTree(trellis.get("/api/v1/me").body());
        return me.path("id").asString(me.at("/user/id").asString(""));
    }

    private static void publishList(Contender trellis) throws IOException, InterruptedException {
        expect(trellis.send("PUT", "/api/v1/metadata/list/c_bench", LIST, Map.of()));
        var published =
                trellis.send("POST", "/api/v1/metadata/publish", "{\"comment\": \"bench\", \"confirm\": []}", Map.of());
        if (published.statusCode() != 200 && published.statusCode() != 422) {
            expect(published);
        }
    }

    private static void expect(java.net.http.HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    private void measure(int size, List<Operation> operations) throws Exception {
        report.size(size);
        if (!isWarm) {
            for (var operation : operations) {
                load(trellis, operation.trellis(), 8, WARM_UP_SECONDS, new Measurement());
                load(limit, operation.limit(), 8, WARM_UP_SECONDS / 2, new Measurement());
            }
            isWarm = true;
        }
        for (var operation : operations) {
            for (int clients : CLIENTS) {
                var own = new Measurement();
                var other = new Measurement();
                load(trellis, operation.trellis(), clients, 1, new Measurement());
                load(limit, operation.limit(), clients, 0.5, new Measurement());
                for (int round = 0; round < rounds; round++) {
                    load(trellis, operation.trellis(), clients, seconds, own);
                    load(limit, operation.limit(), clients, seconds, other);
                }
                report.measured(operation, clients, own, other);
            }
        }
        search();
        report.published(addField());
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
            expect(answer);
        }
        times.sort(null);
        report.searched(times.get(100) / 1e6, times.get(190) / 1e6);
    }

    /** Returns how many milliseconds a publish took that adds a field to the table. */
    private double addField() throws Exception {
        var entity = (ObjectNode)
                JSON.readTree(trellis.get("/api/v1/metadata/entity/opportunity").body());
        entity.withArray("fields")
                .add(JSON.readTree("{\"id\": \"c_bench_%d\", \"label\": {\"en\": \"Bench\"}, \"type\": \"decimal\"}"
                        .formatted(System.nanoTime() % 1_000_000_000)));
        expect(trellis.send("PUT", "/api/v1/metadata/entity/opportunity", entity.toString(), Map.of()));
        long began = System.nanoTime();
        expect(trellis.send("POST", "/api/v1/metadata/publish", "{\"comment\": \"field\", \"confirm\": []}", Map.of()));
        return (System.nanoTime() - began) / 1e6;
    }
}
