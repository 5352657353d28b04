package dev.trellis.workflow.pipeline;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells how long a record was in each of its stages. */
@Singleton
public final class StageTimes {

    private final Records records;
    private final StageLog log;
    private final UnitOfWork unit;

    StageTimes(Records records, StageLog log, UnitOfWork unit) {
        this.records = records;
        this.log = log;
        this.unit = unit;
    }

    /**
     * One stay of a record in a stage.
     *
     * @param leftAt null where it is there now
     */
    public record Stay(
            String pipeline,
            String stage,
            Label label,
            Instant enteredAt,
            @Nullable Instant leftAt) {}

    /** Returns the stays in order; empty where the record or its stage does not exist for the actor. */
    public Optional<List<Stay>> of(Actor actor, String entity, RecordId id) {
        if (!(records.find(actor, entity, id, Set.of("id")) instanceof FindResult.Found)) {
            return Optional.empty();
        }
        var schema = records.schema(actor);
        return Optional.of(unit.run(() -> Staging.of(schema.metadata(), entity).stream()
                .filter(staging -> schema.field(entity, staging.field()).isPresent())
                .flatMap(staging -> log.of(id, staging.pipeline().id()).stream().map(stay -> shown(staging, stay)))
                .toList()));
    }

    private static Stay shown(Staging staging, StageLog.Stay stay) {
        var label = staging.pipeline()
                .stage(stay.stage())
                .map(stage -> stage.label())
                .orElseGet(() -> Label.of(stay.stage(), stay.stage()));
        return new Stay(staging.pipeline().id(), stay.stage(), label, stay.enteredAt(), stay.leftAt());
    }
}
