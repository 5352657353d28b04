package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** A salesperson sells in dollars: what that is worth at home is told while typing, and in the studio. */
class MoneyJourneyTest {

    private static final String SALES = "emma";
    private static final String FINANCE = "zhoujing";
    private static final String ADMIN = "wutao";

    @Test
    void what_a_foreign_amount_is_worth_is_told_while_typing_to_who_may_not_read_rates() {
        var day = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(60);
        assertThat(DemoCompany.api(SALES)
                        .get("/api/v1/records/exchange_rate?limit=1")
                        .status())
                .isNotEqualTo(200);
        var expected = worth("1000", "USD", day);
        try (var window = BrowserWindow.open(Screen.DESKTOP, "en")) {
            DemoCompany.signIn(window, SALES);
            var page = window.go("/records/opportunity/new");
            var home = page.locator(".trellis-shown[data-field=home_amount] .trellis-shown-value");
            assertThat(home.count()).isZero();

            type(page, "USD 1,000");
            home.waitFor();
            page.waitForCondition(() -> digits(home).compareTo(expected) == 0);
            window.screenshot("money-typing-en");
            assertThat(window.trouble()).isEmpty();
        }
    }

    @Test
    void rates_are_shown_without_zeros_and_the_preview_of_a_form_knows_them() {
        try (var finance = BrowserWindow.open(Screen.DESKTOP, "en");
                var window = BrowserWindow.open(Screen.DESKTOP, "zh-CN")) {
            DemoCompany.signIn(finance, FINANCE);
            var rates = finance.go("/records/exchange_rate");
            rates.getByText("8.2311").first().waitFor();
            finance.screenshot("money-rates-en");
            assertThat(rates.getByText("8.23110").count()).isZero();

            DemoCompany.signIn(window, ADMIN);
            var page = window.go("/studio/opportunity");
            page.locator(".entity-date").waitFor();
            page.locator(".entity-date").scrollIntoViewIfNeeded();
            window.screenshot("money-studio-date-zh-CN");
            page.locator(".studio-preview").click();
            page.locator(".preview-frame vaadin-text-field[data-field=amount]").waitFor();
            type(page, "USD 1,000");
            page.locator(".preview-frame .trellis-shown[data-field=home_amount]")
                    .waitFor();
            window.screenshot("money-preview-zh-CN");
            assertThat(finance.trouble()).isEmpty();
            assertThat(window.trouble()).isEmpty();
        }
    }

    private static void type(Page page, String amount) {
        var field = page.locator("vaadin-text-field[data-field=amount] input").last();
        field.click();
        field.fill(amount);
        field.press("Tab");
    }

    /** By the rates that finance keeps. */
    private static BigDecimal worth(String amount, String currency, LocalDate day) {
        var rate = DemoCompany.api(FINANCE)
                .get("/api/v1/records/exchange_rate?limit=1&fields=rate&sort=-valid_from&filter="
                        + "currency%20%3D%20%22" + currency + "%22%20AND%20valid_from%20%3C%3D%20DATE("
                        + day.getYear() + "," + day.getMonthValue() + "," + day.getDayOfMonth() + ")")
                .json()
                .at("/items/0/values/rate")
                .decimalValue();
        return new BigDecimal(amount).multiply(rate).setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal digits(Locator shown) {
        var text = shown.first().innerText().replaceAll("[^0-9.]", "");
        return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }
}
