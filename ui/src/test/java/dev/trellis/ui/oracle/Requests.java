package dev.trellis.ui.oracle;

import dev.trellis.ui.oracle.Http.Call;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Draws requests as a curious person with some rights would send them: sound ones, sly ones and broken ones. */
final class Requests {

    private static final String THINGS = "/records/thing";
    private static final List<String> FIELDS = List.of(
            "id",
            "name",
            "code",
            "amount",
            "note",
            "kind",
            "due",
            "done",
            "place",
            "friend",
            "doubled",
            "owner",
            "department",
            "created_at",
            "changed_at",
            "version",
            "friend.name",
            "friend.amount",
            "friend.note",
            "friend.kind",
            "owner.name",
            "lines.text",
            "created_by",
            "friend.owner.name",
            "friend.friend.amount",
            "owner.primary_department.name");
    private static final List<String> SLY = List.of(
            "secret",
            "hidden_amount",
            "nosuch",
            "friend.secret",
            "place.name",
            "place.rent",
            "lines",
            "lines.cost",
            "SECRET",
            "hidden__amount",
            "deleted_at",
            "lock",
            "friend.hidden_amount");
    private static final List<String> VALUES = List.of(
            "'north'",
            "'loud 3'",
            "'quiet 20'",
            "1",
            "33",
            "5003",
            "TRUE",
            "BLANK",
            "'b'",
            "'Zebra 1'",
            "'A-hidden-1'");
    private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=");
    private static final List<String> MEASURES = List.of("count", "sum", "avg", "min", "max");
    private static final List<String> WORDS =
            List.of("Thing", "Zebra", "Ostrich", "north", "loud", "quiet", "Friend", "line");

    private final RandomGenerator random;
    private final List<String> records;
    private int fresh;

    /** @param records names of known records, also of hidden ones */
    Requests(RandomGenerator random, List<String> records) {
        this.random = random;
        this.records = records;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String field() {
        return random.nextInt(5) == 0 ? one(SLY) : one(FIELDS);
    }

    private String record() {
        return "«" + one(records) + "»";
    }

    private String condition(int depth) {
        return switch (random.nextInt(depth > 2 ? 5 : 9)) {
            case 0 -> "ISBLANK(" + field() + ")";
            case 1 -> "CONTAINS(" + field() + ", " + one(VALUES) + ")";
            case 2 -> field() + " " + one(OPERATORS) + " " + field();
            case 3, 4 -> field() + " " + one(OPERATORS) + " " + one(VALUES);
            case 5 -> "NOT (" + condition(depth + 1) + ")";
            case 6 -> "COUNT(lines) > 0 AND SUM(lines.cost) " + one(OPERATORS) + " 20";
            case 7 -> condition(depth + 1) + " OR " + condition(depth + 1);
            default -> "(" + condition(depth + 1) + ") AND (" + condition(depth + 1) + ")";
        };
    }

    private String query() {
        var query = new StringBuilder("?limit=" + (1 + random.nextInt(30)));
        if (random.nextInt(3) > 0) {
            query.append("&filter=").append(Http.encoded(condition(0)));
        }
        if (random.nextBoolean()) {
            query.append("&sort=").append(random.nextBoolean() ? "-" : "").append(field());
        }
        if (random.nextInt(3) == 0) {
            query.append("&fields=").append(field()).append(',').append(field());
        }
        if (random.nextInt(3) == 0) {
            query.append("&count=").append(one(List.of("none", "capped", "exact")));
        }
        if (random.nextInt(5) == 0) {
            query.append("&q=").append(one(WORDS));
        }
        return query.toString();
    }

    private String value(String field) {
        return switch (field) {
            case "amount", "hidden_amount", "doubled" -> String.valueOf(random.nextInt(100));
            case "done" -> "true";
            case "kind" -> "\"" + one(List.of("a", "b", "zz")) + "\"";
            case "code" -> "\"F-" + fresh++ + "\"";
            case "place", "friend", "owner" -> "\"" + record() + "\"";
            case "lines" -> "[{\"text\": \"new\", \"cost\": 5}]";
            default -> "\"Fresh\"";
        };
    }

    private String values() {
        var first = field();
        return "{\"values\": {\"" + first + "\": " + value(first)
                + (random.nextBoolean() ? "" : ", \"name\": \"Fresh\"") + "}}";
    }

    Call next() {
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> Call.get(THINGS + query());
            case 4 -> Call.get(THINGS + "/" + record());
            case 5 -> Call.get(THINGS + "/" + record() + "?fields=" + field() + "," + field());
            case 6, 7 ->
                Call.post(
                        THINGS + "/aggregate",
                        "{\"groupBy\": [\"%s\"], \"measures\": [{\"function\": \"%s\", \"path\": \"%s\"}], \"filter\": %s}"
                                .formatted(field(), one(MEASURES), field(), text(condition(1))));
            case 8 ->
                Call.post(
                        THINGS + "/query",
                        "{\"filter\": %s, \"sort\": [\"%s\"], \"fields\": [\"%s\"], \"count\": \"exact\"}"
                                .formatted(text(condition(0)), field(), field()));
            case 9 -> Call.get(THINGS + "/" + record() + "/history");
            case 10, 11 ->
                new Call("PATCH", THINGS + "/" + record(), values(), Map.of("If-Match", "\"" + version() + "\""));
            case 12, 13 -> Call.post(THINGS, values());
            case 14 -> new Call("DELETE", THINGS + "/" + record(), null, Map.of("If-Match", "\"" + version() + "\""));
            case 15 -> Call.post("/recycle-bin/thing/" + record() + "/restore", "");
            case 16 -> Call.get("/recycle-bin/thing");
            case 17 ->
                Call.post(
                        THINGS + "/bulk",
                        "{\"mode\": \"%s\", \"operations\": [{\"op\": \"update\", \"id\": \"%s\", \"version\": %d, \"values\": {\"%s\": %s}}, {\"op\": \"delete\", \"id\": \"%s\", \"version\": %d}]}"
                                .formatted(
                                        one(List.of("all", "each")),
                                        record(),
                                        version(),
                                        "note",
                                        "\"bulk\"",
                                        record(),
                                        version()));
            case 18 ->
                Call.post(
                        "/expressions/evaluate",
                        "{\"entity\": \"thing\", \"expression\": %s, \"id\": \"%s\", \"explain\": true}"
                                .formatted(text(condition(0)), record()));
            case 19 ->
                Call.post(
                        "/expressions/check",
                        "{\"entity\": \"thing\", \"expression\": %s}".formatted(text(condition(0))));
            case 20 ->
                Call.post(
                        "/forms/thing/evaluate",
                        "{\"id\": \"%s\", \"values\": {\"%s\": %s}}".formatted(record(), "amount", "4"));
            case 21 ->
                one(List.of(
                        Call.get("/me"),
                        Call.get("/views/thing"),
                        Call.get("/forms/thing"),
                        Call.get("/openapi.json"),
                        Call.get("/records/ticket"),
                        Call.get("/records/place/" + record()),
                        Call.get("/records/nosuch"),
                        Call.get("/tokens"),
                        Call.get("/jobs"),
                        Call.get("/tasks")));
            case 22 ->
                Call.get(THINGS + "/export?format=csv&fields=" + field() + "&filter=" + Http.encoded(condition(1)));
            default ->
                new Call(
                        "PUT",
                        THINGS + "/by/" + one(List.of("code", "secret", "name")) + "/V-" + random.nextInt(24),
                        "{\"values\": {\"note\": \"put\"}}",
                        Map.of());
        };
    }

    private int version() {
        return 1 + random.nextInt(2);
    }

    private static String text(String plain) {
        return Http.JSON.writeValueAsString(plain);
    }
}
