package dev.trellis.core.publish;

import dev.trellis.core.database.Database;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks twice a second whether another node has published, and whether a run was left behind by a node that died: then
 * this node finishes it.
 */
@Singleton
final class PublishWatch implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(PublishWatch.class);
    private static final long PAUSE_MILLIS = 500;

    private final Database database;
    private final LiveMetadata live;
    private final Publisher publisher;
    private boolean keptUp;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("publish-watch").factory());

    PublishWatch(Database database, LiveMetadata live, Publisher publisher) {
        this.database = database;
        this.live = live;
        this.publisher = publisher;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        var _ = clock.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (!database.isReady()) {
            return;
        }
        try {
            publisher.resume();
            if (!keptUp) {
                publisher.keepUp();
                keptUp = true;
            }
            live.refresh();
        } catch (RuntimeException e) {
            LOG.warn("Looking for a new version of the metadata failed, it will be tried again", e);
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        clock.shutdownNow();
        if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
            LOG.warn(
                    "A publish run is still going on while this node stops; another node or the next start finishes it");
        }
    }
}
