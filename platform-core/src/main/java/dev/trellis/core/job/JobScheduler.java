package dev.trellis.core.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import dev.trellis.core.database.Database;
import dev.trellis.core.database.DatabaseClock;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.env.Environment;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for due jobs on this node while it runs. In tests it does so only where {@code trellis.jobs.run} says so; elsewhere
 * that setting can spare a node the work.
 */
@Singleton
final class JobScheduler implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);
    private static final int AT_ONCE = 4;

    private final Database database;
    private final BeanProvider<JobTasks> tasks;
    private final DatabaseClock clock;
    private final boolean runs;
    private final Duration pause;
    private final Duration heartbeat;
    private @Nullable Scheduler scheduler;
    private boolean closed;

    JobScheduler(
            Database database,
            BeanProvider<JobTasks> tasks,
            DatabaseClock clock,
            Environment environment,
            @Property(name = "trellis.jobs.run") @Nullable Boolean run,
            @Value("${trellis.jobs.pause-millis:2000}") long pause,
            @Value("${trellis.jobs.heartbeat-millis:5000}") long heartbeat) {
        this.database = database;
        this.tasks = tasks;
        this.clock = clock;
        this.runs = run == null ? !environment.getActiveNames().contains(Environment.TEST) : run;
        this.pause = Duration.ofMillis(pause);
        this.heartbeat = Duration.ofMillis(heartbeat);
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        if (runs) {
            Thread.ofPlatform().daemon().name("jobs-start").start(this::startWhenReady);
        }
    }

    /** Looks for due jobs at once. */
    void wake() {
        var running = running();
        if (running != null) {
            running.triggerCheckForDueExecutions();
        }
    }

    private synchronized @Nullable Scheduler running() {
        return scheduler;
    }

    private void startWhenReady() {
        if (database.problem().isPresent()) {
            return;
        }
        try {
            var made = made();
            tasks.get().scheduleRecurring();
            synchronized (this) {
                if (!closed) {
                    scheduler = made;
                    made.start();
                }
            }
        } catch (RuntimeException e) {
            LOG.error("Jobs do not run on this node", e);
        }
    }

    private Scheduler made() {
        return Scheduler.create(database.rawSource(), tasks.get().tasks())
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .tableName("t_job_schedule")
                .jdbcCustomization(new Columns())
                .serializer(new Text())
                .clock(clock::instant)
                .threads(AT_ONCE)
                .pollingInterval(pause)
                .heartbeatInterval(heartbeat)
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(15))
                .build();
    }

    @PreDestroy
    void close() {
        Scheduler running;
        synchronized (this) {
            closed = true;
            running = scheduler;
            scheduler = null;
        }
        if (running != null) {
            running.stop();
        }
    }

    /** The library's data are short texts, never serialised objects. */
    private static final class Text implements Serializer {

        @Override
        public byte @Nullable [] serialize(@Nullable Object data) {
            return data == null ? null : data.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] stored) {
            return stored == null ? null : type.cast(new String(stored, StandardCharsets.UTF_8));
        }
    }

    /** Instants in UTC, as everywhere. */
    private static final class Columns extends DefaultJdbcCustomization {

        Columns() {
            super(true);
        }

        @Override
        public void setInstant(PreparedStatement statement, int index, @Nullable Instant value) throws SQLException {
            if (value == null) {
                statement.setNull(index, Types.TIMESTAMP);
            } else {
                statement.setObject(index, LocalDateTime.ofInstant(value, ZoneOffset.UTC));
            }
        }

        @Override
        public @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
            var time = row.getObject(column, LocalDateTime.class);
            return time == null ? null : time.toInstant(ZoneOffset.UTC);
        }

        @Override
        public String getQueryLimitPart(int limit) {
            return " LIMIT " + limit;
        }
    }
}
