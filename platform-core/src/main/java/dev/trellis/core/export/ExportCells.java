package dev.trellis.core.export;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.sheet.Cell;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values as cells that an import reads back to equal values: numbers, days and moments as such where they survive it,
 * otherwise the text of the field's type, and where even that would be read differently the form of the API.
 */
final class ExportCells {

    private final Locale locale;
    private final ZoneId zone;
    private final String currency;

    ExportCells(Locale locale, ZoneId zone, String currency) {
        this.locale = locale;
        this.zone = zone;
        this.currency = currency;
    }

    /** @param label the title of what a reference leads to, or empty */
    Cell cell(ExportColumn column, @Nullable Object value, String label) {
        return switch (value) {
            case null -> Cell.BLANK;
            case Object _
            when column.isReference() -> new Cell.Text(column.asId() || label.isBlank() ? value.toString() : label);
            case BigDecimal number -> number(column, number);
            case Money money
            when money.currency().equals(currency) ->
                new Cell.Number(money.amount(), Math.max(2, money.amount().scale()), false);
            case LocalDate day -> new Cell.Day(day);
            case Instant moment -> moment(column, moment);
            case Object other -> text(column, other);
        };
    }

    private Cell number(ExportColumn column, BigDecimal number) {
        return column.shownAs() instanceof Editor.Number(var scale, var percent, var _, var _)
                ? new Cell.Number(number, percent ? Math.max(0, scale - 2) : scale, percent)
                : text(column, number);
    }

    /** A moment that has no name of its own in the business zone, or fractions of a second, goes as the API has it. */
    private Cell moment(ExportColumn column, Instant moment) {
        var local = moment.atZone(zone).toLocalDateTime();
        var whole = moment.truncatedTo(ChronoUnit.SECONDS);
        boolean isPlain = whole.equals(moment) && local.atZone(zone).toInstant().equals(moment);
        return isPlain ? new Cell.Moment(local) : text(column, moment);
    }

    private Cell text(ExportColumn column, Object value) {
        var codec = column.type().codec();
        var shown = codec.toText(value, locale);
        var json = codec.toJson(value);
        return Stream.of(shown, json.isString() ? json.stringValue() : "", value.toString())
                .filter(text -> codec.fromText(text, locale) instanceof Decoded.Value(var read) && isSame(read, value))
                .findFirst()
                .<Cell>map(Cell.Text::new)
                .orElseGet(() -> new Cell.Text(shown));
    }

    private static boolean isSame(@Nullable Object read, Object value) {
        if (read instanceof BigDecimal one && value instanceof BigDecimal other) {
            return one.compareTo(other) == 0;
        }
        return value.equals(read);
    }
}
