package dev.trellis.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.ui.LiveTrellis;
import dev.trellis.ui.People;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every route of the API. */
class ApiGroundTest {

    private static final String TOKEN = "/api/v1/auth/token";

    @Test
    void a_token_from_a_sign_in_speaks_for_the_person() {
        var someone = People.create(Locale.SIMPLIFIED_CHINESE);

        var answer = ApiCaller.as(someone).get("/api/v1/me");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("id").stringValue())
                .isEqualTo(someone.user().toString());
        assertThat(answer.json().path("name").stringValue()).isEqualTo("王芳");
        assertThat(answer.json().path("language").stringValue()).isEqualTo("zh-CN");
    }

    @Test
    void a_returned_token_is_worth_nothing_any_more() {
        var caller = ApiCaller.as(People.create(Locale.ENGLISH));

        assertThat(caller.delete(TOKEN).status()).isEqualTo(204);

        assertThat(caller.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void a_wrong_password_and_an_unknown_name_get_the_same_answer() {
        var someone = People.create(Locale.ENGLISH);

        var wrong = ApiCaller.anonymous().post(TOKEN, credentials(someone.login(), "not the password"));
        var unknown = ApiCaller.anonymous().post(TOKEN, credentials("nobody-" + someone.login(), "not the password"));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(wrong.json().path("problems")).isEqualTo(unknown.json().path("problems"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/me", "/api/v1/nothing", "/api/v1/records/account/1", "/api/", "/api/v2/me"})
    void without_a_token_every_address_answers_401(String path) {
        var answer = ApiCaller.anonymous().get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("NOT_SIGNED_IN");
        assertThat(answer.response().headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void a_cookie_is_not_a_token() {
        var answer = ApiCaller.anonymous().with("Cookie", "TRELLIS=anything").get("/api/v1/me");

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void what_does_not_exist_is_a_problem_document_in_the_readers_language() {
        var caller = ApiCaller.as(People.create(Locale.ENGLISH));

        var english = caller.get("/api/v1/nothing");
        var chinese = caller.with("Accept-Language", "zh-CN,zh;q=0.9").get("/api/v1/nothing");

        assertThat(english.status()).isEqualTo(404);
        assertThat(english.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(english.json().path("detail").stringValue()).contains("There is nothing at /api/v1/nothing");
        assertThat(english.json().path("traceId").stringValue()).matches("[0-9a-f]{16}");
        assertThat(chinese.json().path("detail").stringValue()).contains("处没有内容");
    }

    @Test
    void a_method_that_does_not_work_names_those_that_do() {
        var answer = ApiCaller.as(People.create(Locale.ENGLISH)).delete("/api/v1/me");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.response().headers().firstValue("Allow").orElse("")).contains("GET");
    }

    @Test
    void a_body_that_is_not_json_by_its_type_answers_415() {
        var answer = ApiCaller.as(People.create(Locale.ENGLISH)).send("POST", TOKEN, "text/xml", "<a/>");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("MEDIA_TYPE_UNSUPPORTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"username\":\"a\",\"username\":\"b\",\"password\":\"c\"}",
                "[]",
                "\"text\"",
                "null",
                "{\"username\":1,\"password\":[]}",
                "{\"username\":\"a\"}",
                "{\"username\":\"a\",\"password\":\"b\",\"n\":1e999999999}",
                "{\"username\":\"a\",\"password\":\"b\"} {}",
                "{\"username\":\"\\ud800\",\"password\":\"b\\u0000\"",
                "{'username':'a'}",
                "",
            })
    void a_broken_body_answers_400_and_says_what_is_wrong(String body) {
        var answer = ApiCaller.anonymous().post(TOKEN, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("problems").size()).isPositive();
        assertThat(answer.json().path("problems").path(0).path("message").stringValue())
                .isNotBlank();
    }

    @Test
    void deep_nesting_and_endless_numbers_are_refused() {
        var deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        var endless = "{\"a\":" + "9".repeat(100_000) + "}";

        assertThat(ApiCaller.anonymous().post(TOKEN, deep).status()).isEqualTo(400);
        assertThat(ApiCaller.anonymous().post(TOKEN, endless).status()).isEqualTo(400);
    }

    @Test
    void a_body_beyond_the_limit_answers_413() {
        var body = "{\"a\":\"" + "x".repeat(9 * 1024 * 1024) + "\"}";

        assertThat(ApiCaller.anonymous().post(TOKEN, body).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/me?filter={a} HTTP/1.1",
                "GET /api/v1/me?filter=%zz HTTP/1.1",
                "GET /api/v1/%c0%af HTTP/1.1",
                "GET /api/v1/..%2f..%2fetc HTTP/1.1",
                "GET /api/v1/me?a=|b HTTP/1.1",
                "FOO /api/v1/me HTTP/1.1",
                "GET /api/v1/me HTTP/9.9",
                "GET\t/api HTTP/1.1",
            })
    void a_broken_request_line_answers_with_a_client_error(String line) throws IOException {
        var status = raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(status).matches("HTTP/1.1 (400|401|404|405|501|505) .*");
    }

    @Test
    void answers_carry_the_headers_that_keep_browsers_from_guessing() {
        var headers = ApiCaller.anonymous().get("/api/v1/me").response().headers();

        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'");
        assertThat(headers.firstValue("Server")).isEmpty();
    }

    @Test
    void it_is_live_and_ready() {
        assertThat(ApiCaller.anonymous().get("/health/live").status()).isEqualTo(200);
        assertThat(ApiCaller.anonymous().get("/health/ready").status()).isEqualTo(200);
    }

    private static String credentials(String username, String password) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
    }

    private static String raw(String request) throws IOException {
        var address = LiveTrellis.address();
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("");
        }
    }

    @Test
    void whoever_accepts_only_problems_is_served_nevertheless() {
        var caller = ApiCaller.as(People.create(Locale.ENGLISH)).with("Accept", "application/problem+json");

        assertThat(caller.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(caller.delete("/api/v1/records/account/5").status()).isEqualTo(404);
    }
}
