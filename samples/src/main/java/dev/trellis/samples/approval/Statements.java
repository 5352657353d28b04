package dev.trellis.samples.approval;

import dev.trellis.core.database.Database;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what the database is asked by each step of a request, by its own counters. */
final class Statements {

    private static final List<String> KINDS = List.of("select", "insert", "update", "delete", "commit", "other");
    private static final int REQUESTS = 15;
    private static final String COUNTERS = "SHOW GLOBAL STATUS WHERE Variable_name LIKE 'Com\\_%'";

    private final Database database;

    Statements(Database database) {
        this.database = database;
    }

    /** Runs requests one at a time; returns lines of a table with each step's median. */
    List<String> table(Requests requests, int number) throws SQLException {
        var found = new LinkedHashMap<String, Map<String, List<Long>>>();
        try (var connection = database.rawConnection();
                var status = connection.prepareStatement(COUNTERS)) {
            for (int i = 0; i < REQUESTS; i++) {
                for (var step : requests.steps(0, number + i).entrySet()) {
                    var before = counters(status);
                    step.getValue().run();
                    var after = counters(status);
                    var kinds = found.computeIfAbsent(step.getKey(), _ -> new LinkedHashMap<>());
                    KINDS.forEach(kind -> kinds.computeIfAbsent(kind, _ -> new ArrayList<>())
                            .add(after.getOrDefault(kind, 0L) - before.getOrDefault(kind, 0L)));
                }
            }
        }
        var lines = new ArrayList<String>();
        var sums = new long[KINDS.size()];
        found.forEach((step, kinds) -> {
            var row = new ArrayList<String>();
            for (int i = 0; i < KINDS.size(); i++) {
                var median = median(kinds.getOrDefault(KINDS.get(i), List.of()));
                sums[i] += median;
                row.add(Long.toString(median));
            }
            lines.add("| %s | %s | %s |".formatted(requests.name(), step, String.join(" | ", row)));
        });
        var row = new ArrayList<String>();
        for (var sum : sums) {
            row.add("**" + sum + "**");
        }
        lines.add("| %s | **all** | %s |".formatted(requests.name(), String.join(" | ", row)));
        return lines;
    }

    static List<String> head() {
        return List.of("| | step | " + String.join(" | ", KINDS) + " |", "|---|---|" + "---|".repeat(KINDS.size()));
    }

    private static long median(List<Long> counts) {
        return counts.stream().sorted().skip(counts.size() / 2).findFirst().orElse(0L);
    }

    /** What reads the counters counts, too, and is left out. */
    private static Map<String, Long> counters(PreparedStatement status) throws SQLException {
        var found = new LinkedHashMap<String, Long>();
        try (var rows = status.executeQuery()) {
            while (rows.next()) {
                var name = rows.getString(1).substring("Com_".length());
                if (!name.startsWith("show") && !name.startsWith("stmt")) {
                    found.merge(KINDS.contains(name) ? name : "other", rows.getLong(2), Long::sum);
                }
            }
        }
        return found;
    }
}
