package dev.trellis.workflow.pool;

import dev.trellis.core.access.Actor;
import dev.trellis.core.action.ActionCall;
import dev.trellis.core.action.ActionInput;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.action.RecordAction;
import dev.trellis.core.field.types.UserType;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives a record of a pool to somebody, by whoever runs the pool. */
@Singleton
final class AssignAction implements RecordAction {

    private final Pools pools;

    AssignAction(Pools pools) {
        this.pools = pools;
    }

    @Override
    public String id() {
        return "assign";
    }

    @Override
    public int position() {
        return 12;
    }

    @Override
    public boolean takesSelection() {
        return true;
    }

    @Override
    public boolean concerns(Actor.Person actor, VisibleSchema schema, String entity) {
        return schema.metadata().pools(entity).stream().anyMatch(pool -> pool.isRunBy(actor.roles()));
    }

    @Override
    public boolean isOffered(Actor.Person actor, VisibleSchema schema, StoredRecord record) {
        return PoolRecords.pool(schema.metadata(), record)
                .filter(pool -> pool.isRunBy(actor.roles()))
                .isPresent();
    }

    @Override
    public List<ActionInput> inputs(
            Actor.Person actor, VisibleSchema schema, String entity, @Nullable StoredRecord record) {
        return List.of(ActionInput.required(
                SystemFields.OWNER, RecordAction.text("record-action.assign.owner"), new UserType()));
    }

    @Override
    public ActionOutcome run(ActionCall call) {
        var to = call.reference(SystemFields.OWNER);
        return to == null
                ? new ActionOutcome.Refused(new SaveResult.NotApplied())
                : ClaimAction.outcome(pools.assign(call.actor(), call.entity(), call.id(), to), call);
    }
}
