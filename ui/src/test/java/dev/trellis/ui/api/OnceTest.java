package dev.trellis.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.Database;
import dev.trellis.ui.LiveTrellis;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A call with an {@code Idempotency-Key} is carried out once, however often it comes. */
class OnceTest {

    private static final String ACCOUNTS = "/api/v1/records/account";

    private static ApiCaller sales;

    @BeforeAll
    static void signIn() {
        sales = ApiCaller.as("wangfang");
    }

    private static ApiCaller once(String key) {
        return sales.with("Idempotency-Key", key);
    }

    private static String values(String name) {
        return "{\"values\": {\"name\": \"" + name + "\"}}";
    }

    private static int count(String name) {
        return sales.post(
                        ACCOUNTS + "/query",
                        "{\"filter\": \"name = :n\", \"parameters\": {\"n\": \"" + name
                                + "\"}, \"fields\": [\"name\"]}")
                .json()
                .path("items")
                .size();
    }

    @Test
    void the_same_call_again_gets_the_same_answer_and_does_nothing() {
        var key = UUID.randomUUID().toString();
        var name = "Once " + key;

        var first = once(key).post(ACCOUNTS, values(name));
        var again = once(key).post(ACCOUNTS, values(name));

        assertThat(first.status()).as(first.json().toString()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.response().headers().firstValue("Location"))
                .isEqualTo(first.response().headers().firstValue("Location"));
        assertThat(again.response().headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(again.response().headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
        assertThat(first.response().headers().firstValue("Idempotency-Replayed"))
                .isEmpty();
        assertThat(count(name)).isEqualTo(1);
    }

    @Test
    void twenty_at_once_make_one_record_and_are_all_told_the_same() throws Exception {
        var key = UUID.randomUUID().toString();
        var name = "Twenty " + key;

        var answers = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(20)) {
            var calls = IntStream.range(0, 20)
                    .<Callable<ApiCaller.Answer>>mapToObj(
                            ignored -> () -> once(key).post(ACCOUNTS, values(name)))
                    .toList();
            for (var future : threads.invokeAll(calls)) {
                var answer = future.get();
                assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
                answers.add(answer.response().body());
            }
        }

        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(count(name)).isEqualTo(1);
    }

    @Test
    void the_same_key_for_another_call_is_refused() {
        var key = UUID.randomUUID().toString();
        once(key).post(ACCOUNTS, values("One " + key));

        var other = once(key).post(ACCOUNTS, values("Other " + key));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().path("code").stringValue()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(count("Other " + key)).isZero();
    }

    @Test
    void a_refused_call_leaves_its_key_free() {
        var key = UUID.randomUUID().toString();

        var refused = once(key).post(ACCOUNTS, "{\"values\": {}}");
        var mended = once(key).post(ACCOUNTS, values("Mended " + key));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(mended.status()).isEqualTo(201);
    }

    @Test
    void a_change_and_a_deletion_are_carried_out_once_too() {
        var id = sales.post(ACCOUNTS, values("Changed")).json().path("id").stringValue();
        var patch = once("patch-" + id).with("If-Match", "\"1\"");
        var delete = once("delete-" + id).with("If-Match", "\"2\"");

        var first = patch.send("PATCH", ACCOUNTS + "/" + id, "application/json", values("Changed twice"));
        var again = patch.send("PATCH", ACCOUNTS + "/" + id, "application/json", values("Changed twice"));
        var gone = delete.delete(ACCOUNTS + "/" + id);
        var stillGone = delete.delete(ACCOUNTS + "/" + id);

        assertThat(first.json().path("version").intValue()).isEqualTo(2);
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(gone.status()).isEqualTo(204);
        assertThat(stillGone.status()).isEqualTo(204);
    }

    @Test
    void another_person_may_use_the_same_key() {
        var key = UUID.randomUUID().toString();
        once(key).post(ACCOUNTS, values("Mine " + key));

        var theirs = ApiCaller.as("zhangwei").with("Idempotency-Key", key).post(ACCOUNTS, values("Theirs " + key));

        assertThat(theirs.status()).isEqualTo(201);
    }

    @Test
    void a_key_that_is_none_is_refused() {
        var answer = once("two words").post(ACCOUNTS, values("Never"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("IDEMPOTENCY_KEY_MALFORMED");
    }

    @Test
    void a_kept_answer_cannot_be_read_from_the_database() throws SQLException {
        var key = UUID.randomUUID().toString();
        once(key).post(ACCOUNTS, values("Secret " + key));

        try (var connection =
                        LiveTrellis.get().context().getBean(Database.class).rawConnection();
                var statement = connection.prepareStatement(
                        "SELECT COUNT(*) FROM t_answer WHERE answer LIKE CONCAT('%', ?, '%') OR key_hash = ?")) {
            statement.setString(1, "Secret");
            statement.setString(2, key);
            var row = statement.executeQuery();
            row.next();
            assertThat(row.getInt(1)).isZero();
        }
    }
}
