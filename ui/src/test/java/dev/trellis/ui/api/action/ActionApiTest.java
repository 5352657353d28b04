package dev.trellis.ui.api.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.ui.DemoCompany;
import dev.trellis.ui.api.ApiCaller;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Handing over and copying as a program would do it, on records of its own. */
class ActionApiTest {

    private final ApiCaller wang = DemoCompany.api("wangfang");
    private final ApiCaller zhang = DemoCompany.api("zhangwei");

    @Test
    void a_record_tells_what_can_be_done_and_what_each_deed_asks_for() {
        var account = account("动作 " + System.nanoTime());

        var read = wang.get("/api/v1/records/account/" + account).json();
        var offered =
                wang.get("/api/v1/records/account/" + account + "/actions").json();

        assertThat(texts(read.path("may").path("actions"))).contains("transfer", "clone");
        assertThat(offered.toString())
                .contains("\"id\":\"transfer\"", "\"id\":\"owner\"", "\"id\":\"with_opportunity\"");
    }

    @Test
    void a_transfer_takes_what_belongs_to_the_record_along_only_where_asked() {
        var name = "移交 " + System.nanoTime();
        var with = account(name);
        var without = account(name + " b");
        var deal = opportunity(with);
        var other = opportunity(without);

        var given = transfer(with, "\"with_opportunity\": true");
        var alone = transfer(without, "\"with_opportunity\": false");

        assertThat(given.status()).as(given.json().toString()).isEqualTo(200);
        assertThat(given.json().has("record")).isFalse();
        assertThat(alone.status()).isEqualTo(200);
        assertThat(wang.get("/api/v1/records/account/" + with).status()).isEqualTo(404);
        assertThat(zhang.get("/api/v1/records/account/" + with).status()).isEqualTo(200);
        assertThat(zhang.get("/api/v1/records/opportunity/" + deal).status()).isEqualTo(200);
        assertThat(zhang.get("/api/v1/records/opportunity/" + other).status()).isEqualTo(404);
        assertThat(wang.get("/api/v1/records/opportunity/" + other).status()).isEqualTo(200);
    }

    @Test
    void what_cannot_be_done_is_told_and_changes_nothing() {
        var account = account("拒绝 " + System.nanoTime());
        var at = "/api/v1/records/account/" + account + "/actions/";

        assertThat(wang.post(at + "levitate", "{}").status()).isEqualTo(404);
        assertThat(codes(wang.post(at + "transfer", "{}"))).containsExactly("ACTION_INPUT_MISSING");
        assertThat(codes(wang.post(at + "transfer", "{\"values\": {\"owner\": \"1\", \"colour\": \"red\"}}")))
                .contains("ACTION_INPUT_UNKNOWN");
        assertThat(wang.post(at + "transfer", "{\"values\": {\"owner\": \"1\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(zhang.post(at + "transfer", "{\"values\": {\"owner\": \"1\"}}")
                        .status())
                .isEqualTo(404);
        assertThat(wang.get("/api/v1/records/account/" + account)
                        .json()
                        .path("version")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void a_selection_is_done_one_by_one() {
        var mine = account("成批 " + System.nanoTime());
        var body = "{\"ids\": [\"%s\", \"7\"], \"values\": {\"owner\": \"%s\"}}".formatted(mine, user("zhangwei"));

        var answer = wang.post("/api/v1/records/account/actions/transfer", body);

        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        var results = answer.json().path("results");
        assertThat(results.path(0).path("status").intValue()).isEqualTo(200);
        assertThat(results.path(1).path("status").intValue()).isEqualTo(404);
        assertThat(zhang.get("/api/v1/records/account/" + mine).status()).isEqualTo(200);
    }

    @Test
    void a_copy_has_the_lines_but_not_the_number() {
        var quotes = wang.get("/api/v1/records/quote?limit=1&sort=-created_at").json();
        var original = quotes.path("items").path(0);
        var id = original.path("id").stringValue();

        var copy = wang.post("/api/v1/records/quote/" + id + "/actions/clone", "{}");

        assertThat(copy.status()).as(copy.json().toString()).isEqualTo(200);
        var read = wang.get("/api/v1/records/quote/" + id).json().path("values");
        var made = copy.json().path("record").path("values");
        assertThat(made.path("lines").size()).isEqualTo(read.path("lines").size());
        assertThat(made.path("number")).isNotEqualTo(read.path("number"));
        assertThat(made.path("total")).isEqualTo(read.path("total"));
    }

    private ApiCaller.Answer transfer(String account, String more) {
        return wang.post(
                "/api/v1/records/account/" + account + "/actions/transfer",
                "{\"values\": {\"owner\": \"%s\", %s}}".formatted(user("zhangwei"), more));
    }

    private String account(String name) {
        return created("account", "{\"values\": {\"name\": \"%s\"}}".formatted(name));
    }

    private String opportunity(String account) {
        return created("opportunity", "{\"values\": {\"name\": \"商机\", \"account\": \"%s\"}}".formatted(account));
    }

    private String created(String entity, String body) {
        var answer = wang.post("/api/v1/records/" + entity, body);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        return answer.json().path("id").stringValue();
    }

    private String user(String login) {
        return DemoCompany.api(login).get("/api/v1/me").json().path("id").stringValue();
    }

    private static List<String> codes(ApiCaller.Answer answer) {
        return answer.json()
                .path("problems")
                .valueStream()
                .map(problem -> problem.path("code").stringValue())
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
