package dev.trellis.workflow.pool;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.RecordRule;
import dev.trellis.core.record.StoredRecord;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records and pools in step whichever way a save came: what is in a pool has no owner and belongs to the pool, what
 * has an owner is in no pool.
 */
@Singleton
final class PoolRule implements RecordRule {

    private final PoolRecords records;
    private final DatabaseClock clock;

    PoolRule(PoolRecords records, DatabaseClock clock) {
        this.records = records;
        this.clock = clock;
    }

    @Override
    public Map<String, @Nullable Object> complete(
            Actor actor, String entity, @Nullable StoredRecord before, StoredRecord after, Set<String> written) {
        var pools = records.metadata().pools(entity);
        if (pools.isEmpty()) {
            return Map.of();
        }
        var values = new HashMap<String, @Nullable Object>();
        var field = pools.getFirst().field();
        var chosen = pool(pools, after);
        var isTaken = written.contains(SystemFields.OWNER) && after.value(SystemFields.OWNER) != null;
        if (chosen.isPresent() && !isTaken) {
            values.put(SystemFields.OWNER, null);
            values.put(SystemFields.DEPARTMENT, null);
            return values;
        }
        if (after.value(SystemFields.OWNER) != null && after.value(field) != null) {
            values.put(field, null);
        }
        var former = before == null ? Optional.<PoolDefinition>empty() : pool(pools, before);
        former.map(PoolDefinition::claimedField).ifPresent(claimed -> values.put(claimed, clock.instant()));
        return values;
    }

    private static Optional<PoolDefinition> pool(List<PoolDefinition> pools, StoredRecord record) {
        return pools.stream()
                .filter(pool -> pool.id().equals(record.value(pool.field())))
                .findFirst();
    }

    /** What is taken back must still be due when its row is locked: a follow-up in the last moment keeps it. */
    @Override
    public List<Problem> check(
            Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        if (!Recycling.CURRENT.isBound() || before == null || after == null) {
            return List.of();
        }
        var recycling = Recycling.CURRENT.get();
        var isOthers = !Objects.equals(before.value(SystemFields.OWNER), recycling.owner());
        var isFresh = recycling.rule().since().stream()
                .anyMatch(field -> before.value(field) instanceof Instant at && !at.isBefore(recycling.cutoff()));
        return isOthers || isFresh ? List.of(Problem.at("", PoolProblem.NOT_IN_POOL)) : List.of();
    }

    /** What the job is about to take back, and by when it must have been idle. */
    record Recycling(PoolDefinition.Recycle rule, RecordId owner, Instant cutoff) {
        static final ScopedValue<Recycling> CURRENT = ScopedValue.newInstance();
    }
}
