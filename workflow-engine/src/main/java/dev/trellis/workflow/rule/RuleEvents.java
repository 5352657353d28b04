package dev.trellis.workflow.rule;

import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.OutboxEvent;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.EventConsumer;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.RuleDefinition.On;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.workflow.approval.RecordReader;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Sets rules off when an approval ends. */
@Singleton
final class RuleEvents implements EventConsumer {

    private static final Map<String, On> TOPICS = Map.of(
            "approval.approved", On.APPROVED,
            "approval.rejected", On.REJECTED,
            "approval.withdrawn", On.WITHDRAWN);

    private final LiveMetadata live;
    private final RecordReader reader;
    private final RuleJob job;
    private final RuleStore store;
    private final DatabaseClock clock;

    RuleEvents(LiveMetadata live, RecordReader reader, RuleJob job, RuleStore store, DatabaseClock clock) {
        this.live = live;
        this.reader = reader;
        this.job = job;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "rules";
    }

    @Override
    public Set<String> topics() {
        return TOPICS.keySet();
    }

    @Override
    public void accept(OutboxEvent event) {
        var on = TOPICS.get(event.topic());
        var facts = JsonMapper.shared().readTree(event.payload());
        var entity = facts.path("entity").asString("");
        for (var rule : live.current().all(RuleDefinition.class)) {
            if (rule.active()
                    && rule.entity().equals(entity)
                    && rule.triggers().stream().anyMatch(trigger -> trigger.on() == on)) {
                begin(
                        rule,
                        event,
                        RecordId.of(facts.path("record").stringValue()),
                        facts.path("initiator").asString(""));
            }
        }
    }

    private void begin(RuleDefinition rule, OutboxEvent event, RecordId id, String initiator) {
        var cause = event.topic().substring(event.topic().indexOf('.') + 1);
        var work = new RuleWork(
                rule.id(), rule.entity(), id, cause, RecordId.parse(initiator).orElse(null), 0, 0);
        reader.find(rule.entity(), id).ifPresent(record -> {
            try {
                if (new RuleFacts(reader, live.current(), record, null, clock.instant()).holds(rule.when())) {
                    job.begin(rule, work, rule.id() + "/" + event.id(), clock.instant());
                }
            } catch (RuleFailed failed) {
                store.insert(work, RuleRun.State.FAILED, List.of(), RuleJob.text(failed));
            }
        });
    }
}
