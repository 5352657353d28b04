package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import org.junit.jupiter.api.Test;

/** An administrator draws an approval; the next submission follows it. */
class FlowJourneyTest {

    @Test
    void an_approval_is_drawn_by_hand_published_and_followed() {
        try (var admin = BrowserWindow.open(Screen.DESKTOP, "zh-CN")) {
            DemoCompany.signIn(admin, "wutao");
            var page = admin.go("/studio");
            page.locator(".studio-new-flow").click();
            page.locator("[data-field=entity] input").fill("合同");
            page.keyboard().press("Enter");
            page.locator("[data-field='name.zh-CN'] input").fill("合同审批");
            page.locator("[data-field='name.en'] input").fill("Contract approval");
            page.locator(".new-flow-make").click();
            page.waitForURL("**/studio/approval/c_contract_approval");
            page.locator(".flow-node").first().waitFor();

            drag(page, "condition", "//1");
            page.locator(".flow-arm-head[data-arm]").first().click();
            page.locator("[data-property=when] textarea").fill("amount > ");
            page.keyboard().press("Tab");
            page.locator(".flow-pane .list-problem").first().waitFor();
            admin.screenshot("flow-problem-zh-CN");
            page.locator("[data-property=when] textarea").fill("FALSE");
            page.keyboard().press("Tab");
            page.locator(".flow-pane .list-finding").first().waitFor();
            page.locator(".studio-publish").click();
            page.locator(".publish-hint").first().waitFor();
            admin.screenshot("flow-hints-zh-CN");
            page.locator("vaadin-dialog.publish-dialog vaadin-button").first().click();
            page.locator(".publish-hint")
                    .first()
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            page.locator("[data-property=when] textarea").fill("1 = 1");
            page.keyboard().press("Tab");
            page.locator(".flow-pane .list-finding")
                    .first()
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            admin.settle();
            var arm = page.locator(".flow-arm-head[data-arm]").first().getAttribute("data-arm");
            var gap = page.locator("[data-gap$='/" + arm + "/0']").getAttribute("data-gap");
            drag(page, "approve", gap);
            assertThat(page.locator(".flow-node").count()).isEqualTo(3);
            admin.screenshot("flow-drawn-zh-CN");

            page.keyboard().press("Control+z");
            page.locator(".flow-node")
                    .nth(2)
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            page.keyboard().press("Control+Shift+z");
            page.locator(".flow-node").nth(2).waitFor();

            page.locator(".flow-attempt").click();
            page.locator(".trial-way").first().waitFor();
            admin.screenshot("flow-trial-new-zh-CN");
            page.keyboard().press("Escape");
            page.locator(".trial-figures")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            page.locator(".studio-publish").click();
            page.locator(".publish-line").first().waitFor();
            admin.screenshot("flow-publish-zh-CN");
            page.locator(".publish-now").click();
            page.locator(".toast-done").waitFor();
            assertThat(admin.trouble()).isEmpty();

            var metadata = DemoCompany.api("wutao").get("/api/v1/metadata/approval/c_contract_approval");
            assertThat(metadata.status()).isEqualTo(200);
            assertThat(metadata.response().body()).contains("\"condition\"", "1 = 1");
        }
    }

    @Test
    void the_shipped_approval_is_readable_in_both_languages_and_on_a_phone() {
        for (var language : new String[] {"zh-CN", "en"}) {
            try (var window = BrowserWindow.open(Screen.DESKTOP, language)) {
                DemoCompany.signIn(window, "wutao");
                var page = window.go("/studio/approval/quote_approval");
                page.locator("[data-node=countersign]").click();
                page.locator("[data-property=approvers]").waitFor();
                window.screenshot("flow-quote-" + language);
                page.locator(".flow-attempt").click();
                page.locator(".trial-figures").waitFor();
                window.screenshot("flow-trial-" + language);
                assertThat(page.locator(".trial").textContent()).doesNotContain("studio.");
                page.keyboard().press("Escape");
                assertThat(page.locator(".flow-canvas").textContent()).doesNotContain("flow.", "studio.");
                assertThat(page.locator(".flow-pane").textContent()).doesNotContain("flow.", "studio.");
                assertThat(window.trouble()).isEmpty();
            }
        }
        try (var phone = BrowserWindow.open(Screen.PHONE, "zh-CN")) {
            DemoCompany.signIn(phone, "wutao");
            var page = phone.go("/studio/approval/quote_approval");
            page.locator("[data-node=countersign]").waitFor();
            phone.screenshot("flow-quote-phone");
            page.locator(".flow-attempt").click();
            page.locator(".trial-figures").waitFor();
            phone.screenshot("flow-trial-phone");
            var width = page.evaluate("() => document.scrollingElement.scrollWidth");
            assertThat(((Number) width).intValue()).isLessThanOrEqualTo(375);
        }
    }

    private static void drag(Page page, String kind, String gap) {
        var start = page.locator("[data-kind=" + kind + "]").boundingBox();
        var end = page.locator("[data-gap='" + gap + "']").boundingBox();
        page.mouse().move(start.x + 30, start.y + 10);
        page.mouse().down();
        page.mouse().move(start.x + 50, start.y + 24);
        page.mouse().move(end.x + end.width / 2 + 40, end.y + end.height / 2);
        page.locator(".studio[data-dragging=node]").waitFor();
        page.mouse().move(end.x + end.width / 2 + 42, end.y + end.height / 2 + 1);
        page.locator(".flow-gap.v-drag-over-target").waitFor();
        page.mouse().up();
        page.locator(".flow-node.is-selected").waitFor();
    }
}
