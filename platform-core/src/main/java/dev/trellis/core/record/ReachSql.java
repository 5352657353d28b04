package dev.trellis.core.record;

import dev.trellis.core.access.Criterion;
import dev.trellis.core.access.Reach;
import dev.trellis.core.access.Shared;
import dev.trellis.core.expression.ExpressionSql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Renders which records somebody reaches. */
final class ReachSql {

    private static final String SHARES = "shares";

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
    static Condition condition(Session session, Shape shape, String alias, Reach reach) {
        return reached(session, shape, alias, reach).and(notHidden(session, shape, alias));
    }

    /** Lines that an open task of the actor hides on a record are not there. */
    static Condition notHidden(Session session, Shape shape, String alias) {
        var owner = shape.entity().ownedBy();
        if (owner == null) {
            return DSL.noCondition();
        }
        var hiding = new HashSet<RecordId>();
        session.model().known(owner).lines().stream()
                .filter(field -> field.lines().filter(shape.id()::equals).isPresent())
                .forEach(field -> hiding.addAll(session.tasks().hiding(owner, field.id())));
        return hiding.isEmpty()
                ? DSL.noCondition()
                : RecordSql.column(alias, PhysicalNames.column(SystemFields.PARENT))
                        .notIn(values(hiding));
    }

    private static Condition reached(Session session, Shape shape, String alias, Reach reach) {
        if (reach.all()) {
            return DSL.noCondition();
        }
        if (reach.isNothing()) {
            return DSL.falseCondition();
        }
        var owner = shape.entity().ownedBy();
        if (owner == null) {
            return own(session, shape, alias, reach);
        }
        var parents = alias + "_p";
        var parent = session.model().known(owner);
        return RecordSql.column(alias, PhysicalNames.column(SystemFields.PARENT))
                .in(DSL.select(RecordSql.column(parents, PhysicalNames.column(SystemFields.ID)))
                        .from(RecordSql.table(parent.table(), parents))
                        .where(own(session, parent, parents, reach)));
    }

    private static Condition own(Session session, Shape shape, String alias, Reach reach) {
        var owners = in(alias, PhysicalNames.column(SystemFields.OWNER), reach.owners());
        var departments = in(alias, PhysicalNames.column(SystemFields.DEPARTMENT), reach.departments());
        var reached = owners.or(departments);
        if (reach.shared() != null) {
            reached = reached.or(shared(session, shape, alias, reach.shared()));
        }
        for (var part : sorted(reach.limited())) {
            reached = reached.or(condition(session, shape, alias, part.within())
                    .and(criterion(session, shape, alias, part.criterion())));
        }
        return reached;
    }

    /** One order, whatever the set's: the same statement for the same rights. */
    private static List<Reach.Limited> sorted(Set<Reach.Limited> parts) {
        return parts.stream()
                .sorted(Comparator.comparing(part -> part.criterion().expression()))
                .toList();
    }

    /** Holds for the records shared with the actor: named, where they are few, so that the primary key finds them. */
    static Condition shared(Session session, Shape shape, String alias, Shared shared) {
        var few = session.shared().few(shape.id(), shared);
        if (few.isPresent()) {
            return in(alias, PhysicalNames.column(SystemFields.ID), few.get());
        }
        return RecordSql.column(alias, PhysicalNames.column(SystemFields.ID))
                .in(DSL.select(RecordSql.column(SHARES, new SqlName("record_id")))
                        .from(RecordSql.table(new SqlName("t_record_share"), SHARES))
                        .where(RecordSql.column(SHARES, new SqlName("entity")).eq(value(shape.id())))
                        .and(RecordSql.column(SHARES, new SqlName("recipient"))
                                .in(shared.recipients().stream()
                                        .sorted()
                                        .map(ReachSql::value)
                                        .toList()))
                        .and(RecordSql.column(SHARES, new SqlName("writing")).ge(value(shared.forWriting())))
                        .and(RecordSql.column(SHARES, new SqlName("valid_until"))
                                .isNull()
                                .or(RecordSql.column(SHARES, new SqlName("valid_until"))
                                        .gt(value(RecordSql.bound(session.now()))))));
    }

    /** Holds for the records of which a criterion holds, whatever the actor may see of them. */
    static Condition criterion(Session session, Shape shape, String alias, Criterion criterion) {
        if (!criterion.entity().equals(shape.id())) {
            return DSL.falseCondition();
        }
        var expression = session.model().criterion(criterion);
        var everything = session.seeingEverything();
        var here = Tables.visible(everything, shape, alias);
        var condition = ExpressionSql.condition(expression, new FilterScope(here, Map.of()));
        if (!here.isJoined()) {
            return condition;
        }
        var inner = Tables.visible(everything, shape, alias + "k");
        var within = ExpressionSql.condition(expression, new FilterScope(inner, Map.of()));
        return DSL.exists(DSL.selectOne()
                .from(inner.joined())
                .where(Selection.idOf(inner.root()).eq(Selection.idOf(here.root())))
                .and(within));
    }

    private static Field<Object> value(@Nullable Object value) {
        return DSL.val(value, Object.class);
    }

    private static Condition in(String alias, SqlName column, Collection<RecordId> ids) {
        if (ids.isEmpty()) {
            return DSL.falseCondition();
        }
        Field<Object> field = RecordSql.column(alias, column);
        return field.in(values(ids));
    }

    static List<Field<Object>> values(Collection<RecordId> ids) {
        return ids.stream()
                .sorted()
                .<Field<Object>>map(id -> DSL.val((Object) id.value(), Object.class))
                .toList();
    }

    @SuppressWarnings("unchecked")
    static Select<?> unionAll(Select<?> one, Select<?> other) {
        return ((Select<Record>) one).unionAll((Select<Record>) other);
    }
}
