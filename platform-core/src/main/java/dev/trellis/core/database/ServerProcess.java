package dev.trellis.core.database;

import dev.trellis.core.problem.TrellisException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running process of the embedded server. It is started from a thread that stays as long as the process: where the
 * system ends a child with its parent, it does so when the <em>thread</em> that started it ends. The same thread starts
 * the process again if something else ends it.
 */
final class ServerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
    private static final int MOST_RESTARTS = 5;

    private final Launch launch;
    private final DataFolder folder;
    private final int port;
    private final CompletableFuture<Process> first = new CompletableFuture<>();
    private volatile boolean keptRunning;
    private volatile Process process;

    /** Builds the process anew for each start. */
    @FunctionalInterface
    interface Launch {
        ProcessBuilder builder() throws IOException;
    }

    private ServerProcess(Launch launch, DataFolder folder, int port) {
        this.launch = launch;
        this.folder = folder;
        this.port = port;
        Thread.ofPlatform().daemon().name("embedded-database").start(this::run);
        try {
            this.process = first.join();
        } catch (CompletionException e) {
            throw new TrellisException("The embedded database cannot be started", e.getCause());
        }
    }

    static ServerProcess start(Launch launch, DataFolder folder, int port) {
        return new ServerProcess(launch, folder, port);
    }

    /** From now on, an end that nobody asked for is followed by a new start. */
    void keepRunning() {
        keptRunning = true;
    }

    /** From now on, the process may end. */
    void letEnd() {
        keptRunning = false;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Tells the process to end. */
    void end() {
        process.destroy();
    }

    /** Waits for the end, and forces it when it takes too long. */
    void awaitEnd(Duration longest) {
        try {
            if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("The embedded database does not stop by itself, process {} is killed", process.pid());
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            var running = launch();
            first.complete(running);
            running.waitFor();
            for (int restarts = 1; keptRunning && restarts <= MOST_RESTARTS; restarts++) {
                LOG.error("The embedded database ended unexpectedly and is started again; its log is {}", folder.log());
                process = launch();
                process.waitFor();
            }
        } catch (IOException e) {
            if (!first.completeExceptionally(e)) {
                LOG.error("The embedded database cannot be started again", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() throws IOException {
        var started = launch.builder().start();
        DataFolder.writePrivate(folder.processFile(), started.pid() + " " + port + "\n");
        return started;
    }
}
