package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Effects;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.RequestFacts.Effect;
import dev.trellis.workflow.people.KnownPeople;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a turn of a request does to its record, through the gate; a refusal stops the turn. */
@Singleton
final class RecordTurns {

    private final Records records;
    private final Beside beside;

    RecordTurns(Records records, Beside beside) {
        this.records = records;
        this.beside = beside;
    }

    /**
     * Locks the record for a request; {@code openFields} may be written all the same. Where others run beside it, one of
     * them all holds the lock and what is open to any is open.
     */
    void lock(Instance instance, List<String> openFields) {
        var others = beside.holding(instance);
        if (others.isEmpty()) {
            lock(instance.entity(), instance.record(), instance.id(), openFields);
            return;
        }
        var holder = beside.lock(instance).filter(others::containsKey).orElse(instance.id());
        lock(instance.entity(), instance.record(), holder, Beside.open(others, openFields));
    }

    /** Lets go of the record; where others run beside the request, the lock is theirs. */
    void unlock(Instance instance) {
        var others = beside.holding(instance);
        if (others.isEmpty()) {
            unlock(instance.entity(), instance.record());
            return;
        }
        var holder = beside.lock(instance).filter(others::containsKey);
        if (holder.isEmpty()) {
            unlock(instance.entity(), instance.record());
        }
        lock(
                instance.entity(),
                instance.record(),
                holder.orElseGet(() -> others.keySet().iterator().next()),
                Beside.open(others, List.of()));
    }

    /**
     * Locks the record again behind an end that leaves it locked, or behind one of those that ran beside it.
     *
     * @param locks whether this end does
     */
    void stayLocked(Instance instance, boolean locks) {
        if (beside.holding(instance).isEmpty()) {
            (locks ? Optional.of(instance.id()) : beside.leftLocked(instance))
                    .ifPresent(holder -> lock(instance.entity(), instance.record(), holder, List.of()));
        }
    }

    /** Locks the record in one name, whatever else runs for it. */
    void lock(String entity, RecordId record, RecordId holder, List<String> openFields) {
        if (!Known.isLocked(record, holder, openFields)) {
            save(RecordReader.APPROVAL, new Change.Lock(entity, record, holder, openFields));
            Known.locked(record, holder, openFields);
        }
    }

    /** Takes away the lock that an end has left behind. */
    void unlock(String entity, RecordId record) {
        Known.unlocked(record);
        save(RecordReader.APPROVAL, new Change.Lock(entity, record, null, List.of()));
    }

    /** Sets the fields of a turn, computed over the record as {@code facts} has it. */
    void effect(ApprovalDefinition definition, Actor.Person person, RequestFacts facts, Map<String, String> effects) {
        if (effects.isEmpty()) {
            return;
        }
        switch (facts.effect(effects)) {
            case Effect.Values(var values) ->
                write(
                        new Actor.Automation(
                                definition.id(), person, definition.entity(), fields(definition.effects())),
                        definition.entity(),
                        facts.record().id(),
                        facts.record().version(),
                        values);
            case Effect.Failed(var problems) -> throw new FlowRefused(problems);
        }
    }

    /** Makes a record in somebody's name. */
    RecordId create(Actor actor, String entity, Map<String, @Nullable Object> values) {
        var change = new Change.Create(entity, values);
        var result = records.save(actor, change);
        Known.forgetRecords();
        KnownPeople.written(entity);
        if (result instanceof SaveResult.Saved saved) {
            return saved.id();
        }
        throw new FlowRefused(problems(change, result));
    }

    /** Writes values in somebody's name. */
    void write(Actor actor, String entity, RecordId record, int version, Map<String, @Nullable Object> values) {
        save(actor, new Change.Update(entity, record, version, values));
    }

    private void save(Actor actor, Change change) {
        var problems = problems(change, records.save(actor, change));
        Known.forgetRecords();
        KnownPeople.written(change.entity());
        if (!problems.isEmpty()) {
            throw new FlowRefused(problems);
        }
    }

    private static List<Problem> problems(Change change, SaveResult result) {
        return switch (result) {
            case SaveResult.Saved saved -> List.of();
            case SaveResult.Rejected(var problems) -> problems;
            case SaveResult.Denied(var problem) -> List.of(problem);
            case SaveResult.Locked(var problem) -> List.of(problem);
            case SaveResult.NotFound notFound -> List.of(Problem.at("", ApprovalProblems.RECORD_NOT_FOUND));
            case SaveResult.Conflict(var current, var fields) ->
                List.of(Problem.at("", ApprovalProblems.RECORD_CHANGED)
                        .with("given", change instanceof Change.Update update ? update.version() : 0)
                        .with("current", current));
            case SaveResult.NotApplied notApplied ->
                throw new IllegalStateException("A change on its own was held back by another");
        };
    }

    private static Set<String> fields(Effects effects) {
        var fields = new HashSet<>(effects.onSubmit().keySet());
        fields.addAll(effects.onApproved().keySet());
        fields.addAll(effects.onRejected().keySet());
        fields.addAll(effects.onWithdrawn().keySet());
        return fields;
    }
}
