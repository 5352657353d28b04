package dev.trellis.samples.bench;

import java.util.ArrayList;
import java.util.List;

/** What the rounds of one operation at one contender gave. */
final class Measurement {

    private final List<Long> nanos = new ArrayList<>();
    private long processorNanos;
    private double seconds;
    private long statements;
    private long rowsRead;
    private int failures;

    void add(List<Long> times, int failed, double took, long processor, long asked, long read) {
        nanos.addAll(times);
        failures += failed;
        seconds += took;
        processorNanos += processor;
        statements += asked;
        rowsRead += read;
    }

    int requests() {
        return nanos.size();
    }

    int failures() {
        return failures;
    }

    double perSecond() {
        return nanos.size() / seconds;
    }

    double processorMillis() {
        return processorNanos / 1e6 / Math.max(1, nanos.size());
    }

    double statements() {
        return (double) statements / Math.max(1, nanos.size());
    }

    double rowsRead() {
        return (double) rowsRead / Math.max(1, nanos.size());
    }

    double at(double share) {
        var sorted = nanos.stream().sorted().toList();
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share))) / 1e6;
    }
}
