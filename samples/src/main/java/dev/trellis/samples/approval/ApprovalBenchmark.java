package dev.trellis.samples.approval;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseSettings;
import dev.trellis.core.database.DatabaseStart;
import dev.trellis.ui.Settings;
import dev.trellis.ui.Trellis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures how many requests per second go from their record through submission and three agreements to their end, in
 * Trellis and in a Flowable process written by hand, on one database server, in one process, taking turns. Arguments: data
 * folder, result file, seconds per round, rounds, clients.
 */
public final class ApprovalBenchmark {

    private static final String SCHEMA = "bench_by_hand";

    private final int clients;
    private final AtomicInteger numbers = new AtomicInteger();

    private ApprovalBenchmark(int clients) {
        this.clients = clients;
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]).toAbsolutePath();
        var data = folder.resolve("db");
        if (!(Database.open(DatabaseSettings.Embedded.in(data)) instanceof DatabaseStart.Starting(var database))) {
            throw new IllegalStateException("The embedded database cannot be started");
        }
        database.problem().ifPresent(problem -> {
            throw new IllegalStateException("The database did not start: " + problem);
        });
        int clients = Integer.parseInt(arguments[4]);
        var settings = new Settings(0, "127.0.0.1", folder.resolve("node"), Optional.empty(), false, "crm-standard");
        try (var trellis = Trellis.start(settings, database);
                var byHand = byHand(database, data)) {
            var ours = TrellisRequests.install(trellis.context(), clients);
            var report = new ApprovalBenchmark(clients)
                    .run(
                            new Statements(database),
                            ours,
                            byHand,
                            Double.parseDouble(arguments[2]),
                            Integer.parseInt(arguments[3]));
            var file = Path.of(arguments[1]).toAbsolutePath();
            Files.createDirectories(file.getParent());
            Files.write(file, report);
            report.forEach(System.out::println);
        }
        System.exit(0);
    }

    private static HandWrittenRequests byHand(Database database, Path data) throws SQLException, IOException {
        try (var connection = database.rawConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + SCHEMA + " CHARACTER SET utf8mb4");
            var jdbc = connection
                    .getMetaData()
                    .getURL()
                    .replaceFirst("\\?.*", "")
                    .replaceFirst("/[^/]*$", "/" + SCHEMA + "?nullDatabaseMeansCurrent=true");
            var user = connection.getMetaData().getUserName().replaceFirst("@.*", "");
            var password = Files.readString(data.resolve("database.password")).strip();
            return HandWrittenRequests.install(jdbc, user, password);
        }
    }

    /** What a round gave. */
    private record Round(int requests, double seconds) {
        double perSecond() {
            return requests / seconds;
        }
    }

    private List<String> run(Statements statements, Requests ours, Requests other, double seconds, int rounds)
            throws Exception {
        load(ours, seconds);
        load(other, seconds);
        var report = new ArrayList<String>();
        report.add("# Approvals: Trellis beside a Flowable process written by hand");
        report.add("");
        report.add(
                "%s, %d processors, Java %s; %d clients, %s s per round after one to warm up, in turns, in one process."
                        .formatted(
                                Instant.now(),
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version(),
                                clients,
                                seconds));
        report.add(
                "A request is a record made, submitted, agreed to by three people one after the other, and ended: five");
        report.add(
                "transactions in both. Trellis writes history, events, log, snapshots and reasons; by hand there are a row");
        report.add("for the record, a row for each line of the log, and Flowable's own history as it comes.");
        report.add("");
        report.add("| round | Trellis, requests/s | by hand, requests/s | share |");
        report.add("|---|---|---|---|");
        double mine = 0;
        double theirs = 0;
        for (int round = 1; round <= rounds; round++) {
            var own = load(ours, seconds).perSecond();
            var hand = load(other, seconds).perSecond();
            mine += own;
            theirs += hand;
            report.add("| %d | %.1f | %.1f | %.0f %% |".formatted(round, own, hand, 100 * own / hand));
        }
        report.add("| mean | %.1f | %.1f | %.0f %% |".formatted(mine / rounds, theirs / rounds, 100 * mine / theirs));
        report.add("");
        report.add("## What the database is asked");
        report.add("");
        report.add("Statements of each step, one client, median; background jobs are few and in it.");
        report.add("");
        report.addAll(Statements.head());
        report.addAll(statements.table(ours, numbers.addAndGet(1_000)));
        report.addAll(statements.table(other, numbers.addAndGet(1_000)));
        return report;
    }

    /** Lets all clients work for a while; fails unless every request they ended stands as approved in the database. */
    private Round load(Requests requests, double seconds) throws Exception {
        long before = requests.approved();
        long begun = System.nanoTime();
        long until = begun + (long) (seconds * 1e9);
        int done = 0;
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int client = 0; client < clients; client++) {
                int own = client;
                tasks.add(() -> {
                    int count = 0;
                    while (System.nanoTime() < until) {
                        requests.one(own, numbers.incrementAndGet());
                        count++;
                    }
                    return count;
                });
            }
            for (var one : threads.invokeAll(tasks)) {
                done += one.get();
            }
        }
        double took = (System.nanoTime() - begun) / 1e9;
        if (requests.approved() - before != done) {
            throw new IllegalStateException("%s ended %d requests, and %d stand as approved"
                    .formatted(requests.name(), done, requests.approved() - before));
        }
        return new Round(done, took);
    }
}
