package dev.trellis.core.record;

import dev.trellis.core.access.Candidate;
import dev.trellis.core.access.Criterion;
import dev.trellis.core.access.Mask;
import dev.trellis.core.access.Shared;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one statement: what was asked for, the titles of references, and what every record needs for its
 * rights. Reads rows back into records.
 */
final class Selection {

    /** MySQL joins 61 tables at most, and a statement over many is slow long before. */
    private static final int MOST_JOINS = 24;

    private static final List<String> ALWAYS = List.of(SystemFields.ID, SystemFields.VERSION, SystemFields.LOCK);

    private final Tables tables;
    private final List<Field<?>> columns = new ArrayList<>();
    private final Map<String, Slot> values = new LinkedHashMap<>();
    private final Map<String, Slot> titles = new LinkedHashMap<>();
    private final Map<String, Slot> inner = new LinkedHashMap<>();
    private final Map<Object, Integer> circumstances = new LinkedHashMap<>();
    private final Map<String, FieldRight> rights = new HashMap<>();
    private final Map<String, String> heads = new HashMap<>();
    private final Map<String, FieldShape> apart = new LinkedHashMap<>();

    Selection(Tables tables) {
        this.tables = tables;
        for (var name : ALWAYS) {
            inner.put(name, slot(tables.root(), tables.root().shape().known(name), false));
        }
        for (var name : List.of(SystemFields.OWNER, SystemFields.DEPARTMENT, SystemFields.PARENT)) {
            tables.root().shape().field(name).ifPresent(field -> inner.put(name, slot(tables.root(), field, false)));
        }
        if (!tables.root().shape().isOwned()) {
            circumstances();
        }
    }

    /** What rights ask of a record besides owner and department is answered by the statement itself. */
    private void circumstances() {
        var root = tables.root();
        var session = tables.session();
        for (var criterion : tables.access(root).criteria()) {
            circumstance(criterion, ReachSql.criterion(session, root.shape(), root.alias(), criterion));
        }
        for (var shared : tables.access(root).shared()) {
            if (session.shared().few(root.shape().id(), shared).isEmpty()) {
                circumstance(shared, ReachSql.shared(session, root.shape(), root.alias(), shared));
            }
        }
    }

    private void circumstance(Object asked, Condition condition) {
        circumstances.put(asked, columns.size());
        columns.add(DSL.when(condition, DSL.inline(1)).otherwise(DSL.inline(0)));
    }

    /** A row as it came back, to be held against what the actor reaches. */
    private final class RowCandidate implements Candidate {

        private final @Nullable Object[] row;

        RowCandidate(@Nullable Object[] row) {
            this.row = row;
        }

        Selection selection() {
            return Selection.this;
        }

        @Override
        public @Nullable RecordId owner() {
            return reference(SystemFields.OWNER, row);
        }

        @Override
        public @Nullable RecordId department() {
            return reference(SystemFields.DEPARTMENT, row);
        }

        @Override
        public boolean isShared(Shared shared) {
            return holds((Object) shared)
                    || tables.session()
                            .shared()
                            .few(tables.root().shape().id(), shared)
                            .filter(records -> records.contains(id(row)))
                            .isPresent();
        }

        @Override
        public boolean holds(Criterion criterion) {
            return holds((Object) criterion);
        }

        private boolean holds(Object asked) {
            var at = circumstances.get(asked);
            return at != null && RecordSql.number(row[at]) == 1;
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
        // Of the record itself each row is decided by itself; elsewhere a field is masked everywhere or nowhere.
        var own = path.lookups().isEmpty() && !node.shape().isOwned();
        var right =
                own ? FieldRight.WRITE : tables.access(node).right(path.field().id());
        rights.put(path.text(), right);
        if (own) {
            heads.put(path.text(), path.field().id());
        }
        values.put(
                path.text(),
                own || right == FieldRight.MASKED ? shown(node, path.field()) : slot(node, path.field(), true));
        if (path.field().target().flatMap(tables.session().model()::shape).isPresent()
                && !path.field().id().equals(SystemFields.ID)) {
            if (tables.joins() < MOST_JOINS) {
                addTitle(path.text(), node, path.field(), 1);
            } else {
                apart.put(path.text(), path.field());
            }
        } else if (path.field()
                .listed()
                .flatMap(tables.session().model()::shape)
                .isPresent()) {
            apart.put(path.text(), path.field());
        }
    }

    /**
     * Adds the titles that the statement did not bring: those of the elements of lists, and of lookups beyond what one
     * statement should join. One statement per entity for all of the records.
     */
    List<StoredRecord> labelled(Titles source, List<StoredRecord> records) {
        if (apart.isEmpty() || records.isEmpty()) {
            return records;
        }
        var wanted = new HashMap<String, Set<RecordId>>();
        apart.forEach((path, field) -> records.forEach(record -> field.references(record.value(path))
                .forEach(id -> wanted.computeIfAbsent(
                                field.target().or(field::listed).orElseThrow(), _ -> new HashSet<>())
                        .add(id))));
        var names = source.read(tables.session(), wanted);
        return records.stream()
                .map(record -> {
                    var labels = new LinkedHashMap<>(record.labels());
                    apart.forEach((path, field) -> field.references(record.value(path))
                            .filter(names::containsKey)
                            .forEach(id -> labels.put(
                                    field.target().isPresent() ? path : path + "." + id, names.getOrDefault(id, ""))));
                    return new StoredRecord(
                            record.entity(),
                            record.id(),
                            record.version(),
                            record.values(),
                            labels,
                            record.lock(),
                            record.may());
                })
                .toList();
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
        if (guarded) {
            columns.addAll(tables.columns(node, field));
        } else {
            field.columns().forEach(name -> columns.add(RecordSql.column(node.alias(), name)));
        }
        return slot;
    }

    private Slot shown(Tables.Node node, FieldShape field) {
        var slot = new Slot(field, columns.size());
        columns.addAll(tables.shown(node, field));
        return slot;
    }

    StoredRecord read(@Nullable Object[] row) {
        return read(row, may(row));
    }

    StoredRecord read(@Nullable Object[] row, StoredRecord.May may) {
        return read(row, may, candidate(row));
    }

    /** @param candidate whom the rights on the row are asked for: the row itself, or the record that it is a line of */
    StoredRecord read(@Nullable Object[] row, StoredRecord.May may, Candidate candidate) {
        var shape = tables.root().shape();
        var found = new LinkedHashMap<String, @Nullable Object>();
        var labels = new LinkedHashMap<String, String>();
        var masked = new HashSet<String>();
        var hidden = tables.session().tasks().hidden(shape.id(), id(row));
        values.forEach((path, slot) -> {
            switch (hidden.contains(path) ? FieldRight.NONE : right(path, candidate)) {
                case NONE -> {}
                case MASKED -> {
                    var value = value(slot, row);
                    found.put(path, Mask.text(value).orElse(null));
                    masked.add(path);
                    if (value != null) {
                        labels.put(path, Mask.text(value).orElse(Mask.HIDDEN));
                    }
                }
                case READ, WRITE -> found.put(path, value(slot, row));
            }
        });
        var locale = tables.session().actor().locale();
        titles.forEach((path, slot) -> {
            if (found.get(path) != null && !masked.contains(path)) {
                labels.put(path, slot.field().codec().toText(value(slot, row), locale));
            }
        });
        return new StoredRecord(
                shape.id(), id(row), version(row), found, labels, reference(SystemFields.LOCK, row), may);
    }

    /** A field of the record itself that no role shows on this very record is not there. */
    private FieldRight right(String path, Candidate record) {
        var access = tables.access(tables.root());
        var everywhere = rights.getOrDefault(path, FieldRight.NONE);
        boolean isOwned = tables.root().shape().isOwned();
        var head = heads.getOrDefault(path, path);
        if (head.indexOf('.') >= 0) {
            return everywhere;
        }
        if (!access.isUneven()) {
            return isOwned ? everywhere : access.right(head);
        }
        return isOwned && record instanceof RowCandidate own && own.selection() == this
                ? access.rightOnAll(head)
                : access.right(head, Verb.READ, record);
    }

    /** What rights ask of a row; of the lines it is asked of the record that they belong to. */
    Candidate candidate(@Nullable Object[] row) {
        return new RowCandidate(row);
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
        return slot.field().read(row, slot.at());
    }

    StoredRecord.May may(@Nullable Object[] row) {
        var session = tables.session();
        var rights = session.access(tables.root().shape());
        var candidate = new RowCandidate(row);
        var free = reference(SystemFields.LOCK, row) == null;
        return new StoredRecord.May(
                free && rights.may(Verb.EDIT, candidate),
                free && rights.may(Verb.DELETE, candidate),
                free && rights.may(Verb.TRANSFER, candidate),
                rights.may(Verb.HISTORY, candidate));
    }

    static Field<Object> idOf(Tables.Node node) {
        return RecordSql.column(node.alias(), PhysicalNames.column(SystemFields.ID));
    }
}
