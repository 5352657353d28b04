package dev.trellis.workflow.pipeline;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.metadata.PipelineDefinition.Expiry;
import dev.trellis.core.metadata.PipelineDefinition.Stage;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Moves records out of stages whose time is over. The time is the database's; whoever saves a record first moves it. */
@Singleton
public final class StageExpiry {

    private static final Actor MOVER = new Actor.Platform(Purpose.PIPELINE);

    private final Records records;
    private final UnitOfWork unit;
    private final Sql sql;

    StageExpiry(Records records, UnitOfWork unit, Sql sql) {
        this.records = records;
        this.unit = unit;
        this.sql = sql;
    }

    /** Does everything that is due; returns how many records this call moved. */
    public int run() {
        int moved = 0;
        var metadata = records.schema(MOVER).metadata();
        for (var entity : metadata.entities()) {
            for (var staging : Staging.of(metadata, entity.id())) {
                moved += run(entity.id(), staging);
            }
        }
        return moved;
    }

    private int run(String entity, Staging staging) {
        int moved = 0;
        for (var stage : staging.pipeline().stages()) {
            var expiry = stage.expiry();
            if (expiry != null) {
                moved += expire(entity, staging, stage, expiry);
            }
        }
        return moved;
    }

    private int expire(String entity, Staging staging, Stage stage, Expiry expiry) {
        var query = RecordQuery.of(entity, List.of(SystemFields.ID))
                .filtered(
                        "%s = \"%s\" AND %s < :now".formatted(staging.field(), stage.id(), expiry.at()),
                        Map.of("now", now()))
                .page(0, RecordQuery.MAX_LIMIT);
        int moved = 0;
        int movedNow;
        do {
            if (!(records.query(MOVER, query) instanceof QueryResult.Page page)) {
                throw new TrellisException("The expiry of a stage cannot be asked of " + entity);
            }
            var changes = page.items().stream()
                    .<Change>map(item -> new Change.Update(
                            entity, item.id(), item.version(), Map.of(staging.field(), expiry.into())))
                    .toList();
            movedNow = (int) records.apply(MOVER, changes, Records.Mode.EACH).stream()
                    .filter(SaveResult.Saved.class::isInstance)
                    .count();
            moved += movedNow;
        } while (movedNow == RecordQuery.MAX_LIMIT);
        return moved;
    }

    private Instant now() {
        return unit.run(() -> sql.one("SELECT UTC_TIMESTAMP(6) AS now", row -> Sql.instant(row, "now"))
                .orElseThrow(() -> new TrellisException("The database does not tell the time")));
    }
}
