package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Log;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The person and the moment of the action under way. */
record Acting(Actor.Person person, Instant at) {

    /** The action that made a flow go on; the engine's delegates find it here. */
    static final ScopedValue<Acting> CURRENT = ScopedValue.newInstance();

    void log(ApprovalStore store, Instance instance, ApprovalEvent event, @Nullable String node, String remark) {
        store.log(instance.id(), new Log(at, event, person.user(), node, List.of(), remark));
    }
}
