package dev.trellis.ui.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.StatementTap;
import dev.trellis.ui.oracle.Http.Call;
import dev.trellis.ui.oracle.RightsModel.Right;
import dev.trellis.ui.oracle.RightsModel.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * More than 500 hostile texts, each in a place drawn by a printed seed (in the long run in every place): no statement on
 * a designed table has anything in it but what the renderer writes for sound requests, and nothing is an error of ours.
 */
class InjectionTest {

    private static final boolean FULL = Boolean.getBoolean("trellis.test.full");

    @Test
    void no_text_of_a_client_becomes_a_part_of_a_statement() {
        var seed = Seeds.of("injection");
        var random = new Random(seed);
        var payloads = Payloads.all();
        var strange = new ArrayList<String>();
        int requests = 0;
        int statements = 0;
        int answered = 0;
        long began = System.nanoTime();

        try (var world = OracleWorld.start("injection", List.of(everything()))) {
            var home = world.make("home", "department", Map.of("name", "Home"));
            var http = new Http(world.address(), world.person("eve", home, "everything"));
            var record = world.make("thing", "thing", Map.of("name", "Thing", "owner", world.id("eve")))
                    .toString();
            var places = Places.all(record);
            var shapes = new Shapes();
            sound(http, record);
            places.values().forEach(place -> place.apply("name").forEach(http::send));
            places.values().forEach(place -> place.apply("x").forEach(http::send));
            for (var text : heard(world)) {
                shapes.strange(text).ifPresent(what -> strange.add("sound: " + what + " in " + text));
            }
            shapes.close();
            var names = List.copyOf(places.keySet());
            for (var payload : payloads) {
                for (var name : FULL ? names : List.of(names.get(random.nextInt(names.size())))) {
                    for (var call :
                            places.getOrDefault(name, ignored -> List.of()).apply(payload)) {
                        requests++;
                        var answer = send(http, call);
                        answered += answer < 400 ? 1 : 0;
                        if (answer >= 500) {
                            strange.add(name + " ← " + payload + " answered " + answer);
                        }
                    }
                    for (var text : heard(world)) {
                        statements++;
                        shapes.strange(text)
                                .ifPresent(what -> strange.add(name + " ← " + payload + ": " + what + " in " + text));
                    }
                }
            }
        }

        var seconds = (System.nanoTime() - began) / 1_000_000_000;
        Results.write(
                "injection",
                FULL,
                seed,
                "%,d payloads, %,d requests (%,d of them answered), %,d statements on designed tables in %,d s: %,d strange"
                        .formatted(payloads.size(), requests, answered, statements, seconds, strange.size()));
        assertThat(strange.stream().limit(30))
                .as("seed %d, %d in all", seed, strange.size())
                .isEmpty();
        assertThat(payloads).hasSizeGreaterThanOrEqualTo(500);
        assertThat(statements).isPositive();
    }

    /** Requests of every kind with sound texts: what is heard of them is what the renderer writes. */
    private static void sound(Http http, String record) {
        for (var filter : List.of(
                "name = 'x' AND amount > 1 OR NOT done",
                "CONTAINS(note, 'x') AND kind = 'a'",
                "due < TODAY()",
                "LEN(name) + 1 > 2 AND amount / 2 <= 3 AND amount * 2 > 1 AND amount - 1 <> 0",
                "SUM(lines.cost) > 1",
                "COUNT(lines) = 0",
                "ISBLANK(friend.name) OR friend.amount > 1",
                "BEGINS(name, 'x') OR ENDS(name, 'y')",
                "IF(done, 1, 2) = 1",
                "YEAR(due) = 2026 AND MONTH(due) = 1",
                "owner = $user.id",
                "name & note = 'xy'",
                "TRUE",
                "1 = 1",
                "-1 < 0",
                "1e2 > 3",
                "TRUE = NULL",
                "BLANK = name",
                "-amount < 0",
                "version = 1",
                "MAX(lines.cost) > 1 OR MIN(lines.cost) < 1",
                "AVERAGE(lines.cost) > 0",
                "MOD(amount, 2) = 1",
                "ROUND(amount, 1) = 1",
                "ABS(amount) = 1",
                "COALESCE(note, name) = 'x'",
                "created_at > NOW()")) {
            http.send(Call.get("/records/thing?count=exact&sort=-name,amount&filter=" + Http.encoded(filter)));
        }
        for (var count : List.of("none", "capped", "exact")) {
            http.send(Call.get("/records/thing?limit=1&count=" + count));
        }
        http.send(Call.get("/records/thing/" + record));
        http.send(Call.get("/records/thing?q=x&fields=name,friend.name,place.name,owner.name"));
        for (var function : List.of("count", "sum", "avg", "min", "max")) {
            for (var field : List.of("amount", "due", "name")) {
                http.send(Call.post(
                        "/records/thing/aggregate",
                        "{\"groupBy\": [\"kind\"], \"measures\": [{\"function\": \"" + function + "\", \"path\": \""
                                + field + "\"}]}"));
            }
        }
        http.send(Call.post(
                "/records/thing",
                "{\"values\": {\"name\": \"x\", \"code\": \"c-1\", \"amount\": 1, \"lines\": [{\"text\": \"a\"}]}}"));
        http.send(new Call(
                "PATCH", "/records/thing/" + record, "{\"values\": {\"note\": \"y\"}}", Map.of("If-Match", "\"1\"")));
        http.send(new Call("DELETE", "/records/thing/" + record, null, Map.of("If-Match", "\"2\"")));
        http.send(Call.get("/recycle-bin/thing"));
        http.send(Call.post("/recycle-bin/thing/" + record + "/restore", ""));
    }

    private static int send(Http http, Call call) {
        try {
            return http.send(call).status();
        } catch (IllegalArgumentException notSendable) {
            return 400;
        }
    }

    private static List<String> heard(OracleWorld world) {
        var texts = new ArrayList<String>();
        var heard = StatementTap.of(world.schemaName());
        for (var next = heard.poll(); next != null; next = heard.poll()) {
            if (Shapes.isOnDesignedTables(next.text())) {
                texts.add(next.text());
            }
        }
        return texts;
    }

    private static ObjectNode everything() {
        var verbs = Map.of(
                "create",
                "all",
                "read",
                "all",
                "edit",
                "all",
                "delete",
                "all",
                "transfer",
                "all",
                "history",
                "all",
                "import",
                "all",
                "export",
                "all",
                "bulk",
                "all");
        var role = new Role("everything", verbs, Right.WRITE, Map.of(), Right.WRITE, Map.of(), true).json();
        role.putArray("rights").add("design").add("operate");
        return role;
    }
}
