package dev.trellis.samples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the rounds of one operation at one contender gave. */
final class Measurement {

    private final List<Long> nanos = new ArrayList<>();
    private long processorNanos;
    private long asideNanos;
    private double seconds;
    private long statements;
    private long rowsRead;
    private int failures;

    /**
     * What happened beside the requests of one round.
     *
     * @param processor the server's processor time, in nanoseconds
     * @param aside how much of it compiled code or collected garbage
     */
    record Beside(double seconds, long processor, long aside, long statements, long rowsRead) {}

    void add(List<Long> times, int failed, Beside beside) {
        nanos.addAll(times);
        failures += failed;
        seconds += beside.seconds();
        processorNanos += beside.processor();
        asideNanos += beside.aside();
        statements += beside.statements();
        rowsRead += beside.rowsRead();
    }

    int failures() {
        return failures;
    }

    double perSecond() {
        return nanos.size() / seconds;
    }

    /** Milliseconds of processor for one request, compiler and collector included. */
    double processorMillis() {
        return processorNanos / 1e6 / Math.max(1, nanos.size());
    }

    /** The same without compiler and collector. */
    double workMillis() {
        return (processorNanos - asideNanos) / 1e6 / Math.max(1, nanos.size());
    }

    double statements() {
        return (double) statements / Math.max(1, nanos.size());
    }

    double rowsRead() {
        return (double) rowsRead / Math.max(1, nanos.size());
    }

    double p50() {
        return at(0.5);
    }

    double p95() {
        return at(0.95);
    }

    double p99() {
        return at(0.99);
    }

    /** How many times what {@code other} has of something. */
    double ratio(Measurement other, ToDoubleFunction<Measurement> of) {
        return of.applyAsDouble(this) / of.applyAsDouble(other);
    }

    private double at(double share) {
        var sorted = nanos.stream().sorted().toList();
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share))) / 1e6;
    }
}
