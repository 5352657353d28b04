package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.People;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in, out, and what surrounds every page. */
class SignInTest {

    @ParameterizedTest
    @CsvSource({"DESKTOP, zh-CN, LIGHT", "DESKTOP, en, DARK", "PHONE, zh-CN, DARK", "PHONE, en, LIGHT"})
    void a_person_signs_in_and_finds_the_way(Screen screen, String language, ColorScheme scheme) {
        var someone = People.create(Locale.forLanguageTag(language));
        var look = "%s-%s-%s".formatted(screen, language, scheme);
        try (var window = BrowserWindow.open(screen, language, scheme)) {
            window.go("/");
            window.screenshot("sign-in-" + look);

            signIn(window, someone.login(), People.PASSWORD);

            window.screenshot("home-" + look);
            assertThat(window.page().locator("h1").textContent()).contains("王芳");
            if (screen == Screen.PHONE) {
                window.page().locator("vaadin-button.bottom-place").last().click();
                window.page().locator(".drawer-open .side-nav a").first().waitFor();
                window.screenshot("drawer-" + look);
            } else {
                window.page().keyboard().press("Control+k");
                window.page().locator(".command").first().waitFor();
                window.screenshot("commands-" + look);
            }
            assertThat(window.trouble()).isEmpty();
        }
    }

    @Test
    void a_wrong_password_is_told_beside_the_form() {
        var someone = People.create(Locale.SIMPLIFIED_CHINESE);
        try (var window = BrowserWindow.open(Screen.DESKTOP, "zh-CN")) {
            var page = window.go("/");
            fill(page, someone.login(), "not the password");
            page.keyboard().press("Enter");

            page.locator(".sign-in-trouble").waitFor();

            window.screenshot("sign-in-refused");
            assertThat(page.locator(".sign-in-trouble").textContent()).isNotBlank();
            assertThat(page.locator(".shell").count()).isZero();
        }
    }

    @Test
    void who_wanted_another_page_gets_it_after_signing_in() {
        var someone = People.create(Locale.ENGLISH);
        try (var window = BrowserWindow.open(Screen.DESKTOP, "en")) {
            window.go("/nothing/here");
            window.page().waitForURL("**/sign-in**");

            signIn(window, someone.login(), People.PASSWORD);

            assertThat(window.page().url()).endsWith("/nothing/here");
            window.page().locator(".page-state").waitFor();
            window.screenshot("not-found");
        }
    }

    @Test
    void an_address_of_another_server_is_never_gone_to() {
        var someone = People.create(Locale.ENGLISH);
        try (var window = BrowserWindow.open(Screen.DESKTOP, "en")) {
            window.go("/sign-in?to=//example.org/");

            signIn(window, someone.login(), People.PASSWORD);

            assertThat(window.page().url()).doesNotContain("example.org");
        }
    }

    @Test
    void the_language_changes_where_one_stands_and_nothing_typed_is_lost() {
        try (var window = BrowserWindow.open(Screen.DESKTOP, "zh-CN")) {
            var page = window.go("/sign-in");
            page.locator("input[name=username]").fill("wang");

            page.locator(".language-switch vaadin-button").nth(1).click();
            page.getByText("Sign in").first().waitFor();

            assertThat(page.locator("input[name=username]").inputValue()).isEqualTo("wang");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
        }
    }

    @Test
    void after_signing_out_no_page_opens() {
        var someone = People.create(Locale.ENGLISH);
        try (var window = BrowserWindow.open(Screen.DESKTOP, "en")) {
            window.go("/");
            signIn(window, someone.login(), People.PASSWORD);
            var page = window.page();
            page.locator(".user-menu vaadin-menu-bar-button").first().click();
            page.getByText("Sign out").click();
            page.locator(".sign-in-card").waitFor();

            window.go("/");

            page.waitForURL("**/sign-in**");
            assertThat(page.locator(".shell").count()).isZero();
        }
    }

    static void signIn(BrowserWindow window, String login, String password) {
        fill(window.page(), login, password);
        window.page().keyboard().press("Enter");
        window.page().locator(".shell").waitFor();
        window.settle();
    }

    private static void fill(Page page, String login, String password) {
        page.locator("input[name=username]").fill(login);
        page.locator("input[name=password]").fill(password);
    }
}
