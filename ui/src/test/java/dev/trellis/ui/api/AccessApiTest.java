package dev.trellis.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.search.Search;
import dev.trellis.ui.DemoCompany;
import dev.trellis.ui.LiveTrellis;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sharing, reasons, role assignments and the admin log, as a program would use them. */
class AccessApiTest {

    private static final ApiCaller OWNER = DemoCompany.api("zhangwei").with("Accept-Language", "en");
    private static final ApiCaller OTHER = DemoCompany.api("wangfang").with("Accept-Language", "en");
    private static final ApiCaller ADMIN = DemoCompany.api("wutao").with("Accept-Language", "en");

    private static String id(ApiCaller who) {
        return who.get("/api/v1/me").json().path("id").stringValue();
    }

    private static String account(String name) {
        return OWNER.post("/api/v1/records/account", "{\"values\": {\"name\": \"" + name + "\"}}")
                .json()
                .path("id")
                .stringValue();
    }

    private static boolean isFound(ApiCaller who, String text) {
        LiveTrellis.get().context().getBean(Search.class).catchUp();
        return !who.get("/api/v1/search?q=" + text).json().path("items").isEmpty();
    }

    @Test
    void a_shared_record_is_read_found_and_explained_until_it_is_taken_back() {
        var name = "sharing" + System.nanoTime();
        var at = "/api/v1/records/account/" + account(name);
        assertThat(OTHER.get(at).status()).isEqualTo(404);
        assertThat(OTHER.get(at + "/why").json().path("code"))
                .isEqualTo(OTHER.get("/api/v1/records/account/12345/why").json().path("code"));
        assertThat(isFound(OTHER, name)).isFalse();

        var shared = OWNER.post(at + "/shares", "{\"recipient\": \"user:" + id(OTHER) + "\", \"collaborator\": true}");

        assertThat(shared.status()).as(shared.json().toString()).isEqualTo(200);
        var share = shared.json().path("items").get(0);
        assertThat(share.path("right").stringValue()).isEqualTo("read");
        assertThat(OTHER.get(at).json().path("may").path("edit").booleanValue()).isFalse();
        assertThat(isFound(OTHER, name)).isTrue();
        var why = OTHER.get(at + "/why?access").json();
        assertThat(why.toString()).contains("shared with you");
        assertThat(allowed(why, "read")).isTrue();
        assertThat(allowed(why, "edit")).isFalse();
        assertThat(OTHER.post(at + "/shares", "{\"recipient\": \"role:sales\"}").status())
                .isEqualTo(403);

        assertThat(OWNER.delete(at + "/shares/" + share.path("id").stringValue())
                        .status())
                .isEqualTo(204);

        assertThat(OTHER.get(at).status()).isEqualTo(404);
        assertThat(isFound(OTHER, name)).isFalse();
        var log = ADMIN.get("/api/v1/admin-log?action=unshared")
                .json()
                .path("items")
                .get(0);
        assertThat(log.path("subject").stringValue()).isEqualTo(at.substring("/api/v1/records/".length()));
    }

    private static boolean allowed(JsonNode why, String verb) {
        return why.path("access")
                .valueStream()
                .filter(answer -> answer.path("verb").stringValue().equals(verb))
                .findFirst()
                .orElseThrow()
                .path("allowed")
                .booleanValue();
    }

    @Test
    void an_administrator_asks_about_others_and_nobody_else_does() {
        var at = "/api/v1/records/account/" + account("why" + System.nanoTime());

        var other = ADMIN.get(at + "/why?user=" + id(OTHER)).json();
        var field = OWNER.get(at + "/why?field=name").json();
        var product = OWNER.get("/api/v1/records/product?limit=1")
                .json()
                .path("items")
                .get(0)
                .path("id")
                .stringValue();
        var hidden = OWNER.get("/api/v1/records/product/" + product + "/why?field=cost");

        assertThat(allowed(other, "read")).isFalse();
        assertThat(other.toString()).contains("allows it only for");
        assertThat(OTHER.get(at + "/why?user=" + id(OWNER)).status()).isEqualTo(403);
        assertThat(field.path("right").stringValue()).isEqualTo("write");
        assertThat(hidden.status()).isEqualTo(400);
        assertThat(hidden.json().path("problems").get(0).path("code").stringValue())
                .isEqualTo("UNKNOWN_FIELD");
    }

    @Test
    void a_role_counts_from_the_next_request_on_and_no_longer_than_until_it_is_taken_back() {
        var bin = "/api/v1/search/index";
        assertThat(OTHER.get(bin).status()).isEqualTo(403);
        var body = "{\"principal\": \"user:" + id(OTHER) + "\", \"role\": \"admin\"}";

        var given = ADMIN.post("/api/v1/role-assignments", body);

        assertThat(given.status()).as(given.json().toString()).isEqualTo(201);
        assertThat(OTHER.get(bin).status()).isEqualTo(200);
        assertThat(ADMIN.post("/api/v1/role-assignments", body).status()).isEqualTo(422);
        assertThat(ADMIN.delete("/api/v1/role-assignments/"
                                + given.json().path("id").stringValue())
                        .status())
                .isEqualTo(204);
        assertThat(OTHER.get(bin).status()).isEqualTo(403);
        var later = ADMIN.post(
                "/api/v1/role-assignments",
                body.replace("}", ", \"from\": \"2999-01-01T00:00:00Z\", \"until\": \"2999-02-01T00:00:00Z\"}"));
        assertThat(later.json().path("inForce").booleanValue()).isFalse();
        assertThat(OTHER.get(bin).status()).isEqualTo(403);
        ADMIN.delete("/api/v1/role-assignments/" + later.json().path("id").stringValue());
    }

    @Test
    void the_last_who_administers_stays_and_others_are_turned_away() {
        var mine = ADMIN.get("/api/v1/role-assignments?role=admin")
                .json()
                .path("items")
                .get(0);

        var last = ADMIN.delete("/api/v1/role-assignments/" + mine.path("id").stringValue());

        assertThat(last.status()).isEqualTo(409);
        assertThat(OTHER.get("/api/v1/role-assignments").status()).isEqualTo(403);
        assertThat(OTHER.get("/api/v1/admin-log").status()).isEqualTo(403);
        assertThat(ADMIN.get("/api/v1/admin-log?action=nothing").status()).isEqualTo(400);
    }
}
