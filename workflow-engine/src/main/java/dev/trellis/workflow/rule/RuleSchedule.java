package dev.trellis.workflow.rule;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.JobRun;
import dev.trellis.core.job.Recurrence;
import dev.trellis.core.job.RecurringJob;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.RuleDefinition.Every;
import dev.trellis.core.metadata.RuleDefinition.On;
import dev.trellis.core.metadata.RuleDefinition.Trigger;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.RecordReader;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets rules off when a time has come, for every record for which their condition holds; once for each moment. What was missed
 * while no node ran is made up for once.
 */
@Singleton
final class RuleSchedule implements RecurringJob {

    /** More records at one moment are a mistake in the condition. */
    static final int MOST = 5_000;

    private static final int PAGE = 200;
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private final UnitOfWork unit;
    private final Sql sql;
    private final LiveMetadata live;
    private final Records records;
    private final RuleJob job;
    private final RuleStore store;

    RuleSchedule(UnitOfWork unit, Sql sql, LiveMetadata live, Records records, RuleJob job, RuleStore store) {
        this.unit = unit;
        this.sql = sql;
        this.live = live;
        this.records = records;
        this.job = job;
        this.store = store;
    }

    @Override
    public String id() {
        return "rule-schedule";
    }

    @Override
    public Recurrence recurrence() {
        return Recurrence.every(Duration.ofMinutes(1));
    }

    @Override
    public void run(JobRun run) {
        run(run.now());
    }

    /** Begins everything that is due at a moment and was not begun before; returns how much that was. */
    int run(Instant now) {
        int begun = 0;
        var here = now.atZone(live.current().zone());
        for (var rule : live.current().all(RuleDefinition.class)) {
            for (var trigger : rule.triggers()) {
                if (rule.active() && trigger.on() == On.SCHEDULE) {
                    begun += run(rule, trigger, due(trigger, here).toInstant(), now);
                }
            }
        }
        return begun;
    }

    /** The latest moment of a schedule that is not in the future. */
    static ZonedDateTime due(Trigger trigger, ZonedDateTime now) {
        var at = trigger.at() == null ? MORNING : LocalTime.parse(trigger.at());
        return switch (Objects.requireNonNullElse(trigger.every(), Every.DAY)) {
            case HOUR -> {
                var due = now.truncatedTo(ChronoUnit.HOURS).withMinute(at.getMinute());
                yield due.isAfter(now) ? due.minusHours(1) : due;
            }
            case DAY -> {
                var due = now.with(at);
                yield due.isAfter(now) ? due.minusDays(1) : due;
            }
            case WEEK -> {
                var day = DayOfWeek.of(Math.clamp(trigger.day(), 1, 7));
                var due = now.with(at).with(TemporalAdjusters.previousOrSame(day));
                yield due.isAfter(now) ? due.minusWeeks(1) : due;
            }
            case MONTH -> {
                var due = inMonth(now.with(at), trigger.day());
                yield due.isAfter(now) ? inMonth(now.with(at).minusMonths(1), trigger.day()) : due;
            }
        };
    }

    private static ZonedDateTime inMonth(ZonedDateTime in, int day) {
        return in.withDayOfMonth(Math.clamp(day, 1, in.toLocalDate().lengthOfMonth()));
    }

    private int run(RuleDefinition rule, Trigger trigger, Instant due, Instant now) {
        var plan = trigger.every() + "/" + trigger.at() + "/" + trigger.day();
        var last = unit.run(() -> last(rule.id(), plan));
        if (last.isEmpty()) {
            // A schedule that is new begins with its next moment.
            unit.run(() -> mark(rule.id(), plan, due));
            return 0;
        }
        if (!last.get().isBefore(due)) {
            return 0;
        }
        int begun = begin(rule, due, now);
        unit.run(() -> mark(rule.id(), plan, due));
        return begun;
    }

    private int begin(RuleDefinition rule, Instant due, Instant now) {
        var query = RecordQuery.of(rule.entity(), List.of(SystemFields.OWNER))
                .sorted(List.of(new SortKey(SystemFields.ID, false)));
        query = rule.when() == null ? query : query.filtered(rule.when(), Map.of());
        int begun = 0;
        for (int first = 0; first < MOST; first += PAGE) {
            if (!(records.query(RecordReader.APPROVAL, query.page(first, PAGE)) instanceof QueryResult.Page page)) {
                break;
            }
            for (var record : page.items()) {
                begun += begin(rule, record, due, now) ? 1 : 0;
            }
            if (page.items().size() < PAGE) {
                return begun;
            }
        }
        var work = work(rule, new RecordId(1), null);
        var problem = Problem.at("", RuleProblems.TOO_MANY)
                .with("limit", MOST)
                .with(
                        "entity",
                        live.current().entity(rule.entity()).orElseThrow().label());
        unit.run(() ->
                store.insert(work, RuleRun.State.FAILED, List.of(), RuleJob.text(new RuleFailed(List.of(problem)))));
        return begun;
    }

    private boolean begin(RuleDefinition rule, StoredRecord record, Instant due, Instant now) {
        var owner = record.value(SystemFields.OWNER) instanceof RecordId id ? id : null;
        var once = "schedule/" + rule.id() + "/" + record.id() + "/" + due.getEpochSecond();
        return unit.run(() -> job.begin(rule, work(rule, record.id(), owner), once, now));
    }

    private static RuleWork work(RuleDefinition rule, RecordId record, @Nullable RecordId owner) {
        return new RuleWork(rule.id(), rule.entity(), record, On.SCHEDULE.key(), owner, 0, 0);
    }

    private Optional<Instant> last(String rule, String plan) {
        return sql.one(
                "SELECT moment FROM t_rule_schedule WHERE rule = ? AND plan = ?",
                row -> Sql.instant(row, "moment"),
                rule,
                plan);
    }

    private void mark(String rule, String plan, Instant moment) {
        sql.update("""
                INSERT INTO t_rule_schedule (rule, plan, moment) VALUES (?, ?, ?)
                ON DUPLICATE KEY UPDATE moment = VALUES(moment)
                """, rule, plan, moment);
    }
}
