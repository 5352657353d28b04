package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A salesperson's morning: from the pool to a submitted quote. */
class SalesJourneyTest {

    private static final Pattern ACCOUNT = Pattern.compile(".*/records/account/([0-9]+)$");
    private static final Pattern QUOTE = Pattern.compile(".*/records/quote/([0-9]+)$");
    private static final String CONFIRM = "vaadin-dialog vaadin-button[theme~=primary]";

    @ParameterizedTest
    @CsvSource({"zh-CN,wangfang,上限", "en,zhangwei,daily limit"})
    void a_lead_becomes_a_quote(String language, String login, String limit) {
        var api = DemoCompany.api(login);
        var pooled = api.get("/api/v1/records/lead?filter=pool%20%3D%20%22lead_pool%22&fields=company&limit=8")
                .json()
                .path("items");
        var lead = pooled.path(0).path("id").stringValue();
        var company = pooled.path(0).path("values").path("company").stringValue();
        try (var window = BrowserWindow.open(Screen.DESKTOP, language)) {
            DemoCompany.signIn(window, login);
            window.screenshot("sales-home-" + language);
            var page = window.go("/records/lead?list=lead_pool");
            page.locator(".pool-banner").waitFor();
            page.getByText(company).first().waitFor();
            window.screenshot("sales-pool-" + language);

            window.go("/records/lead/" + lead);
            page.locator("vaadin-button[data-action=claim]").click();
            page.locator(".activity-writer").waitFor();
            for (int i = 1; i < 5; i++) {
                assertThat(claim(api, pooled.path(i).path("id").stringValue())).isEqualTo(200);
            }
            window.go("/records/lead/" + pooled.path(5).path("id").stringValue());
            page.locator("vaadin-button[data-action=claim]").click();
            var refusal = page.locator(".toast-failed");
            refusal.waitFor();
            assertThat(refusal.innerText()).contains(limit);
            window.screenshot("sales-sixth-" + language);

            window.go("/records/lead/" + lead);
            page.locator(".activity-writer vaadin-text-area textarea").fill("已电话沟通 Called, they want a demo");
            page.locator(".activity-writer > vaadin-button").click();
            page.locator(".history-entry.is-activity").waitFor();
            assertThat(page.locator(".history-entry.is-activity").first().innerText())
                    .contains("they want a demo");
            window.screenshot("sales-follow-up-" + language);

            page.locator("vaadin-button[data-action=convert]").click();
            page.locator(".input-form vaadin-checkbox").first().waitFor();
            window.screenshot("sales-convert-" + language);
            page.locator(CONFIRM).last().click();
            page.waitForURL(ACCOUNT);
            page.locator(".history-entry.is-activity").waitFor();
            window.screenshot("sales-account-" + language);
            var account = id(ACCOUNT, page);
            assertThat(api.get("/api/v1/records/lead/" + lead)
                            .json()
                            .path("values")
                            .path("status")
                            .stringValue())
                    .isEqualTo("converted");

            window.go("/records/opportunity?list=opportunity_mine&mode=board");
            var card = page.locator(".board-column[data-stage=qualify] .board-card", containing(company));
            card.waitFor();
            card.dragTo(page.locator(".board-column[data-stage=needs] .board-head"));
            var amount = page.locator(".input-form vaadin-text-field[data-field=amount] input");
            amount.waitFor();
            window.screenshot("sales-board-refused-" + language);
            assertThat(card.count()).as("it snapped back").isEqualTo(1);
            amount.fill("380000");
            page.locator(CONFIRM).last().click();
            page.locator(".board-column[data-stage=needs] .board-card", containing(company))
                    .waitFor();
            window.screenshot("sales-board-" + language);

            quote(window, page, account, language);
            assertThat(window.trouble()).isEmpty();
        }
        phone(language, login);
    }

    private static void quote(BrowserWindow window, Page page, String account, String language) {
        window.go("/records/quote/new?account=" + account);
        page.locator(".lines-add").click();
        var product = page.locator(".lines-body .lines-row vaadin-combo-box[data-field=product]");
        product.locator("input").click();
        page.locator("vaadin-combo-box-item:visible").first().click();
        var price = page.locator(".lines-body .lines-row vaadin-text-field[data-field=unit_price] input");
        page.waitForCondition(() -> !price.inputValue().isEmpty());
        page.locator(".record-actions vaadin-button[theme~=primary]").last().click();
        page.waitForURL(QUOTE);
        page.locator(".record-actions vaadin-button[theme~=primary]").last().click();
        page.locator(".approval-path").first().waitFor();
        window.screenshot("sales-submit-" + language);
        page.locator(".submit-dialog vaadin-button[theme~=primary], " + CONFIRM)
                .last()
                .click();
        page.locator(".record-lock").waitFor();
        window.screenshot("sales-quote-" + language);
    }

    private static void phone(String language, String login) {
        try (var window = BrowserWindow.open(Screen.PHONE, language)) {
            DemoCompany.signIn(window, login);
            window.screenshot("sales-phone-home-" + language);
            var page = window.go("/records/lead?list=lead_pool");
            page.locator(".list-card").first().waitFor();
            window.screenshot("sales-phone-pool-" + language);
            window.go("/records/opportunity?list=opportunity_mine&mode=board");
            page.locator(".board-card").first().waitFor();
            window.screenshot("sales-phone-board-" + language);
            window.go("/records/lead?list=lead_mine");
            page.locator(".list-card a").first().click();
            page.locator(".history").waitFor();
            window.screenshot("sales-phone-lead-" + language);
            assertThat(window.trouble()).isEmpty();
        }
    }

    private static int claim(dev.trellis.ui.api.ApiCaller api, String lead) {
        return api.post("/api/v1/records/lead/" + lead + "/actions/claim", "{}").status();
    }

    private static Page.LocatorOptions containing(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private static String id(Pattern pattern, Page page) {
        var matcher = pattern.matcher(page.url());
        assertThat(matcher.matches()).isTrue();
        return matcher.group(1);
    }
}
