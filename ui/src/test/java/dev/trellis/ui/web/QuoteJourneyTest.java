package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From an empty quote to its last approval, as the people of the demo company would do it. */
class QuoteJourneyTest {

    private static final Pattern STORED = Pattern.compile(".*/records/quote/([0-9]+)$");
    private static final Pattern ACCOUNT = Pattern.compile(".*/records/account/[0-9]+$");
    private static final List<String> TOTALS = List.of("subtotal", "discount_amount", "tax", "total");

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "en"})
    void a_quote_is_written_submitted_and_approved(String language) {
        try (var window = BrowserWindow.open(Screen.DESKTOP, language)) {
            DemoCompany.signIn(window, "wangfang");
            var page = window.go("/records/quote/new");
            choose(page, page.locator("vaadin-combo-box[data-field=account]"), 0);
            for (int i = 0; i < 3; i++) {
                addLine(page, i);
            }
            fill(page.locator(".form-item > vaadin-text-field[data-field=discount] input"), "18");
            var reason = page.locator("vaadin-text-area[data-field=discount_reason] textarea");
            reason.waitFor();
            fill(reason, "战略客户 Strategic");
            page.waitForCondition(() -> shown(page, "discount_amount").signum() > 0);
            var typed = TOTALS.stream().map(field -> shown(page, field)).toList();
            window.screenshot("quote-typing-" + language);

            page.locator(".record-actions vaadin-button").last().click();
            page.waitForURL(STORED);
            var matcher = STORED.matcher(page.url());
            assertThat(matcher.matches()).isTrue();
            var id = matcher.group(1);
            var stored = DemoCompany.values("wangfang", "quote", id);

            for (int i = 0; i < TOTALS.size(); i++) {
                assertThat(stored.path(TOTALS.get(i)).path("amount").decimalValue())
                        .as(TOTALS.get(i))
                        .isEqualByComparingTo(typed.get(i));
            }

            page.locator(".record-actions vaadin-button[theme~=primary]").click();
            page.locator(".approval-path").first().waitFor();
            window.screenshot("quote-submitting-" + language);
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            assertThat(page.locator(".approval-path").first().innerText()).contains("李明", "陈建国", "周静");
            page.locator(".submit-dialog vaadin-button[theme~=primary], vaadin-dialog vaadin-button[theme~=primary]")
                    .last()
                    .click();
            page.locator(".record-lock").waitFor();
            window.screenshot("quote-locked-" + language);

            for (var approver : List.of("liming", "chenjianguo", "zhoujing")) {
                agree(language, approver, id);
            }

            window.go("/records/quote/" + id);
            page.locator(".approval-state.state-approved").waitFor();
            assertThat(page.locator(".record-lock").count()).isZero();
            assertThat(page.locator(".history-entry").count()).isGreaterThan(1);
            window.screenshot("quote-approved-" + language);
            assertThat(DemoCompany.values("wangfang", "quote", id)
                            .path("status")
                            .asString(""))
                    .isEqualTo("approved");
            var number = page.locator(".record-names h1").innerText();
            page.locator(".form-item .trellis-shown[data-field=account] a, [data-field=account] a")
                    .first()
                    .click();
            page.waitForURL(ACCOUNT);
            page.locator("vaadin-tab[data-related=quote]").click();
            page.locator(".related-rows").getByText(number).first().waitFor();
            window.screenshot("account-quotes-" + language);
            assertThat(window.trouble()).isEmpty();
        }
    }

    private static void addLine(Page page, int index) {
        page.locator(".lines-add").click();
        var row = page.locator(".lines-body .lines-row").nth(index);
        choose(page, row.locator("vaadin-combo-box[data-field=product]"), index);
        var price = row.locator("vaadin-text-field[data-field=unit_price] input");
        page.waitForCondition(() -> !price.inputValue().isEmpty());
        var quantity = BigDecimal.valueOf(index + 2L);
        fill(row.locator("vaadin-text-field[data-field=quantity] input"), quantity.toPlainString());
        var expected = number(price.inputValue()).multiply(quantity);
        page.waitForCondition(
                () -> number(row.locator("[data-field=line_total]").innerText()).compareTo(expected) == 0);
    }

    private static void agree(String language, String approver, String id) {
        try (var window = BrowserWindow.open(Screen.PHONE, language)) {
            DemoCompany.signIn(window, approver);
            var page = window.go("/records/quote/" + id);
            var decide = page.locator(".decision-bar .decision-buttons vaadin-button")
                    .first();
            decide.waitFor();
            fill(page.locator(".decision-bar > vaadin-text-area textarea"), "可以 fine");
            window.screenshot("quote-deciding-" + approver + "-" + language);
            decide.click();
            page.waitForCondition(() -> page.locator(".decision-bar").count() == 0);
            assertThat(window.trouble()).isEmpty();
        }
    }

    private static void choose(Page page, Locator box, int index) {
        box.locator("input").click();
        page.locator("vaadin-combo-box-item:visible").nth(index).click();
        page.waitForCondition(() -> !box.locator("input").inputValue().isEmpty());
    }

    private static void fill(Locator field, String text) {
        field.click();
        field.fill(text);
    }

    private static BigDecimal shown(Page page, String field) {
        return number(page.locator(".form-item .trellis-shown[data-field=" + field + "] .trellis-shown-value")
                .first()
                .innerText());
    }

    /** Reads a number as people see it; what is none is zero. */
    private static BigDecimal number(String text) {
        var digits = text.replaceAll("[^0-9.\\-]", "");
        return digits.isEmpty() || digits.equals("-") ? BigDecimal.ZERO : new BigDecimal(digits);
    }
}
