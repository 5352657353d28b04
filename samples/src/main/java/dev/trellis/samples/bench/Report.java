package dev.trellis.samples.bench;

import dev.trellis.samples.bench.Operations.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page that a run leaves: for each size what was measured, the ratios, and the goals as they were met or missed. */
final class Report {

    /** How many times the limit's processor time an operation on one record may take. */
    private static final double MOST_PROCESSOR = 3;
    /** What share of the limit's requests per second there must be with many clients. */
    private static final double LEAST_RATE = 0.5;

    private static final double MOST_FOR_A_LIST = 1.5;
    private static final double MOST_STATEMENTS_FOR_A_LIST = 2;
    private static final double MOST_MILLIS_FOR_A_FIELD = 200;
    private static final int MANY = 8;

    private final List<String> lines = new ArrayList<>();
    private final List<String> ratios = new ArrayList<>();
    private final List<String> goals = new ArrayList<>();

    Report(Options options) {
        say("# Records through HTTP: Trellis and the limit");
        say("");
        say("%s, seed %d, %d processors, %s, Java %s."
                .formatted(
                        Instant.now(),
                        options.seed(),
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        Runtime.version()));
        say(
                "%s s per round, %s rounds in turns, both servers and their database warmed up, the load generator on the same"
                        .formatted(plain(options.seconds()), options.rounds()));
        say(
                "machine, so single figures of requests per second mean little. CPU is that of the server's process, once as it");
        say(
                "is and once without its compiler and collector; statements and rows read are those of the database over the");
        say("rounds, the background work of Trellis (search index, delivery of events, watches) included.");
    }

    void size(int opportunities) {
        ratios.clear();
        goals.clear();
        say("");
        say("## %,d opportunities".formatted(opportunities));
        say("");
        say("| operation | clients | server | requests/s | p50 ms | p95 ms | p99 ms | CPU ms | of it work | statements"
                + " | rows read | failed |");
        say("|---|---|---|---|---|---|---|---|---|---|---|---|");
    }

    void measured(Operation operation, int clients, Measurement trellis, Measurement limit) {
        row(operation.name(), clients, "Trellis", trellis);
        row(operation.name(), clients, "limit", limit);
        ratios.add("| %s | %d | %.1f | %.1f | %.1f | %.1f | %.0f %% | %.1f | %.1f | %.1f |"
                .formatted(
                        operation.name(),
                        clients,
                        trellis.ratio(limit, Measurement::processorMillis),
                        trellis.ratio(limit, Measurement::workMillis),
                        trellis.ratio(limit, Measurement::statements),
                        trellis.ratio(limit, Measurement::rowsRead),
                        100 * trellis.ratio(limit, Measurement::perSecond),
                        trellis.ratio(limit, Measurement::p50),
                        trellis.ratio(limit, Measurement::p95),
                        trellis.ratio(limit, Measurement::p99)));
        switch (operation.goal()) {
            case NONE -> {}
            case RECORD -> record(operation, clients, trellis, limit);
            case LIST -> list(operation, clients, trellis, limit);
            case COUNT -> {
                if (clients < MANY) {
                    goal(operation, clients, "p50 of the request, with its page of one", trellis.p50(), "ms", 1, true);
                }
            }
        }
    }

    private void record(Operation operation, int clients, Measurement trellis, Measurement limit) {
        double cpu = trellis.ratio(limit, Measurement::processorMillis);
        goal(operation, clients, "CPU", cpu, "× the limit", MOST_PROCESSOR, true);
        if (clients >= MANY) {
            double rate = trellis.ratio(limit, Measurement::perSecond);
            goal(operation, clients, "requests per second", rate, "× the limit", LEAST_RATE, false);
        }
    }

    private void list(Operation operation, int clients, Measurement trellis, Measurement limit) {
        goal(operation, clients, "statements", trellis.statements(), "", MOST_STATEMENTS_FOR_A_LIST, true);
        double p50 = trellis.ratio(limit, Measurement::p50);
        goal(operation, clients, "p50", p50, "× the limit", MOST_FOR_A_LIST, true);
    }

    private void goal(
            Operation operation, int clients, String what, double reached, String of, double goal, boolean isMost) {
        boolean isMet = isMost ? reached <= goal : reached >= goal;
        goals.add("| %s, %s, %d clients | %s %s %s | %.2f | %s |"
                .formatted(
                        operation.name(),
                        what,
                        clients,
                        isMost ? "≤" : "≥",
                        plain(goal),
                        of,
                        reached,
                        isMet ? "met" : "**missed**"));
    }

    private void row(String operation, int clients, String contender, Measurement measured) {
        say("| %s | %d | %s | %.0f | %.2f | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f | %d |"
                .formatted(
                        operation,
                        clients,
                        contender,
                        measured.perSecond(),
                        measured.p50(),
                        measured.p95(),
                        measured.p99(),
                        measured.processorMillis(),
                        measured.workMillis(),
                        measured.statements(),
                        measured.rowsRead(),
                        measured.failures()));
    }

    void searched(double p50, double p95) {
        say("");
        say(
                "Search among 1,000 accounts (no counterpart; `./trellis bench search` measures it): p50 %.1f ms, p95 %.1f ms."
                        .formatted(p50, p95));
    }

    /** @param took how long each took, the shortest first */
    void published(List<Double> took) {
        double millis = took.get(took.size() / 2);
        say("");
        say("Adding a field, publish included: median %.0f ms of %d, the shortest %.0f, the longest %.0f."
                .formatted(millis, took.size(), took.getFirst(), took.getLast()));
        goals.add("| adding a field, publish included | ≤ %s ms | %.0f | %s |"
                .formatted(
                        plain(MOST_MILLIS_FOR_A_FIELD),
                        millis,
                        millis <= MOST_MILLIS_FOR_A_FIELD ? "met" : "**missed**"));
    }

    void ratios() {
        say("");
        say("Trellis as a multiple of the limit, requests per second as a share of it:");
        say("");
        say("| operation | clients | CPU | work | statements | rows read | requests/s | p50 | p95 | p99 |");
        say("|---|---|---|---|---|---|---|---|---|---|");
        ratios.forEach(this::say);
        say("");
        say("| goal | wanted | reached | |");
        say("|---|---|---|---|");
        goals.forEach(this::say);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    private void say(String line) {
        System.out.println(line);
        lines.add(line);
    }

    private static String plain(double number) {
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%.1f", number);
    }

    private static String processor() {
        var facts = Path.of("/proc/cpuinfo");
        try {
            return Files.isReadable(facts)
                    ? Files.readAllLines(facts).stream()
                            .filter(line -> line.startsWith("model name"))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .findFirst()
                            .orElse(System.getProperty("os.arch"))
                    : System.getProperty("os.arch");
        } catch (IOException unreadable) {
            return System.getProperty("os.arch");
        }
    }
}
