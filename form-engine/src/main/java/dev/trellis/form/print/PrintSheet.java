package dev.trellis.form.print;

import dev.trellis.core.access.Actor;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.form.form.FormComposer;
import dev.trellis.form.form.FormField;
import dev.trellis.form.form.ResolvedForm;
import dev.trellis.form.session.FormDriver;
import dev.trellis.form.session.FormState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record as text on paper: the sections of its form with what is in them. What the form hides at the moment, and what
 * the reader may not see, is not on it.
 */
public record PrintSheet(List<Section> sections) {

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    public PrintSheet {
        sections = List.copyOf(sections);
    }

    /** A block of values under a heading, which may be empty. */
    public record Section(String label, List<Item> items) {
        public Section {
            items = List.copyOf(items);
        }
    }

    /**
     * A field, or a table of line items.
     *
     * @param text empty where the value is blank
     * @param columns the headings of line items, else empty
     * @param rows the cells of line items, row by row, else empty
     */
    public record Item(String field, String label, String text, List<String> columns, List<List<String>> rows) {
        public Item {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** Puts a record into its reader's form, as it is given; empty where the reader has no form for it. */
    public static Optional<PrintSheet> of(Records records, Actor.Person reader, StoredRecord record, Locale locale) {
        var schema = records.schema(reader, record.entity(), record.id());
        var zone = ZoneId.of(schema.metadata().workspace().zone());
        return FormComposer.compose(schema, record.entity(), null, locale)
                .map(form -> new FormDriver(records, reader, schema, form, Clock.systemUTC()))
                .map(driver -> of(driver.open(record), record, zone));
    }

    /** @param state of the form, opened with the record */
    public static PrintSheet of(FormState state, StoredRecord record, ZoneId zone) {
        var form = state.form();
        var sections = new ArrayList<Section>();
        for (var section : form.sections()) {
            if (!state.facets().sections().contains(section.id())) {
                continue;
            }
            var items = section.items().stream()
                    .map(ResolvedForm.Item::field)
                    .filter(field -> state.facets().visible().contains(field.id()))
                    // What no role shows on this very record is not on its paper, not even by name.
                    .filter(field -> record.values().containsKey(field.id()))
                    .map(field -> item(field, record, form.locale(), zone))
                    .toList();
            if (!items.isEmpty()) {
                sections.add(new Section(section.label(), items));
            }
        }
        return new PrintSheet(sections);
    }

    private static Item item(FormField field, StoredRecord record, Locale locale, ZoneId zone) {
        if (!field.isLines()) {
            return new Item(field.id(), field.label(), text(field, record, locale, zone), List.of(), List.of());
        }
        var rows = record.lines(field.id()).stream()
                .map(line -> field.columns().stream()
                        .map(column -> text(column, line, locale, zone))
                        .toList())
                .toList();
        return new Item(
                field.id(),
                field.label(),
                "",
                field.columns().stream().map(FormField::label).toList(),
                rows);
    }

    private static String text(FormField field, StoredRecord record, Locale locale, ZoneId zone) {
        var label = record.labels().get(field.id());
        return label != null ? label : text(field, record.value(field.id()), locale, zone);
    }

    private static String text(FormField field, @Nullable Object value, Locale locale, ZoneId zone) {
        if (value == null) {
            return "";
        }
        return value instanceof Instant moment
                ? DATE_TIME.format(moment.atZone(zone))
                : field.type().codec().toText(value, locale);
    }
}
