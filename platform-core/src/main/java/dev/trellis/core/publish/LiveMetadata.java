package dev.trellis.core.publish;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.metadata.Metadata;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published snapshot as this node works on it, swapped as a whole. Read it once at the beginning of a request and
 * stay with what you got.
 */
@Singleton
public final class LiveMetadata {

    private static final Logger LOG = LoggerFactory.getLogger(LiveMetadata.class);

    private final MetadataStore store;
    private final UnitOfWork work;
    private final List<Consumer<Metadata>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Metadata current;
    private volatile boolean closed;

    LiveMetadata(MetadataStore store, UnitOfWork work) {
        this.store = store;
        this.work = work;
    }

    /** Returns the snapshot; the first call of the process waits for the database. */
    public Metadata current() {
        var known = current;
        return known == null ? refresh() : known;
    }

    /**
     * Returns the snapshot after looking into the database which version is live: one read by primary key. Called inside
     * a unit of work by what must not write with outdated rules.
     */
    public Metadata refresh() {
        return work.read(() -> {
            int live = store.liveVersion();
            var known = current;
            return known != null && known.version() >= live ? known : swap(store.load(live));
        });
    }

    /** Calls {@code listener} after every swap, on whatever thread swapped; until it is closed. */
    public Registration onChange(Consumer<Metadata> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends what {@link #onChange} began. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    private Metadata swap(Metadata loaded) {
        synchronized (this) {
            var known = current;
            if (known != null && known.version() >= loaded.version()) {
                return known;
            }
            current = loaded;
        }
        if (!closed) {
            listeners.forEach(listener -> tell(listener, loaded));
        }
        return loaded;
    }

    private static void tell(Consumer<Metadata> listener, Metadata loaded) {
        try {
            listener.accept(loaded);
        } catch (RuntimeException e) {
            LOG.error("A listener failed on version {} of the metadata; the others go on", loaded.version(), e);
        }
    }

    @PreDestroy
    void close() {
        closed = true;
        listeners.clear();
    }
}
