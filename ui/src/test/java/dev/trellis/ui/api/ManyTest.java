package dev.trellis.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.ui.CreditCodes;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many records in one call, one record by its key, and expressions without a right to design. */
class ManyTest {

    private static ApiCaller sales;
    private final String mark = UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);

    @BeforeAll
    static void signIn() {
        sales = ApiCaller.as("wangfang");
    }

    private static ApiCaller.Answer bulk(String mode, String... operations) {
        return sales.post(
                "/api/v1/records/account/bulk",
                "{\"mode\": \"" + mode + "\", \"operations\": [" + String.join(", ", operations) + "]}");
    }

    private static String create(String name) {
        return "{\"op\": \"create\", \"values\": {\"name\": \"" + name + "\"}}";
    }

    private int count() {
        return sales.post(
                        "/api/v1/records/account/query",
                        "{\"filter\": \"CONTAINS(name, :n)\", \"parameters\": {\"n\": \"" + mark
                                + "\"}, \"limit\": 500}")
                .json()
                .path("items")
                .size();
    }

    @Test
    void each_operation_has_its_own_result() {
        var answer = bulk("each", create("A " + mark), "{\"op\": \"create\", \"values\": {}}", create("B " + mark));

        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        assertThat(answer.json().path("applied").intValue()).isEqualTo(2);
        assertThat(answer.json()
                        .path("results")
                        .valueStream()
                        .map(result -> result.path("status").intValue()))
                .containsExactly(201, 422, 201);
        assertThat(answer.json().at("/results/1/problem/problems/0/code").stringValue())
                .isEqualTo("REQUIRED");
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void all_or_none_are_applied() {
        var refused = bulk("all", create("A " + mark), "{\"op\": \"create\", \"values\": {}}");
        int none = count();
        var applied = bulk("all", create("A " + mark), create("B " + mark));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("code").stringValue()).isEqualTo("BULK_NOT_APPLIED");
        assertThat(refused.json()
                        .path("results")
                        .valueStream()
                        .map(result -> result.path("status").intValue()))
                .containsExactly(409, 422);
        assertThat(none).isZero();
        assertThat(applied.status()).isEqualTo(200);
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void records_are_changed_deleted_and_restored_together() {
        var made = bulk("all", create("A " + mark), create("B " + mark)).json();
        var one = made.at("/results/0/id").stringValue();
        var two = made.at("/results/1/id").stringValue();

        var changed = bulk(
                "all",
                "{\"op\": \"update\", \"id\": \"" + one + "\", \"version\": 1, \"values\": {\"name\": \"C " + mark
                        + "\"}}",
                "{\"op\": \"delete\", \"id\": \"" + two + "\", \"version\": 1}");
        int left = count();
        var restored = bulk("all", "{\"op\": \"restore\", \"id\": \"" + two + "\"}");
        var stale = bulk("each", "{\"op\": \"delete\", \"id\": \"" + one + "\", \"version\": 1}");

        assertThat(changed.status()).as(changed.json().toString()).isEqualTo(200);
        assertThat(left).isEqualTo(1);
        assertThat(restored.status()).isEqualTo(200);
        assertThat(stale.json().at("/results/0/status").intValue()).isEqualTo(412);
        assertThat(stale.json().at("/results/0/problem/currentVersion").intValue())
                .isEqualTo(2);
    }

    @Test
    void a_thousand_and_one_are_too_many() {
        var operations = IntStream.range(0, 1001)
                .mapToObj(i -> create("N" + i + " " + mark))
                .collect(Collectors.joining(", "));

        var answer = bulk("each", operations);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("BULK_TOO_LARGE");
        assertThat(count()).isZero();
    }

    @Test
    void what_cannot_be_read_is_told_with_its_place() {
        var answer = bulk("each", create("A " + mark), "{\"op\": \"fly\"}", "{\"op\": \"delete\", \"id\": \"x\"}", "5");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()
                        .path("problems")
                        .valueStream()
                        .map(problem -> problem.path("path").stringValue()))
                .containsExactly("operations[1].op", "operations[2].id", "operations[3]");
        assertThat(count()).isZero();
    }

    private ApiCaller.Answer put(String code, String name) {
        return sales.send(
                "PUT",
                "/api/v1/records/account/by/credit_code/" + code,
                "application/json",
                "{\"values\": {\"name\": \"" + name + "\"}}");
    }

    @Test
    void a_record_is_created_by_its_key_and_then_changed_by_it() {
        var code = CreditCodes.next();

        var created = put(code, "First " + mark);
        var changed = put(code, "Second " + mark);

        assertThat(created.status()).as(created.json().toString()).isEqualTo(201);
        assertThat(created.json().at("/values/credit_code").stringValue()).isEqualTo(code);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("id")).isEqualTo(created.json().path("id"));
        assertThat(changed.json().at("/values/name").stringValue()).isEqualTo("Second " + mark);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void of_many_who_put_the_same_key_at_once_one_creates_and_nobody_fails() throws Exception {
        var code = CreditCodes.next();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var calls = IntStream.range(0, 24)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> put(code, i + " " + mark).status())
                    .toList();
            var statuses = threads.invokeAll(calls).stream()
                    .map(future -> {
                        try {
                            return future.get();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();

            assertThat(statuses).containsOnly(200, 201);
            assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        }
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_key_of_a_record_that_the_caller_does_not_see_is_taken_and_no_more_is_said() {
        var other = ApiCaller.as("zhangwei");
        var code = CreditCodes.next();
        var theirs = other.send(
                "PUT",
                "/api/v1/records/account/by/credit_code/" + code,
                "application/json",
                "{\"values\": {\"name\": \"Hidden " + mark + "\"}}");

        var mine = put(code, "Mine " + mark);

        assertThat(theirs.status()).isEqualTo(201);
        assertThat(mine.status()).isEqualTo(422);
        assertThat(mine.json().path("code").stringValue()).isEqualTo("DUPLICATE_ELSEWHERE");
        assertThat(mine.response().body())
                .doesNotContain("Hidden", theirs.json().path("id").stringValue());
    }

    @Test
    void only_a_unique_field_is_a_key() {
        for (var field : new String[] {"name", "nosuch"}) {
            var answer = sales.send(
                    "PUT", "/api/v1/records/account/by/" + field + "/x", "application/json", "{\"values\": {}}");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("code").stringValue()).isEqualTo("KEY_UNKNOWN");
        }
    }

    @Test
    void an_expression_is_checked_against_what_the_caller_sees() {
        var sound = sales.post(
                "/api/v1/expressions/check",
                "{\"entity\": \"account\", \"expression\": \"LEN(name) > 3\", \"returns\": \"boolean\"}");
        var hidden = sales.post("/api/v1/expressions/check", "{\"entity\": \"product\", \"expression\": \"cost * 2\"}");
        var missing =
                sales.post("/api/v1/expressions/check", "{\"entity\": \"product\", \"expression\": \"cots * 2\"}");

        assertThat(sound.json().path("valid").booleanValue())
                .as(sound.json().toString())
                .isTrue();
        assertThat(sound.json().path("type").stringValue()).isEqualTo("boolean");
        assertThat(sound.json().path("references").toString()).isEqualTo("[\"name\"]");
        assertThat(hidden.json().path("valid").booleanValue()).isFalse();
        assertThat(hidden.json().at("/problems/0/offset").intValue()).isZero();
        assertThat(hidden.response().body().replace("cost", "cots"))
                .isEqualTo(missing.response().body());
    }

    @Test
    void an_expression_is_computed_for_values_and_for_a_record_and_explained() {
        var id = sales.post("/api/v1/records/account", "{\"values\": {\"name\": \"Four\"}}")
                .json()
                .path("id")
                .stringValue();

        var given = sales.post(
                "/api/v1/expressions/evaluate",
                "{\"entity\": \"account\", \"expression\": \"LEN(name) * 2\", \"record\": {\"name\": \"abc\"}, \"explain\": true}");
        var stored = sales.post(
                "/api/v1/expressions/evaluate",
                "{\"entity\": \"account\", \"expression\": \"name & '/' & owner.name\", \"id\": \"" + id + "\"}");
        var error = sales.post("/api/v1/expressions/evaluate", "{\"entity\": \"account\", \"expression\": \"1 / 0\"}");

        assertThat(given.json().path("value").decimalValue())
                .as(given.json().toString())
                .isEqualByComparingTo("6");
        assertThat(given.json().at("/tree/parts")).isNotEmpty();
        assertThat(stored.json().path("value").stringValue())
                .as(stored.json().toString())
                .startsWith("Four/");
        assertThat(error.json().at("/error/code").stringValue()).isEqualTo("#DIV0");
    }

    @Test
    void me_says_what_the_caller_may_do() {
        var me = sales.get("/api/v1/me").json();

        assertThat(me.path("zone").stringValue()).isEqualTo("Asia/Shanghai");
        assertThat(me.at("/entities/account").toString()).contains("create", "read");
        assertThat(me.at("/entities/product").toString()).contains("read").doesNotContain("create");
        assertThat(ApiCaller.as("wutao").get("/api/v1/me").json().path("rights").toString())
                .contains("design");
    }
}
