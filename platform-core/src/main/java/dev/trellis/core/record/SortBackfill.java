package dev.trellis.core.record;

import dev.trellis.core.backfill.BackfillWork;
import dev.trellis.core.backfill.Backfills;
import dev.trellis.core.field.FieldType;
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
 * Makes the sort keys of records that were there before a field got them, those in the recycle bin included. A record
 * that somebody saves meanwhile gets its key by that.
 */
@Singleton
class SortBackfill implements AfterPublish, BackfillWork {

    private static final int BATCH = 500;

    private final Backfills backfills;
    private final RecordSql sql;
    private final LiveModel live;

    SortBackfill(Backfills backfills, RecordSql sql, LiveModel live) {
        this.backfills = backfills;
        this.sql = sql;
        this.live = live;
    }

    @Override
    public String kind() {
        return "sort";
    }

    @Override
    public void follow(Metadata before, Metadata after) {
        var concerned = after.entities().stream()
                .filter(entity -> before.entity(entity.id())
                        .filter(known -> !ordered(known).containsAll(ordered(entity)))
                        .isPresent())
                .map(EntityDefinition::id)
                .toList();
        if (backfills.add(this, concerned, "publish " + after.version())) {
            backfills.begin(this);
        }
    }

    @Override
    public void tablesChanged(Metadata live) {
        var concerned = live.entities().stream()
                .filter(entity -> !ordered(entity).isEmpty())
                .map(EntityDefinition::id)
                .toList();
        backfills.add(this, concerned, "tables " + live.version());
    }

    private static Set<String> ordered(EntityDefinition entity) {
        return entity.fields().stream()
                .filter(field -> isKeyed(field.type()))
                .map(FieldDefinition::id)
                .collect(Collectors.toSet());
    }

    /** What an amount is worth is no key of its value alone. */
    private static boolean isKeyed(FieldType type) {
        return type.orderedBy().isPresent() && type.worth().isEmpty();
    }

    @Override
    public Optional<Done> next(String entity, RecordId after) {
        var shape = live.confirmed().shape(entity);
        var next = shape.map(found -> next(found, after)).orElse(List.of());
        if (next.isEmpty()) {
            return Optional.empty();
        }
        shape.ifPresent(found -> found.stored().stream()
                .filter(field -> isKeyed(field.definition().type()))
                .forEach(field -> fill(found, field, next)));
        return Optional.of(new Done(new RecordId(RecordSql.number(next.getLast())), next.size()));
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
