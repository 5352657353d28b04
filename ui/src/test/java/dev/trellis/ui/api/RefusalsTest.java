package dev.trellis.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.problem.Messages;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Whatever cannot be done is refused with a problem document in the reader's language that says where, what was given,
 * what is allowed and what to do; and the database is as it was.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {

    private static final String CHINESE = ".*\\p{IsHan}.*";

    /** A person of the demo company, named in some messages whatever their language. */
    private static final String NAME = "王芳";

    private static final List<String> UNFILLED =
            List.of("{given}", "{allowed}", "{field}", "{entity}", "{name}", "{member}", "{limit}", "{min}", "{max}");

    private final Map<String, ApiCaller> callers = new HashMap<>(Map.of("", ApiCaller.anonymous()));
    private final RefusalScene scene = new RefusalScene();

    /** What the database held after the last refusal, as long as nothing was meant to change it. */
    private Optional<Fingerprint> last = Optional.empty();

    @BeforeAll
    void begin() {
        for (var who : List.of("wangfang", "liming", "zhoujing", "wutao")) {
            callers.put(who, ApiCaller.as(who));
        }
        discardDraft();
    }

    @AfterAll
    void end() {
        discardDraft();
        scene.close();
    }

    static Stream<Refusal> requests() {
        return RecordRefusals.all();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_request_that_cannot_be_done_is_explained_and_changes_nothing(Refusal refusal) {
        check(refusal);
    }

    static Stream<SpoiltDefinition> malformed() {
        return SpoiltDefinition.malformed();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void a_malformed_definition_does_not_even_enter_the_draft(SpoiltDefinition spoilt) {
        check(new Refusal(
                "wutao",
                "PUT",
                "/api/v1/metadata/" + spoilt.place(),
                spoilt.json(RefusalScene.definition(spoilt.place())).toString(),
                Map.of("Content-Type", "application/json; charset=utf-8"),
                422,
                spoilt.code(),
                spoilt.where(),
                spoilt.said()));
    }

    static Stream<SpoiltDefinition> unsound() {
        return SpoiltDefinition.unsound();
    }

    @ParameterizedTest
    @MethodSource("unsound")
    void a_draft_that_makes_no_sense_is_not_published(SpoiltDefinition spoilt) {
        last = Optional.empty();
        var admin = caller("wutao");
        var put = admin.send(
                "PUT",
                "/api/v1/metadata/" + spoilt.place(),
                "application/json",
                spoilt.json(RefusalScene.definition(spoilt.place())).toString());
        assertThat(put.status()).as(put.json().toString()).isEqualTo(200);

        try {
            check(new Refusal(
                    "wutao",
                    "POST",
                    "/api/v1/metadata/publish",
                    "{'comment': 'x'}",
                    Map.of(),
                    422,
                    spoilt.code(),
                    spoilt.where(),
                    spoilt.said()));
        } finally {
            discardDraft();
        }
    }

    static Stream<Refusal> designing() {
        return Stream.of(
                Refusal.of("wangfang", "GET /api/v1/metadata", "", 403, "DESIGN_DENIED", ""),
                Refusal.of("wangfang", "PUT /api/v1/metadata/role/x", "{}", 403, "DESIGN_DENIED", ""),
                Refusal.of("wangfang", "DELETE /api/v1/metadata/role/sales", "", 403, "DESIGN_DENIED", ""),
                Refusal.of("wangfang", "POST /api/v1/metadata/publish", "{}", 403, "METADATA_NO_RIGHT_TO_PUBLISH", ""),
                Refusal.of("wutao", "POST /api/v1/metadata/publish", "{}", 422, "METADATA_NOTHING_TO_PUBLISH", ""),
                Refusal.of(
                        "wutao",
                        "POST /api/v1/metadata/publish",
                        "{'comment': 5}",
                        400,
                        "MEMBER_WRONG_TYPE",
                        "comment",
                        "comment"),
                Refusal.of("wutao", "GET /api/v1/metadata/nokind", "", 404, "KIND_UNKNOWN", "kind", "nokind", "entity"),
                Refusal.of("wutao", "PUT /api/v1/metadata/nokind/x", "{}", 404, "KIND_UNKNOWN", "kind", "nokind"),
                Refusal.of("wutao", "GET /api/v1/metadata/entity/noid", "", 404, "DEFINITION_NOT_FOUND", "id", "noid"),
                Refusal.of(
                        "wutao",
                        "DELETE /api/v1/metadata/entity/noid",
                        "",
                        404,
                        "METADATA_UNKNOWN_DEFINITION",
                        "entity/noid",
                        "noid"),
                Refusal.of(
                        "wutao",
                        "GET /api/v1/metadata/entity?stage=x",
                        "",
                        400,
                        "STAGE_UNKNOWN",
                        "stage",
                        "x",
                        "draft"),
                Refusal.of(
                        "wutao",
                        "GET /api/v1/metadata/versions/99/changes",
                        "",
                        404,
                        "UNKNOWN_VERSION",
                        "version",
                        "99"),
                Refusal.of(
                        "wutao", "POST /api/v1/metadata/versions/x/revert", "", 404, "UNKNOWN_VERSION", "version", "x"),
                Refusal.of("wutao", "PUT /api/v1/metadata/entity/account", "[]", 400, "BODY_NOT_AN_OBJECT", ""));
    }

    @ParameterizedTest
    @MethodSource("designing")
    void a_design_that_cannot_be_done_is_explained_and_changes_nothing(Refusal refusal) {
        check(refusal);
    }

    @Test
    void a_hidden_field_and_one_that_does_not_exist_get_the_same_answer() {
        var sales = caller("wangfang");
        var path = scene.fill("/api/v1/records/product/{product}?fields=");

        var hidden = sales.get(path + "cost").json().path("problems").toString();
        var missing = sales.get(path + "cots").json().path("problems").toString();

        assertThat(hidden.replace("cost", "cots")).isEqualTo(missing);
    }

    @Test
    void only_a_record_whose_start_condition_holds_is_offered_an_approval() {
        var sales = caller("wangfang");

        var empty = sales.get(scene.fill("/api/v1/records/quote/{empty}/approval"));
        var locked = sales.get(scene.fill("/api/v1/records/quote/{locked}/approval"));

        assertThat(empty.json().path("startable").booleanValue()).isFalse();
        assertThat(locked.json().path("startable").booleanValue()).isFalse();
    }

    private void check(Refusal refusal) {
        var before = last.orElseGet(Fingerprint::take);

        var english = send(refusal, "en");
        var chinese = send(refusal, "zh-CN,zh;q=0.9");

        var after = Fingerprint.take();
        last = Optional.of(after);
        assertThat(after.tables()).as("the database").isEqualTo(before.tables());
        told(refusal, english, Locale.ENGLISH);
        told(refusal, chinese, Locale.SIMPLIFIED_CHINESE);
    }

    private ApiCaller.Answer send(Refusal refusal, String language) {
        var caller = caller(refusal.who()).with("Accept-Language", language);
        for (var header : refusal.headers().entrySet()) {
            if (!header.getKey().equals("Content-Type")) {
                caller = caller.with(header.getKey(), scene.fill(header.getValue()));
            }
        }
        var type = refusal.headers().getOrDefault("Content-Type", "application/json");
        var body = type.contains("charset") ? refusal.body() : refusal.body().replace('\'', '"');
        return caller.send(refusal.method(), scene.fill(refusal.path()), type, scene.fill(body));
    }

    private void told(Refusal refusal, ApiCaller.Answer answer, Locale language) {
        var text = answer.json().toString();
        assertThat(answer.status()).as(text).isEqualTo(refusal.status());
        assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.json().path("title").stringValue())
                .isEqualTo(Messages.text("status." + refusal.status(), language));
        var found = answer.json()
                .path("problems")
                .valueStream()
                .filter(problem -> fits(problem, refusal))
                .findFirst();
        assertThat(found).as(text).isPresent();
        var message = found.get().path("message").stringValue();
        assertThat(message)
                .hasSizeGreaterThan(10)
                .doesNotContain(UNFILLED.toArray(String[]::new))
                .doesNotContain("Exception", "SELECT ", "`");
        assertThat(message.replace(NAME, "").matches(CHINESE))
                .as(message)
                .isEqualTo(language.equals(Locale.SIMPLIFIED_CHINESE));
        for (var part : refusal.said()) {
            assertThat(language.equals(Locale.ENGLISH) ? message : message.replace("、", ", "))
                    .contains(scene.fill(part));
        }
    }

    private static boolean fits(JsonNode problem, Refusal refusal) {
        return (refusal.code().equals("*") || problem.path("code").stringValue().equals(refusal.code()))
                && (refusal.place().equals("*")
                        || problem.path("path").stringValue().equals(refusal.place()));
    }

    private ApiCaller caller(String who) {
        return callers.getOrDefault(who, ApiCaller.anonymous());
    }

    private void discardDraft() {
        last = Optional.empty();
        caller("wutao").delete("/api/v1/metadata/draft");
    }
}
