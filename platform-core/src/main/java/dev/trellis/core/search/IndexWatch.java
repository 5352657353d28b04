package dev.trellis.core.search;

import dev.trellis.core.database.Database;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the index go on, a few times a second, for as long as this node runs. */
@Singleton
final class IndexWatch implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(IndexWatch.class);
    private static final long PAUSE_MILLIS = 400;

    private final Database database;
    private final IndexKeeper keeper;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("search-index").factory());

    IndexWatch(Database database, IndexKeeper keeper) {
        this.database = database;
        this.keeper = keeper;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        var _ = clock.scheduleWithFixedDelay(this::goOn, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void goOn() {
        try {
            boolean more = database.isReady();
            while (more && !clock.isShutdown()) {
                more = keeper.step();
            }
        } catch (IOException | AlreadyClosedException e) {
            LOG.warn("The search index failed and is opened again", e);
            keeper.giveUp();
        } catch (RuntimeException e) {
            LOG.warn("The search index could not go on, it will be tried again", e);
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
            clock.shutdownNow();
        }
        try {
            keeper.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The search index did not close cleanly; what is missing is taken in at the next start", e);
        }
    }
}
