package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import org.junit.jupiter.api.Test;

/** An administrator invents a kind of record; people work with it a minute later. */
class NewEntityJourneyTest {

    @Test
    void a_new_kind_of_record_is_made_published_and_worked_with() {
        try (var admin = BrowserWindow.open(Screen.DESKTOP, "zh-CN");
                var sales = BrowserWindow.open(Screen.DESKTOP, "zh-CN")) {
            DemoCompany.signIn(admin, "wutao");
            var page = admin.go("/studio");
            admin.screenshot("studio-areas-zh-CN");
            page.locator(".studio-new-entity").click();
            page.locator("[data-field='one.zh-CN'] input").fill("样机借用");
            page.locator("[data-field='one.en'] input").fill("Sample loan");
            page.locator("[data-field='many.en'] input").fill("Sample loans");
            admin.screenshot("studio-new-entity-zh-CN");
            page.locator(".new-entity-make").click();
            page.waitForURL("**/studio/c_sample_loan");
            page.locator(".studio-item").first().waitFor();
            admin.screenshot("studio-new-entity-designer-zh-CN");

            admin.go("/studio/c_sample_loan/lists");
            page.locator(".lists-new").click();
            page.locator(".list-column").first().waitFor();
            fill(page, "label.zh-CN", "我经手的");
            fill(page, "filter", "owner = CURRENTUSER(");
            page.locator(".list-problem").waitFor();
            admin.screenshot("studio-lists-problem-zh-CN");
            fill(page, "filter", "owner = CURRENTUSER()");
            page.locator(".list-problem")
                    .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            admin.screenshot("studio-lists-zh-CN");
            page.locator(".studio-publish").click();
            page.locator(".publish-line").first().waitFor();
            admin.screenshot("studio-new-entity-publish-zh-CN");
            page.locator(".publish-now").click();
            page.locator(".toast-done").waitFor();

            DemoCompany.signIn(sales, "david");
            sales.go("/records/c_sample_loan/new");
            sales.page().locator(".form-item input").first().fill("MES 演示机");
            sales.page().keyboard().press("Control+s");
            sales.page().locator(".toast-done").waitFor();
            sales.go("/records/c_sample_loan");
            sales.page().getByText("MES 演示机").first().waitFor();
            sales.screenshot("new-entity-list-zh-CN");
            assertThat(admin.trouble()).isEmpty();
            assertThat(sales.trouble()).isEmpty();
        }
    }

    private static void fill(Page page, String field, String text) {
        var input = page.locator("[data-field='" + field + "']").locator("input, textarea");
        input.fill(text);
        input.press("Tab");
    }
}
