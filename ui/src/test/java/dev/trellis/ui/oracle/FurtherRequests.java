package dev.trellis.ui.oracle;

import dev.trellis.ui.oracle.Http.Call;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Draws requests beyond reading and writing records: shares, duplicates and merges, approvals, files, what is told of a record. */
final class FurtherRequests {

    private static final String THINGS = "/records/thing/";
    private static final List<String> RECIPIENTS =
            List.of("user:«mate»", "user:«stranger»", "department:«home»", "department:«away»", "role:limited");
    private static final List<String> NAMES = List.of("Thing 1", "Zebra 1", "Ostrich 1", "Friend", "Fresh", "Nobody");
    private static final List<String> TELLING = List.of(
            "shares", "why", "timeline", "stages", "pool-history", "merges", "actions", "approval", "print", "history");

    private final RandomGenerator random;
    private final List<String> records;

    /** @param records names of known records and files, also of hidden ones */
    FurtherRequests(RandomGenerator random, List<String> records) {
        this.random = random;
        this.records = records;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String record() {
        return "«" + one(records) + "»";
    }

    private int version() {
        return 1 + random.nextInt(3);
    }

    Call next() {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> Call.get(THINGS + record() + "/" + one(TELLING));
            case 3 ->
                Call.post(
                        THINGS + record() + "/shares",
                        "{\"recipient\": \"%s\", \"right\": \"%s\"}"
                                .formatted(one(RECIPIENTS), one(List.of("read", "write"))));
            case 4 -> new Call("DELETE", THINGS + record() + "/shares/" + record(), null, Map.of());
            case 5, 6 ->
                Call.post(
                        "/duplicates/thing/check",
                        "{\"values\": {\"name\": \"%s\", \"note\": \"%s\"}}"
                                .formatted(one(NAMES), one(List.of("north", "south"))));
            case 7 -> Call.get("/duplicates/thing");
            case 8 ->
                Call.post(
                        "/duplicates/thing/dismiss",
                        "{\"one\": \"%s\", \"other\": \"%s\"}".formatted(record(), record()));
            case 9 ->
                new Call(
                        "POST",
                        THINGS + record() + "/actions/merge",
                        "{\"other\": \"%s\", \"otherVersion\": %d}".formatted(record(), version()),
                        Map.of("If-Match", "\"" + version() + "\""));
            case 10 -> Call.post(THINGS + record() + "/actions/unmerge", "{\"merge\": \"" + record() + "\"}");
            case 11 ->
                Call.post(
                        THINGS + record() + "/approval/" + one(List.of("preview", "submit", "withdraw")),
                        "{\"approval\": \"thing_check\", \"version\": " + version() + "}");
            case 12 ->
                one(List.of(
                        Call.get("/tasks"),
                        Call.get("/tasks?folder=done"),
                        Call.get("/notifications"),
                        Call.get("/pools")));
            case 13 ->
                new Call(
                        "POST",
                        "/files?entity=thing&field=" + one(List.of("papers", "secret_papers", "nosuch"))
                                + "&name=note.txt",
                        "hello " + random.nextInt(5),
                        Map.of("Content-Type", "text/plain"));
            case 14 -> Call.get("/files/" + record() + (random.nextBoolean() ? "" : "/versions"));
            default ->
                new Call(
                        "PATCH",
                        THINGS + record(),
                        "{\"values\": {\"%s\": [\"%s\"]}}".formatted(one(List.of("papers", "secret_papers")), record()),
                        Map.of("If-Match", "\"" + version() + "\""));
        };
    }
}
