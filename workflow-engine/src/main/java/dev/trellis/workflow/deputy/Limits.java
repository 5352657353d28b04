package dev.trellis.workflow.deputy;

import dev.trellis.core.field.Money;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Writes limits as people read them in every language: the currency, then the amount in groups of three. */
public final class Limits {

    private Limits() {}

    public static String text(Money limit) {
        var format = new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return limit.currency() + " " + format.format(limit.amount());
    }
}
