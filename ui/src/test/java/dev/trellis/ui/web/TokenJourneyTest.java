package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import dev.trellis.ui.api.ApiCaller;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody makes a token for a program in the web client, uses it, and ends it. */
class TokenJourneyTest {

    @ParameterizedTest
    @CsvSource({"DESKTOP, zh-CN, 每日报表", "PHONE, en, Nightly report"})
    void a_token_is_made_shown_once_used_and_ended(Screen screen, String language, String name) {
        var picture = "tokens-" + screen.name().toLowerCase(java.util.Locale.ROOT);
        try (var window = BrowserWindow.open(screen, language)) {
            DemoCompany.signIn(window, "zhangwei");
            var page = window.go("/tokens");
            page.locator(".token-head vaadin-button").waitFor();
            window.screenshot(picture + "-empty-" + language);
            page.locator(".token-head vaadin-button").click();
            page.locator("vaadin-dialog[opened] .token-line").first().waitFor();
            page.locator(".token-first vaadin-text-field input").fill(name);
            page.locator(".token-line")
                    .first()
                    .locator("vaadin-checkbox")
                    .first()
                    .click();
            window.settle();
            window.screenshot(picture + "-new-" + language);
            page.locator("vaadin-dialog[opened] vaadin-button[theme~=primary]").click();
            var secret = page.locator(".token-secret input");
            secret.waitFor();
            var token = secret.inputValue();
            window.screenshot(picture + "-shown-" + language);
            page.locator("vaadin-dialog[opened] vaadin-button[theme~=primary]").click();
            var row = page.locator(".token-row", new com.microsoft.playwright.Page.LocatorOptions().setHasText(name));
            row.waitFor();
            window.screenshot(picture + "-list-" + language);

            var caller = ApiCaller.anonymous().with("Authorization", "Bearer " + token);
            assertThat(token).startsWith("trellis_");
            assertThat(caller.get("/api/v1/records/account?limit=1").status()).isEqualTo(200);
            assertThat(caller.post("/api/v1/records/account", "{\"values\": {\"name\": \"x\"}}")
                            .status())
                    .isEqualTo(403);

            row.locator("vaadin-button").click();
            page.locator("vaadin-dialog[opened] vaadin-button[theme~=error]").click();
            row.waitFor(new Locator.WaitForOptions()
                    .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            assertThat(caller.get("/api/v1/records/account?limit=1").status()).isEqualTo(401);
            assertThat(window.trouble()).isEmpty();
        }
    }
}
