package dev.trellis.core.job;

import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.OutboxEvent;
import dev.trellis.core.database.OutboxFollower;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.name.Label;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to the consumers that want each exactly once: that an event was taken is written in the transaction of what
 * the consumer did with it. One node at a time does so; it stays for a while and looks often.
 */
@Singleton
public final class EventDelivery implements RecurringJob {

    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);
    private static final Duration STAYS = Duration.ofSeconds(20);
    private static final Duration LOOKS = Duration.ofMillis(500);
    private static final Duration USUALLY_LATE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(30);
    private static final int BATCH = 100;
    private static final int TRIES = 3;

    private final UnitOfWork unit;
    private final Sql sql;
    private final DatabaseClock clock;
    private final BeanProvider<Jobs> jobs;
    private final Map<String, EventConsumer> consumers;
    private final Map<String, Instant> swept = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();

    EventDelivery(
            UnitOfWork unit,
            Sql sql,
            DatabaseClock clock,
            BeanProvider<Jobs> jobs,
            Collection<EventConsumer> consumers) {
        this.unit = unit;
        this.sql = sql;
        this.clock = clock;
        this.jobs = jobs;
        this.consumers = consumers.stream().collect(Collectors.toMap(EventConsumer::id, Function.identity()));
    }

    @Override
    public String id() {
        return "events";
    }

    @Override
    public Recurrence recurrence() {
        return Recurrence.every(Duration.ofMillis(500));
    }

    @Override
    public void run(JobRun run) {
        var until = run.now().plus(STAYS);
        while (run.now().isBefore(until)) {
            // A few at a time would cost as much as many: what comes meanwhile is handed out together.
            if (round(run::step) < BATCH) {
                LockSupport.parkNanos(LOOKS.toNanos());
                run.step(() -> {});
            }
        }
    }

    /** Hands out everything that is there now, in units of work of its own; returns how much that was. */
    public int deliver() {
        int done = 0;
        int now = round(unit::run);
        while (now > 0) {
            done += now;
            now = round(unit::run);
        }
        return done;
    }

    private synchronized int round(Consumer<Runnable> steps) {
        int done = 0;
        for (var consumer : consumers.values()) {
            var batch = unit.run(() -> next(consumer));
            if (batch.isEmpty()) {
                continue;
            }
            if (batch.size() == 1 || !acceptTogether(consumer, batch, steps)) {
                batch.forEach(event -> accept(consumer, event, steps));
                steps.accept(() -> advance(consumer, batch));
            }
            done += batch.size();
        }
        return done;
    }

    /** Returns false where one of them failed or was taken meanwhile: then nothing was done, and each goes by itself. */
    private boolean acceptTogether(EventConsumer consumer, List<OutboxEvent> batch, Consumer<Runnable> steps) {
        try {
            steps.accept(() -> {
                sql.batch(
                        "INSERT INTO t_event_done (consumer, event_id) VALUES (?, ?)",
                        batch.stream()
                                .map(event -> List.of(consumer.id(), event.id()))
                                .toList());
                consumer.accept(batch);
                advance(consumer, batch);
            });
            return true;
        } catch (JobStopped stopped) {
            throw stopped;
        } catch (RuntimeException e) {
            LOG.debug("The consumer {} takes {} events one by one", consumer.id(), batch.size(), e);
            return false;
        }
    }

    private void advance(EventConsumer consumer, List<OutboxEvent> batch) {
        sql.update(
                "UPDATE t_event_cursor SET head = GREATEST(head, ?) WHERE consumer = ?",
                batch.getLast().id(),
                consumer.id());
    }

    private void accept(EventConsumer consumer, OutboxEvent event, Consumer<Runnable> steps) {
        try {
            steps.accept(() -> {
                if (taken(consumer, event.id())) {
                    consumer.accept(event);
                }
            });
        } catch (JobStopped stopped) {
            throw stopped;
        } catch (RuntimeException e) {
            var key = consumer.id() + " " + event.id();
            int times = failures.merge(key, 1, Integer::sum);
            LOG.error("The consumer {} failed at the event {} for the {}. time", consumer.id(), event.id(), times, e);
            if (times >= TRIES) {
                failures.remove(key);
                steps.accept(() -> putAside(consumer, event));
            }
        }
    }

    /** Those behind it go on; operators see the job and may have it tried again. */
    private void putAside(EventConsumer consumer, OutboxEvent event) {
        if (taken(consumer, event.id())) {
            jobs.get()
                    .begin(
                            EventAgain.KIND,
                            new Label(Map.of("en", consumer.id() + " · " + event.topic())),
                            consumer.id() + " " + event.id(),
                            null);
        }
    }

    /** Gives an event that was put aside to its consumer. */
    void again(String consumer, long event) {
        var found = sql.one("""
                SELECT id, topic, event_key, payload
                FROM t_outbox
                WHERE id = ?
                """, EventDelivery::event, event);
        var taker = consumers.get(consumer);
        if (taker != null) {
            found.ifPresent(taker::accept);
        }
    }

    private boolean taken(EventConsumer consumer, long event) {
        return sql.update("INSERT IGNORE INTO t_event_done (consumer, event_id) VALUES (?, ?)", consumer.id(), event)
                == 1;
    }

    /** What the consumer has not had: behind the head, and a little before it, because an event may commit late. */
    private List<OutboxEvent> next(EventConsumer consumer) {
        var now = clock.instant();
        var cursor = cursor(consumer, now);
        boolean sweep = swept.getOrDefault(consumer.id(), Instant.MIN)
                .plus(BETWEEN_SWEEPS)
                .isBefore(now);
        long late = OutboxFollower.firstId(now.minus(sweep ? OutboxFollower.LATEST : USUALLY_LATE));
        long from = Math.max(cursor.begins(), Math.min(cursor.head(), late));
        var topics = List.copyOf(consumer.topics());
        var parameters = new ArrayList<Object>(topics);
        parameters.add(from);
        parameters.add(consumer.id());
        parameters.add(BATCH);
        var found = sql.list(
                "SELECT o.id, o.topic, o.event_key, o.payload FROM t_outbox o WHERE o.topic IN ("
                        + String.join(", ", topics.stream().map(topic -> "?").toList())
                        + """
                        ) AND o.id > ?
                            AND NOT EXISTS (SELECT 1 FROM t_event_done d WHERE d.consumer = ? AND d.event_id = o.id)
                        ORDER BY o.id
                        LIMIT ?
                        """,
                EventDelivery::event,
                parameters.toArray());
        if (sweep && found.size() < BATCH) {
            swept.put(consumer.id(), now);
            sql.update(
                    "DELETE FROM t_event_done WHERE consumer = ? AND event_id < ?",
                    consumer.id(),
                    Math.min(cursor.head(), OutboxFollower.firstId(now.minus(OutboxFollower.LATEST.multipliedBy(2)))));
        }
        return found;
    }

    private record Cursor(long begins, long head) {}

    /** A consumer that is new begins with what happens from now on. */
    private Cursor cursor(EventConsumer consumer, Instant now) {
        return stored(consumer).orElseGet(() -> {
            long begins = OutboxFollower.firstId(now.minusSeconds(5));
            sql.update(
                    "INSERT IGNORE INTO t_event_cursor (consumer, begins_at, head) VALUES (?, ?, ?)",
                    consumer.id(),
                    begins,
                    begins);
            return stored(consumer).orElseThrow();
        });
    }

    private Optional<Cursor> stored(EventConsumer consumer) {
        return sql.one(
                "SELECT begins_at, head FROM t_event_cursor WHERE consumer = ?",
                row -> new Cursor(row.getLong(1), row.getLong(2)),
                consumer.id());
    }

    private static OutboxEvent event(java.sql.ResultSet row) throws java.sql.SQLException {
        return new OutboxEvent(row.getLong(1), row.getString(2), row.getString(3), row.getString(4));
    }

    /** Gives an event to a consumer that failed at it before. */
    @Singleton
    static final class EventAgain implements JobHandler {

        static final String KIND = "event-again";

        private final BeanProvider<EventDelivery> delivery;

        EventAgain(BeanProvider<EventDelivery> delivery) {
            this.delivery = delivery;
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void run(JobRun run) {
            var parts = run.payload().split(" ", 2);
            run.step(() -> {
                if (run.cursor().isEmpty()) {
                    delivery.get().again(parts[0], Long.parseLong(parts[1]));
                    run.advance("done", 1, 1);
                }
            });
        }
    }
}
