package dev.trellis.ui.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.ui.oracle.Http.Call;
import dev.trellis.ui.oracle.RightsModel.Right;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Two servers in two processes on one database, and clients of both who want the same at the same moment. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RaceTest {

    private static final boolean FULL = Boolean.getBoolean("trellis.test.full");
    private static final int UPDATES = FULL ? 100_000 : 2_000;
    private static final int NUMBERS = FULL ? 20_000 : 400;
    private static final int KEYS = FULL ? 2_000 : 60;
    private static final int WINNERS = FULL ? 5_000 : 150;
    private static final int CLIENTS = 8;
    private static final String TICKETS = "/records/ticket";

    private final List<String> found = new ArrayList<>();
    private final long seed = Seeds.of("races");
    private OracleWorld world;
    private OtherServer other;
    private List<Http> clients;

    @BeforeAll
    void start() throws Exception {
        world = OracleWorld.start("races", List.of(role()));
        var home = world.make("home", "department", Map.of("name", "Home"));
        var token = world.person("racer", home, "racer");
        other = OtherServer.start(world);
        clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Http(i % 2 == 0 ? world.address() : other.address(), token));
        }
    }

    @AfterAll
    void stop() {
        other.close();
        world.close();
        Results.write("races", FULL, seed, found.toArray(String[]::new));
    }

    private static ObjectNode role() {
        var role = JsonNodeFactory.instance.objectNode().put("id", "racer");
        role.putObject("label").put("en", "Racer");
        var rights = role.putObject("entities").putObject("ticket");
        var verbs = rights.putObject("verbs");
        List.of("create", "read", "edit", "delete", "history").forEach(verb -> verbs.put(verb, "all"));
        rights.put("otherFields", Right.WRITE.name().toLowerCase(java.util.Locale.ROOT));
        return role;
    }

    private <T> List<T> together(java.util.function.Function<Http, Callable<T>> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(clients.stream().map(work).toList())) {
                results.add(future.get());
            }
            return results;
        }
    }

    private String ticket(int count) {
        var made = clients.getFirst().send(Call.post(TICKETS, "{\"values\": {\"count\": " + count + "}}"));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json().path("id").stringValue();
    }

    @Test
    void no_update_is_lost() throws Exception {
        var tickets = List.of(ticket(0), ticket(0), ticket(0), ticket(0));
        var left = new AtomicInteger(UPDATES);
        var conflicts = new AtomicInteger();
        var random = RandomGenerator.of("L64X128MixRandom");

        var saved = together(client -> () -> {
            int mine = 0;
            while (left.getAndDecrement() > 0) {
                var path = TICKETS + "/" + tickets.get(Math.floorMod(random.nextInt(), tickets.size()));
                while (true) {
                    var read = client.send(Call.get(path + "?fields=count"));
                    var next = read.json().at("/values/count").intValue() + 1;
                    var answer = client.send(new Call(
                            "PATCH",
                            path,
                            "{\"values\": {\"count\": " + next + "}}",
                            Map.of("If-Match", read.headers().getOrDefault("etag", ""))));
                    if (answer.status() == 200) {
                        mine++;
                        break;
                    }
                    assertThat(answer.status()).as(answer.body()).isIn(412, 503);
                    conflicts.incrementAndGet();
                }
            }
            return mine;
        });

        int sum = 0;
        for (var ticket : tickets) {
            sum += clients.getFirst()
                    .send(Call.get(TICKETS + "/" + ticket))
                    .json()
                    .at("/values/count")
                    .intValue();
        }
        int told = saved.stream().mapToInt(Integer::intValue).sum();
        found.add("- %,d updates through 2 processes, %,d conflicts told, %,d lost"
                .formatted(told, conflicts.get(), told - sum));
        assertThat(told).isGreaterThanOrEqualTo(UPDATES);
        assertThat(sum).isEqualTo(told);
    }

    @Test
    void numbers_are_never_drawn_twice_and_gapless_ones_leave_no_gap() throws Exception {
        var before = numbers();
        var left = new AtomicInteger(NUMBERS);
        var refused = new AtomicInteger();
        clients.getFirst().send(Call.post(TICKETS, "{\"values\": {\"key\": \"taken\"}}"));

        together(client -> () -> {
            for (int i = left.getAndDecrement(); i > 0; i = left.getAndDecrement()) {
                var values = i % 10 == 0 ? "\"key\": \"taken\"" : "\"note\": \"n" + i + "\"";
                var answer = client.send(Call.post(TICKETS, "{\"values\": {" + values + "}}"));
                assertThat(answer.status()).as(answer.body()).isIn(201, 422);
                refused.addAndGet(answer.status() == 422 ? 1 : 0);
            }
            return true;
        });

        var after = numbers();
        var gapless = after.get("number").stream()
                .map(number -> Integer.parseInt(number.substring(1)))
                .sorted()
                .toList();
        found.add("- %,d numbers drawn by 2 processes, %,d saves refused on purpose: %,d duplicates, %,d gaps"
                .formatted(
                        gapless.size() - before.get("number").size(),
                        refused.get(),
                        gapless.size() - new HashSet<>(gapless).size(),
                        gapless.getLast() - gapless.size()));
        assertThat(gapless).doesNotHaveDuplicates();
        assertThat(after.get("serial")).doesNotHaveDuplicates();
        assertThat(gapless.getLast()).isEqualTo(gapless.size());
        assertThat(refused.get()).isEqualTo(NUMBERS / 10);
    }

    /** All numbers there are, living or deleted. */
    private Map<String, List<String>> numbers() {
        var numbers = new ArrayList<String>();
        var serials = new ArrayList<String>();
        var after = "";
        do {
            var page = clients.getFirst()
                    .send(Call.get(TICKETS + "?limit=500&fields=number,serial" + after))
                    .json();
            page.path("items").forEach(item -> {
                numbers.add(item.at("/values/number").stringValue());
                serials.add(item.at("/values/serial").stringValue());
            });
            after = page.path("next").isString()
                    ? "&after=" + Http.encoded(page.path("next").stringValue())
                    : "";
        } while (!after.isEmpty());
        return Map.of("number", numbers, "serial", serials);
    }

    @Test
    void of_all_who_put_one_key_one_creates_and_the_others_change() throws Exception {
        int created = 0;
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < KEYS; i++) {
            var path = TICKETS + "/by/key/K-" + i;
            var answers = together(client -> () -> client.send(
                    new Call("PUT", path, "{\"values\": {\"note\": \"" + client.address() + "\"}}", Map.of())));
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.body()).isIn(200, 201));
            created += (int)
                    answers.stream().filter(answer -> answer.status() == 201).count();
            answers.forEach(answer -> ids.add(answer.json().path("id").stringValue()));
        }

        found.add("- %,d keys put by %d clients of 2 processes each: %,d created, %,d records"
                .formatted(KEYS, CLIENTS, created, ids.size()));
        assertThat(created).isEqualTo(KEYS);
        assertThat(ids).hasSize(KEYS);
    }

    @Test
    void a_conditional_change_has_exactly_one_winner() throws Exception {
        var ticket = ticket(0);
        int rounds = 0;
        for (int version = 1; version <= WINNERS; version++) {
            var condition = "\"" + version + "\"";
            int next = version;
            var answers = together(client -> () -> client.send(new Call(
                    "PATCH",
                    TICKETS + "/" + ticket,
                    "{\"values\": {\"count\": " + next + ", \"note\": \"" + client.hashCode() + "\"}}",
                    Map.of("If-Match", condition))));
            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 200)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.body()).isEqualTo(412));
            rounds++;
        }

        found.add("- %,d conditional changes by %d clients of 2 processes each: one winner every time"
                .formatted(rounds, CLIENTS));
        assertThat(rounds).isEqualTo(WINNERS);
    }

    @Test
    void the_same_key_on_both_servers_is_carried_out_once() throws Exception {
        int rounds = FULL ? 500 : 20;
        for (int i = 0; i < rounds; i++) {
            var key = "both-" + i;
            var answers = together(client -> () -> client.send(
                    Call.post(TICKETS, "{\"values\": {\"note\": \"once\"}}").with("Idempotency-Key", key)));
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.body()).isEqualTo(201));
            assertThat(answers.stream()
                            .map(answer -> answer.json().path("id").stringValue())
                            .distinct())
                    .hasSize(1);
        }
        found.add("- %,d calls with one Idempotency-Key sent %d times through 2 processes: carried out once each"
                .formatted(rounds, CLIENTS));
    }
}
