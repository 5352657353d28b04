package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import dev.trellis.ui.DirtyAccounts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** From a dirty file to the undone import, as a salesperson would do it. */
class ImportJourneyTest {

    private static final int ROWS = 5_000;

    @Test
    void five_thousand_dirty_rows_come_in_are_looked_at_and_taken_back() throws Exception {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var dirty = DirtyAccounts.of(ROWS, seed);
        var file = Files.writeString(Files.createTempFile("客户", ".csv"), dirty.csv(','), StandardCharsets.UTF_8);
        try (var window = BrowserWindow.open(Screen.DESKTOP, "zh-CN")) {
            DemoCompany.signIn(window, "zhangwei");
            var page = window.go("/records/account");
            page.locator(".transfer-menu vaadin-button").click();
            page.locator(".transfer-items").waitFor();
            window.screenshot("import-0-menu");
            var list = page.waitForDownload(
                    () -> page.locator(".transfer-items a.file-link").first().click());
            assertThat(list.suggestedFilename()).startsWith("客户").endsWith(".xlsx");
            assertThat(Files.size(list.path())).isPositive();
            page.locator(".transfer-items a").first().click();
            page.waitForURL("**/import/account");
            shoot(window, "import-1-file");

            upload(page, file);
            page.waitForURL("**/imports/*");
            page.locator(".mapping-row").nth(1).waitFor();
            shoot(window, "import-2-columns");
            page.locator(".import-mapping .import-foot vaadin-button").click();

            page.locator(".import-figures").waitFor(patient());
            shoot(window, "import-3-tried");
            assertThat(figure(page, 0)).isEqualTo(dirty.created());
            assertThat(figure(page, 4)).isEqualTo(dirty.failed());
            page.locator(".import-foot vaadin-button[theme~=primary]").click();

            page.locator(".import-state").waitFor(patient());
            shoot(window, "import-4-done");
            assertThat(figure(page, 0)).isEqualTo(dirty.created());
            assertThat(figure(page, 4)).isEqualTo(dirty.failed());
            var download =
                    page.waitForDownload(() -> page.locator(".faulty-head a").click());
            assertThat(download.suggestedFilename()).endsWith(".xlsx");
            assertThat(Files.size(download.path())).isPositive();

            page.locator(".import-foot vaadin-button").last().click();
            page.locator("vaadin-dialog vaadin-button[theme~=primary]").last().click();
            page.locator(".import-state.state-undone").waitFor(patient());
            shoot(window, "import-5-undone");
            assertThat(figure(page, 0)).isEqualTo(dirty.created());
            window.go("/imports");
            page.locator(".import-line").first().waitFor();
            shoot(window, "import-6-history");
            assertThat(window.trouble()).isEmpty();
        }
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

    private static void upload(Page page, Path file) {
        page.locator("vaadin-upload input[type=file]").setInputFiles(file);
    }

    private static com.microsoft.playwright.Locator.WaitForOptions patient() {
        return new com.microsoft.playwright.Locator.WaitForOptions().setTimeout(120_000);
    }

    private static int figure(Page page, int index) {
        var text = page.locator(".figure-value").nth(index).innerText();
        return Integer.parseInt(text.replace(",", "").strip().toLowerCase(Locale.ROOT));
    }
}
