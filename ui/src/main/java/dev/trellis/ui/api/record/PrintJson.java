package dev.trellis.ui.api.record;

import dev.trellis.core.access.Actor;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.form.print.PrintSheet;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A record as the text that goes onto paper. */
public final class PrintJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PrintJson() {}

    /** Writes a record as it is given; empty where the reader has no form for it. */
    public static Optional<ObjectNode> write(Records records, Actor.Person reader, StoredRecord record, Locale locale) {
        return PrintSheet.of(records, reader, record, locale).map(sheet -> {
            var json = NODES.objectNode().put("id", record.id().toString()).put("version", record.version());
            var sections = json.putArray("sections");
            for (var section : sheet.sections()) {
                var items = sections.addObject().put("label", section.label()).putArray("items");
                section.items().forEach(item -> items.add(item(item)));
            }
            return json;
        });
    }

    private static JsonNode item(PrintSheet.Item item) {
        ObjectNode json = NODES.objectNode().put("field", item.field()).put("label", item.label());
        if (item.columns().isEmpty()) {
            return json.put("text", item.text());
        }
        var columns = json.putArray("columns");
        item.columns().forEach(columns::add);
        var rows = json.putArray("rows");
        item.rows().forEach(row -> {
            var cells = rows.addArray();
            row.forEach(cells::add);
        });
        return json;
    }
}
