package dev.trellis.core.sheet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one sheet, every cell as the text that a person would have typed for it. */
final class XlsxSheet {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    /** Excel computes with doubles and shows fifteen digits: 19.989999999999998 is 19.99. */
    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);

    private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_466);
    private static final int SECONDS_OF_DAY = 24 * 60 * 60;
    private static final int LONGEST_NUMBER = 40;

    private final GuardedRows rows;
    private final List<String> strings;
    private final XlsxStyles styles;
    private final boolean from1904;
    private int number;

    XlsxSheet(GuardedRows rows, List<String> strings, XlsxStyles styles, boolean from1904) {
        this.rows = rows;
        this.strings = strings;
        this.styles = styles;
        this.from1904 = from1904;
    }

    void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("row")) {
                row(xml);
            } else if (event == XMLStreamReader.END_ELEMENT
                    && xml.getLocalName().equals("sheetData")) {
                return;
            }
        }
    }

    private void row(XMLStreamReader xml) throws XMLStreamException {
        var named = xml.getAttributeValue(null, "r");
        number = named != null && named.matches("[0-9]{1,7}") ? Integer.parseInt(named) : number + 1;
        var cells = new ArrayList<String>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("c")) {
                int column = column(xml.getAttributeValue(null, "r"), cells.size());
                rows.checkColumns(number, column + 1);
                var text = cell(xml);
                rows.checkCell(number, text.length());
                if (!text.isEmpty()) {
                    while (cells.size() < column) {
                        cells.add("");
                    }
                    if (cells.size() == column) {
                        cells.add(text);
                    } else {
                        cells.set(column, text);
                    }
                } else if (cells.size() == column) {
                    cells.add("");
                }
            } else if (event == XMLStreamReader.END_ELEMENT
                    && xml.getLocalName().equals("row")) {
                break;
            }
        }
        rows.add(number, cells);
    }

    /** Reads the letters of {@code BC12}; a column beyond the last possible one is a column too many anyway. */
    private static int column(@Nullable String reference, int next) {
        if (reference == null) {
            return next;
        }
        int column = 0;
        for (int i = 0; i < reference.length() && i < 4; i++) {
            char c = reference.charAt(i);
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = column * 26 + (c - 'A' + 1);
        }
        return column == 0 ? next : column - 1;
    }

    private String cell(XMLStreamReader xml) throws XMLStreamException {
        var type = xml.getAttributeValue(null, "t");
        var style = xml.getAttributeValue(null, "s");
        var value = "";
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "v" -> value = XlsxReader.content(xml);
                    case "is" -> value = XlsxReader.text(xml, "is");
                    case "f" -> XlsxReader.content(xml);
                    default -> {}
                }
            } else if (event == XMLStreamReader.END_ELEMENT
                    && xml.getLocalName().equals("c")) {
                break;
            }
        }
        return switch (type) {
            case "s" -> value.isEmpty() ? "" : strings.get(Integer.parseInt(value.strip()));
            case "b" -> value.equals("1") ? "TRUE" : "FALSE";
            case "inlineStr", "e" -> value;
            case "str" -> XlsxText.unescape(value);
            case "d" -> value.replace('T', ' ');
            case null, default -> number(value.strip(), style);
        };
    }

    private String number(String raw, @Nullable String style) {
        if (raw.isEmpty() || raw.length() > LONGEST_NUMBER || !raw.matches("[-+]?[0-9.]+([eE][-+]?[0-9]{1,3})?")) {
            return raw;
        }
        var value = new BigDecimal(raw).round(SHOWN).stripTrailingZeros();
        return switch (styles.meaning(style)) {
            case NUMBER -> value.toPlainString();
            case PERCENT -> value.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
            case DAY, TIME, MOMENT -> moment(value, styles.meaning(style));
        };
    }

    private String moment(BigDecimal value, XlsxStyles.Meaning meaning) {
        if (value.signum() < 0 || value.compareTo(LAST_DAY) >= 0) {
            return value.toPlainString();
        }
        long days = value.longValue();
        int seconds = value.subtract(BigDecimal.valueOf(days))
                .multiply(BigDecimal.valueOf(SECONDS_OF_DAY))
                .setScale(0, RoundingMode.HALF_UP)
                .intValueExact();
        if (seconds == SECONDS_OF_DAY) {
            days++;
            seconds = 0;
        }
        var time = LocalTime.ofSecondOfDay(seconds);
        if (days == 0 && meaning == XlsxStyles.Meaning.TIME) {
            return TIME.format(time);
        }
        var day = day(days);
        boolean onlyDay = meaning == XlsxStyles.Meaning.DAY || (seconds == 0 && meaning == XlsxStyles.Meaning.MOMENT);
        return onlyDay ? day.toString() : MOMENT.format(LocalDateTime.of(day, time));
    }

    /** Excel believes in a 29 February 1900; what lies before it counts from one day later. */
    private LocalDate day(long days) {
        if (from1904) {
            return LocalDate.of(1904, 1, 1).plusDays(days);
        }
        return LocalDate.of(1899, 12, days < 60 ? 31 : 30).plusDays(days);
    }
}
