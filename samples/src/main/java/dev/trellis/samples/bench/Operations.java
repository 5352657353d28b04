package dev.trellis.samples.bench;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What is asked of both servers, in the words of each. */
final class Operations {

    /** What both servers answer to a save. */
    private static final String ANSWERED = "fields=name,amount,stage,close_date,weighted_amount";

    private final Contender trellis;
    private final Contender limit;
    private final long[] ids;
    private final int[] versions;
    private final long[] accounts;

    Operations(Contender trellis, Contender limit, long[] ids, long[] accounts) {
        this.trellis = trellis;
        this.limit = limit;
        this.ids = ids;
        this.versions = new int[ids.length];
        Arrays.fill(versions, 1);
        this.accounts = accounts;
    }

    /** One request of a client; which of all clients it is decides which records are its own. */
    @FunctionalInterface
    interface Call {
        boolean send(int client, Random random) throws Exception;
    }

    /**
     * One operation at both servers.
     *
     * @param key how {@link Options} names it
     * @param goal which line of the goals speaks of it
     */
    record Operation(String key, String name, Call trellis, Call limit, Goal goal) {}

    /** Which line of the goals speaks of an operation. */
    enum Goal {
        NONE,
        RECORD,
        LIST,
        COUNT
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    List<Operation> all() {
        var filter = encoded("stage = \"proposal\"");
        return List.of(
                new Operation(
                        "floor",
                        "signed in, nothing read",
                        (client, random) -> ok(trellis.get("/api/v1/me")),
                        (client, random) -> ok(limit.get("/floor?x=1")),
                        Goal.NONE),
                new Operation(
                        "read",
                        "read by id with a label",
                        (client, random) -> ok(trellis.get("/api/v1/records/opportunity/" + any(random)
                                + "?fields=name,amount,stage,close_date,account")),
                        (client, random) -> ok(limit.get("/read?id=" + any(random))),
                        Goal.RECORD),
                new Operation("update", "update one field", this::update, this::updateLimit, Goal.RECORD),
                new Operation(
                        "create",
                        "create with validation",
                        (client, random) -> ok(trellis.send(
                                "POST", "/api/v1/records/opportunity?" + ANSWERED, made(random), Map.of())),
                        (client, random) -> ok(limit.send("POST", "/create?x=1", made(random), Map.of())),
                        Goal.RECORD),
                new Operation(
                        "list",
                        "list of 50, filter, sort, label",
                        (client, random) -> ok(trellis.get("/api/v1/records/opportunity?filter=" + filter
                                + "&sort=-amount&fields=name,amount,stage,close_date,account&limit=50&count=none")),
                        (client, random) -> ok(limit.get("/list?stage=proposal")),
                        Goal.LIST),
                new Operation(
                        "count",
                        "bounded count",
                        (client, random) -> ok(
                                trellis.get("/api/v1/records/opportunity?filter=" + filter + "&limit=0&count=capped")),
                        (client, random) -> ok(limit.get("/count?stage=proposal")),
                        Goal.COUNT));
    }

    private String made(Random random) {
        return "{\"values\": {\"name\": \"Made %d\", \"account\": \"%d\", \"amount\": %d}}"
                .formatted(random.nextInt(1_000_000), accounts[random.nextInt(accounts.length)], amount(random));
    }

    private long any(Random random) {
        return ids[random.nextInt(ids.length)];
    }

    private static int amount(Random random) {
        return random.nextInt(1, 9_000_000);
    }

    /** Each client changes records of its own, the two servers never the same. */
    private boolean update(int client, Random random) throws Exception {
        int at = random.nextInt(ids.length / 16) * 16 + client;
        var answer = trellis.send(
                "PATCH",
                "/api/v1/records/opportunity/" + ids[at] + "?" + ANSWERED,
                "{\"values\": {\"amount\": " + amount(random) + "}}",
                Map.of("If-Match", "\"" + versions[at] + "\""));
        if (ok(answer)) {
            // An amount that is there already changes nothing.
            versions[at] = Integer.parseInt(
                    answer.headers().firstValue("ETag").orElseThrow().replace("\"", ""));
        }
        return ok(answer);
    }

    private boolean updateLimit(int client, Random random) throws Exception {
        int at = random.nextInt(ids.length / 16) * 16 + 8 + client;
        var answer = limit.send(
                "POST",
                "/update?id=" + ids[at],
                "{\"values\": {\"amount\": " + amount(random) + "}}",
                Map.of("If-Match", "\"" + versions[at] + "\""));
        var isDone = ok(answer);
        versions[at] += isDone ? 1 : 0;
        return isDone;
    }

    private static boolean ok(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 2;
    }
}
