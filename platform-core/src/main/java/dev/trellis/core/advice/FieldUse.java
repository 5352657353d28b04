package dev.trellis.core.advice;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts by which fields people filter and sort, whatever lists declare. Counted in memory and written down now and then;
 * what a killed node had counted since is lost, for nothing but advice comes of it.
 */
@Singleton
public class FieldUse implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(FieldUse.class);
    private static final long PAUSE_SECONDS = 20;

    private final Database database;
    private final UnitOfWork unit;
    private final Sql sql;
    private final Map<Field, Counter> counted = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("field-use").factory());

    FieldUse(Database database, UnitOfWork unit, Sql sql) {
        this.database = database;
        this.unit = unit;
        this.sql = sql;
    }

    private record Field(String entity, String field) {}

    /** How often a field was asked by, and how often of that it narrowed a list. */
    public record Uses(long times, long filters) {
        static final Uses NONE = new Uses(0, 0);
    }

    private static final class Counter {
        private final LongAdder times = new LongAdder();
        private final LongAdder filters = new LongAdder();
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        var _ = clock.scheduleWithFixedDelay(this::look, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Notes by what a list was asked for. */
    public void note(String entity, Asked asked) {
        for (var field : asked.all()) {
            var counter = counted.computeIfAbsent(new Field(entity, field), _ -> new Counter());
            counter.times.increment();
            if (asked.filtered().contains(field)) {
                counter.filters.increment();
            }
        }
    }

    /** Returns how often lists of an entity were asked for by each field, most often first. */
    public Map<String, Uses> of(String entity) {
        flush();
        return unit.read(() -> {
            var uses = new LinkedHashMap<String, Uses>();
            sql.list(
                            "SELECT field, uses, filters FROM t_field_use WHERE entity = ? ORDER BY uses DESC, field",
                            row -> Map.entry(row.getString(1), new Uses(row.getLong(2), row.getLong(3))),
                            entity)
                    .forEach(use -> uses.put(use.getKey(), use.getValue()));
            return uses;
        });
    }

    private void look() {
        try {
            if (database.isReady()) {
                flush();
            }
        } catch (RuntimeException e) {
            LOG.warn("What lists are asked for by could not be written down, it will be tried again", e);
        }
    }

    private void flush() {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var field : List.copyOf(counted.keySet())) {
            var counter = counted.get(field);
            long uses = counter == null ? 0 : counter.times.sumThenReset();
            if (counter != null && uses > 0) {
                rows.add(List.of(field.entity(), field.field(), uses, counter.filters.sumThenReset()));
            }
        }
        if (!rows.isEmpty()) {
            unit.run(() -> sql.batch("""
                    INSERT INTO t_field_use (entity, field, uses, filters) VALUES (?, ?, ?, ?)
                    ON DUPLICATE KEY UPDATE uses = uses + VALUES(uses), filters = filters + VALUES(filters)
                    """, rows));
        }
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
    }
}
