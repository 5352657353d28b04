package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Log;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The person and the moment of the action under way.
 *
 * @param person who acts; where a time limit acts, the initiator, in whose name the flow goes on
 * @param isByRule whether a rule acts, so that the log names nobody
 */
record Acting(Actor.Person person, Instant at, boolean isByRule) {

    /** The action that made a flow go on; the engine's delegates find it here. */
    static final ScopedValue<Acting> CURRENT = ScopedValue.newInstance();

    /** A moment at which a flow goes on by itself, in the name of its initiator. */
    static Acting byFlow(Place place, Instant at) {
        var initiator = place.facts().initiator();
        var person = new Actor.Person(
                initiator.id(), initiator.name(), Set.of(), Set.of(), Locale.SIMPLIFIED_CHINESE, Actor.Via.WEB);
        return new Acting(person, at, true);
    }

    /** The same moment, at which the flow itself goes on: nobody's name is in the log. */
    Acting byRule() {
        return new Acting(person, at, true);
    }

    @Nullable
    RecordId actor() {
        return isByRule ? null : person.user();
    }

    void log(LogStore store, Instance instance, ApprovalEvent event, @Nullable String node, String remark) {
        log(store, instance, event, node, List.of(), remark, "");
    }

    void log(
            LogStore store,
            Instance instance,
            ApprovalEvent event,
            @Nullable String node,
            List<RecordId> people,
            String remark,
            String detail) {
        store.log(instance.id(), new Log(at, event, actor(), node, people, remark, detail));
    }
}
