package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.search.Search;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import dev.trellis.ui.LiveTrellis;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchBoxTest {

    @BeforeAll
    static void index() {
        LiveTrellis.get().context().getBean(Search.class).catchUp();
    }

    @ParameterizedTest
    @CsvSource({"DESKTOP, zhoujing, yongtai, 永泰", "PHONE, zhoujing, 国栋, 国栋", "DESKTOP, emma, atlas, Atlas"})
    void records_are_found_while_typing_and_opened_with_the_keyboard(
            Screen screen, String login, String text, String marked) {
        try (var window = BrowserWindow.open(screen, "en")) {
            DemoCompany.signIn(window, login);
            var page = window.page();
            if (screen == Screen.PHONE) {
                page.locator("vaadin-button.bottom-place").nth(1).click();
            } else {
                page.keyboard().press("Control+k");
            }
            page.locator(".command-menu input, vaadin-dialog input").first().fill(text);

            page.locator(".found-mark").first().waitFor();

            window.screenshot("search-" + screen + "-" + login);
            assertThat(page.locator(".found-mark").first().textContent()).isEqualTo(marked);
            page.keyboard().press("Enter");
            page.waitForURL("**/records/*/*");
            assertThat(window.trouble()).isEmpty();
        }
    }

    @Test
    void a_text_that_is_nowhere_says_so() {
        try (var window = BrowserWindow.open(Screen.DESKTOP, "en")) {
            DemoCompany.signIn(window, "wangfang");
            window.page().keyboard().press("Control+k");
            window.page()
                    .locator(".command-menu input, vaadin-dialog input")
                    .first()
                    .fill("qqqxyzqq");

            window.page().locator(".command-nothing").waitFor();

            window.screenshot("search-nothing");
            assertThat(window.trouble()).isEmpty();
        }
    }
}
