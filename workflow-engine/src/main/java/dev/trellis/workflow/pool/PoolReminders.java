package dev.trellis.workflow.pool;

import dev.trellis.core.database.Outbox;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.PoolDefinition.Recycle;
import dev.trellis.core.metadata.PoolDefinition.Reminder;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.people.People;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reminds owners, and later their managers, of records that were left alone; of each at most once a day. */
@Singleton
public final class PoolReminders {

    /** The topic of reminders in the outbox. */
    public static final String REMINDED = "pool.reminded";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 500;

    private final UnitOfWork unit;
    private final PoolRecords records;
    private final PoolLog log;
    private final Outbox outbox;
    private final People people;

    PoolReminders(UnitOfWork unit, PoolRecords records, PoolLog log, Outbox outbox, People people) {
        this.unit = unit;
        this.records = records;
        this.log = log;
        this.outbox = outbox;
        this.people = people;
    }

    /** Tells everybody who is to be reminded today and was not yet; returns how many reminders that were. */
    public int run() {
        int told = 0;
        for (var pool : records.metadata().all(PoolDefinition.class)) {
            for (var reminder : pool.reminders()) {
                told += remind(pool, reminder, reminder.days(), false);
                if (reminder.managerDays() > 0) {
                    told += remind(pool, reminder, reminder.managerDays(), true);
                }
            }
        }
        return told;
    }

    private int remind(PoolDefinition pool, Reminder reminder, int days, boolean isForManager) {
        var now = unit.run(log::now);
        var today = now.atZone(records.metadata().zone()).toLocalDate();
        var rule = new Recycle(
                reminder.id() + (isForManager ? "/manager" : ""),
                reminder.label(),
                reminder.when(),
                reminder.since(),
                days,
                0);
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("cutoff", now.minus(Duration.ofDays(days)));
        int told = 0;
        for (var record : records.all(pool.entity(), PoolRecycle.filter(pool, rule), parameters, PAGE)) {
            var to = record.value(SystemFields.OWNER) instanceof RecordId owner
                    ? isForManager ? people.managerOf(owner).map(People.Member::id) : Optional.of(owner)
                    : Optional.<RecordId>empty();
            if (to.isPresent()
                    && unit.run(() -> {
                        if (!log.warn(pool, rule, record.id(), today)) {
                            return false;
                        }
                        tell(pool, reminder, record, to.get(), days);
                        return true;
                    })) {
                told++;
            }
        }
        return told;
    }

    private void tell(PoolDefinition pool, Reminder reminder, StoredRecord record, RecordId to, int days) {
        var payload = JsonNodeFactory.instance.objectNode();
        payload.put("pool", pool.id());
        payload.put("reminder", reminder.id());
        payload.put("entity", pool.entity());
        payload.put("record", record.id().toString());
        payload.put("to", to.toString());
        payload.put("days", days);
        outbox.append(REMINDED, record.id().toString(), JSON.writeValueAsString(payload));
    }
}
