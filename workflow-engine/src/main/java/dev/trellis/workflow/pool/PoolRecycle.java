package dev.trellis.workflow.pool;

import dev.trellis.core.database.Outbox;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.PoolDefinition.Recycle;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Takes records from owners who left them alone for too long, and warns before. Any number of nodes may do so at once: a
 * record is moved by whoever locks it first, and the time is the database's.
 */
@Singleton
public final class PoolRecycle {

    /** The topic of warnings in the outbox. */
    public static final String WARNED = "pool.warned";

    /** The topic of records that were taken back. */
    public static final String RECYCLED = "pool.recycled";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 200;

    private final UnitOfWork unit;
    private final PoolRecords records;
    private final PoolLog log;
    private final Outbox outbox;

    PoolRecycle(UnitOfWork unit, PoolRecords records, PoolLog log, Outbox outbox) {
        this.unit = unit;
        this.records = records;
        this.log = log;
        this.outbox = outbox;
    }

    /** Does everything that is due; returns how many records this call moved. */
    public int run() {
        int moved = 0;
        for (var pool : records.metadata().all(PoolDefinition.class)) {
            for (var rule : pool.recycle()) {
                moved += recycle(pool, rule);
                warn(pool, rule);
            }
        }
        return moved;
    }

    private int recycle(PoolDefinition pool, Recycle rule) {
        int moved = 0;
        int movedNow;
        do {
            movedNow = 0;
            var cutoff = cutoff(rule.days());
            for (var record : page(pool, rule, cutoff)) {
                if (move(pool, rule, record, cutoff)) {
                    movedNow++;
                }
            }
            moved += movedNow;
        } while (movedNow == PAGE);
        return moved;
    }

    private boolean move(PoolDefinition pool, Recycle rule, StoredRecord record, Instant cutoff) {
        if (!(record.value(SystemFields.OWNER) instanceof RecordId owner)) {
            return false;
        }
        var recycling = new PoolRule.Recycling(rule, owner, cutoff);
        return ScopedValue.where(PoolRule.Recycling.CURRENT, recycling)
                .call(() -> unit.run(() -> {
                    var reason = rule.label().text(language());
                    if (!(records.takeBack(pool, record, reason) instanceof SaveResult.Saved)) {
                        unit.rollBack();
                        return false;
                    }
                    log.append(pool, record.id(), PoolLog.Kind.RECYCLED, owner, null, reason);
                    tell(RECYCLED, pool, rule, record, owner, null);
                    return true;
                }));
    }

    /** What is written into records is in the workspace's language. */
    private Locale language() {
        return Locale.forLanguageTag(records.metadata().workspace().languages().getFirst());
    }

    private void warn(PoolDefinition pool, Recycle rule) {
        if (rule.warnDays() == 0) {
            return;
        }
        var zone = records.metadata().zone();
        var due = cutoff(rule.days() - rule.warnDays());
        var dueOn = due.plus(Duration.ofDays(rule.days())).atZone(zone).toLocalDate();
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("cutoff", due);
        for (var record : records.all(pool.entity(), filter(pool, rule), parameters, PAGE)) {
            if (record.value(SystemFields.OWNER) instanceof RecordId owner) {
                unit.run(() -> {
                    if (log.warn(pool, rule, record.id(), dueOn)) {
                        tell(WARNED, pool, rule, record, owner, dueOn.toString());
                    }
                });
            }
        }
    }

    private Instant cutoff(int days) {
        return unit.run(log::now).minus(Duration.ofDays(days));
    }

    private java.util.List<StoredRecord> page(PoolDefinition pool, Recycle rule, Instant cutoff) {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("cutoff", cutoff);
        return records.first(pool.entity(), filter(pool, rule), parameters, PAGE);
    }

    /** Owned, not exempt, and none of the times later than the cut-off; what has none counts from when it was made. */
    static String filter(PoolDefinition pool, Recycle rule) {
        var idle = rule.since().stream()
                .map(field -> "(ISBLANK(%s) OR %s < :cutoff)".formatted(field, field))
                .collect(Collectors.joining(" AND "));
        var filter = "NOT(ISBLANK(%s)) AND %s < :cutoff".formatted(SystemFields.OWNER, SystemFields.CREATED_AT);
        filter += idle.isEmpty() ? "" : " AND " + idle;
        filter += rule.when() == null ? "" : " AND (" + rule.when() + ")";
        return filter + (pool.exempt() == null ? "" : " AND NOT(" + pool.exempt() + ")");
    }

    private void tell(
            String topic,
            PoolDefinition pool,
            Recycle rule,
            StoredRecord record,
            RecordId owner,
            @Nullable String dueOn) {
        var payload = JsonNodeFactory.instance.objectNode();
        payload.put("pool", pool.id());
        payload.put("rule", rule.id());
        payload.put("entity", pool.entity());
        payload.put("record", record.id().toString());
        payload.put("owner", owner.toString());
        if (dueOn != null) {
            payload.put("dueOn", dueOn);
        }
        outbox.append(topic, record.id().toString(), JSON.writeValueAsString(payload));
    }
}
