package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import org.junit.jupiter.api.Test;

/** An administrator shapes a form and publishes it; a salesperson works with it at once. */
class StudioJourneyTest {

    private static final String ADMIN = "wutao";
    private static final String SALES = "david";

    @Test
    void a_percent_dragged_onto_the_opportunity_form_is_there_for_everybody_without_a_restart() {
        try (var admin = BrowserWindow.open(Screen.DESKTOP, "en");
                var sales = BrowserWindow.open(Screen.DESKTOP, "en")) {
            DemoCompany.signIn(sales, SALES);
            sales.go("/records/opportunity/new");
            assertThat(sales.page().getByText("Chance of renewal").count()).isZero();
            DemoCompany.signIn(admin, ADMIN);
            var page = admin.go("/studio/opportunity");

            dragSlowly(admin, page.locator("[data-palette='type:percent']"), page.locator("[data-item=close_date]"));
            var id = label(admin, "Chance of renewal", "续约概率");
            publish(admin);

            sales.page().locator(".new-version").waitFor();
            sales.screenshot("studio-new-version-offered");
            sales.go("/records/opportunity/new");
            sales.page().getByText("Chance of renewal").first().waitFor();
            sales.screenshot("studio-sales-form");
            assertThatRestKnows(id);
            assertThat(admin.trouble()).isEmpty();
            assertThat(sales.trouble()).isEmpty();
        }
    }

    @Test
    void fields_move_between_sections_and_every_step_can_be_undone() {
        try (var window = BrowserWindow.open(Screen.DESKTOP, "zh-CN")) {
            DemoCompany.signIn(window, ADMIN);
            var page = window.go("/studio/account");
            var before = layout(page);
            var items = page.locator(".studio-item");

            items.first().dragTo(items.nth(3), rightHalf());
            window.settle();
            var moved = layout(page);
            page.locator("[data-palette='type:date']").dblclick();
            window.settle();
            var added = layout(page);
            page.keyboard().press("Delete");
            window.settle();
            var removed = layout(page);
            page.keyboard().press("Control+z");
            page.keyboard().press("Control+z");
            page.keyboard().press("Control+z");
            window.settle();

            assertThat(moved).isNotEqualTo(before);
            assertThat(added).startsWith(moved).isNotEqualTo(moved);
            assertThat(removed).isEqualTo(moved);
            assertThat(layout(page)).isEqualTo(before);
            window.screenshot("studio-designer-zh-CN");
            assertThat(window.trouble()).isEmpty();
        }
    }

    @Test
    void who_may_not_design_reads_which_right_is_missing() {
        try (var window = BrowserWindow.open(Screen.PHONE, "en")) {
            DemoCompany.signIn(window, SALES);

            window.go("/studio/opportunity");

            window.page().locator(".page-state-no-right").waitFor();
            assertThat(window.page().locator(".studio-canvas").count()).isZero();
        }
    }

    @Test
    void the_designer_fits_a_phone() {
        try (var window = BrowserWindow.open(Screen.PHONE, "zh-CN")) {
            DemoCompany.signIn(window, ADMIN);
            window.go("/studio");
            window.screenshot("studio-start-phone");

            window.go("/studio/contact");

            window.screenshot("studio-designer-phone");
            var width = window.page().evaluate("() => document.scrollingElement.scrollWidth");
            assertThat(((Number) width).intValue()).isLessThanOrEqualTo(375);
        }
    }

    private static void dragSlowly(BrowserWindow window, Locator from, Locator to) {
        var page = window.page();
        var start = from.boundingBox();
        var end = to.boundingBox();
        page.mouse().move(start.x + 40, start.y + 12);
        page.mouse().down();
        page.mouse().move(start.x + 60, start.y + 30);
        page.mouse().move(end.x + end.width * 0.8, end.y + 20);
        page.locator(".studio[data-dragging=field]").waitFor();
        page.mouse().move(end.x + end.width * 0.8 + 3, end.y + 22);
        page.locator(".drop-zone.v-drag-over-target").waitFor();
        window.screenshot("studio-dragging");
        page.mouse().up();
        page.locator(".studio-item.is-selected").waitFor();
        window.settle();
    }

    private static Locator.DragToOptions rightHalf() {
        return new Locator.DragToOptions().setTargetPosition(220, 20);
    }

    /** Labels the selected field and returns its id, which follows the English label. */
    private static String label(BrowserWindow window, String english, String chinese) {
        var properties = window.page().locator(".studio-properties");
        properties.locator("[data-field='label.en'] input").fill(english);
        window.page()
                .locator(".studio-item.is-selected[data-label='" + english + "']")
                .waitFor();
        properties.locator("[data-field='label.zh-CN'] input").fill(chinese);
        window.page().keyboard().press("Tab");
        window.settle();
        window.screenshot("studio-labelled");
        return properties.locator(".properties-id").textContent();
    }

    private static void publish(BrowserWindow window) {
        var page = window.page();
        page.locator(".studio-publish").click();
        page.locator(".publish-line").first().waitFor();
        assertThat(page.locator(".publish-content").textContent()).contains("Chance of renewal");
        window.screenshot("studio-publish");
        page.locator(".publish-now").click();
        page.locator(".toast-done").waitFor();
        window.settle();
        assertThat(page.locator(".studio-status").textContent()).contains("No changes");
    }

    private static void assertThatRestKnows(String field) {
        var sales = DemoCompany.api(SALES);
        var found = sales.get("/api/v1/records/opportunity?limit=1&fields=name,version," + field);
        assertThat(found.status()).as(found.response().body()).isEqualTo(200);
        var record = found.json().path("items").path(0);
        var id = record.path("id").asString();
        var read = sales.get("/api/v1/records/opportunity/" + id);

        var set = sales.with(
                        "If-Match", read.response().headers().firstValue("ETag").orElse(""))
                .send(
                        "PATCH",
                        "/api/v1/records/opportunity/" + id,
                        "application/json",
                        "{\"values\":{\"%s\":0.35}}".formatted(field));
        assertThat(set.status()).as(set.response().body()).isEqualTo(200);
        var filtered = sales.post(
                "/api/v1/records/opportunity/query",
                "{\"filter\":\"%1$s = 35%%\",\"sort\":[\"-%1$s\"],\"fields\":[\"name\",\"%1$s\"]}".formatted(field));

        assertThat(filtered.status()).as(filtered.response().body()).isEqualTo(200);
        assertThat(filtered.json().path("items").size()).isEqualTo(1);
        assertThat(filtered.json().path("items").path(0).path("id").asString()).isEqualTo(id);
    }

    private static String layout(Page page) {
        return (String)
                page.locator(".studio-item").evaluateAll("items => items.map(item => item.dataset.item).join(' ')");
    }
}
