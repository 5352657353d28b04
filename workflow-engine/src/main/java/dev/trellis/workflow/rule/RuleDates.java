package dev.trellis.workflow.rule;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.job.JobRun;
import dev.trellis.core.job.Recurrence;
import dev.trellis.core.job.RecurringJob;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.RuleDefinition.On;
import dev.trellis.core.metadata.RuleDefinition.Trigger;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sets rules off so many days before or after a date of a record, in the morning of the business zone; once for each date that
 * the record has, and up to three days late where no node ran.
 */
@Singleton
final class RuleDates implements RecurringJob {

    private static final int MORNING = 8;
    private static final int LATE_DAYS = 3;
    private static final int PAGE = 200;

    private final UnitOfWork unit;
    private final LiveMetadata live;
    private final Records records;
    private final RecordReader reader;
    private final RuleJob job;
    private final RuleStore store;

    RuleDates(UnitOfWork unit, LiveMetadata live, Records records, RecordReader reader, RuleJob job, RuleStore store) {
        this.unit = unit;
        this.live = live;
        this.records = records;
        this.reader = reader;
        this.job = job;
        this.store = store;
    }

    @Override
    public String id() {
        return "rule-dates";
    }

    @Override
    public Recurrence recurrence() {
        return Recurrence.every(Duration.ofMinutes(5));
    }

    @Override
    public void run(JobRun run) {
        run(run.now());
    }

    /** Begins everything that is due at a moment and was not begun before; returns how much that was. */
    int run(Instant now) {
        var metadata = live.current();
        var here = now.atZone(ZoneId.of(metadata.workspace().zone()));
        if (here.getHour() < MORNING) {
            return 0;
        }
        int begun = 0;
        for (var rule : metadata.all(RuleDefinition.class)) {
            for (var trigger : rule.triggers()) {
                if (rule.active() && trigger.on() == On.DATE) {
                    begun += run(rule, trigger, here.toLocalDate(), here.getZone(), now);
                }
            }
        }
        return begun;
    }

    private int run(RuleDefinition rule, Trigger trigger, LocalDate today, ZoneId zone, Instant now) {
        var field = Objects.requireNonNullElse(trigger.date(), "");
        boolean instants = live.current()
                .entity(rule.entity())
                .flatMap(entity -> entity.field(field))
                .filter(found -> found.type().valueType() instanceof ValueType.DateTime)
                .isPresent();
        int begun = 0;
        for (var date : dates(trigger, today)) {
            var parameters = new HashMap<String, @Nullable Object>();
            parameters.put("from", instants ? date.atStartOfDay(zone).toInstant() : date);
            parameters.put("to", instants ? date.plusDays(1).atStartOfDay(zone).toInstant() : date.plusDays(1));
            var query = RecordQuery.of(rule.entity(), List.of(field))
                    .filtered(field + " >= :from AND " + field + " < :to", parameters);
            int first = 0;
            while (records.query(RecordReader.APPROVAL, query.page(first, PAGE)) instanceof QueryResult.Page page
                    && !page.items().isEmpty()) {
                for (var record : page.items()) {
                    begun += begin(rule, record, field, now) ? 1 : 0;
                }
                first += PAGE;
            }
        }
        return begun;
    }

    /** The dates of records that are due today, or were in the last days. */
    static List<LocalDate> dates(Trigger trigger, LocalDate today) {
        var dates = new ArrayList<LocalDate>();
        var earliest = today.minusDays(LATE_DAYS);
        int span = Math.abs(trigger.days()) * (trigger.business() ? 2 : 1) + LATE_DAYS + 4;
        for (var date = today.minusDays(span); !date.isAfter(today.plusDays(span)); date = date.plusDays(1)) {
            var due = due(date, trigger);
            if (!due.isAfter(today) && !due.isBefore(earliest)) {
                dates.add(date);
            }
        }
        return dates;
    }

    private static LocalDate due(LocalDate date, Trigger trigger) {
        if (!trigger.business()) {
            return date.plusDays(trigger.days());
        }
        var due = date;
        int step = trigger.days() < 0 ? -1 : 1;
        for (int left = Math.abs(trigger.days()); left > 0; ) {
            due = due.plusDays(step);
            if (due.getDayOfWeek() != DayOfWeek.SATURDAY && due.getDayOfWeek() != DayOfWeek.SUNDAY) {
                left--;
            }
        }
        return due;
    }

    private boolean begin(RuleDefinition rule, StoredRecord found, String field, Instant now) {
        return unit.run(() -> {
            var record = reader.find(rule.entity(), found.id());
            if (record.isEmpty()) {
                return false;
            }
            var owner = record.get().value("owner") instanceof RecordId id ? id : null;
            var work = new RuleWork(rule.id(), rule.entity(), found.id(), On.DATE.key(), owner, 0, 0);
            var once = "date/" + rule.id() + "/" + found.id() + "/" + found.value(field);
            try {
                return new RuleFacts(reader, live.current(), record.get(), null, now).holds(rule.when())
                        && job.begin(rule, work, once, now);
            } catch (RuleFailed failed) {
                store.insert(work, RuleRun.State.FAILED, List.of(), RuleJob.text(failed));
                return false;
            }
        });
    }
}
