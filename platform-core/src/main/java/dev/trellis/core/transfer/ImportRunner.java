package dev.trellis.core.transfer;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works at imports that were begun, two at a time, whichever node began them: each is held under a lease, and one whose
 * node died is gone on with where it stood.
 */
@Singleton
class ImportRunner implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(ImportRunner.class);
    private static final int AT_ONCE = 2;
    private static final long PAUSE_MILLIS = 1_000;
    private static final int KEPT_DAYS = 90;
    private static final long LOOKS_PER_SWEEP = 3_600;

    private final Database database;
    private final UnitOfWork unit;
    private final ImportStore store;
    private final ImportStep step;
    private final Set<RecordId> here = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("import-watch").factory());
    private final ExecutorService workers = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name("import-", 1).factory());
    private volatile boolean stopping;
    private long looks;

    ImportRunner(Database database, UnitOfWork unit, ImportStore store, ImportStep step) {
        this.database = database;
        this.unit = unit;
        this.store = store;
        this.step = step;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        var _ = clock.scheduleWithFixedDelay(this::look, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Looks for work at once instead of at the next turn. */
    void wake() {
        try {
            clock.execute(this::look);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("This node stops; another one will look", stopped);
        }
    }

    private void look() {
        if (!database.isReady() || stopping) {
            return;
        }
        try {
            if (looks++ % LOOKS_PER_SWEEP == 0) {
                unit.run(() -> store.sweep(1, KEPT_DAYS));
            }
            for (var id : unit.read(() -> store.waiting(AT_ONCE * 2))) {
                if (here.size() < AT_ONCE && here.add(id)) {
                    workers.execute(() -> work(id));
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Looking for imports failed, it will be tried again", e);
        }
    }

    private void work(RecordId id) {
        var token = UUID.randomUUID().toString().replace("-", "");
        try {
            if (!unit.run(() -> store.claim(id, token, ImportStep.LEASE_SECONDS))) {
                return;
            }
            var seen = step.begin(id, token);
            while (!stopping && step.run(id, token, seen)) {
                LOG.trace("Import {} goes on", id);
            }
            unit.run(() -> store.release(id, token));
        } catch (RuntimeException e) {
            LOG.error("Import {} stopped", id, e);
            brokeDown(id, token);
        } finally {
            here.remove(id);
        }
    }

    private void brokeDown(RecordId id, String token) {
        try {
            step.broke(id, token);
        } catch (RuntimeException e) {
            LOG.error("Import {} could not even be stopped; it is taken up again when its lease has run out", id, e);
        }
    }

    /** Ends after the step under way and gives the lease back, so that the next start goes on at once. */
    @PreDestroy
    void close() throws InterruptedException {
        stopping = true;
        clock.shutdownNow();
        workers.shutdown();
        if (!workers.awaitTermination(20, TimeUnit.SECONDS)) {
            LOG.warn("An import is still at a step while this node stops; another node or the next start goes on");
        }
    }
}
