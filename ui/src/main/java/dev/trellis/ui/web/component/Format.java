package dev.trellis.ui.web.component;

import dev.trellis.core.field.Money;
import dev.trellis.core.problem.Messages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * How values look as text to one reader. Dates are {@code 2026-11-21} in every language.
 *
 * @param zone the business time zone of the workspace
 */
public record Format(Locale locale, ZoneId zone) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    /** Returns a number with grouped digits and exactly {@code scale} decimals. */
    public String number(BigDecimal value, int scale) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(locale));
        format.setMinimumFractionDigits(scale);
        format.setMaximumFractionDigits(scale);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }

    /** Returns a fraction as percent: 0.155 with scale 1 as {@code 15.5 %}. */
    public String percent(BigDecimal fraction, int scale) {
        return number(fraction.movePointRight(2), scale) + " %";
    }

    /** Returns an amount with its symbol before it; whole amounts lose their zero decimals. */
    public String money(Money money) {
        return symbol(money.currency()) + " " + amount(money);
    }

    /** Returns the amount alone, for places that show the symbol in their own way. */
    public String amount(Money money) {
        var scale = money.amount().scale();
        return number(money.amount(), scale == 0 ? 0 : Math.max(2, scale));
    }

    /** Returns the symbol that the reader's language knows, else the code. */
    public String symbol(String currency) {
        return switch (currency) {
            case "CNY" -> "¥";
            case "USD" -> locale.getLanguage().equals("zh") ? "US$" : "$";
            case "EUR" -> "€";
            case "GBP" -> "£";
            case "HKD" -> "HK$";
            default -> currency;
        };
    }

    public String date(LocalDate date) {
        return DATE.format(date);
    }

    public String dateTime(Instant instant) {
        return DATE_TIME.format(instant.atZone(zone));
    }

    /** Returns how long ago something was, as people say it; beyond 30 days the date. */
    public String ago(Instant then, Instant now) {
        var past = Duration.between(then, now);
        if (past.toMinutes() < 1) {
            return Messages.text("ago.now", locale);
        }
        if (past.toHours() < 1) {
            return counted("ago.minutes", past.toMinutes());
        }
        if (past.toDays() < 1) {
            return counted("ago.hours", past.toHours());
        }
        return past.toDays() <= 30 ? counted("ago.days", past.toDays()) : date(LocalDate.ofInstant(then, zone));
    }

    private String counted(String key, long count) {
        return Messages.text(count == 1 ? key + ".one" : key, locale, Map.of("count", count));
    }
}
