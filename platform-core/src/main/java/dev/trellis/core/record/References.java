package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Finds living records by what they refer to. Knows no rights. */
@Singleton
class References {

    private final RecordSql sql;

    References(RecordSql sql) {
        this.sql = sql;
    }

    /**
     * Records of an entity, all of them or those whose lookup leads to a record.
     *
     * @param currency in which they must have an amount, {@link #FOREIGN} for every one but the workspace's; null for no
     *     such condition
     */
    record Members(
            Shape shape,
            @Nullable FieldShape via,
            @Nullable RecordId target,
            @Nullable String currency) {

        /** Stands for every currency but the workspace's. */
        static final String FOREIGN = "***";

        Members(Shape shape, @Nullable FieldShape via, @Nullable RecordId target) {
            this(shape, via, target, null);
        }

        private Condition condition() {
            if (currency != null) {
                return DSL.or(shape.amounts().stream().map(this::inCurrency).toList());
            }
            return via == null || target == null ? DSL.noCondition() : lookup(via, Set.of(target));
        }

        private Condition inCurrency(FieldShape field) {
            var column = RecordSql.column(field.columns().get(1));
            var foreign = FOREIGN.equals(currency)
                    ? column.ne(DSL.val((Object) shape.currency(), Object.class))
                    : column.eq(DSL.val((Object) currency, Object.class));
            return field.extension() == 0
                    ? foreign
                    : RecordSql.column(PhysicalNames.column(SystemFields.ID))
                            .in(DSL.select(RecordSql.column(PhysicalNames.RECORD))
                                    .from(RecordSql.table(shape.extension(field.extension())))
                                    .where(foreign));
        }
    }

    /** Returns the ids of records whose lookup leads to one of {@code ids}. */
    Set<RecordId> referring(Shape shape, FieldShape lookup, Collection<RecordId> ids, int limit) {
        return ids.isEmpty() ? Set.of() : ids(shape, lookup(lookup, ids), limit);
    }

    /** Returns the ids of all records, living or in the recycle bin, whose lookup leads to a record. */
    Set<RecordId> all(Shape shape, FieldShape lookup, RecordId target, boolean living) {
        var id = RecordSql.column(PhysicalNames.column(SystemFields.ID));
        var here = lookup(lookup, Set.of(target));
        return read(sql.fetch(sql.build()
                .select(id)
                .from(RecordSql.table(shape.table()))
                .where(living ? here.and(living()) : here.andNot(living()))
                .orderBy(id)));
    }

    /** Returns the records to which the lookup of some records leads. */
    Set<RecordId> referred(Shape shape, FieldShape lookup, Collection<RecordId> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        var column = RecordSql.column(lookup.columns().getFirst());
        return read(sql.fetch(sql.build()
                .selectDistinct(column)
                .from(RecordSql.table(shape.table()))
                .where(in(PhysicalNames.column(SystemFields.ID), ids))
                .and(column.isNotNull())));
    }

    /** Returns the ids that follow an id, in order. */
    Set<RecordId> next(Members members, RecordId after, int limit) {
        var id = RecordSql.column(PhysicalNames.column(SystemFields.ID));
        return ids(members.shape(), members.condition().and(id.gt(value(after))), limit);
    }

    long count(Members members) {
        return RecordSql.number(sql.fetch(sql.build()
                        .selectCount()
                        .from(RecordSql.table(members.shape().table()))
                        .where(members.condition())
                        .and(living()))
                .getFirst()[0]);
    }

    private Set<RecordId> ids(Shape shape, Condition condition, int limit) {
        var id = RecordSql.column(PhysicalNames.column(SystemFields.ID));
        return read(sql.fetch(sql.build()
                .select(id)
                .from(RecordSql.table(shape.table()))
                .where(condition)
                .and(living())
                .orderBy(id)
                .limit(limit)));
    }

    private static Set<RecordId> read(List<@Nullable Object[]> rows) {
        var ids = new TreeSet<RecordId>();
        rows.forEach(row -> ids.add(new RecordId(RecordSql.number(row[0]))));
        return ids;
    }

    private static Condition living() {
        return RecordSql.column(PhysicalNames.column(SystemFields.DELETED_AT)).isNull();
    }

    private static Condition lookup(FieldShape lookup, Collection<RecordId> ids) {
        return in(lookup.columns().getFirst(), ids);
    }

    private static Condition in(SqlName column, Collection<RecordId> ids) {
        return RecordSql.column(column).in(ids.stream().map(References::value).toList());
    }

    private static org.jooq.Field<Object> value(RecordId id) {
        return DSL.val((Object) id.value(), Object.class);
    }
}
