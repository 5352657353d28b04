package dev.trellis.core.script;

import dev.trellis.core.problem.TrellisException;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of this node: none until the first call, then always as many, each replaced as soon as it ends. */
@Singleton
final class WorkerPool {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
    private static final long PATIENCE_SECONDS = 20;

    private final int size;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("function-timer").factory());
    private final BlockingQueue<WorkerProcess> idle = new LinkedBlockingQueue<>();
    private final List<WorkerProcess> all = new ArrayList<>();
    private boolean started;
    private boolean closed;

    WorkerPool(@Value("${trellis.functions.workers:2}") int size) {
        this.size = size;
    }

    /** Takes a worker, waiting for one; empty where none could be had in time. */
    Optional<WorkerProcess> take() {
        start();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (true) {
                var worker = idle.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (worker == null || worker.isAlive()) {
                    return Optional.ofNullable(worker);
                }
                replace(worker);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Gives a worker back; one that has ended is replaced. */
    void giveBack(WorkerProcess worker) {
        if (worker.isAlive()) {
            idle.add(worker);
        } else {
            replace(worker);
        }
    }

    /** The processes that live now. */
    synchronized List<Long> processes() {
        return all.stream()
                .filter(WorkerProcess::isAlive)
                .map(WorkerProcess::pid)
                .toList();
    }

    private synchronized void start() {
        if (!started && !closed) {
            started = true;
            for (int i = 0; i < size; i++) {
                grow();
            }
        }
    }

    private synchronized void replace(WorkerProcess ended) {
        ended.close();
        if (all.remove(ended) && !closed) {
            grow();
        }
    }

    private void grow() {
        Thread.ofPlatform().daemon().name("function-worker-start").start(() -> {
            try {
                add(WorkerProcess.start(clock));
            } catch (TrellisException e) {
                LOG.error("Functions in JavaScript cannot be run", e);
                restart();
            }
        });
    }

    private synchronized void restart() {
        started = !all.isEmpty();
    }

    private synchronized void add(WorkerProcess worker) {
        if (closed) {
            worker.close();
            return;
        }
        all.add(worker);
        idle.add(worker);
    }

    @PreDestroy
    synchronized void close() {
        closed = true;
        clock.shutdownNow();
        all.forEach(WorkerProcess::close);
        all.clear();
    }
}
