package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a warning while typing over comparing and merging to the merge that is taken back. */
class DuplicateJourneyTest {

    private static final Pattern STORED = Pattern.compile(".*/records/account/(\\d+)$");

    @ParameterizedTest
    @CsvSource({"zh-CN, 苏州汇川技术有限公司, 苏州汇川技木股份有限公司", "en, Larkspur Robotics Ltd., Larkspur Robotic Inc."})
    void duplicates_are_found_merged_and_parted_again(String language, String name, String again) {
        var api = DemoCompany.api("zhangwei");
        var first = api.post("/api/v1/records/account", """
                {"values": {"name": "%s", "city": "苏州", "remark": "老客户"}}""".formatted(name)).json();
        var contact = api.post("/api/v1/records/contact", """
                {"values": {"name": "顾文", "mobile": "13800001234", "account": "%s"}}""".formatted(
                                first.path("id").asString("")))
                .json();
        try (var window = BrowserWindow.open(Screen.DESKTOP, language)) {
            DemoCompany.signIn(window, "zhangwei");
            var page = window.go("/records/account/new");
            var input = page.locator("[data-field=name] input").first();
            input.fill(again);
            input.press("Tab");
            page.locator(".duplicate-hint").getByText(name).waitFor();
            shoot(window, "duplicate-0-typing-" + language);
            page.locator(".record-actions vaadin-button[theme~=primary]").click();
            page.locator("vaadin-dialog vaadin-button[theme~=primary]").last().waitFor();
            shoot(window, "duplicate-1-asked-" + language);
            page.locator("vaadin-dialog vaadin-button[theme~=primary]").last().click();
            page.waitForURL(STORED);
            var matcher = STORED.matcher(page.url());
            assertThat(matcher.matches()).isTrue();
            var second = matcher.group(1);
            page.locator(".duplicates-panel").waitFor();

            window.go("/records/account");
            page.locator(".list-duplicates").click();
            page.locator(".duplicates-look").waitFor();
            page.locator(".duplicates-look").click();
            var row = page.locator(".duplicates-row")
                    .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(again));
            row.waitFor();
            shoot(window, "duplicate-2-list-" + language);
            row.locator(".duplicates-compare").click();
            page.locator(".merge-do").waitFor();
            shoot(window, "duplicate-3-compare-" + language);
            page.locator(".merge-do").click();

            page.waitForURL(STORED);
            page.locator(".merge-panel").waitFor();
            shoot(window, "duplicate-4-merged-" + language);
            var survivor = page.url().replaceFirst(".*/", "");
            var gone = survivor.equals(second) ? first.path("id").asString("") : second;
            assertThat(api.get("/api/v1/records/account/" + gone).status()).isEqualTo(404);
            assertThat(account(contact.path("id").asString(""))).isEqualTo(survivor);

            page.locator(".merge-panel .duplicates-undo").click();
            page.locator("vaadin-dialog vaadin-button[theme~=primary]").last().click();
            page.waitForCondition(
                    () -> api.get("/api/v1/records/account/" + gone).status() == 200);
            window.settle();
            shoot(window, "duplicate-5-undone-" + language);
            assertThat(account(contact.path("id").asString("")))
                    .isEqualTo(first.path("id").asString(""));
            assertThat(window.trouble()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"zh-CN", "en"})
    void who_saves_second_sees_three_values_and_loses_nothing(String language) {
        var api = DemoCompany.api("zhangwei");
        var made = api.post("/api/v1/records/account", """
                {"values": {"name": "Conflict %s", "city": "苏州"}}""".formatted(language)).json();
        var path = "/api/v1/records/account/" + made.path("id").asString("");
        try (var window = BrowserWindow.open(Screen.DESKTOP, language)) {
            DemoCompany.signIn(window, "zhangwei");
            var page = window.go("/records/account/" + made.path("id").asString(""));
            page.locator(".record-actions vaadin-button")
                    .getByText(language.equals("en") ? "Edit" : "编辑")
                    .click();
            fill(page, "city", "无锡");
            fill(page, "address", "长江路 1 号");
            window.settle();
            var other = api.with("If-Match", "\"1\"")
                    .send("PATCH", path, "application/json", "{\"values\": {\"city\": \"南京\"}}");
            assertThat(other.status()).isEqualTo(200);

            page.locator(".record-actions vaadin-button[theme~=primary]").click();
            page.locator(".conflict-compare").click();
            page.locator(".conflict-table").getByText("南京").waitFor();
            shoot(window, "conflict-" + language);
            assertThat(page.locator(".conflict-table").innerText()).contains("苏州", "无锡", "长江路 1 号");
            page.locator(".conflict-table vaadin-button").getByText("南京").click();
            page.locator(".conflict-apply").click();
            page.locator(".conflict-table")
                    .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            page.locator(".record-actions vaadin-button[theme~=primary]").click();
            page.waitForCondition(() -> api.get(path).json().path("version").asInt() == 3);

            var values = api.get(path).json().path("values");
            assertThat(values.path("city").asString("")).isEqualTo("南京");
            assertThat(values.path("address").asString("")).isEqualTo("长江路 1 号");
        }
    }

    private static void fill(Page page, String field, String text) {
        var input = page.locator("[data-field=" + field + "] input").first();
        input.fill(text);
        input.press("Tab");
    }

    private static String account(String contact) {
        return DemoCompany.values("zhangwei", "contact", contact)
                .path("account")
                .asString("");
    }

    /** The page on a desk and in a hand. */
    private static void shoot(BrowserWindow window, String name) {
        window.screenshot(name);
        window.page().setViewportSize(375, 812);
        window.page()
                .waitForFunction("() => getComputedStyle(document.querySelector('.drawer')).visibility === 'hidden'");
        window.screenshot(name + "-phone");
        window.page().setViewportSize(1440, 900);
    }
}
