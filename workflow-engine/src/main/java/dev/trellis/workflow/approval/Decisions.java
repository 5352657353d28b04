package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.NodeState.Outcome;
import dev.trellis.workflow.approval.NodeState.Step;
import dev.trellis.workflow.engine.FlowableEngine;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes decisions on running requests, one at a time for each; refuses by {@link FlowRefused}. */
@Singleton
final class Decisions {

    private final Records records;
    private final ApprovalStore store;
    private final DefinitionArchive archive;
    private final RecordReader reader;
    private final RecordTurns turns;
    private final People people;
    private final RequestOutbox outbox;
    private final FlowableEngine engine;
    private final Refusals refusals;

    Decisions(
            Records records,
            ApprovalStore store,
            DefinitionArchive archive,
            RecordReader reader,
            RecordTurns turns,
            People people,
            RequestOutbox outbox,
            FlowableEngine engine,
            Refusals refusals) {
        this.records = records;
        this.store = store;
        this.archive = archive;
        this.reader = reader;
        this.turns = turns;
        this.people = people;
        this.outbox = outbox;
        this.engine = engine;
        this.refusals = refusals;
    }

    /**
     * What somebody decides.
     *
     * @param values fields to write with an agreement; may be empty
     * @param version of the record that the person has seen, or null for whatever is stored
     */
    record Decision(
            boolean agrees,
            String remark,
            Map<String, @Nullable Object> values,
            @Nullable Integer version) {}

    RecordId decide(Acting acting, RecordId id, Decision decision) {
        var task = store.serialiseByTask(id) ? store.task(id) : Optional.<Task>empty();
        var instance = task.flatMap(found -> store.instance(found.instance()));
        if (task.isEmpty() || instance.isEmpty()) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.TASK_NOT_FOUND));
        }
        decide(acting, instance.get(), task.get(), decision);
        return instance.get().id();
    }

    private void decide(Acting acting, Instance instance, Task task, Decision decision) {
        var me = acting.person().user();
        var entries = store.entries(instance.id());
        if (!task.user().equals(me)) {
            throw new FlowRefused(refusals.notYours(instance, entries, me));
        }
        var entry = entries.stream()
                .filter(one -> one.id().equals(task.entry()))
                .findFirst()
                .orElseThrow();
        var before = entry.state();
        var state = taken(instance, entry, task, decision.agrees() ? before.agree(me) : before.reject(me));
        write(acting, instance, decision);
        store.votes(entry, state, me, decision.remark(), acting.at());
        acting.log(
                store,
                instance,
                decision.agrees() ? ApprovalEvent.AGREED : ApprovalEvent.REJECTED,
                entry.node(),
                decision.remark());
        outbox.decided(instance, task.id(), me, decision.agrees());
        state.outcome().ifPresent(outcome -> engine.complete(entry.flowTask(), outcome == Outcome.REJECTED));
    }

    private NodeState taken(Instance instance, Entry entry, Task task, Step step) {
        return switch (step) {
            case Step.Taken(var state) -> state;
            case Step.Over _ -> throw new FlowRefused(refusals.over(instance, entry, task));
            case Step.NotSeated _ -> throw new FlowRefused(Problem.at("", ApprovalProblems.TASK_NOT_FOUND));
        };
    }

    private void write(Acting acting, Instance instance, Decision decision) {
        if (decision.values().isEmpty()) {
            return;
        }
        var given = decision.version();
        var version = given != null
                ? given
                : reader.find(instance.entity(), instance.record())
                        .orElseThrow()
                        .version();
        turns.write(acting.person(), instance.entity(), instance.record(), version, decision.values());
    }

    RecordId withdraw(Acting acting, String entity, RecordId record) {
        var running =
                store.serialiseByRecord(entity, record) ? store.running(entity, record) : Optional.<Instance>empty();
        if (!isVisible(acting.person(), entity, record)) {
            throw new FlowRefused(Problem.at("", ApprovalProblems.RECORD_NOT_FOUND));
        }
        var instance = running.orElseThrow(() -> new FlowRefused(Problem.at("", ApprovalProblems.NOT_RUNNING)));
        if (!instance.initiator().equals(acting.person().user())) {
            throw new FlowRefused(refusals.onlyInitiator(instance));
        }
        store.entries(instance.id()).forEach(entry -> withdraw(acting, entry));
        var definition = archive.read(instance.definition(), instance.hash());
        store.ended(instance.id(), ApprovalState.WITHDRAWN, acting.at());
        acting.log(store, instance, ApprovalEvent.WITHDRAWN, null, "");
        turns.unlock(instance.entity(), instance.record());
        turns.effect(
                definition,
                acting.person(),
                facts(acting, definition, instance),
                definition.effects().onWithdrawn());
        outbox.turned(instance, ApprovalState.WITHDRAWN);
        Optional.ofNullable(instance.process()).ifPresent(engine::cancel);
        return instance.id();
    }

    private void withdraw(Acting acting, Entry entry) {
        switch (entry.state().withdraw()) {
            case Step.Taken(var state) ->
                store.votes(entry, state, acting.person().user(), "", acting.at());
            case Step.Over _, Step.NotSeated _ -> throw new FlowRefused(refusals.tooLate(entry));
        }
    }

    private RequestFacts facts(Acting acting, ApprovalDefinition definition, Instance instance) {
        return new RequestFacts(
                reader,
                definition,
                reader.find(instance.entity(), instance.record()).orElseThrow(),
                people.find(instance.initiator()).orElseThrow(),
                acting.at());
    }

    private boolean isVisible(Actor.Person person, String entity, RecordId record) {
        return records.find(person, entity, record, Set.of()) instanceof FindResult.Found;
    }
}
