package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import java.util.List;

/**
 * What goes along when a record is deleted.
 *
 * @param rows records that go, too, of any entity
 * @param links references that become blank
 */
record Departure(List<Row> rows, List<Cleared> links) {

    static final Departure ALONE = new Departure(List.of(), List.of());

    Departure {
        rows = List.copyOf(rows);
        links = List.copyOf(links);
    }

    /** A reference of a record or line that led to one that goes. */
    record Cleared(Shape shape, FieldShape field, RecordId record, RecordId ledTo) {}
}
