package dev.trellis.workflow.approval;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for time limits that are due and for tasks of people who have left, on every node of a server. */
@Singleton
@Requires(notEnv = "test")
final class TimeLimitJob implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(TimeLimitJob.class);
    private static final long PAUSE_SECONDS = 30;

    private final TimeLimits limits;
    private final Leavers leavers;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("approval-time-limits").factory());

    TimeLimitJob(TimeLimits limits, Leavers leavers) {
        this.limits = limits;
        this.leavers = leavers;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        var _ = executor.scheduleWithFixedDelay(this::run, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private void run() {
        try {
            var now = Clock.systemUTC().instant();
            limits.run(now);
            leavers.run(now);
        } catch (RuntimeException e) {
            LOG.error("Time limits of approvals were not looked at; they will be in {} seconds", PAUSE_SECONDS, e);
        }
    }

    @PreDestroy
    void close() {
        executor.shutdownNow();
    }
}
