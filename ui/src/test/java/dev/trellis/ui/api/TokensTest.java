package dev.trellis.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A personal token opens what it names of what its owner may do, and nothing else. */
class TokensTest {

    private static ApiCaller sales;

    @BeforeAll
    static void signIn() {
        sales = ApiCaller.as("wangfang");
    }

    private static JsonNode made(ApiCaller owner, String entities, String areas) {
        var answer = owner.post(
                "/api/v1/tokens",
                "{\"label\": \"test\", \"days\": 7, \"entities\": " + entities + ", \"areas\": " + areas + "}");
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        return answer.json();
    }

    private static ApiCaller using(JsonNode token) {
        return ApiCaller.anonymous()
                .with("Authorization", "Bearer " + token.path("token").stringValue());
    }

    @Test
    void a_token_for_reading_accounts_reads_accounts_and_does_nothing_else() {
        var token = using(made(sales, "{\"account\": [\"read\"]}", "[]"));
        var account = token.get("/api/v1/records/account?limit=1").json().at("/items/0");
        var path = "/api/v1/records/account/" + account.path("id").stringValue();

        var create = token.post("/api/v1/records/account", "{\"values\": {\"name\": \"No\"}}");
        var change = token.with("If-Match", "\"" + account.path("version").asInt() + "\"")
                .send("PATCH", path, "application/json", "{\"values\": {\"name\": \"No\"}}");
        var other = token.get("/api/v1/records/contact");
        var inbox = token.get("/api/v1/tasks");
        var more = token.post("/api/v1/tokens", "{\"label\": \"more\", \"entities\": {\"*\": [\"read\"]}}");

        assertThat(token.get(path).status()).isEqualTo(200);
        assertThat(create.status()).isEqualTo(403);
        assertThat(change.status()).isEqualTo(403);
        assertThat(other.json().path("code").stringValue()).isEqualTo("ENTITY_NOT_FOUND");
        assertThat(inbox.json().path("code").stringValue()).isEqualTo("TOKEN_DOES_NOT_REACH");
        assertThat(more.json().path("code").stringValue()).isEqualTo("TOKEN_DOES_NOT_REACH");
        assertThat(account.at("/may/edit").booleanValue()).isFalse();
    }

    @Test
    void a_token_for_everything_gives_no_more_than_its_owner_has() {
        var all = Stream.of(Verb.values())
                .map(verb -> "\"" + verb.key() + "\"")
                .collect(Collectors.joining(", ", "{\"*\": [", "]}"));
        var token = using(made(sales, all, "[\"approvals\", \"metadata\", \"administration\"]"));

        var me = token.get("/api/v1/me").json();
        var owner = sales.get("/api/v1/me").json();

        assertThat(me.path("entities")).isEqualTo(owner.path("entities"));
        assertThat(me.path("rights")).isEqualTo(owner.path("rights"));
        assertThat(token.get("/api/v1/metadata").status()).isEqualTo(403);
        assertThat(token.post("/api/v1/records/product", "{\"values\": {\"name\": \"No\"}}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_token_is_shown_once_listed_without_its_text_and_ends_when_it_is_deleted() {
        var made = made(sales, "{\"account\": [\"read\"]}", "[]");
        var id = made.path("id").stringValue();

        var listed = sales.get("/api/v1/tokens");
        var before = using(made).get("/api/v1/me").status();
        var ended = sales.delete("/api/v1/tokens/" + id);
        var after = using(made).get("/api/v1/me").status();

        assertThat(listed.json()
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("id").stringValue()))
                .contains(id);
        assertThat(listed.response().body()).doesNotContain(made.path("token").stringValue(), "token");
        assertThat(before).isEqualTo(200);
        assertThat(ended.status()).isEqualTo(204);
        assertThat(after).isEqualTo(401);
        assertThat(sales.delete("/api/v1/tokens/" + id).status()).isEqualTo(404);
    }

    @Test
    void nobody_ends_a_token_of_somebody_else() {
        var made = made(sales, "{\"account\": [\"read\"]}", "[]");

        var answer =
                ApiCaller.as("wutao").delete("/api/v1/tokens/" + made.path("id").stringValue());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(using(made).get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void a_scope_that_makes_no_sense_is_explained() {
        for (var entities :
                List.of("{\"nothing\": [\"read\"]}", "{\"account\": [\"fly\"]}", "{\"account\": 5}", "{}")) {
            var answer = sales.post("/api/v1/tokens", "{\"label\": \"x\", \"entities\": " + entities + "}");

            assertThat(answer.status()).as(entities).isEqualTo(422);
            assertThat(answer.json().path("detail").stringValue()).isNotEmpty();
        }
        assertThat(sales.post("/api/v1/tokens", "{\"label\": \"x\", \"days\": 9999, \"entities\": {\"*\": [\"read\"]}}")
                        .json()
                        .path("code")
                        .stringValue())
                .isEqualTo("TOKEN_DAYS");
    }
}
