package dev.trellis.workflow.rule;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.workflow.approval.RecordReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs a rule on a record for somebody who looks at what it would do; the unit of work under way must be rolled back. */
@Singleton
final class Trial {

    private final RuleSteps steps;
    private final RecordReader reader;
    private final Records records;

    Trial(RuleSteps steps, RecordReader reader, Records records) {
        this.steps = steps;
        this.reader = reader;
        this.records = records;
    }

    /** Returns what would happen; empty where the record does not exist for the actor. */
    Optional<RuleTrial> run(Actor.Person actor, RuleDefinition rule, RecordId record, Instant now) {
        if (!(records.find(actor, rule.entity(), record, Set.of(SystemFields.ID)) instanceof FindResult.Found)) {
            return Optional.empty();
        }
        var stored = reader.find(rule.entity(), record);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        var lines = new ArrayList<RuleRun.Line>();
        try {
            var facts = new RuleFacts(reader, reader.metadata(), stored.get(), null, now);
            if (!facts.holds(rule.when())) {
                return Optional.of(new RuleTrial(false, List.of(), List.of()));
            }
            if (!rule.before().isEmpty()) {
                lines.add(steps.before(rule, facts));
            }
            var work = new RuleWork(rule.id(), rule.entity(), record, "test", actor.user(), 0, 0);
            for (var next = work; next.from() < rule.steps().size(); ) {
                var came = steps.run(rule, next, now, lines);
                next = next.continuedAt(came.waitsAt() < 0 ? rule.steps().size() : came.waitsAt() + 1);
            }
            return Optional.of(new RuleTrial(true, lines, List.of()));
        } catch (RuleFailed failed) {
            return Optional.of(new RuleTrial(true, lines, failed.problems()));
        }
    }
}
