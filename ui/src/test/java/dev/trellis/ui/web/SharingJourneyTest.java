package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import org.junit.jupiter.api.Test;

/** A salesperson lets a colleague at an account, who edits it until that is taken back. */
class SharingJourneyTest {

    @Test
    void a_record_is_shared_worked_on_and_closed_again() {
        var name = "协作客户" + System.nanoTime();
        var owner = DemoCompany.api("zhangwei");
        var id = owner.post("/api/v1/records/account", "{\"values\": {\"name\": \"" + name + "\"}}")
                .json()
                .path("id")
                .stringValue();
        try (var window = BrowserWindow.open(Screen.DESKTOP, "zh-CN");
                var other = BrowserWindow.open(Screen.PHONE, "en")) {
            DemoCompany.signIn(window, "zhangwei");
            DemoCompany.signIn(other, "wangfang");
            var page = window.go("/records/account/" + id);
            page.locator(".share-action").click();
            page.locator(".access-dialog .share-form, .share-form").first().waitFor();
            page.locator(".share-who input").fill("王芳");
            page.locator("vaadin-combo-box-item:not([hidden])").first().click();
            page.locator(".share-form vaadin-checkbox input").check();
            window.screenshot("sharing-1-form");
            page.locator(".share-now").click();
            page.locator(".sharing-list .sharing-line").waitFor();
            page.locator(".why-panel vaadin-details-summary").click();
            page.locator(".why-line").first().waitFor();
            window.settle();
            window.screenshot("sharing-2-shared");

            var seen = other.go("/records/account/" + id);
            seen.locator(".sharing-panel .sharing-line").waitFor();
            other.screenshot("sharing-3-collaborator-phone");
            assertThat(seen.locator(".sharing-panel").innerText()).contains("Shared with");
            seen.locator(".share-action").click();
            seen.locator(".why-panel vaadin-details-summary").click();
            seen.locator(".why-line").first().waitFor();
            other.settle();
            other.screenshot("sharing-4-why-phone");
            assertThat(seen.locator(".share-form").count()).isZero();

            page.locator(".sharing-end").click();
            page.locator(".sharing-list .quiet-text").waitFor();
            other.go("/records/account/" + id).locator(".page-state").waitFor();
            assertThat(window.trouble()).isEmpty();
            assertThat(other.trouble()).isEmpty();
        }
    }
}
