package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.FlowNodes.Start;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.start.Asked;
import dev.trellis.workflow.start.StartRules;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what the initiator enters with a submission, and holds the record against what the start demands. */
@Singleton
final class Starting {

    private final Records records;
    private final RecordReader reader;
    private final RecordTurns turns;

    Starting(Records records, RecordReader reader, RecordTurns turns) {
        this.records = records;
        this.reader = reader;
        this.turns = turns;
    }

    /** @param actor who submits; null for a request that starts by itself */
    private StartRules rules(ApprovalDefinition definition, @Nullable Actor actor, StoredRecord record) {
        var entity = reader.metadata().entity(definition.entity()).orElseThrow();
        return new StartRules(
                definition.start(),
                entity,
                field -> actor == null
                        || records.schema(actor, record.entity(), record.id())
                                .field(record.entity(), field)
                                .isPresent());
    }

    /** What the start asks for, of the record as it would be with the values. */
    Asked asked(ApprovalDefinition definition, Actor.Person person, RequestFacts facts) {
        return rules(definition, person, facts.record()).asked(facts.record(), facts);
    }

    /** The record as it would be with the values that the start asks for. */
    StoredRecord with(ApprovalDefinition definition, StoredRecord record, Map<String, @Nullable Object> values) {
        var rules = rules(definition, null, record);
        var changed = new HashMap<String, @Nullable Object>(record.values());
        rules.entered().stream().filter(values::containsKey).forEach(field -> changed.put(field, values.get(field)));
        return new StoredRecord(
                record.entity(), record.id(), record.version(), changed, record.labels(), record.lock(), record.may());
    }

    /** Writes what was entered for a request that is about to run; of the record, nothing else is open meanwhile. */
    void enter(Acting acting, Instance instance, ApprovalDefinition definition, Submission.Wish wish) {
        var record = reader.find(wish.entity(), wish.record()).orElseThrow();
        var rules = rules(definition, acting.person(), record);
        refuse(rules.refused(wish.values().keySet()));
        if (instance.state() == ApprovalState.RUNNING || record.lock() != null) {
            turns.lock(instance, rules.entered());
        }
        var version = wish.version();
        turns.write(
                acting.person(),
                wish.entity(),
                wish.record(),
                version == null ? record.version() : version,
                wish.values());
    }

    /** Refuses a record that is not as the start demands. */
    void check(ApprovalDefinition definition, @Nullable Actor actor, RequestFacts facts) {
        if (!definition.start().equals(Start.NONE)) {
            refuse(rules(definition, actor, facts.record()).check(facts.record(), facts));
        }
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new FlowRefused(problems);
        }
    }
}
