package dev.trellis.ui.server;

import dev.trellis.core.database.Database;
import dev.trellis.core.file.Files;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Knows whether this process can do its work, because it asks the database every two seconds and the place of the files
 * every ten. A process is not ready before both have answered once, so a wrong setting is seen at once; later on files
 * that cannot be reached are told but stop nothing else.
 */
@Singleton
public class Readiness {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private static final int ROUNDS_BETWEEN_FILES = 5;

    private final Database database;
    private final Files files;
    private final Thread probe = Thread.ofPlatform().daemon().name("readiness").unstarted(this::probe);
    private volatile boolean ready;
    private volatile boolean filesAnswer;

    Readiness(Database database, Files files) {
        this.database = database;
        this.files = files;
    }

    /** Returns what the last probe found; asks nobody. */
    public boolean isReady() {
        return ready;
    }

    /** Returns whether files could be kept and read when they were last asked for; asks nobody. */
    public boolean areFilesAnswering() {
        return filesAnswer;
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
            boolean haveFilesAnswered = false;
            for (int round = 0; !Thread.currentThread().isInterrupted(); round++) {
                if (round % ROUNDS_BETWEEN_FILES == 0 || !filesAnswer) {
                    filesAnswer = files.isAnswering();
                    haveFilesAnswered |= filesAnswer;
                }
                ready = database.isAnswering() && haveFilesAnswered;
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
