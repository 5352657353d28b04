package dev.trellis.core.script;

import dev.trellis.core.metadata.FunctionDefinition;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Switches a function off that had to be stopped five times within ten minutes, until somebody approves it again. */
@Singleton
final class Breaker {

    static final int STOPS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final FunctionApprovals approvals;
    private final Map<String, Deque<Long>> stops = new HashMap<>();

    Breaker(FunctionApprovals approvals) {
        this.approvals = approvals;
    }

    synchronized boolean isOpen(String hash) {
        var seen = stops.get(hash);
        return seen != null && recent(seen).size() >= STOPS;
    }

    /** Notes that a function had to be stopped. */
    void stopped(FunctionDefinition function) {
        if (count(function.hash()) >= STOPS) {
            LOG.error(
                    "The function {} was stopped {} times within {} minutes and is switched off",
                    function.id(),
                    STOPS,
                    WITHIN.toMinutes());
            approvals.disable(function.hash());
        }
    }

    private synchronized int count(String hash) {
        var seen = stops.computeIfAbsent(hash, _ -> new ArrayDeque<>());
        seen.addLast(System.nanoTime());
        return recent(seen).size();
    }

    /** Forgets what was, because somebody has approved the function anew. */
    synchronized void reset(String hash) {
        stops.remove(hash);
    }

    private static Deque<Long> recent(Deque<Long> seen) {
        long oldest = System.nanoTime() - WITHIN.toNanos();
        while (!seen.isEmpty() && seen.getFirst() < oldest) {
            seen.removeFirst();
        }
        return seen;
    }
}
