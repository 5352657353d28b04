package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import org.junit.jupiter.api.Test;

/** An administrator looks at the organisation, shapes a role in a draft and gives it to somebody. */
class RolesJourneyTest {

    @Test
    void a_sharing_rule_is_written_and_a_wrong_condition_is_told_in_place() {
        try (var window = BrowserWindow.open(Screen.DESKTOP, "zh-CN");
                var phone = BrowserWindow.open(Screen.PHONE, "en")) {
            DemoCompany.signIn(window, "wutao");
            var page = window.go("/studio");
            page.locator(".sharing-rules-new").click();
            page.waitForURL("**/studio-sharing/c_sharing*");
            page.locator(".sharing-when textarea").fill("no_such_field > 1");
            page.keyboard().press("Tab");
            page.locator(".sharing-when[invalid]").waitFor();
            window.screenshot("sharing-rule-wrong-zh-CN");
            page.locator(".sharing-when textarea").fill("name = \"Big\"");
            page.keyboard().press("Tab");
            page.locator(".sharing-when:not([invalid])").waitFor();
            page.locator(".recipient-who input").fill("财务");
            page.locator("vaadin-combo-box-item:not([hidden])").first().click();
            page.locator(".recipient-add").click();
            page.locator(".rule-of-sharing .sharing-line").nth(1).waitFor();
            window.screenshot("sharing-rule-zh-CN");
            var at = page.url().replaceFirst(".*/studio-sharing", "/studio-sharing");

            DemoCompany.signIn(phone, "wutao");
            phone.go(at).locator(".rule-of-sharing .sharing-line").first().waitFor();
            phone.screenshot("sharing-rule-en-phone");
            page.locator(".sharing-rule-remove").click();
            page.waitForURL("**/studio");
            assertThat(window.trouble()).isEmpty();
            assertThat(phone.trouble()).isEmpty();
        }
    }

    @Test
    void somebody_new_signs_in_and_what_they_hold_is_pointed_out_when_they_leave() {
        var admin = DemoCompany.api("wutao");
        var name = "钱多多" + System.nanoTime();
        var user = id(admin.post("/api/v1/records/user", "{\"values\": {\"name\": \"" + name + "\"}}"));
        admin.post(
                "/api/v1/records/account",
                "{\"values\": {\"name\": \"" + name + " 的客户\", \"owner\": \"" + user + "\"}}");
        try (var window = BrowserWindow.open(Screen.DESKTOP, "zh-CN");
                var phone = BrowserWindow.open(Screen.PHONE, "en")) {
            DemoCompany.signIn(window, "wutao");
            var page = window.go("/records/user/" + user);
            page.locator(".staff-admit").click();
            page.locator(".admit-dialog vaadin-text-field input").fill("qian" + user);
            page.locator(".admit-now").click();
            page.locator(".staff-password").waitFor();
            window.settle();
            window.screenshot("person-password-zh-CN");
            var password = page.locator(".staff-password").textContent();
            assertThat(signIn(user, password)).isEqualTo(200);
            page.locator(".password-dialog vaadin-button").last().click();
            page.locator(".staff-reset").waitFor();
            window.screenshot("person-zh-CN");

            page.locator(".staff-deactivate").click();
            page.locator("vaadin-confirm-dialog, vaadin-dialog")
                    .getByText("客户 1 项")
                    .waitFor();
            window.settle();
            window.screenshot("person-deactivate-zh-CN");
            page.getByText("停用", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true))
                    .last()
                    .click();
            page.locator(".staff-hand-over a").waitFor();
            window.screenshot("person-left-zh-CN");

            assertThat(signIn(user, password)).isEqualTo(401);
            DemoCompany.signIn(phone, "wutao");
            phone.go("/records/user/" + user).locator(".staff-hand-over a").waitFor();
            phone.screenshot("person-left-en-phone");
            assertThat(window.trouble()).isEmpty();
            assertThat(phone.trouble()).isEmpty();
        }
        assertThat(admin.get("/api/v1/people/" + user)
                        .json()
                        .at("/account/active")
                        .booleanValue())
                .isFalse();
    }

    private static String id(dev.trellis.ui.api.ApiCaller.Answer answer) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        return answer.json().path("id").stringValue();
    }

    private static int signIn(String user, String password) {
        var body = "{\"username\": \"qian%s\", \"password\": \"%s\"}".formatted(user, password);
        return dev.trellis.ui.api.ApiCaller.anonymous()
                .post("/api/v1/auth/token", body)
                .status();
    }

    @Test
    void a_role_is_made_shaped_and_given() {
        try (var window = BrowserWindow.open(Screen.DESKTOP, "zh-CN");
                var phone = BrowserWindow.open(Screen.PHONE, "en")) {
            DemoCompany.signIn(window, "wutao");
            var page = window.go("/organisation");
            page.locator(".organisation-unit").first().waitFor();
            window.screenshot("organisation-zh-CN");
            window.go("/studio").locator(".roles-new").click();
            page.waitForURL("**/studio-roles/c_role*");
            page.locator(".role-row[data-entity=account] vaadin-details-summary")
                    .click();
            page.locator(".role-row[data-entity=account] .role-verb").first().waitFor();
            window.settle();
            window.screenshot("role-open-zh-CN");
            window.go("/studio-roles/sales").locator(".role-row").first().waitFor();
            window.screenshot("role-sales-zh-CN");
            page.locator(".holder-who input").fill("赵敏");
            page.locator("vaadin-combo-box-item:not([hidden])").first().click();
            page.locator(".holder-give").click();
            page.locator(".role-holders .sharing-name:text-is('赵敏')").waitFor();
            window.go("/admin-log")
                    .locator(".admin-log-row, .page-state")
                    .first()
                    .waitFor();
            window.screenshot("admin-log-zh-CN");

            var quote = DemoCompany.api("wutao")
                    .get("/api/v1/records/quote?limit=1&sort=-total&fields=id")
                    .json()
                    .at("/items/0/id")
                    .stringValue();
            window.go("/records/quote/" + quote).locator(".print-action").waitFor();
            window.screenshot("record-with-print-zh-CN");
            window.go("/print/quote/" + quote).locator(".print-foot").waitFor();
            window.screenshot("print-zh-CN");
            page.pdf(new com.microsoft.playwright.Page.PdfOptions()
                    .setPath(java.nio.file.Path.of("target", "screenshots", "print-zh-CN.pdf"))
                    .setPreferCSSPageSize(true));

            DemoCompany.signIn(phone, "wutao");
            phone.go("/print/quote/" + quote).locator(".print-foot").waitFor();
            phone.screenshot("print-en-phone");
            phone.go("/organisation").locator(".organisation-unit").first().waitFor();
            phone.screenshot("organisation-en-phone");
            phone.go("/studio-roles/sales").locator(".role-row").first().waitFor();
            phone.screenshot("role-sales-en-phone");
            assertThat(window.trouble()).isEmpty();
            assertThat(phone.trouble()).isEmpty();
        }
    }
}
