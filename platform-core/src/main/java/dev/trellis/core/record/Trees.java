package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.StoragePlanner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Keeps the ways down of hierarchies: beside each reference to a record above, the ids of everything above it. Refuses
 * circles. Whoever moves a branch locks the record under which it goes, so two people cannot close a circle between them.
 */
final class Trees {

    private final RecordSql sql;

    Trees(RecordSql sql) {
        this.sql = sql;
    }

    /** Refuses what would put a record below itself, or deeper than there is room. */
    void check(List<Pending> batch) {
        for (var pending : batch) {
            if (!pending.writesValues()) {
                continue;
            }
            for (var field : pending.shape().trees()) {
                var above = pending.after().reference(field.id());
                if (above != null && pending.written().contains(field.id())) {
                    check(pending, field, above);
                }
            }
        }
    }

    private void check(Pending pending, FieldShape field, RecordId above) {
        var self = pending.after().id();
        var way = way(pending.shape(), field, above, true);
        if (above.equals(self) || way.contains("/" + self + "/")) {
            pending.fault(RecordProblem.of(RecordProblem.TREE_CIRCLE, field.id(), field));
            return;
        }
        int below = pending.before() == null ? 0 : depthBelow(pending.shape(), field, self);
        if (way.length() + below + 21 > StoragePlanner.PATH_LENGTH) {
            pending.fault(RecordProblem.of(RecordProblem.TREE_TOO_DEEP, field.id(), field));
        }
    }

    /** Writes the ways of records that were made or moved, and of everything below them. */
    void write(List<Touched> written) {
        for (var touched : written) {
            var after = touched.after();
            if (after == null) {
                continue;
            }
            for (var field : touched.shape().trees()) {
                if (touched.concerns(field.id())) {
                    move(touched.shape(), field, after);
                }
            }
        }
    }

    private void move(Shape shape, FieldShape field, Row row) {
        var above = row.reference(field.id());
        var was = own(shape, field, row.id());
        var now = above == null ? "" : way(shape, field, above, false);
        if (was.equals(now)) {
            return;
        }
        var path = RecordSql.column(PhysicalNames.path(field.id()));
        sql.update(sql.build()
                .update(RecordSql.table(shape.table()))
                .set(Collections.singletonMap(path, value(now.isEmpty() ? null : now)))
                .where(id().eq(value(row.id().value()))));
        var oldPrefix = (was.isEmpty() ? "/" : was) + row.id() + "/";
        var newPrefix = (now.isEmpty() ? "/" : now) + row.id() + "/";
        sql.update(sql.build()
                .update(RecordSql.table(shape.table()))
                .set(Collections.singletonMap(
                        path,
                        DSL.field(
                                "concat({0}, substr({1}, {2}))",
                                Object.class, value(newPrefix), path, DSL.inline(oldPrefix.length() + 1))))
                .where(path.like(oldPrefix + "%")));
    }

    /** Returns the way of what stands directly below a record. */
    private String way(Shape shape, FieldShape field, RecordId record, boolean lock) {
        var select = sql.build()
                .select(RecordSql.column(PhysicalNames.path(field.id())))
                .from(RecordSql.table(shape.table()))
                .where(id().eq(value(record.value())));
        var rows = lock ? sql.fetch(select.forUpdate()) : sql.fetch(select);
        var above = rows.isEmpty() || rows.getFirst()[0] == null ? "/" : String.valueOf(rows.getFirst()[0]);
        return above + record + "/";
    }

    private String own(Shape shape, FieldShape field, RecordId record) {
        var rows = sql.fetch(sql.build()
                .select(RecordSql.column(PhysicalNames.path(field.id())))
                .from(RecordSql.table(shape.table()))
                .where(id().eq(value(record.value()))));
        return rows.isEmpty() || rows.getFirst()[0] == null ? "" : String.valueOf(rows.getFirst()[0]);
    }

    /** Returns how much longer the longest way below a record is than its own. */
    private int depthBelow(Shape shape, FieldShape field, RecordId record) {
        var own = own(shape, field, record);
        var prefix = (own.isEmpty() ? "/" : own) + record + "/";
        var path = RecordSql.column(PhysicalNames.path(field.id()));
        var columns = new ArrayList<Field<?>>(List.of(DSL.field("max(char_length({0}))", Object.class, path)));
        var rows = sql.fetch(
                sql.build().select(columns).from(RecordSql.table(shape.table())).where(path.like(prefix + "%")));
        return rows.isEmpty() || rows.getFirst()[0] == null
                ? 0
                : (int) RecordSql.number(rows.getFirst()[0]) - own.length();
    }

    private static Field<Object> id() {
        return RecordSql.column(PhysicalNames.column(SystemFields.ID));
    }

    private static Field<Object> value(@org.jspecify.annotations.Nullable Object value) {
        return DSL.val(value, Object.class);
    }
}
