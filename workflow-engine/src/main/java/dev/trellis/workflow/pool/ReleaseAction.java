package dev.trellis.workflow.pool;

import dev.trellis.core.access.Actor;
import dev.trellis.core.action.ActionCall;
import dev.trellis.core.action.ActionInput;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.action.RecordAction;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.types.ChoiceType;
import dev.trellis.core.field.types.LongTextType;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives a record back to a pool, with the reason. */
@Singleton
final class ReleaseAction implements RecordAction {

    private static final String POOL = "pool";
    private static final String REASON = "reason";

    private final Pools pools;

    ReleaseAction(Pools pools) {
        this.pools = pools;
    }

    @Override
    public String id() {
        return "release";
    }

    @Override
    public int position() {
        return 70;
    }

    @Override
    public boolean takesSelection() {
        return true;
    }

    @Override
    public boolean concerns(Actor.Person actor, VisibleSchema schema, String entity) {
        return !schema.metadata().pools(entity).isEmpty();
    }

    @Override
    public boolean isOffered(Actor.Person actor, VisibleSchema schema, StoredRecord record) {
        var owner = record.value(SystemFields.OWNER);
        return owner != null && (owner.equals(actor.user()) || record.may().transfer());
    }

    @Override
    public List<ActionInput> inputs(
            Actor.Person actor, VisibleSchema schema, String entity, @Nullable StoredRecord record) {
        var known = schema.metadata().pools(entity);
        var options = known.stream()
                .map(pool -> new Editor.Option(pool.id(), pool.label(), "grey", true))
                .toList();
        var pool = ActionInput.required(POOL, RecordAction.text("record-action.release.pool"), new ChoiceType(options));
        return List.of(
                known.isEmpty() ? pool : pool.startingWith(known.getFirst().id()),
                ActionInput.required(REASON, RecordAction.text("record-action.release.reason"), new LongTextType(500)));
    }

    @Override
    public ActionOutcome run(ActionCall call) {
        return ClaimAction.outcome(
                pools.release(call.actor(), call.entity(), call.id(), call.text(POOL), call.text(REASON)), call);
    }
}
