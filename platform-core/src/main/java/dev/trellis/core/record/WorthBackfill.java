package dev.trellis.core.record;

import dev.trellis.core.backfill.BackfillWork;
import dev.trellis.core.backfill.Backfills;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.publish.AfterPublish;
import dev.trellis.core.schema.PhysicalNames;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Says of amounts that were there before what they are worth in the workspace's currency: those in that currency, in the
 * recycle bin, too, by one statement for many records; the few in others are left to a recalculation, which knows rates
 * and what is computed from them. Begins anew where the workspace takes another currency or an entity another date.
 */
@Singleton
class WorthBackfill implements AfterPublish, BackfillWork {

    private static final int BATCH = 1_000;

    private final Backfills backfills;
    private final UnitOfWork unit;
    private final RecordSql sql;
    private final LiveModel live;
    private final RecalculationJobs jobs;

    WorthBackfill(Backfills backfills, UnitOfWork unit, RecordSql sql, LiveModel live, RecalculationJobs jobs) {
        this.backfills = backfills;
        this.unit = unit;
        this.sql = sql;
        this.live = live;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return "worth";
    }

    @Override
    public void follow(Metadata before, Metadata after) {
        boolean isOtherCurrency = !before.currency().equals(after.currency());
        var concerned = after.entities().stream()
                .filter(entity -> before.entity(entity.id())
                        .filter(known -> isOtherCurrency || isConcerned(known, entity))
                        .isPresent())
                .filter(entity -> !amounts(entity).isEmpty())
                .map(EntityDefinition::id)
                .toList();
        if (add(concerned, "publish " + after.version())) {
            backfills.begin(this);
        }
    }

    private static boolean isConcerned(EntityDefinition before, EntityDefinition after) {
        return !amounts(before).containsAll(amounts(after)) || !Objects.equals(before.recordDate(), after.recordDate());
    }

    @Override
    public void tablesChanged(Metadata live) {
        var concerned = live.entities().stream()
                .filter(entity -> !amounts(entity).isEmpty())
                .map(EntityDefinition::id)
                .toList();
        add(concerned, "tables " + live.version());
    }

    private boolean add(List<String> entities, String cause) {
        unit.run(() -> {
            var model = live.confirmed();
            entities.forEach(
                    entity -> model.shape(entity).ifPresent(shape -> jobs.addForeign(shape, "amounts " + cause)));
        });
        return backfills.add(this, entities, cause);
    }

    private static Set<String> amounts(EntityDefinition entity) {
        return entity.fields().stream()
                .filter(field -> field.type().worth().isPresent())
                .map(FieldDefinition::id)
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<Done> next(String entity, RecordId after) {
        var model = live.confirmed();
        return model.shape(entity).flatMap(shape -> {
            var end = end(shape, after);
            end.ifPresent(done -> shape.amounts()
                    .forEach(field -> fill(shape, field, model.schema().currency(), after, done.last())));
            return end;
        });
    }

    private Optional<Done> end(Shape shape, RecordId after) {
        var id = RecordSql.column(PhysicalNames.column(SystemFields.ID));
        var some = sql.build()
                .select(id)
                .from(RecordSql.table(shape.table()))
                .where(id.gt(value(after.value())))
                .orderBy(id)
                .limit(BATCH)
                .asTable(DSL.name("some"));
        var row = sql.fetch(sql.build()
                        .select(DSL.max(RecordSql.column("some", PhysicalNames.column(SystemFields.ID))), DSL.count())
                        .from(some))
                .getFirst();
        return row[0] == null
                ? Optional.empty()
                : Optional.of(new Done(new RecordId(RecordSql.number(row[0])), (int) RecordSql.number(row[1])));
    }

    private void fill(Shape shape, FieldShape field, String currency, RecordId after, RecordId last) {
        boolean isFirst = field.extension() == 0;
        var id = RecordSql.column(isFirst ? PhysicalNames.column(SystemFields.ID) : PhysicalNames.RECORD);
        var amount = RecordSql.column(field.columns().getFirst());
        var worth = RecordSql.column(field.worth().orElseThrow());
        sql.update(sql.build()
                .update(RecordSql.table(isFirst ? shape.table() : shape.extension(field.extension())))
                .set(Map.of(worth, amount))
                .where(id.gt(value(after.value())))
                .and(id.le(value(last.value())))
                .and(RecordSql.column(field.columns().get(1)).eq(value(currency)))
                .and(DSL.condition("not ({0} <=> {1})", worth, amount)));
    }

    private static Field<Object> value(Object value) {
        return DSL.val(value, Object.class);
    }
}
