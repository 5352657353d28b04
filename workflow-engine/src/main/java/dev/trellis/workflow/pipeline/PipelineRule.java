package dev.trellis.workflow.pipeline;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.metadata.PipelineDefinition.Outcome;
import dev.trellis.core.metadata.PipelineDefinition.Stage;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.RecordRule;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.condition.RecordExpressions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds every save against the pipelines of its entity: board, form, API, import and bulk edit alike. What is installed
 * has its past behind it and is only written down.
 */
@Singleton
final class PipelineRule implements RecordRule {

    private final RecordExpressions expressions;
    private final MoveCheck moves;
    private final StageLog log;
    private final DatabaseClock clock;

    PipelineRule(RecordExpressions expressions, MoveCheck moves, StageLog log, DatabaseClock clock) {
        this.expressions = expressions;
        this.moves = moves;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Map<String, @Nullable Object> complete(
            Actor actor, String entity, @Nullable StoredRecord before, StoredRecord after, Set<String> written) {
        var values = new HashMap<String, @Nullable Object>();
        for (var staging : stagings(entity)) {
            var pipeline = staging.pipeline();
            var stage = pipeline.stage(after.value(staging.field()));
            if (stage.isEmpty() || !hasMoved(staging, before, after)) {
                continue;
            }
            var probability = stage.get().probability();
            put(values, pipeline.probabilityField(), written, probability);
            put(values, pipeline.sinceField(), written, clock.instant());
            put(
                    values,
                    pipeline.closedField(),
                    written,
                    stage.get().outcome() == Outcome.OPEN ? null : clock.instant());
        }
        return values;
    }

    /** What the caller gave in the same save stays: an override of the chance, or the past of a demo set. */
    private static void put(
            Map<String, @Nullable Object> values, @Nullable String field, Set<String> written, @Nullable Object value) {
        if (field != null && !written.contains(field)) {
            values.put(field, value);
        }
    }

    @Override
    public List<Problem> check(
            Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        if (after == null || actor instanceof Actor.Platform) {
            return List.of();
        }
        var problems = new ArrayList<Problem>();
        for (var staging : stagings(entity)) {
            var to = staging.pipeline().stage(after.value(staging.field()));
            if (to.isPresent()) {
                check(new MoveCheck.Move(actor, staging, before, after, to.get()), problems);
            }
        }
        return problems;
    }

    private void check(MoveCheck.Move move, List<Problem> problems) {
        if (!hasMoved(move.staging(), move.before(), move.after())) {
            moves.stay(move, problems);
            return;
        }
        moves.order(move, problems);
        moves.leave(move, problems);
        moves.enter(move, problems);
    }

    @Override
    public void written(Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        for (var staging : stagings(entity)) {
            if (after == null) {
                if (before != null) {
                    log.left(before.id(), staging.pipeline().id());
                }
            } else if (hasMoved(staging, before, after)) {
                if (before != null) {
                    log.left(after.id(), staging.pipeline().id());
                }
                staging.pipeline()
                        .stage(after.value(staging.field()))
                        .ifPresent(stage -> entered(actor, staging, stage, after));
            }
        }
    }

    private void entered(Actor actor, Staging staging, Stage stage, StoredRecord after) {
        var isPast = actor instanceof Actor.Platform(var purpose) && purpose == Actor.Purpose.INSTALL;
        var since = staging.pipeline().sinceField();
        var at = isPast && since != null && after.value(since) instanceof Instant past ? past : null;
        log.entered(after.entity(), after.id(), staging.pipeline().id(), stage.id(), by(actor), at);
    }

    private static dev.trellis.core.field.@Nullable RecordId by(Actor actor) {
        return switch (actor) {
            case Actor.Person person -> person.user();
            case Actor.Automation automation -> automation.onBehalfOf().user();
            case Actor.Platform _ -> null;
        };
    }

    private static boolean hasMoved(Staging staging, @Nullable StoredRecord before, StoredRecord after) {
        return before == null || !Objects.equals(before.value(staging.field()), after.value(staging.field()));
    }

    private List<Staging> stagings(String entity) {
        return Staging.of(expressions.metadata(), entity);
    }
}
