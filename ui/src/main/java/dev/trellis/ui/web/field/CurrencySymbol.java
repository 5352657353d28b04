package dev.trellis.ui.web.field;

import java.util.Currency;
import java.util.Locale;

/** The sign that stands before an amount. */
final class CurrencySymbol {

    private CurrencySymbol() {}

    static String of(String currency, Locale locale) {
        return switch (currency) {
            case "CNY" -> "¥";
            case "USD" -> locale.getLanguage().equals("zh") ? "US$" : "$";
            default -> Currency.getInstance(currency).getSymbol(locale);
        };
    }
}
