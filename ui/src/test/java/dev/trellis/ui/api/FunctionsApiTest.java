package dev.trellis.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code /functions}, and the function that the standard CRM ships. */
class FunctionsApiTest {

    private static final String CODE = "credit_code_is_valid";

    @Test
    void what_a_package_of_the_class_path_brings_is_approved() {
        var all = ApiCaller.as("wutao").get("/api/v1/functions").json();

        assertThat(all.at("/items/0/id").stringValue()).isEqualTo(CODE);
        assertThat(all.at("/items/0/state").stringValue()).isEqualTo("approved");
        assertThat(all.at("/items/0/approvedBy").stringValue()).startsWith("crm-standard");
    }

    @Test
    void an_account_with_a_wrong_check_digit_is_refused_in_both_languages() {
        for (var language : new String[] {"en", "zh-CN"}) {
            var refused = ApiCaller.as("wangfang")
                    .with("Accept-Language", language)
                    .post(
                            "/api/v1/records/account",
                            "{\"values\": {\"name\": \"Check\", \"credit_code\": \"91350100M000100Y44\"}}");

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().at("/problems/0/path").stringValue()).isEqualTo("credit_code");
            assertThat(refused.json().at("/problems/0/message").stringValue())
                    .contains(language.equals("en") ? "check digit does not match" : "校验码不符");
        }
    }

    @Test
    void a_designer_tries_a_function_and_sees_what_it_gives() {
        var admin = ApiCaller.as("wutao");
        var right = admin.post("/api/v1/functions/" + CODE + "/run", "{\"arguments\": [\"91350100M000100Y43\"]}");
        var wrong = admin.post("/api/v1/functions/" + CODE + "/run", "{\"arguments\": []}");
        var tests = admin.post("/api/v1/functions/" + CODE + "/test", "{}");

        assertThat(right.status()).isEqualTo(200);
        assertThat(right.json().path("value").booleanValue()).isTrue();
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(tests.json().path("passed").booleanValue()).isTrue();
        assertThat(tests.json().path("tests").intValue()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void who_may_not_design_or_administer_gets_nowhere() {
        var sales = ApiCaller.as("wangfang");

        assertThat(sales.get("/api/v1/functions").status()).isEqualTo(403);
        assertThat(sales.post("/api/v1/functions/" + CODE + "/run", "{\"arguments\": [\"x\"]}")
                        .status())
                .isEqualTo(403);
        assertThat(sales.post("/api/v1/functions/" + CODE + "/approve", "{\"hash\": \"x\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void an_approval_of_something_else_is_refused() {
        var admin = ApiCaller.as("wutao");

        assertThat(admin.post("/api/v1/functions/" + CODE + "/approve", "{\"hash\": \"0000\"}")
                        .status())
                .isEqualTo(409);
        assertThat(admin.post("/api/v1/functions/nothing/approve", "{\"hash\": \"0000\"}")
                        .status())
                .isEqualTo(404);
    }
}
