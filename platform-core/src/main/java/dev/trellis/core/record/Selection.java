package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one statement: what was asked for, the titles of references, and what every record needs for its
 * rights. Reads rows back into records.
 */
final class Selection {

    private static final List<String> ALWAYS = List.of(SystemFields.ID, SystemFields.VERSION, SystemFields.LOCK);

    private final Tables tables;
    private final List<Field<?>> columns = new ArrayList<>();
    private final Map<String, Slot> values = new LinkedHashMap<>();
    private final Map<String, Slot> titles = new LinkedHashMap<>();
    private final Map<String, Slot> inner = new LinkedHashMap<>();

    Selection(Tables tables) {
        this.tables = tables;
        for (var name : ALWAYS) {
            inner.put(name, slot(tables.root(), tables.root().shape().known(name), false));
        }
        for (var name : List.of(SystemFields.OWNER, SystemFields.DEPARTMENT, SystemFields.PARENT)) {
            tables.root().shape().field(name).ifPresent(field -> inner.put(name, slot(tables.root(), field, false)));
        }
    }

    /** Where a field's columns begin. */
    private record Slot(FieldShape field, int at) {}

    List<Field<?>> columns() {
        return columns;
    }

    /** Adds a field; of a reference also the title of what it leads to. Line items are read apart. */
    void add(Paths.Path path) {
        if (values.containsKey(path.text()) || !path.field().isStored()) {
            return;
        }
        var node = path.node(tables);
        values.put(path.text(), slot(node, path.field(), true));
        if (path.field().target().flatMap(tables.session().model()::shape).isPresent()
                && !path.field().id().equals(SystemFields.ID)) {
            addTitle(path.text(), node, path.field(), 1);
        }
    }

    /** The title of a title may be a reference again. */
    private void addTitle(String key, Tables.Node node, FieldShape lookup, int depth) {
        var target = tables.titled(node, lookup);
        var title = target.shape().title();
        if (title.target().isPresent() && depth < 2 && !title.id().equals(SystemFields.ID)) {
            addTitle(key, target, title, depth + 1);
            return;
        }
        titles.put(key, slot(target, title, false));
    }

    private Slot slot(Tables.Node node, FieldShape field, boolean guarded) {
        var slot = new Slot(field, columns.size());
        for (SqlName name : field.columns()) {
            columns.add(guarded ? tables.column(node, field, name) : RecordSql.column(node.alias(), name));
        }
        return slot;
    }

    StoredRecord read(@Nullable Object[] row) {
        return read(row, may(row));
    }

    StoredRecord read(@Nullable Object[] row, StoredRecord.May may) {
        var shape = tables.root().shape();
        var found = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((path, slot) -> {
            if (exists(path, row)) {
                found.put(path, value(slot, row));
            }
        });
        var labels = new LinkedHashMap<String, String>();
        var locale = tables.session().actor().locale();
        titles.forEach((path, slot) -> {
            if (found.get(path) != null) {
                labels.put(path, slot.field().codec().toText(value(slot, row), locale));
            }
        });
        return new StoredRecord(
                shape.id(), id(row), version(row), found, labels, reference(SystemFields.LOCK, row), may);
    }

    /** A field of the record itself that no role shows on this very record is not there. */
    private boolean exists(String path, @Nullable Object[] row) {
        var access = tables.access(tables.root());
        return !access.isUneven()
                || path.indexOf('.') >= 0
                || tables.root().shape().isOwned()
                || access.right(
                                path,
                                Verb.READ,
                                reference(SystemFields.OWNER, row),
                                reference(SystemFields.DEPARTMENT, row))
                        != FieldRight.NONE;
    }

    RecordId id(@Nullable Object[] row) {
        var id = reference(SystemFields.ID, row);
        if (id == null) {
            throw new IllegalStateException("A row without id");
        }
        return id;
    }

    @Nullable
    RecordId reference(String name, @Nullable Object[] row) {
        var slot = inner.get(name);
        return slot != null && value(slot, row) instanceof RecordId id ? id : null;
    }

    private int version(@Nullable Object[] row) {
        var slot = inner.get(SystemFields.VERSION);
        return slot == null ? 0 : (int) RecordSql.number(row[slot.at()]);
    }

    private static @Nullable Object value(Slot slot, @Nullable Object[] row) {
        return Shape.read(slot.field(), row, slot.at());
    }

    StoredRecord.May may(@Nullable Object[] row) {
        var session = tables.session();
        var rights = session.access(tables.root().shape());
        var owner = reference(SystemFields.OWNER, row);
        var department = reference(SystemFields.DEPARTMENT, row);
        var free = reference(SystemFields.LOCK, row) == null;
        return new StoredRecord.May(
                free && rights.may(Verb.EDIT, owner, department),
                free && rights.may(Verb.DELETE, owner, department),
                free && rights.may(Verb.TRANSFER, owner, department),
                rights.may(Verb.HISTORY, owner, department));
    }

    static Field<Object> idOf(Tables.Node node) {
        return RecordSql.column(node.alias(), PhysicalNames.column(SystemFields.ID));
    }
}
