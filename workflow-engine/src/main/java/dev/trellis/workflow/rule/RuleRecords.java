package dev.trellis.workflow.rule;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.RuleDefinition.On;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.record.RecordRule;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.RecordReader;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes part in saves: completes them by rules, and leaves a job for what is to follow, in the same transaction. */
@Singleton
final class RuleRecords implements RecordRule {

    /** How many rules may set each other off. */
    private static final int DEEPEST = 5;

    private final LiveMetadata live;
    private final BeanProvider<RecordReader> reader;
    private final BeanProvider<RuleJob> job;
    private final BeanProvider<RuleStore> store;
    private final DatabaseClock clock;

    RuleRecords(
            LiveMetadata live,
            BeanProvider<RecordReader> reader,
            BeanProvider<RuleJob> job,
            BeanProvider<RuleStore> store,
            DatabaseClock clock) {
        this.live = live;
        this.reader = reader;
        this.job = job;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public List<Problem> check(
            Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        return List.of();
    }

    @Override
    public Map<String, @Nullable Object> complete(
            Actor actor, String entity, @Nullable StoredRecord before, StoredRecord after, Set<String> written) {
        var values = new HashMap<String, @Nullable Object>();
        for (var rule : rules(entity)) {
            if (!rule.before().isEmpty() && isSetOff(rule, before, after)) {
                var facts = facts(after, before);
                if (holds(facts, rule)) {
                    values.putAll(computed(facts, rule));
                }
            }
        }
        return values;
    }

    /** What cannot be computed leaves the save as the person made it. */
    private static Map<String, @Nullable Object> computed(RuleFacts facts, RuleDefinition rule) {
        try {
            return facts.values(rule.entity(), rule.before());
        } catch (RuleFailed failed) {
            return Map.of();
        }
    }

    private static boolean holds(RuleFacts facts, RuleDefinition rule) {
        try {
            return facts.holds(rule.when());
        } catch (RuleFailed failed) {
            return false;
        }
    }

    @Override
    public void written(Actor actor, String entity, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        if (after == null) {
            if (before != null) {
                deleted(actor, before);
            }
            return;
        }
        for (var rule : rules(entity)) {
            if (!rule.steps().isEmpty() && isSetOff(rule, before, after)) {
                follow(actor, rule, before == null ? On.CREATED : On.CHANGED, before, after);
            }
        }
    }

    private void deleted(Actor actor, StoredRecord record) {
        for (var rule : rules(record.entity())) {
            if (rule.triggers().stream().anyMatch(trigger -> trigger.on() == On.DELETED)) {
                follow(actor, rule, On.DELETED, record, record);
            }
        }
    }

    private void follow(Actor actor, RuleDefinition rule, On cause, @Nullable StoredRecord before, StoredRecord after) {
        int depth = RuleJob.DEPTH.isBound() ? RuleJob.DEPTH.get() : 0;
        var work = new RuleWork(rule.id(), rule.entity(), after.id(), cause.key(), person(actor), depth, 0);
        try {
            if (!facts(after, before).holds(rule.when())) {
                return;
            }
        } catch (RuleFailed failed) {
            store.get().insert(work, RuleRun.State.FAILED, List.of(), RuleJob.text(failed));
            return;
        }
        if (depth >= DEEPEST) {
            var problem = Problem.at("", RuleProblems.LOOP).with("limit", DEEPEST);
            store.get()
                    .insert(
                            work,
                            RuleRun.State.LOOP,
                            List.of(),
                            Messages.text(problem, Locale.SIMPLIFIED_CHINESE) + "\n"
                                    + Messages.text(problem, Locale.ENGLISH));
            return;
        }
        job.get().begin(rule, work, null, clock.instant());
    }

    private RuleFacts facts(StoredRecord after, @Nullable StoredRecord before) {
        return new RuleFacts(reader.get(), live.current(), after, before, clock.instant());
    }

    private List<RuleDefinition> rules(String entity) {
        return live.current().all(RuleDefinition.class).stream()
                .filter(rule -> rule.active() && rule.entity().equals(entity))
                .toList();
    }

    private static boolean isSetOff(RuleDefinition rule, @Nullable StoredRecord before, StoredRecord after) {
        return rule.triggers().stream().anyMatch(trigger -> switch (trigger.on()) {
            case CREATED -> before == null;
            case CHANGED ->
                before != null
                        && (trigger.fields().isEmpty()
                                ? !before.values().equals(after.values())
                                : trigger.fields().stream()
                                        .anyMatch(field -> !Objects.equals(before.value(field), after.value(field))));
            case APPROVED, REJECTED, WITHDRAWN, DATE, DELETED, SCHEDULE, INBOUND -> false;
        });
    }

    private static @Nullable RecordId person(Actor actor) {
        return switch (actor) {
            case Actor.Person person -> person.user();
            case Actor.Automation automation -> automation.onBehalfOf().user();
            default -> null;
        };
    }
}
