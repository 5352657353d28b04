package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An administrator builds a rule out of sentences, tries it on a record, publishes it, and it holds for the next save. */
class RuleBuilderJourneyTest {

    /** Others shape things in the name of the same administrator. */
    @AfterEach
    void forgetTheDraft() {
        assertThat(DemoCompany.api("wutao").delete("/api/v1/metadata/draft").status())
                .isLessThan(400);
    }

    @Test
    void a_rule_is_built_tried_published_and_completes_the_next_save() {
        try (var admin = BrowserWindow.open(Screen.DESKTOP, "zh-CN")) {
            DemoCompany.signIn(admin, "wutao");
            var page = admin.go("/studio");
            page.locator(".studio-new-rule").click();
            page.locator("[data-field=entity] input").fill("客户");
            page.keyboard().press("Enter");
            page.locator("[data-field='name.zh-CN'] input").fill("重点客户备注");
            page.locator("[data-field='name.en'] input").fill("Mark key accounts");
            page.locator(".new-rule-make").click();
            page.waitForURL("**/studio/rule/c_mark_key_accounts");
            page.locator(".rule-step-card").first().waitFor();

            var condition = page.locator("[data-part=when] textarea");
            condition.fill("BEGINS(name, ");
            page.locator("[data-part=when] .rule-verdict.is-wrong").waitFor();
            admin.screenshot("rule-problem-zh-CN");
            condition.fill("BEGINS(name, \"规则\")");
            page.locator("[data-part=when] .rule-verdict:not(.is-wrong)").waitFor();
            page.keyboard().press("Tab");

            page.locator(".rule-gap.is-last .rule-add").click();
            page.locator("[data-kind=set]").click();
            page.locator(".rule-step-card.is-selected .rule-value-add").click();
            page.locator(".rule-value vaadin-combo-box input").fill("备注");
            page.getByRole(
                            AriaRole.OPTION,
                            new Page.GetByRoleOptions().setName("备注").setExact(true))
                    .click();
            page.locator("[data-value] textarea").fill("\"由规则填写 \" & name");
            page.keyboard().press("Tab");
            page.locator(".rule-sentence").getByText("由规则填写").waitFor();
            admin.screenshot("rule-built-zh-CN");

            page.locator(".rule-trial-record input").fill("宁波");
            page.locator("vaadin-combo-box-item").first().click();
            page.locator(".rule-trial-run").click();
            page.locator(".rule-trial-line").first().waitFor();
            admin.screenshot("rule-tried-zh-CN");

            var cards = page.locator(".rule-step-card");
            var first = cards.first().getAttribute("data-step");
            page.locator(".rule-step-card.is-selected .rule-step-foot vaadin-button")
                    .first()
                    .click();
            page.locator(".rule-steps > .rule-step-card:nth-child(4)[data-step=" + first + "]")
                    .waitFor();
            page.locator(".studio-history vaadin-button").first().click();
            page.locator(".rule-steps > .rule-step-card:nth-child(2)[data-step=" + first + "]")
                    .waitFor();

            page.locator(".studio-publish").click();
            page.locator(".publish-line").first().waitFor();
            page.locator(".publish-now").click();
            page.locator(".toast-done").waitFor();
            assertThat(admin.trouble()).isEmpty();
            var published = DemoCompany.api("wutao").get("/api/v1/metadata/rule/c_mark_key_accounts");
            assertThat(published.response().body()).contains("BEGINS", "由规则填写");
        }
    }

    @Test
    void a_rule_reads_well_in_english_and_on_a_phone() {
        try (var admin = BrowserWindow.open(Screen.DESKTOP, "en")) {
            DemoCompany.signIn(admin, "wutao");
            var page = admin.go("/studio");
            page.locator(".studio-new-rule").click();
            page.locator("[data-field=entity] input").fill("Opportunity");
            page.keyboard().press("Enter");
            page.locator("[data-field='name.en'] input").fill("Call back");
            page.locator(".new-rule-make").click();
            page.waitForURL("**/studio/rule/c_call_back");
            page.locator(".rule-trigger-add").click();
            page.locator("[data-trigger='1']").waitFor();
            page.locator("[data-trigger='1'] .rule-trigger-on").click();
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("a date has come:"))
                    .click();
            page.locator("[data-trigger='1'] .rule-trigger-days").waitFor();
            page.locator(".rule-gap.is-last .rule-add").click();
            page.locator("[data-kind=branch]").click();
            page.locator(".rule-branch").first().waitFor();
            page.locator(".rule-branch .rule-add").first().click();
            page.locator("[data-kind=assign]").click();
            page.locator(".rule-branch .rule-step-assign").waitFor();
            admin.screenshot("rule-branch-en");
            assertThat(page.locator(".rule-sheet").textContent()).doesNotContain("rule.", "studio.");
            assertThat(page.locator(".rule-pane").textContent()).doesNotContain("rule.", "studio.");
            assertThat(admin.trouble()).isEmpty();
        }
        try (var phone = BrowserWindow.open(Screen.PHONE, "zh-CN")) {
            DemoCompany.signIn(phone, "wutao");
            var page = phone.go("/studio/rule/c_call_back");
            page.locator(".rule-step-assign .rule-step-head").click();
            page.locator(".rule-editor").waitFor();
            phone.screenshot("rule-phone-zh-CN");
            var width = page.evaluate("() => document.scrollingElement.scrollWidth");
            assertThat(((Number) width).intValue()).isLessThanOrEqualTo(375);
            page.locator(".rule-step-card.is-selected .rule-remove").first().click();
            page.locator(".rule-step-assign")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            assertThat(phone.trouble()).isEmpty();
        }
    }
}
