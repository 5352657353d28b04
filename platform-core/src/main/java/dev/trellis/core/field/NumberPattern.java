package dev.trellis.core.field;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of an automatic number: text with placeholders of date parts ({@code {yyyy}}, {@code {yy}}, {@code {MM}},
 * {@code {dd}}, together as {@code {yyyyMMdd}}) and exactly one {@code {seq:n}}, the counter with at least n digits. Where
 * nothing else is said the counter begins anew in every period that the date parts tell apart: {@code QT-{yyyy}-{seq:4}}
 * each year; a month needs its year, a day its month, or numbers would repeat.
 *
 * @param reset when the counter begins anew
 */
public record NumberPattern(String text, Reset reset) {

    /** When a counter begins anew. */
    public enum Reset {
        /** With every period that the date parts tell apart. */
        PATTERN,
        NEVER,
        YEARLY,
        MONTHLY,
        DAILY
    }

    public NumberPattern(String text) {
        this(text, Reset.PATTERN);
    }

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern DATE_PART = Pattern.compile("yyyy|yy|MM|dd");
    private static final Pattern DATE_PARTS = Pattern.compile("(?:yyyy|yy|MM|dd)+");
    private static final Pattern SEQUENCE = Pattern.compile("seq(?::([1-9]|1[0-2]))?");

    /** Returns what is wrong with the pattern: the piece that cannot be read, or empty. */
    public Optional<String> fault() {
        int sequences = 0;
        var matcher = PLACEHOLDER.matcher(text);
        var rest = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            rest.append(text, from, matcher.start());
            from = matcher.end();
            var name = matcher.group(1);
            if (SEQUENCE.matcher(name).matches()) {
                sequences++;
            } else if (!isDatePart(name)) {
                return Optional.of(matcher.group());
            }
        }
        rest.append(text, from, text.length());
        if (rest.indexOf("{") >= 0 || rest.indexOf("}") >= 0) {
            return Optional.of(rest.toString());
        }
        boolean year = shows("yy");
        boolean month = shows("MM");
        boolean day = shows("dd");
        boolean repeats = switch (reset) {
            case PATTERN -> (month && !year) || (day && !month);
            case NEVER -> false;
            case YEARLY -> !year;
            case MONTHLY -> !year || !month;
            case DAILY -> !year || !month || !day;
        };
        return sequences == 1 && !repeats ? Optional.empty() : Optional.of(text);
    }

    private boolean shows(String part) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .anyMatch(found -> isDatePart(found.group(1)) && found.group(1).contains(part));
    }

    /** Returns the key of the period to which a day belongs; all days share the empty key where nothing resets. */
    public String period(LocalDate day) {
        return switch (reset) {
            case PATTERN -> shows("dd") ? day.toString() : shows("MM") ? month(day) : shows("yy") ? year(day) : "";
            case NEVER -> "";
            case YEARLY -> year(day);
            case MONTHLY -> month(day);
            case DAILY -> day.toString();
        };
    }

    private static String year(LocalDate day) {
        return day.toString().substring(0, 4);
    }

    private static String month(LocalDate day) {
        return day.toString().substring(0, 7);
    }

    /** Writes the number that stands at {@code sequence} in the period of {@code day}. */
    public String format(LocalDate day, long sequence) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(part(found.group(1), day, sequence)));
    }

    /** The length of the longest number, the counter counted with 18 digits. */
    public int maxLength() {
        return format(LocalDate.of(9999, 12, 31), 999_999_999_999_999_999L).length();
    }

    private static boolean isDatePart(String name) {
        return DATE_PARTS.matcher(name).matches();
    }

    private static String part(String name, LocalDate day, long sequence) {
        var sequenceMatcher = SEQUENCE.matcher(name);
        if (sequenceMatcher.matches()) {
            var digits = sequenceMatcher.group(1);
            return String.format(Locale.ROOT, "%0" + (digits == null ? "1" : digits) + "d", sequence);
        }
        return DATE_PART.matcher(name).replaceAll(found -> switch (found.group()) {
            case "yyyy" -> String.format(Locale.ROOT, "%04d", day.getYear());
            case "yy" -> String.format(Locale.ROOT, "%02d", day.getYear() % 100);
            case "MM" -> String.format(Locale.ROOT, "%02d", day.getMonthValue());
            default -> String.format(Locale.ROOT, "%02d", day.getDayOfMonth());
        });
    }
}
