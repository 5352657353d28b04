package dev.trellis.core.record;

import dev.trellis.core.access.Reach;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import java.util.Collection;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Renders which records somebody reaches. */
final class ReachSql {

    private ReachSql() {}

    /** Holds for the records that are not in the recycle bin. */
    static Condition living(String alias) {
        return RecordSql.column(alias, PhysicalNames.column(SystemFields.DELETED_AT))
                .isNull();
    }

    /** Holds for the records in the recycle bin. */
    static Condition deleted(String alias) {
        return RecordSql.column(alias, PhysicalNames.column(SystemFields.DELETED_AT))
                .isNotNull();
    }

    /** Holds for the records reached; line items are reached with their parent. */
    static Condition condition(Model model, Shape shape, String alias, Reach reach) {
        if (reach.all()) {
            return DSL.noCondition();
        }
        if (reach.isNothing()) {
            return DSL.falseCondition();
        }
        var owner = shape.entity().ownedBy();
        if (owner == null) {
            return own(alias, reach);
        }
        var parents = alias + "_p";
        var parent = model.known(owner);
        return RecordSql.column(alias, PhysicalNames.column(SystemFields.PARENT))
                .in(DSL.select(RecordSql.column(parents, PhysicalNames.column(SystemFields.ID)))
                        .from(RecordSql.table(parent.table(), parents))
                        .where(own(parents, reach)));
    }

    private static Condition own(String alias, Reach reach) {
        var owners = in(alias, PhysicalNames.column(SystemFields.OWNER), reach.owners());
        var departments = in(alias, PhysicalNames.column(SystemFields.DEPARTMENT), reach.departments());
        return owners.or(departments);
    }

    private static Condition in(String alias, SqlName column, Collection<RecordId> ids) {
        if (ids.isEmpty()) {
            return DSL.falseCondition();
        }
        Field<Object> field = RecordSql.column(alias, column);
        return field.in(ids.stream()
                .sorted()
                .map(id -> DSL.val((Object) id.value(), Object.class))
                .toList());
    }

    @SuppressWarnings("unchecked")
    static Select<?> unionAll(Select<?> one, Select<?> other) {
        return ((Select<Record>) one).unionAll((Select<Record>) other);
    }
}
