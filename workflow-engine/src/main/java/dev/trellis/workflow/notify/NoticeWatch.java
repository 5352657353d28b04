package dev.trellis.workflow.notify;

import dev.trellis.core.database.Database;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wakes the open pages of this node when a person is told something, on whichever node it happened. */
@Singleton
public final class NoticeWatch {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeWatch.class);

    private final Database database;
    private final UnitOfWork unit;
    private final NoticeStore store;
    private final Map<RecordId, Set<Runnable>> listeners = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService executor;
    private long seen = -1;

    NoticeWatch(Database database, UnitOfWork unit, NoticeStore store) {
        this.database = database;
        this.unit = unit;
        this.store = store;
    }

    /** Calls back, on a thread of its own, whenever the person has something new; until it is closed. */
    public Registration listen(RecordId person, Runnable listener) {
        listeners.computeIfAbsent(person, _ -> ConcurrentHashMap.newKeySet()).add(listener);
        begin();
        return () -> listeners.computeIfPresent(person, (_, set) -> {
            set.remove(listener);
            return set.isEmpty() ? null : set;
        });
    }

    /** Ends the calls. */
    @FunctionalInterface
    public interface Registration {
        void close();
    }

    private synchronized void begin() {
        if (executor == null) {
            executor = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("notices").factory());
            var _ = executor.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
        }
    }

    private void look() {
        if (!database.isReady() || listeners.isEmpty()) {
            return;
        }
        try {
            if (seen < 0) {
                seen = unit.read(store::newest);
                return;
            }
            for (var row : unit.read(() -> store.after(seen, 500))) {
                seen = Math.max(seen, row.id().value());
                listeners.getOrDefault(row.user(), Set.of()).forEach(Runnable::run);
            }
        } catch (RuntimeException e) {
            LOG.warn("Open pages were not told of new notices, it will be tried again", e);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
