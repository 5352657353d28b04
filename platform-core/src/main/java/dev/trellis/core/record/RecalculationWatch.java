package dev.trellis.core.record;

import dev.trellis.core.backfill.BackfillWork;
import dev.trellis.core.backfill.Backfills;
import dev.trellis.core.database.Database;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second whether values wait to be computed again, or hidden ones to be filled in. */
@Singleton
class RecalculationWatch implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(RecalculationWatch.class);

    private final Database database;
    private final RecalculationRunner runner;
    private final Backfills backfills;
    private final List<BackfillWork> works;
    private final long pause;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("recalculation").factory());

    RecalculationWatch(
            Database database,
            RecalculationRunner runner,
            Backfills backfills,
            Collection<BackfillWork> works,
            @Value("${trellis.recalculation.pause-millis:1000}") long pause) {
        this.database = database;
        this.runner = runner;
        this.backfills = backfills;
        this.works = List.copyOf(works);
        this.pause = pause;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        var _ = clock.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            while (database.isReady()
                    && !clock.isShutdown()
                    && (runner.step() || works.stream().anyMatch(backfills::step))) {
                LOG.debug("Some values were computed again");
            }
        } catch (RuntimeException e) {
            LOG.warn("Computing values again failed, it will be tried again", e);
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        clock.shutdownNow();
        if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn("Values are still being computed while this node stops; another one or the next start goes on");
        }
    }
}
