package dev.trellis.core.record;

import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The order of a page and what comes after a given row in it. Blanks come last, the id decides ties. */
final class Sorting {

    private static final Set<String> NEVER_BLANK = Set.of(
            SystemFields.ID,
            SystemFields.VERSION,
            SystemFields.CREATED_AT,
            SystemFields.CHANGED_AT,
            SystemFields.DELETED_AT);

    private final List<Key> keys;
    private final Field<Object> id;
    private final boolean idDescending;

    private Sorting(List<Key> keys, Field<Object> id, boolean idDescending) {
        this.keys = List.copyOf(keys);
        this.id = id;
        this.idDescending = idDescending;
    }

    /**
     * @param mayBeBlank whether blanks have to be kept apart, which no index can do
     * @param isOwn whether it is a column of the record itself
     */
    private record Key(Field<Object> column, boolean descending, boolean mayBeBlank, boolean isOwn) {}

    /** Rows that stand together, by a condition and in an order that an index serves. */
    record Part(Condition where, List<SortField<?>> order) {
        Part {
            order = List.copyOf(order);
        }
    }

    /**
     * Resolves the sort keys; faults are added to {@code problems}.
     *
     * @param inBin whether records in the recycle bin are read, which were changed last when they were deleted
     */
    static Sorting of(Tables tables, List<SortKey> sort, boolean inBin, List<Problem> problems) {
        var keys = new ArrayList<Key>();
        var schema = tables.session().schema();
        var shape = tables.root().shape();
        for (var key : sort) {
            var path = Paths.resolve(schema, shape.id(), key.path());
            if (path.isEmpty()) {
                problems.add(RecordProblem.unknownField(
                        RecordProblem.UNKNOWN_FIELD_ASKED, "sort", key.path(), shape, schema));
            } else if (!path.get().field().isPlain()) {
                problems.add(RecordProblem.of(
                        RecordProblem.NOT_SORTABLE, "sort", path.get().field()));
            } else if (Paths.masked(schema, "sort", path.get(), shape.id()).isPresent()) {
                Paths.masked(schema, "sort", path.get(), shape.id()).ifPresent(problems::add);
            } else {
                keys.add(key(tables, inBin ? deleted(path.get(), tables) : path.get(), key.descending()));
            }
        }
        return new Sorting(
                keys,
                Selection.idOf(tables.root()),
                !keys.isEmpty() && keys.getLast().descending());
    }

    /** There is an index on the one and none on the other. */
    private static Paths.Path deleted(Paths.Path path, Tables tables) {
        return path.lookups().isEmpty() && path.field().id().equals(SystemFields.CHANGED_AT)
                ? new Paths.Path(
                        path.text(), path.lookups(), tables.root().shape().known(SystemFields.DELETED_AT))
                : path;
    }

    private static Key key(Tables tables, Paths.Path path, boolean descending) {
        var node = path.node(tables);
        var field = path.field();
        if (field.target().flatMap(tables.session().model()::shape).isPresent()
                && !field.id().equals(SystemFields.ID)) {
            var target = tables.titled(node, field);
            var title = target.shape().title();
            return new Key(RecordSql.column(target.alias(), title.order()), descending, true, false);
        }
        var column = tables.column(node, field, field.order());
        var filled = path.lookups().isEmpty()
                && field.worth().isEmpty()
                && (NEVER_BLANK.contains(field.id()) || field.definition().required());
        return new Key(column, descending, !filled, path.lookups().isEmpty());
    }

    List<Field<?>> columns() {
        return keys.stream().<Field<?>>map(Key::column).toList();
    }

    /**
     * Returns the parts of a page, one after the other: where blanks would have to be kept apart behind all others, first
     * what is there, then the blanks, each in the order of its index.
     */
    List<Part> parts(Optional<Cursor> cursor, int offset) {
        if (keys.isEmpty()
                || keys.getFirst().descending()
                || !keys.getFirst().mayBeBlank()
                || !keys.getFirst().isOwn()
                || offset > 0) {
            return List.of(new Part(cursor.map(this::after).orElseGet(DSL::noCondition), order()));
        }
        var first = keys.getFirst();
        var apart = new ArrayList<>(keys);
        apart.set(0, new Key(first.column(), false, false, true));
        var sorting = new Sorting(apart, id, idDescending);
        boolean isAmongBlanks =
                cursor.filter(last -> last.values().getFirst() == null).isPresent();
        var after = cursor.map(sorting::after).orElseGet(DSL::noCondition);
        var parts = new ArrayList<Part>();
        if (!isAmongBlanks) {
            parts.add(new Part(first.column().isNotNull().and(after), sorting.order()));
        }
        var order = sorting.order();
        parts.add(new Part(
                isAmongBlanks
                        ? first.column().isNull().and(after)
                        : first.column().isNull(),
                order.subList(1, order.size())));
        return parts;
    }

    private List<SortField<?>> order() {
        var order = new ArrayList<SortField<?>>();
        for (var key : keys) {
            if (key.mayBeBlank() && !key.descending()) {
                order.add(DSL.field(key.column().isNull()).asc());
            }
            order.add(key.descending() ? key.column().desc() : key.column().asc());
        }
        order.add(idDescending ? id.desc() : id.asc());
        return order;
    }

    /** Holds for the rows after the one in which the page ended. */
    private Condition after(Cursor cursor) {
        var result = idDescending ? id.lt(value(cursor.id())) : id.gt(value(cursor.id()));
        for (int i = keys.size() - 1; i >= 0; i--) {
            var key = keys.get(i);
            var last = cursor.values().get(i);
            var same = last == null ? key.column().isNull() : key.column().eq(value(last));
            result = beyond(key, last).or(same.and(result));
        }
        if (!keys.isEmpty() && !keys.getFirst().mayBeBlank() && cursor.values().getFirst() != null) {
            var first = keys.getFirst();
            var bound = value(cursor.values().getFirst());
            result = (first.descending()
                            ? first.column().le(bound)
                            : first.column().ge(bound))
                    .and(result);
        }
        return result;
    }

    private static Condition beyond(Key key, @Nullable Object last) {
        if (last == null) {
            return key.mayBeBlank() || key.descending()
                    ? DSL.falseCondition()
                    : key.column().isNotNull();
        }
        var further =
                key.descending() ? key.column().lt(value(last)) : key.column().gt(value(last));
        return key.mayBeBlank() ? further.or(key.column().isNull()) : further;
    }

    private static Field<Object> value(Object value) {
        return DSL.val(value, Object.class);
    }
}
