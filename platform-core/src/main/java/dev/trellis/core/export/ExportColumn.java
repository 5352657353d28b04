package dev.trellis.core.export;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.VisibleSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One column of the file.
 *
 * @param path the key of the value in a record, or in a line
 * @param lines the line-items field, or empty
 * @param heading what stands above it
 * @param asId whether a reference is written as its id instead of its title
 */
record ExportColumn(String path, String lines, String heading, FieldType type, boolean asId) {

    String queryPath() {
        return lines.isEmpty() ? path : lines + "." + path;
    }

    boolean isReference() {
        return type.valueType() instanceof ValueType.Ref;
    }

    /** Returns how a value is shown, computed or not. */
    Editor shownAs() {
        var editor = type.editor();
        while (editor instanceof Editor.ReadOnly(var inner)) {
            editor = inner;
        }
        return editor;
    }

    /** Every column that exists for an actor: the designed fields, their line items, and the owner. */
    static List<String> all(VisibleSchema schema, String entity) {
        var paths = new ArrayList<String>();
        for (var field : schema.fields(entity)) {
            if (SystemFields.ALL.contains(field.id())) {
                continue;
            }
            if (field.type().storage() instanceof Storage.ChildTable(var child)) {
                schema.fields(child).stream()
                        .filter(inner -> !SystemFields.ALL.contains(inner.id()))
                        .forEach(inner -> paths.add(field.id() + "." + inner.id()));
            } else {
                paths.add(field.id());
            }
        }
        schema.field(entity, SystemFields.OWNER).ifPresent(owner -> paths.add(owner.id()));
        return paths;
    }

    /** Resolves a column; empty where it does not exist for the actor. */
    static Optional<ExportColumn> of(VisibleSchema schema, String entity, String text, Locale locale) {
        int dot = text.indexOf('.');
        var first = schema.field(entity, dot < 0 ? text : text.substring(0, dot));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        if (first.get().type().storage() instanceof Storage.ChildTable(var child)) {
            return dot < 0
                    ? Optional.empty()
                    : schema.field(child, text.substring(dot + 1))
                            .map(field -> new ExportColumn(
                                    field.id(),
                                    first.get().id(),
                                    first.get().label().text(locale) + " · "
                                            + field.label().text(locale),
                                    field.type(),
                                    false));
        }
        return schema.path(entity, text)
                .map(field ->
                        new ExportColumn(text, "", heading(schema, entity, text, field, locale), field.type(), false));
    }

    /** A value of another record carries its path in brackets, so that no import takes it for a field of this one. */
    private static String heading(
            VisibleSchema schema, String entity, String path, FieldDefinition last, Locale locale) {
        if (path.indexOf('.') < 0) {
            return last.label().text(locale);
        }
        var labels = new ArrayList<String>();
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            schema.path(entity, path.substring(0, dot))
                    .ifPresent(hop -> labels.add(hop.label().text(locale)));
        }
        labels.add(last.label().text(locale));
        return String.join(" · ", labels) + " [" + path + "]";
    }

    /** Adds the ids, and tells columns with one heading apart. */
    static List<ExportColumn> finished(List<ExportColumn> columns, boolean ids, Optional<FieldDefinition> id) {
        var all = new ArrayList<ExportColumn>();
        if (ids) {
            id.ifPresent(field -> all.add(new ExportColumn(SystemFields.ID, "", "ID [id]", field.type(), true)));
        }
        for (var column : columns) {
            all.add(column);
            if (ids && column.isReference() && column.path().indexOf('.') < 0) {
                all.add(new ExportColumn(
                        column.path(),
                        column.lines(),
                        column.heading() + " ID [" + column.queryPath() + "]",
                        column.type(),
                        true));
            }
        }
        var seen = new HashSet<String>();
        var twice = new HashSet<String>();
        all.forEach(column -> {
            if (!seen.add(column.heading())) {
                twice.add(column.heading());
            }
        });
        return all.stream()
                .map(column -> twice.contains(column.heading()) ? column.withPath() : column)
                .toList();
    }

    private ExportColumn withPath() {
        return new ExportColumn(path, lines, heading + " [" + queryPath() + "]", type, asId);
    }
}
