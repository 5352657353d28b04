package dev.trellis.workflow.pool;

import dev.trellis.core.access.Actor;
import dev.trellis.core.action.ActionCall;
import dev.trellis.core.action.ActionInput;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.action.RecordAction;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a record out of a pool for oneself. */
@Singleton
final class ClaimAction implements RecordAction {

    private final Pools pools;

    ClaimAction(Pools pools) {
        this.pools = pools;
    }

    @Override
    public String id() {
        return "claim";
    }

    @Override
    public int position() {
        return 10;
    }

    @Override
    public boolean isProminent() {
        return true;
    }

    @Override
    public boolean takesSelection() {
        return true;
    }

    @Override
    public boolean concerns(Actor.Person actor, VisibleSchema schema, String entity) {
        return schema.metadata().pools(entity).stream().anyMatch(pool -> pool.admits(actor.roles()));
    }

    @Override
    public boolean isOffered(Actor.Person actor, VisibleSchema schema, StoredRecord record) {
        return PoolRecords.pool(schema.metadata(), record)
                .filter(pool -> pool.admits(actor.roles()))
                .isPresent();
    }

    @Override
    public List<ActionInput> inputs(
            Actor.Person actor, VisibleSchema schema, String entity, @Nullable StoredRecord record) {
        return List.of();
    }

    @Override
    public ActionOutcome run(ActionCall call) {
        return outcome(pools.claim(call.actor(), call.entity(), call.id()), call);
    }

    static ActionOutcome outcome(SaveResult result, ActionCall call) {
        return result instanceof SaveResult.Saved
                ? new ActionOutcome.Done(call.entity(), call.id())
                : new ActionOutcome.Refused(result);
    }
}
