package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import org.junit.jupiter.api.Test;

/** An administrator marks records as sensitive and reads who looked at them; a person's page says what they belong to. */
class AuditJourneyTest {

    private static final String ADMIN = "wutao";

    @Test
    void looks_at_sensitive_records_are_kept_and_shown() {
        try (var window = BrowserWindow.open(Screen.DESKTOP, "zh-CN");
                var phone = BrowserWindow.open(Screen.PHONE, "en")) {
            DemoCompany.signIn(window, ADMIN);
            var page = window.go("/studio/visit");
            page.locator(".entity-sensitive").waitFor();
            window.settle();
            window.screenshot("studio-entity-zh-CN");
            page.locator(".entity-sensitive input").click();
            window.settle();
            page.locator(".studio-publish").click();
            page.locator(".publish-now").click();
            page.locator(".toast-done").waitFor();

            var visit = first("visit");
            window.go("/records/visit/" + visit).locator(".side-panel").first().waitFor();
            window.go("/access-log").locator(".access-log-row").first().waitFor();
            window.settle();
            window.screenshot("access-log-zh-CN");

            assertThat(page.locator(".access-log-row").allTextContents())
                    .anySatisfy(row -> assertThat(row).contains(visit).contains("网页端"))
                    .anySatisfy(row -> assertThat(row).contains("通过接口"));
            page.locator(".access-log-who").first().click();
            page.locator(".access-log-chip").waitFor();
            DemoCompany.signIn(phone, ADMIN);
            phone.go("/access-log").locator(".access-log-row").first().waitFor();
            phone.screenshot("access-log-en-phone");
            assertThat(window.trouble()).isEmpty();
            assertThat(phone.trouble()).isEmpty();
        }
    }

    @Test
    void the_page_of_a_person_says_to_what_they_belong() {
        var person = DemoCompany.api(ADMIN)
                .get("/api/v1/records/user?limit=1&fields=id&q=" + "%E7%8E%8B%E8%8A%B3")
                .json()
                .at("/items/0/id")
                .stringValue();
        try (var window = BrowserWindow.open(Screen.DESKTOP, "en")) {
            DemoCompany.signIn(window, ADMIN);

            var panel = window.go("/records/user/" + person).locator(".belongs-panel");
            panel.waitFor();
            window.settle();
            window.screenshot("person-belongs-en");

            assertThat(panel.locator(".belongs-group").count()).isEqualTo(5);
            assertThat(panel.textContent()).contains("Departments", "main", "Roles", "Pools");
            assertThat(window.trouble()).isEmpty();
        }
    }

    private static String first(String entity) {
        var list = DemoCompany.api(ADMIN).get("/api/v1/records/" + entity + "?limit=1&fields=id");
        return list.json().at("/items/0/id").stringValue();
    }
}
