package dev.trellis.core.field.types;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people write them: grouped by the locale, in full-width digits, with a percent sign. */
final class NumberText {

    private static final int LONGEST = 100;

    private NumberText() {}

    /** Parses a number; grouping marks must stand between groups of three, so that "1,5" is not read as 15. */
    static Optional<BigDecimal> parse(String text, Locale locale) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var symbols = DecimalFormatSymbols.getInstance(locale);
        var plain = halfWidth(text)
                .replaceAll("[\\s\u00A0\u202F'’]", "")
                .replace('\u2212', '-')
                .replace('\u2013', '-');
        var group = Pattern.quote(String.valueOf(symbols.getGroupingSeparator()));
        var point = Pattern.quote(String.valueOf(symbols.getDecimalSeparator()));
        var shape = Pattern.compile("([+-]?)([0-9]{1,3}(?:%s[0-9]{3})+|[0-9]*)(?:%s([0-9]*))?([eE][+-]?[0-9]{1,7})?"
                .formatted(group, point));
        var matcher = shape.matcher(plain);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var whole = matcher.group(2).replaceAll(group, "");
        var fraction = matcher.group(3) == null ? "" : matcher.group(3);
        if (whole.isEmpty() && fraction.isEmpty()) {
            return Optional.empty();
        }
        var exponent = matcher.group(4) == null ? "" : matcher.group(4);
        return Optional.of(new BigDecimal(matcher.group(1) + "0" + whole + "." + fraction + "0" + exponent));
    }

    /** Formats with the locale's marks and from {@code atLeast} to {@code atMost} digits after the point. */
    static String format(BigDecimal value, int atLeast, int atMost, Locale locale) {
        var pattern = new StringBuilder("#,##0");
        if (atMost > 0) {
            pattern.append('.').repeat("0", atLeast).repeat("#", atMost - atLeast);
        }
        return new DecimalFormat(pattern.toString(), DecimalFormatSymbols.getInstance(locale)).format(value);
    }

    /** Turns full-width letters, digits and marks into the plain ones. */
    static String halfWidth(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
