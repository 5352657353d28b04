package dev.trellis.core.record;

import dev.trellis.core.access.Reach;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads and writes whole rows of designed tables. Knows no rights and no rules. */
@Singleton
class RecordStore {

    private static final String LIST_SEPARATOR = ",";
    /** Statements on one record, and a few of its neighbours, are what comes again and again. */
    private static final int MOST_IN_KEPT_TEXT = 4;

    private final RecordSql sql;

    RecordStore(RecordSql sql) {
        this.sql = sql;
    }

    /** Keeps the ways down of hierarchies. */
    Trees trees() {
        return new Trees(sql);
    }

    /** Reads living records. Locking, in the order of the ids, keeps others from writing them till the unit ends. */
    Map<RecordId, Row> load(Shape shape, Collection<RecordId> ids, boolean lock) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return byId(select(shape, new Rows(SystemFields.ID, true, lock, shape.stored()), ids));
    }

    /** As {@link #load}, with a lock, but of some fields alone beside the id and the version. */
    Map<RecordId, Row> lockOnly(Shape shape, Collection<RecordId> ids, Collection<String> fields) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var read = Stream.concat(
                        Stream.of(SystemFields.ID, SystemFields.VERSION),
                        fields.stream().sorted())
                .map(shape::known)
                .toList();
        return byId(select(shape, new Rows(SystemFields.ID, true, true, read), ids));
    }

    /** As {@link #load}, of records in the recycle bin. */
    Map<RecordId, Row> loadDeleted(Shape shape, Collection<RecordId> ids, boolean lock) {
        return ids.isEmpty()
                ? Map.of()
                : byId(select(shape, new Rows(SystemFields.ID, false, lock, shape.stored()), ids));
    }

    private static Map<RecordId, Row> byId(List<Row> found) {
        var rows = new HashMap<RecordId, Row>();
        found.forEach(row -> rows.put(row.id(), row));
        return rows;
    }

    /** Reads the lines that went to the recycle bin together with a record. */
    List<Row> deletedWith(Shape child, Row parent) {
        return select(child, new Rows(SystemFields.PARENT, false, false, child.stored()), List.of(parent.id())).stream()
                .filter(line -> Values.equal(line.get(SystemFields.DELETED_AT), parent.get(SystemFields.DELETED_AT)))
                .toList();
    }

    private static Condition living() {
        return RecordSql.column(PhysicalNames.column(SystemFields.DELETED_AT)).isNull();
    }

    /** Reads the living lines of records, by parent, in their order. */
    Map<RecordId, List<Row>> loadLines(Shape child, Collection<RecordId> parents) {
        var lines = new LinkedHashMap<RecordId, List<Row>>();
        parents.forEach(parent -> lines.put(parent, new ArrayList<>()));
        if (parents.isEmpty()) {
            return lines;
        }
        for (var row : select(child, new Rows(SystemFields.PARENT, true, false, child.stored()), parents)) {
            var parent = row.reference(SystemFields.PARENT);
            if (parent != null) {
                lines.computeIfAbsent(parent, _ -> new ArrayList<>()).add(row);
            }
        }
        lines.values()
                .forEach(rows -> rows.sort(
                        java.util.Comparator.comparingInt(Row::position).thenComparing(Row::id)));
        return lines;
    }

    /** Which rows a statement reads: by what field, whether they live, whether they are locked, and what of them. */
    private record Rows(String by, boolean living, boolean lock, List<FieldShape> fields) {}

    /** What the text of such a statement depends on. */
    private record Text(Rows rows, int ids) {}

    private List<Row> select(Shape shape, Rows rows, Collection<RecordId> ids) {
        var values = ids.stream().map(RecordId::value).toList();
        if (values.size() > MOST_IN_KEPT_TEXT) {
            var query = query(shape, rows, ids);
            return sql.fetch(query).stream()
                    .map(columns -> row(shape, rows.fields(), columns))
                    .toList();
        }
        var text = shape.text(
                new Text(rows, values.size()),
                () -> sql.render(query(shape, rows, ids)).text());
        return sql.fetch(text, values).stream()
                .map(columns -> row(shape, rows.fields(), columns))
                .toList();
    }

    /** Binds the ids and nothing else. */
    private Select<?> query(Shape shape, Rows rows, Collection<RecordId> ids) {
        var columns = new ArrayList<Field<?>>();
        var id = RecordSql.column(shape.table().text(), PhysicalNames.column(SystemFields.ID));
        for (var field : rows.fields()) {
            var links = field.links();
            if (links == null) {
                field.columns().forEach(name -> columns.add(RecordSql.column(name)));
            } else {
                columns.add(links.all(id));
            }
        }
        columns.add(RecordSql.column(PhysicalNames.LOCK_OPEN));
        Table<?> from = RecordSql.table(shape.table());
        for (int number : shape.extensions()) {
            if (rows.fields().stream().noneMatch(field -> field.extension() == number)) {
                continue;
            }
            var extension = shape.extension(number);
            from = from.leftJoin(RecordSql.table(extension))
                    .on(RecordSql.column(extension.text(), PhysicalNames.RECORD).eq(id));
        }
        var which = in(rows.by(), ids);
        var select = sql.build()
                .select(columns)
                .from(from)
                .where(rows.living() ? which.and(living()) : which.andNot(living()));
        return rows.lock()
                ? select.orderBy(RecordSql.column(PhysicalNames.column(SystemFields.ID)))
                        .forUpdate()
                : select;
    }

    private static Row row(Shape shape, List<FieldShape> fields, @Nullable Object[] columns) {
        var values = new HashMap<String, @Nullable Object>();
        int at = 0;
        for (var field : fields) {
            values.put(field.id(), field.read(columns, at));
            at += field.width();
        }
        if (!(values.get(SystemFields.ID) instanceof RecordId id)) {
            throw new IllegalStateException("A row of " + shape.table() + " has no id");
        }
        var row = new Row(shape, id, values);
        if (columns[at] instanceof String open && !open.isEmpty()) {
            row.openFields(Arrays.asList(open.split(LIST_SEPARATOR)));
        }
        return row;
    }

    void insert(Shape shape, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        insert(shape.table(), shape.in(0), rows, PhysicalNames.LIVE, _ -> 1);
        for (int number : shape.extensions()) {
            insert(
                    shape.extension(number),
                    shape.in(number),
                    rows,
                    PhysicalNames.RECORD,
                    row -> row.id().value());
        }
        for (var field : shape.links()) {
            insertElements(field, rows);
        }
    }

    /** @param more the last column, which is no field's */
    private void insert(
            SqlName table, List<FieldShape> fields, List<Row> rows, SqlName more, Function<Row, Object> value) {
        var names = new ArrayList<SqlName>();
        fields.forEach(field -> names.addAll(field.columns()));
        names.add(more);
        var values = new ArrayList<List<@Nullable Object>>(rows.size());
        for (var row : rows) {
            var columns = new ArrayList<@Nullable Object>(names.size());
            fields.forEach(field -> columns.addAll(field.written(row.get(field.id()))));
            columns.add(value.apply(row));
            values.add(columns);
        }
        insert(rows.getFirst().shape(), table, names, values);
    }

    private void insert(Shape shape, SqlName table, List<SqlName> names, List<List<@Nullable Object>> values) {
        if (values.isEmpty()) {
            return;
        }
        var statement = shape.text(
                table,
                () -> sql.render(sql.build()
                                .insertInto(RecordSql.table(table))
                                .columns(names.stream().map(RecordSql::column).toList())
                                .values(names.stream().map(_ -> parameter()).toList()))
                        .text());
        sql.batch(statement, values);
    }

    private void insertElements(FieldShape field, List<Row> rows) {
        var links = Objects.requireNonNull(field.links());
        var names = new ArrayList<>(List.of(PhysicalNames.RECORD, PhysicalNames.ELEMENT));
        names.addAll(links.columns());
        var values = new ArrayList<List<@Nullable Object>>();
        for (var row : rows) {
            int position = 0;
            for (var element : field.codec().toRows(row.get(field.id()))) {
                var columns = new ArrayList<@Nullable Object>();
                columns.add(row.id().value());
                columns.add(++position);
                columns.addAll(element);
                values.add(columns);
            }
        }
        if (!rows.isEmpty()) {
            insert(rows.getFirst().shape(), links.table(), names, values);
        }
    }

    /** Writes fields of one record where it still has the version given; returns whether it had. */
    boolean update(Row row, Collection<String> fields, int version) {
        var shape = row.shape();
        var written = fields.stream().map(shape::known).toList();
        var assignments = assignments(
                row,
                written.stream()
                        .filter(field -> field.links() == null && field.extension() == 0)
                        .toList());
        if (assignments.isEmpty()) {
            assignments.put(RecordSql.column(PhysicalNames.LIVE), value(1));
        }
        if (sql.update(text(shape, assignments), bound(row, assignments, version)) != 1) {
            return false;
        }
        for (int number : shape.extensions()) {
            updateExtension(
                    row,
                    number,
                    written.stream()
                            .filter(field -> field.extension() == number)
                            .toList());
        }
        for (var field : written) {
            var links = field.links();
            if (links != null) {
                sql.update(sql.build()
                        .deleteFrom(RecordSql.table(links.table()))
                        .where(RecordSql.column(PhysicalNames.RECORD)
                                .eq(value(row.id().value()))));
                insertElements(field, List.of(row));
            }
        }
        return true;
    }

    /** The text of an update of these columns, values in their order, then the id and the version. */
    private String text(Shape shape, Map<Field<?>, @Nullable Object> assignments) {
        var names = assignments.keySet().stream().map(Field::getName).toList();
        return shape.text(names, () -> {
            var columns = new LinkedHashMap<Field<?>, @Nullable Object>();
            assignments.keySet().forEach(column -> columns.put(column, parameter()));
            return sql.render(sql.build()
                            .update(RecordSql.table(shape.table()))
                            .set(columns)
                            .where(RecordSql.column(PhysicalNames.column(SystemFields.ID))
                                    .eq(parameter()))
                            .and(RecordSql.column(PhysicalNames.column(SystemFields.VERSION))
                                    .eq(parameter()))
                            .and(living()))
                    .text();
        });
    }

    private static List<@Nullable Object> bound(Row row, Map<Field<?>, @Nullable Object> assignments, int version) {
        var values = new ArrayList<@Nullable Object>();
        assignments.values().forEach(value -> values.add(value instanceof Param<?> given ? given.getValue() : value));
        values.add(row.id().value());
        values.add(version);
        return values;
    }

    private static Map<Field<?>, @Nullable Object> assignments(Row row, List<FieldShape> fields) {
        var assignments = new LinkedHashMap<Field<?>, @Nullable Object>();
        for (var field : fields) {
            var columns = field.written(row.get(field.id()));
            for (int i = 0; i < columns.size(); i++) {
                assignments.put(RecordSql.column(field.columns().get(i)), value(columns.get(i)));
            }
        }
        return assignments;
    }

    /** A record that is older than the extension has no row there yet. */
    private void updateExtension(Row row, int number, List<FieldShape> fields) {
        if (fields.isEmpty()) {
            return;
        }
        var assignments = assignments(row, fields);
        var inserted = new LinkedHashMap<Field<?>, @Nullable Object>(assignments);
        inserted.put(RecordSql.column(PhysicalNames.RECORD), value(row.id().value()));
        sql.update(sql.build()
                .insertInto(RecordSql.table(row.shape().extension(number)))
                .set(inserted)
                .onDuplicateKeyUpdate()
                .set(assignments));
    }

    /** Moves rows to the recycle bin; their values stay. */
    void delete(Shape shape, List<Row> rows) {
        bin(shape, rows, null);
    }

    /** Takes rows out of the recycle bin; unique indexes count them again. */
    void restore(Shape shape, List<Row> rows) {
        bin(shape, rows, 1);
    }

    private void bin(Shape shape, List<Row> rows, @Nullable Integer live) {
        var written = List.of(
                SystemFields.VERSION, SystemFields.CHANGED_AT, SystemFields.CHANGED_BY, SystemFields.DELETED_AT);
        for (var row : rows) {
            var assignments = new LinkedHashMap<Field<?>, @Nullable Object>();
            for (var id : written) {
                var field = shape.known(id);
                assignments.put(
                        RecordSql.column(field.columns().getFirst()),
                        value(field.written(row.get(id)).getFirst()));
            }
            assignments.put(RecordSql.column(PhysicalNames.LIVE), value(live));
            sql.update(sql.build()
                    .update(RecordSql.table(shape.table()))
                    .set(assignments)
                    .where(equal(SystemFields.ID, row.id().value())));
        }
    }

    /** Lets a lookup of records in the recycle bin lead to another record; nothing else of them changes. */
    void pointDeleted(Shape shape, FieldShape lookup, Collection<RecordId> ids, RecordId to) {
        sql.update(sql.build()
                .update(RecordSql.table(shape.table()))
                .set(Map.of(RecordSql.column(lookup.columns().getFirst()), value(to.value())))
                .where(in(SystemFields.ID, ids))
                .andNot(living()));
    }

    void lock(Shape shape, RecordId id, @Nullable RecordId holder, List<String> openFields) {
        var assignments = new LinkedHashMap<Field<?>, @Nullable Object>();
        assignments.put(
                RecordSql.column(PhysicalNames.column(SystemFields.LOCK)),
                value(holder == null ? null : holder.value()));
        assignments.put(
                RecordSql.column(PhysicalNames.LOCK_OPEN),
                value(openFields.isEmpty() ? null : String.join(LIST_SEPARATOR, openFields)));
        sql.update(sql.build()
                .update(RecordSql.table(shape.table()))
                .set(assignments)
                .where(equal(SystemFields.ID, id.value())));
    }

    /** Tells which of the records have, while they live, the same value as {@code row} in a field. */
    boolean isTaken(Row row, FieldShape field) {
        var columns = field.codec().toColumns(row.get(field.id()));
        var condition = RecordSql.column(PhysicalNames.LIVE)
                .eq(value(1))
                .and(RecordSql.column(PhysicalNames.column(SystemFields.ID))
                        .ne(value(row.id().value())));
        for (int i = 0; i < columns.size(); i++) {
            if (field.worth().filter(field.columns().get(i)::equals).isPresent()) {
                continue;
            }
            if (columns.get(i) == null) {
                return false;
            }
            condition = condition.and(RecordSql.column(field.columns().get(i)).eq(value(columns.get(i))));
        }
        return !sql.fetch(sql.build()
                        .select(DSL.one())
                        .from(RecordSql.table(row.shape().table()))
                        .where(condition)
                        .limit(1))
                .isEmpty();
    }

    /** Tells which of the wanted records live and are reached, all entities in one statement. */
    Map<String, Set<RecordId>> existing(
            Session session, Map<String, Set<RecordId>> wanted, Function<String, Reach> reach) {
        var found = new HashMap<String, Set<RecordId>>();
        for (var row : existingRows(session, wanted, reach)) {
            found.computeIfAbsent(String.valueOf(row[0]), _ -> new HashSet<>())
                    .add(new RecordId(RecordSql.number(row[1])));
        }
        return found;
    }

    /** How many records of which entity a statement asks for, where the actor reaches all that there are. */
    private record Some(String entity, int records) {}

    private List<@Nullable Object[]> existingRows(
            Session session, Map<String, Set<RecordId>> wanted, Function<String, Reach> reach) {
        var first = wanted.keySet().stream()
                .flatMap(entity -> session.model().shape(entity).stream())
                .findFirst();
        if (first.isEmpty()) {
            return List.of();
        }
        var query = (Supplier<Select<?>>) () -> existingQuery(session, wanted, reach);
        if (!wanted.keySet().stream().allMatch(entity -> reach.apply(entity).all())
                || wanted.values().stream().anyMatch(ids -> ids.size() > MOST_IN_KEPT_TEXT)) {
            return sql.fetch(query.get());
        }
        var asked = new ArrayList<Some>();
        var values = new ArrayList<@Nullable Object>();
        wanted.forEach((entity, ids) -> {
            if (session.model().shape(entity).isPresent()) {
                asked.add(new Some(entity, ids.size()));
                values.add(entity);
                ids.forEach(id -> values.add(id.value()));
            }
        });
        var text = first.get().text(asked, () -> sql.render(query.get()).text());
        return sql.fetch(text, values);
    }

    private Select<?> existingQuery(Session session, Map<String, Set<RecordId>> wanted, Function<String, Reach> reach) {
        Select<?> union = null;
        for (var entry : wanted.entrySet()) {
            var shape = session.model().shape(entry.getKey());
            if (shape.isEmpty()) {
                continue;
            }
            var alias = shape.get().table().text();
            var select = sql.build()
                    .select(value(entry.getKey()), RecordSql.column(alias, PhysicalNames.column(SystemFields.ID)))
                    .from(RecordSql.table(shape.get().table()))
                    .where(RecordSql.column(alias, PhysicalNames.column(SystemFields.ID))
                            .in(entry.getValue().stream()
                                    .map(id -> value(id.value()))
                                    .toList()))
                    .and(ReachSql.living(alias))
                    .and(ReachSql.condition(session, shape.get(), alias, reach.apply(entry.getKey())));
            union = union == null ? select : ReachSql.unionAll(union, select);
        }
        return Objects.requireNonNull(union);
    }

    private static Condition in(String field, Collection<RecordId> ids) {
        return RecordSql.column(PhysicalNames.column(field))
                .in(ids.stream().map(id -> value(id.value())).toList());
    }

    private static Condition equal(String field, @Nullable Object value) {
        return RecordSql.column(PhysicalNames.column(field)).eq(value(value));
    }

    private static Field<Object> value(@Nullable Object value) {
        return DSL.val(RecordSql.bound(value), Object.class);
    }

    private static Param<Object> parameter() {
        return DSL.val((Object) null, Object.class);
    }
}
