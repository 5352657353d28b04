package dev.trellis.samples.bench;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures records through HTTP at several sizes: Trellis and the {@link LimitServer} on one database, taking turns.
 * Arguments: data folder, result file, sizes ({@code 100000,1000000}), seconds per round, rounds, seed.
 */
public final class RecordsBenchmark {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<Integer> CLIENTS = List.of(1, 8);
    private static final int ACCOUNTS = 1_000;
    private static final List<String> STAGES = List.of("qualify", "needs", "proposal", "negotiation", "won", "lost");
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
    private final List<String> report;
    private final double seconds;
    private final int rounds;
    private final Random random;
    private final long[] ids;
    private final int[] versions;
    private final long[] accounts;

    private RecordsBenchmark(
            Connection connection,
            Contender trellis,
            Contender limit,
            List<String> report,
            double seconds,
            int rounds,
            long seed,
            long[] ids,
            long[] accounts) {
        this.connection = connection;
        this.trellis = trellis;
        this.limit = limit;
        this.report = report;
        this.seconds = seconds;
        this.rounds = rounds;
        this.random = new Random(seed);
        this.ids = ids;
        this.versions = new int[ids.length];
        Arrays.fill(versions, 1);
        this.accounts = accounts;
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]).toAbsolutePath();
        var sizes =
                Arrays.stream(arguments[2].split(",")).map(Integer::parseInt).toList();
        var report = new ArrayList<String>();
        long seed = Long.parseLong(arguments[5]);
        report.add("# Records through HTTP: Trellis and the limit");
        report.add("");
        report.add(
                "%s, seed %d, %d processors, Java %s; %s s per round, %s rounds in turns, the load generator on the same machine."
                        .formatted(
                                Instant.now(),
                                seed,
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version(),
                                arguments[3],
                                arguments[4]));
        report.add(
                "CPU is that of the server's process; statements and rows read are those of the database over the rounds, the");
        report.add("background work of Trellis (search index, watches) included.");
        if (!(Database.open(DatabaseSettings.Embedded.in(folder.resolve("db")))
                instanceof DatabaseStart.Starting(var database))) {
            throw new IllegalStateException("The embedded database cannot be started");
        }
        try (database;
                var connection = opened(database)) {
            run(folder, connection, report, sizes, arguments, seed);
        } finally {
            Files.createDirectories(Path.of(arguments[1]).toAbsolutePath().getParent());
            Files.write(Path.of(arguments[1]), report);
        }
    }

    private static Connection opened(Database database) throws SQLException {
        database.problem().ifPresent(problem -> {
            throw new IllegalStateException("The database did not start: " + problem);
        });
        return database.rawConnection();
    }

    private static void run(
            Path folder, Connection connection, List<String> report, List<Integer> sizes, String[] arguments, long seed)
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
                jdbc.replaceFirst("\\?.*", "") + "?user=" + encoded(user) + "&password=" + encoded(password),
                "TRELLIS_DEMO",
                "false",
                "TRELLIS_ADMIN_PASSWORD",
                PASSWORD);
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
                for (int size : sizes) {
                    fill(connection, size, Long.parseLong(me(trellis)), seed);
                    var benchmark = new RecordsBenchmark(
                            connection,
                            trellis,
                            limit,
                            report,
                            Double.parseDouble(arguments[3]),
                            Integer.parseInt(arguments[4]),
                            seed,
                            numbers(
                                    connection,
                                    "SELECT id FROM r_opportunity WHERE version = 1 ORDER BY id LIMIT 20000"),
                            numbers(connection, "SELECT id FROM r_account ORDER BY id LIMIT 1000"));
                    benchmark.measure(size);
                }
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
        var me = JSON.readTree(trellis.send("GET", "/api/v1/me", "", Map.of()).body());
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

    /** Fills accounts and opportunities straight into their tables: what is measured comes later. */
    private static void fill(Connection connection, int size, long owner, long seed) throws SQLException {
        connection.setAutoCommit(true);
        long accounts = number(connection, "SELECT COUNT(*) FROM r_account");
        try (var statement = connection.createStatement()) {
            for (long i = accounts; i < ACCOUNTS; i++) {
                statement.executeUpdate("""
                        INSERT INTO r_account (id, version, created_at, changed_at, row__live, owner, name)
                        VALUES (%d, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 1, %d, 'Company %05d')
                        """.formatted(1_000_000_000L + i, owner, i));
            }
        }
        var random = new Random(seed);
        long there = number(connection, "SELECT COUNT(*) FROM r_opportunity");
        while (there < size) {
            var rows = new StringBuilder();
            int batch = (int) Math.min(2_000, size - there);
            for (int i = 0; i < batch; i++) {
                long amount = random.nextLong(1, 10_000_000);
                rows.append(i == 0 ? "" : ",")
                        .append(
                                "(%d,1,UTC_TIMESTAMP(6),UTC_TIMESTAMP(6),%d,%d,1,%d,'Chance %07d',%d,%d,'%s','2026-12-%02d',0.1,%d,'new_business')"
                                        .formatted(
                                                2_000_000_000L + there + i,
                                                owner,
                                                owner,
                                                owner,
                                                there + i,
                                                1_000_000_000L + random.nextInt(ACCOUNTS),
                                                amount,
                                                STAGES.get(random.nextInt(STAGES.size())),
                                                1 + random.nextInt(28),
                                                amount / 10));
            }
            try (var statement = connection.createStatement()) {
                statement.executeUpdate(
                        "INSERT INTO r_opportunity (id, version, created_at, changed_at, created_by, changed_by, row__live,"
                                + " owner, name, account, amount, stage, close_date, probability, weighted_amount, kind) VALUES "
                                + rows);
            }
            there += batch;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("ANALYZE TABLE r_opportunity");
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        return numbers(connection, query)[0];
    }

    private static long[] numbers(Connection connection, String query) throws SQLException {
        var numbers = new ArrayList<Long>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    /** One request of a client; which of all clients it is decides which records are its own. */
    @FunctionalInterface
    private interface Call {
        boolean send(int client, Random random) throws Exception;
    }

    private void measure(int size) throws Exception {
        report.add("");
        report.add("## %,d opportunities".formatted(size));
        report.add("");
        report.add(
                "| operation | clients | server | requests/s | p50 ms | p95 ms | p99 ms | CPU ms | statements | rows read | failed |");
        report.add("|---|---|---|---|---|---|---|---|---|---|---|");
        var operations = operations();
        var ratios = new ArrayList<String>();
        for (var operation : operations.entrySet()) {
            for (int clients : CLIENTS) {
                var own = new Measurement();
                var other = new Measurement();
                load(trellis, operation.getValue().get(0), clients, 1, new Measurement());
                load(limit, operation.getValue().get(1), clients, 1, new Measurement());
                for (int round = 0; round < rounds; round++) {
                    load(trellis, operation.getValue().get(0), clients, seconds, own);
                    load(limit, operation.getValue().get(1), clients, seconds, other);
                }
                row(operation.getKey(), clients, trellis, own);
                row(operation.getKey(), clients, limit, other);
                ratios.add("| %s | %d | %.1f | %.0f %% | %.1f |"
                        .formatted(
                                operation.getKey(),
                                clients,
                                own.processorMillis() / other.processorMillis(),
                                100 * own.perSecond() / other.perSecond(),
                                own.at(0.5) / other.at(0.5)));
            }
        }
        search();
        addField(size);
        report.add("");
        report.add("| Trellis : limit | clients | CPU per request | requests per second | p50 |");
        report.add("|---|---|---|---|---|");
        report.addAll(ratios);
    }

    private void row(String operation, int clients, Contender contender, Measurement measured) {
        var line = "| %s | %d | %s | %.0f | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f | %d |"
                .formatted(
                        operation,
                        clients,
                        contender.name(),
                        measured.perSecond(),
                        measured.at(0.5),
                        measured.at(0.95),
                        measured.at(0.99),
                        measured.processorMillis(),
                        measured.statements(),
                        measured.rowsRead(),
                        measured.failures());
        System.out.println(line);
        report.add(line);
    }

    private Map<String, List<Call>> operations() {
        var operations = new LinkedHashMap<String, List<Call>>();
        operations.put(
                "read by id with a label",
                List.of(
                        (client, chance) -> ok(trellis.send(
                                "GET",
                                "/api/v1/records/opportunity/" + any(chance)
                                        + "?fields=name,amount,stage,close_date,account",
                                "",
                                Map.of())),
                        (client, chance) -> ok(limit.send("GET", "/read?id=" + any(chance), "", Map.of()))));
        operations.put("update one field", List.of(this::update, this::updateLimit));
        operations.put(
                "create with validation",
                List.of(
                        (client, chance) -> ok(trellis.send(
                                "POST",
                                "/api/v1/records/opportunity",
                                "{\"values\": {\"name\": \"Made %d\", \"account\": \"%d\", \"amount\": %d}}"
                                        .formatted(
                                                chance.nextInt(1_000_000),
                                                accounts[chance.nextInt(accounts.length)],
                                                chance.nextInt(1, 9_000_000)),
                                Map.of())),
                        (client, chance) -> ok(limit.send(
                                "POST",
                                "/create?account=" + accounts[chance.nextInt(accounts.length)] + "&amount="
                                        + chance.nextInt(1, 9_000_000),
                                "",
                                Map.of()))));
        var filter = encoded("stage = \"proposal\"");
        operations.put(
                "list of 50, filter, sort, label",
                List.of(
                        (client, chance) -> ok(trellis.send(
                                "GET",
                                "/api/v1/records/opportunity?filter=" + filter
                                        + "&sort=-amount&fields=name,amount,stage,close_date,account&limit=50&count=none",
                                "",
                                Map.of())),
                        (client, chance) -> ok(limit.send("GET", "/list?stage=proposal", "", Map.of()))));
        operations.put(
                "bounded count",
                List.of(
                        (client, chance) -> ok(trellis.send(
                                "GET",
                                "/api/v1/records/opportunity?filter=" + filter + "&fields=name&limit=1&count=capped",
                                "",
                                Map.of())),
                        (client, chance) -> ok(limit.send("GET", "/count?stage=proposal", "", Map.of()))));
        return operations;
    }

    private long any(Random chance) {
        return ids[chance.nextInt(ids.length)];
    }

    private boolean update(int client, Random chance) throws Exception {
        int at = chance.nextInt(ids.length / 16) * 16 + client;
        var answer = trellis.send(
                "PATCH",
                "/api/v1/records/opportunity/" + ids[at],
                "{\"values\": {\"amount\": " + chance.nextInt(1, 9_000_000) + "}}",
                Map.of("If-Match", "\"" + versions[at] + "\""));
        versions[at] += answer.statusCode() / 100 == 2 ? 1 : 0;
        return ok(answer);
    }

    private boolean updateLimit(int client, Random chance) throws Exception {
        int at = chance.nextInt(ids.length / 16) * 16 + 8 + client;
        var answer = limit.send(
                "POST",
                "/update?id=" + ids[at] + "&version=" + versions[at] + "&amount=" + chance.nextInt(1, 9_000_000),
                "",
                Map.of());
        versions[at] += answer.body().contains("version") ? 1 : 0;
        return answer.body().contains("version");
    }

    private static boolean ok(java.net.http.HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 2;
    }

    private void load(Contender contender, Call call, int clients, double length, Measurement into) throws Exception {
        long statements = status("Questions");
        long rows = status("Rows_read");
        var processor = contender.processorTime();
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
        double took = (System.nanoTime() - began) / 1e9;
        into.add(
                times,
                failed,
                took,
                contender.processorTime().minus(processor).toNanos(),
                status("Questions") - statements,
                status("Rows_read") - rows);
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
            var answer = trellis.send(
                    "GET",
                    "/api/v1/search?q=" + encoded("Company %05d".formatted(random.nextInt(ACCOUNTS))),
                    "",
                    Map.of());
            times.add(System.nanoTime() - began);
            expect(answer);
        }
        times.sort(null);
        report.add("");
        report.add(
                "Search (no counterpart; the index holds what has come through the gate so far): p50 %.1f ms, p95 %.1f ms."
                        .formatted(times.get(100) / 1e6, times.get(190) / 1e6));
    }

    private void addField(int size) throws Exception {
        var entity = (tools.jackson.databind.node.ObjectNode)
                JSON.readTree(trellis.send("GET", "/api/v1/metadata/entity/opportunity", "", Map.of())
                        .body());
        entity.withArray("fields")
                .add(JSON.readTree("{\"id\": \"c_bench_%d\", \"label\": {\"en\": \"Bench\"}, \"type\": \"decimal\"}"
                        .formatted(System.nanoTime() % 1_000_000_000)));
        expect(trellis.send("PUT", "/api/v1/metadata/entity/opportunity", entity.toString(), Map.of()));
        long began = System.nanoTime();
        expect(trellis.send("POST", "/api/v1/metadata/publish", "{\"comment\": \"field\", \"confirm\": []}", Map.of()));
        report.add("Adding a field at %,d rows, publish included: %.0f ms."
                .formatted(size, (System.nanoTime() - began) / 1e6));
    }
}
