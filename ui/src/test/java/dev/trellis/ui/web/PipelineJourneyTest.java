package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import org.junit.jupiter.api.Test;

/** An administrator shapes the stages of the follow-up plans; nothing of it is published. */
class PipelineJourneyTest {

    @Test
    void stages_are_shaped_and_one_that_goes_says_where_its_records_go() {
        try (var admin = BrowserWindow.open(Screen.DESKTOP, "zh-CN")) {
            DemoCompany.signIn(admin, "wutao");
            var page = admin.go("/studio/pipeline/sales");
            page.locator("[data-stage=proposal] .rule-step-head").click();
            page.locator("[data-stage=proposal] .stage-editor").waitFor();
            page.locator("[data-stage=proposal] [data-property=entry] textarea")
                    .first()
                    .fill("amount > ");
            page.locator("[data-stage=proposal] .rule-verdict.is-wrong").waitFor();
            page.locator("[data-stage=proposal] [data-property=entry] textarea")
                    .first()
                    .fill("amount > 0");
            page.keyboard().press("Tab");
            page.locator("[data-stage=proposal] [data-property=entry] [data-text]")
                    .first()
                    .waitFor();
            admin.screenshot("pipeline-stage-zh-CN");

            page.locator("[data-stage=negotiation] .rule-step-head").click();
            page.locator("[data-stage=negotiation] .stage-remove").click();
            page.locator(".remove-stage-now").waitFor();
            page.locator(".remove-stage-into").click();
            page.getByRole(
                            AriaRole.OPTION,
                            new Page.GetByRoleOptions().setName("方案报价").setExact(true))
                    .click();
            admin.screenshot("pipeline-remove-zh-CN");
            page.locator(".remove-stage-now").click();
            page.waitForFunction("() => !document.querySelector('[data-stage=negotiation]')");
            page.locator(".studio-history vaadin-button").first().click();
            page.locator("[data-stage=negotiation]").waitFor();
            assertThat(page.locator(".pipeline-designer").textContent()).doesNotContain("studio.");
            assertThat(admin.trouble()).isEmpty();
        }
        assertThat(DemoCompany.api("wutao").delete("/api/v1/metadata/draft").status())
                .isLessThan(400);
        try (var phone = BrowserWindow.open(Screen.PHONE, "en")) {
            DemoCompany.signIn(phone, "wutao");
            var page = phone.go("/studio/pipeline/sales");
            page.locator("[data-stage=needs] .rule-step-head").click();
            page.locator("[data-stage=needs] .stage-editor").waitFor();
            phone.screenshot("pipeline-phone-en");
            var width = page.evaluate("() => document.scrollingElement.scrollWidth");
            assertThat(((Number) width).intValue()).isLessThanOrEqualTo(375);
            assertThat(phone.trouble()).isEmpty();
        }
    }
}
