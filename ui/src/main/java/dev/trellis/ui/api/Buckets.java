package dev.trellis.ui.api;

import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Buckets that fill evenly up to what may come at once; a caller without anything left waits. */
final class Buckets {

    private static final int MOST_CALLERS = 10_000;
    private static final double NANOSECONDS_PER_MINUTE = 60e9;
    private static final double NANOSECONDS_PER_SECOND = 1e9;

    private final double most;
    private final double perNanosecond;
    private final LongSupplier nanoseconds;
    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param perMinute a sixth of it may come at once */
    Buckets(int perMinute, LongSupplier nanoseconds) {
        this.most = Math.max(1, perMinute / 6.0);
        this.perNanosecond = perMinute / NANOSECONDS_PER_MINUTE;
        this.nanoseconds = nanoseconds;
    }

    private record Bucket(double left, long at) {}

    /** Takes one; where nothing is left, tells after how many seconds there will be. */
    OptionalLong take(String caller) {
        if (buckets.size() > MOST_CALLERS) {
            buckets.values().removeIf(bucket -> left(bucket) >= most);
        }
        var now = buckets.compute(caller, (ignored, before) -> {
            var left = before == null ? most : left(before);
            return new Bucket(left - 1, nanoseconds.getAsLong());
        });
        if (now.left() >= 0) {
            return OptionalLong.empty();
        }
        var back = buckets.computeIfPresent(
                caller, (ignored, bucket) -> new Bucket(Math.min(most, bucket.left() + 1), bucket.at()));
        var missing = back == null ? 1 : 1 - back.left();
        return OptionalLong.of(Math.max(1, (long) Math.ceil(missing / perNanosecond / NANOSECONDS_PER_SECOND)));
    }

    /** How many callers are remembered. */
    int callers() {
        return buckets.size();
    }

    private double left(Bucket bucket) {
        return Math.min(most, bucket.left() + (nanoseconds.getAsLong() - bucket.at()) * perNanosecond);
    }
}
