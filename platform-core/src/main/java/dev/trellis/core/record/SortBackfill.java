package dev.trellis.core.record;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.publish.AfterPublish;
import dev.trellis.core.schema.PhysicalNames;
import dev.trellis.core.schema.SqlName;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sort keys of records that were there before a field got them, those in the recycle bin included, some per
 * unit of work: a crash costs nothing and any node goes on. A record that somebody saves meanwhile gets its key by that.
 */
@Singleton
class SortBackfill implements AfterPublish {

    private static final int BATCH = 500;
    private static final int STEPS_AT_ONCE = 20;

    private final UnitOfWork unit;
    private final Sql system;
    private final RecordSql sql;
    private final RecordIds ids;
    private final LiveModel live;

    SortBackfill(UnitOfWork unit, Sql system, RecordSql sql, RecordIds ids, LiveModel live) {
        this.unit = unit;
        this.system = system;
        this.sql = sql;
        this.ids = ids;
        this.live = live;
    }

    private record Job(RecordId id, String entity, RecordId after) {}

    @Override
    public void follow(Metadata before, Metadata after) {
        boolean added = false;
        for (var entity : after.entities()) {
            var known = before.entity(entity.id()).map(SortBackfill::ordered).orElse(null);
            if (known != null && !known.containsAll(ordered(entity))) {
                unit.run(() -> add("publish " + after.version() + " " + entity.id(), entity.id()));
                added = true;
            }
        }
        for (int steps = 0; added && steps < STEPS_AT_ONCE && step(); ) {
            steps++;
        }
    }

    @Override
    public void tablesChanged(Metadata live) {
        live.entities().stream()
                .filter(entity -> !ordered(entity).isEmpty())
                .forEach(entity -> unit.run(() -> add("tables " + live.version() + " " + entity.id(), entity.id())));
    }

    private static Set<String> ordered(EntityDefinition entity) {
        return entity.fields().stream()
                .filter(field -> field.type().orderedBy().isPresent())
                .map(FieldDefinition::id)
                .collect(Collectors.toSet());
    }

    private void add(String cause, String entity) {
        if (system.list("SELECT id FROM t_sort_backfill WHERE cause = ?", row -> row.getLong(1), cause)
                .isEmpty()) {
            system.update("""
                    INSERT INTO t_sort_backfill (id, entity, cause, after_id, done)
                    VALUES (?, ?, ?, 0, 0)
                    """, ids.next(), entity, cause);
        }
    }

    /** Does the next piece of work; false if there was none. */
    boolean step() {
        return unit.run(() -> {
            var job = system.one(
                    """
                    SELECT id, entity, after_id
                    FROM t_sort_backfill
                    WHERE finished_at IS NULL
                    ORDER BY id
                    LIMIT 1
                    FOR UPDATE
                    """, row -> new Job(new RecordId(row.getLong(1)), row.getString(2), new RecordId(row.getLong(3))));
            job.ifPresent(this::run);
            return job.isPresent();
        });
    }

    private void run(Job job) {
        var shape = live.confirmed().shape(job.entity());
        var next = shape.map(found -> next(found, job.after())).orElse(List.of());
        if (next.isEmpty()) {
            system.update("UPDATE t_sort_backfill SET finished_at = UTC_TIMESTAMP(6) WHERE id = ?", job.id());
            return;
        }
        shape.ifPresent(found -> found.stored().stream()
                .filter(field -> field.definition().type().orderedBy().isPresent())
                .forEach(field -> fill(found, field, next)));
        system.update(
                "UPDATE t_sort_backfill SET after_id = ?, done = done + ? WHERE id = ?",
                new RecordId(RecordSql.number(next.getLast())),
                next.size(),
                job.id());
    }

    private List<Object> next(Shape shape, RecordId after) {
        var id = RecordSql.column(PhysicalNames.column(SystemFields.ID));
        var found = new ArrayList<Object>();
        for (var row : sql.fetch(sql.build()
                .select(id)
                .from(RecordSql.table(shape.table()))
                .where(id.gt(DSL.val((Object) after.value(), Object.class)))
                .orderBy(id)
                .limit(BATCH))) {
            Optional.ofNullable(row[0]).ifPresent(found::add);
        }
        return found;
    }

    private void fill(Shape shape, FieldShape field, List<Object> records) {
        var isFirst = field.extension() == 0;
        var table = isFirst ? shape.table() : shape.extension(field.extension());
        var id = RecordSql.column(isFirst ? PhysicalNames.column(SystemFields.ID) : PhysicalNames.RECORD);
        var text = RecordSql.column(field.columns().getFirst());
        var rows = sql.fetch(sql.build()
                .select(id, text)
                .from(RecordSql.table(table))
                .where(id.in(records.stream()
                                .map(record -> DSL.val(record, Object.class))
                                .toList())
                        .and(text.isNotNull())));
        var updates = new ArrayList<List<@Nullable Object>>();
        for (var row : rows) {
            var key = field.codec().toColumns(row[1]).getLast();
            updates.add(List.of(key == null ? "" : key, row[0] == null ? 0L : row[0], row[1] == null ? "" : row[1]));
        }
        if (!updates.isEmpty()) {
            sql.batch(update(table, field, id.eq(marker()).and(text.eq(marker()))), updates);
        }
    }

    private static org.jooq.Param<Object> marker() {
        return DSL.val((Object) 0, Object.class);
    }

    private String update(SqlName table, FieldShape field, Condition unchanged) {
        return sql.render(sql.build()
                        .update(RecordSql.table(table))
                        .set(Map.of(RecordSql.column(field.order()), marker()))
                        .where(unchanged))
                .text();
    }
}
