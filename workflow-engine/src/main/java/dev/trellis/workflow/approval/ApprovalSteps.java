package dev.trellis.workflow.approval;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.workflow.approval.ApprovalRows.Copy;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Log;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.NodeState.Vote;
import dev.trellis.workflow.engine.FlowSteps;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does what is due where a flow arrives: seats people, answers conditions, tells people, ends the request. */
@Singleton
final class ApprovalSteps implements FlowSteps {

    private final ApprovalStore store;
    private final DefinitionArchive archive;
    private final RecordReader reader;
    private final RecordTurns turns;
    private final People people;
    private final RequestOutbox outbox;
    private final RecordIds ids;

    ApprovalSteps(
            ApprovalStore store,
            DefinitionArchive archive,
            RecordReader reader,
            RecordTurns turns,
            People people,
            RequestOutbox outbox,
            RecordIds ids) {
        this.store = store;
        this.archive = archive;
        this.reader = reader;
        this.turns = turns;
        this.people = people;
        this.outbox = outbox;
        this.ids = ids;
    }

    @Override
    public void waits(RecordId instance, String node, String task) {
        var here = place(instance);
        var approve = here.node(node, Approve.class);
        var found = ApproverResolution.approvers(
                approve.approvers(), approve.selfApproval(), here.facts().request(), people);
        if (found.isEmpty()) {
            throw new FlowRefused(ApprovalPath.noApprover(approve));
        }
        var at = Acting.CURRENT.get().at();
        var tasks = found.stream()
                .map(one -> new Task(
                        ids.next(), instance, instance, one.person().id(), Vote.PENDING, one.reasons(), "", at, null))
                .toList();
        store.enter(here.instance(), node, approve.completion(), task, tasks, at);
        log(here, ApprovalEvent.ENTERED, node, tasks.stream().map(Task::user).toList());
        turns.lock(here.instance().entity(), here.instance().record(), instance, openFields(approve.fields()));
        tasks.forEach(one -> outbox.taskCreated(here.instance(), one.id(), one.user()));
    }

    @Override
    public int branch(RecordId instance, String node) {
        var here = place(instance);
        return switch (Route.branch(here.node(node, Condition.class), here.facts())) {
            case Route.Answer.Leads<Integer>(var to) -> to;
            case Route.Answer.Failed<Integer>(var problems) -> throw new FlowRefused(problems);
        };
    }

    @Override
    public void copies(RecordId instance, String node) {
        var here = place(instance);
        var copy = here.node(node, CarbonCopy.class);
        var found =
                ApproverResolution.recipients(copy.recipients(), here.facts().request(), people);
        for (var one : found) {
            var row = new Copy(
                    ids.next(),
                    instance,
                    node,
                    one.person().id(),
                    one.reasons(),
                    Acting.CURRENT.get().at());
            store.copy(row);
            outbox.copied(here.instance(), row.id(), row.user());
        }
        log(
                here,
                ApprovalEvent.COPIED,
                node,
                found.stream().map(one -> one.person().id()).toList());
    }

    @Override
    public void ends(RecordId instance, End end) {
        var here = place(instance);
        var effects = here.definition().effects();
        switch (end) {
            case APPROVED -> end(here, ApprovalState.APPROVED, ApprovalEvent.APPROVED, effects.onApproved());
            case REJECTED -> end(here, ApprovalState.REJECTED, ApprovalEvent.DECLINED, effects.onRejected());
        }
    }

    private void end(Place here, ApprovalState state, ApprovalEvent event, Map<String, String> effects) {
        store.ended(here.instance().id(), state, Acting.CURRENT.get().at());
        log(here, event, null, List.of());
        turns.unlock(here.instance().entity(), here.instance().record());
        turns.effect(here.definition(), Acting.CURRENT.get().person(), here.facts(), effects);
        outbox.turned(here.instance(), state);
    }

    private void log(Place here, ApprovalEvent event, @Nullable String node, List<RecordId> who) {
        store.log(here.instance().id(), new Log(Acting.CURRENT.get().at(), event, null, node, who, ""));
    }

    private Place place(RecordId id) {
        var instance = store.instance(id)
                .orElseThrow(() -> new TrellisException("The engine runs a request " + id + " that is not known"));
        var definition = archive.read(instance.definition(), instance.hash());
        var record = reader.find(instance.entity(), instance.record())
                .orElseThrow(() -> new TrellisException("Request %s is about record %s of %s, which is gone"
                        .formatted(id, instance.record(), instance.entity())));
        var initiator = people.find(instance.initiator())
                .orElseThrow(() -> new TrellisException("Request " + id + " has lost its initiator"));
        return new Place(
                instance,
                definition,
                new RequestFacts(
                        reader,
                        definition,
                        record,
                        initiator,
                        Acting.CURRENT.get().at()));
    }

    private static List<String> openFields(Map<String, FieldRight> fields) {
        return fields.entrySet().stream()
                .filter(entry -> entry.getValue() == FieldRight.WRITE)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private record Place(Instance instance, ApprovalDefinition definition, RequestFacts facts) {

        <N extends ApprovalDefinition.Node> N node(String id, Class<N> kind) {
            return Route.find(definition.nodes(), id)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .orElseThrow(() -> new TrellisException("Approval %s has no %s with the id %s"
                            .formatted(definition.id(), kind.getSimpleName(), id)));
        }
    }
}
