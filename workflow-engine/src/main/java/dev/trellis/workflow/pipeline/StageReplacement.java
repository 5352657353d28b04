package dev.trellis.workflow.pipeline;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.publish.AfterPublish;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** After a publish that removed a stage, moves its records to where the publish said that they go. */
@Singleton
final class StageReplacement implements AfterPublish {

    private static final Logger LOG = LoggerFactory.getLogger(StageReplacement.class);
    private static final Actor MOVER = new Actor.Platform(Purpose.PIPELINE);

    private final Records records;

    StageReplacement(Records records) {
        this.records = records;
    }

    @Override
    public void follow(Metadata before, Metadata after) {
        for (var entity : after.entities()) {
            for (var staging : Staging.of(after, entity.id())) {
                staging.pipeline().replaced().forEach((gone, into) -> {
                    if (staging.pipeline().stage(gone).isEmpty()) {
                        move(entity.id(), staging.field(), gone, into);
                    }
                });
            }
        }
    }

    private void move(String entity, String field, String gone, String into) {
        var query = RecordQuery.of(entity, List.of(SystemFields.ID))
                .filtered(field + " = :gone", Map.of("gone", gone))
                .page(0, RecordQuery.MAX_LIMIT);
        int moved;
        do {
            if (!(records.query(MOVER, query) instanceof QueryResult.Page page)) {
                return;
            }
            var changes = page.items().stream()
                    .<Change>map(item -> new Change.Update(entity, item.id(), item.version(), Map.of(field, into)))
                    .toList();
            var results = records.apply(MOVER, changes, Records.Mode.EACH);
            moved = (int)
                    results.stream().filter(SaveResult.Saved.class::isInstance).count();
            if (moved < changes.size()) {
                LOG.warn(
                        "{} of {} records of {} did not leave the stage {}",
                        changes.size() - moved,
                        changes.size(),
                        entity,
                        gone);
            }
        } while (moved > 0);
    }
}
