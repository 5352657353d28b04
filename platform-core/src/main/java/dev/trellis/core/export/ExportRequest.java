package dev.trellis.core.export;

import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.sheet.SheetFormat;
import java.util.List;
import java.util.Locale;

/**
 * Asks for a file.
 *
 * @param query which records in which order; its paths, page and count are not looked at
 * @param columns field ids, paths over lookups and {@code lines.quantity}, in order; empty for every field that the actor
 *     may see, line items included
 * @param ids whether the file also carries the ids of the records and of what they refer to, so that an import finds the
 *     very same ones again
 * @param locale in which headings, options and formats are written
 */
public record ExportRequest(RecordQuery query, List<String> columns, SheetFormat format, boolean ids, Locale locale) {

    public ExportRequest {
        columns = List.copyOf(columns);
    }
}
