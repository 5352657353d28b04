package dev.trellis.ui.server;

import dev.trellis.core.database.Database;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Knows whether this process can do its work, because it asks the database every two seconds. */
@Singleton
public class Readiness {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Database database;
    private final Thread probe = Thread.ofPlatform().daemon().name("readiness").unstarted(this::probe);
    private volatile boolean ready;

    Readiness(Database database) {
        this.database = database;
    }

    /** Returns what the last probe found; asks nobody. */
    public boolean isReady() {
        return ready;
    }

    @EventListener
    void started(ServerStartupEvent event) {
        probe.start();
    }

    @PreDestroy
    void stop() {
        probe.interrupt();
        ready = false;
    }

    private void probe() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                ready = database.isAnswering();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
