package dev.trellis.ui.web.record;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.record.HistoryResult;
import dev.trellis.core.record.HistoryResult.Entry;
import dev.trellis.core.record.HistoryResult.FieldChange;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.record.RecordExtension.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was saved of a record, one block for each save. */
final class HistoryPanel extends Div {

    private final transient VisibleSchema schema;
    private final String entity;
    private final transient Format format;

    HistoryPanel(VisibleSchema schema, String entity, Format format) {
        this.schema = schema;
        this.entity = entity;
        this.format = format;
    }

    /** Returns what happened, as the timeline shows it. */
    List<Moment> moments(HistoryResult result) {
        return switch (result) {
            case HistoryResult.Entries(var entries) ->
                entries.stream()
                        .map(entry -> new Moment(entry.at(), "change", entry(entry)))
                        .toList();
            case HistoryResult.NotFound ignored -> List.of();
        };
    }

    private Div entry(Entry entry) {
        var what = getTranslation("history." + entry.kind().name().toLowerCase(Locale.ROOT));
        var who = new Span(entry.byName());
        who.addClassName("history-who");
        var when = new Span(format.ago(entry.at(), Instant.now()));
        when.getElement().setAttribute("title", format.dateTime(entry.at()));
        when.addClassName("history-when");
        var head = new Div(who, new Span(" " + what + door(entry)), when);
        head.addClassName("history-head");
        var block = new Div(head);
        block.addClassName("history-entry");
        entry.changes().forEach(change -> block.add(change(change)));
        return block;
    }

    private String door(Entry entry) {
        return entry.door().equals("web") ? "" : " · " + getTranslation("history.door." + entry.door());
    }

    private Div change(FieldChange change) {
        var label = new Span(label(change.path()));
        label.addClassName("history-field");
        if (change.masked()) {
            var line = new Div(label, new Span(getTranslation("history.masked")));
            line.addClassName("history-change");
            return line;
        }
        var before = new Span(change.beforeText().isEmpty() ? "–" : change.beforeText());
        before.addClassName("history-before");
        var after = new Span(change.afterText().isEmpty() ? "–" : change.afterText());
        after.addClassName("history-after");
        var line = new Div(label, before, new Span("→"), after);
        line.addClassName("history-change");
        return line;
    }

    /** Names a path as people know it: "Lines 3 · Quantity". */
    private String label(String path) {
        int open = path.indexOf('[');
        int close = path.indexOf(']');
        var root = open < 0 ? path : path.substring(0, open);
        var field = schema.field(entity, root);
        var name = field.map(found -> found.label().text(format.locale())).orElse(root);
        if (open < 0 || close < open) {
            return name;
        }
        var row = getTranslation(
                "history.row", Map.of("lines", name, "row", Integer.parseInt(path.substring(open + 1, close)) + 1));
        if (close + 2 > path.length()) {
            return row;
        }
        var column = path.substring(close + 2);
        var child = field.flatMap(found -> switch (found.type().storage()) {
            case dev.trellis.core.field.Storage.ChildTable(var name1) -> schema.field(name1, column);
            case dev.trellis.core.field.Storage.None ignored -> java.util.Optional.empty();
            case dev.trellis.core.field.Storage.OneColumn ignored -> java.util.Optional.empty();
            case dev.trellis.core.field.Storage.Columns ignored -> java.util.Optional.empty();
            case dev.trellis.core.field.Storage.LinkTable ignored -> java.util.Optional.empty();
            case dev.trellis.core.field.Storage.Tree ignored -> java.util.Optional.empty();
        });
        return row + " · "
                + child.map(found -> found.label().text(format.locale())).orElse(column);
    }
}
