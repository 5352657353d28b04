package dev.trellis.core.account;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Keeps answers for five seconds, and not more of them than a busy node needs. */
final class RecentAnswers<K, V> {

    private static final long LIFETIME_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MOST = 10_000;

    private final ConcurrentHashMap<K, Answer<V>> answers = new ConcurrentHashMap<>();

    private record Answer<V>(V value, long givenAt) {
        boolean isFresh(long now) {
            return now - givenAt < LIFETIME_NANOS;
        }
    }

    V get(K question, Supplier<V> source) {
        var now = System.nanoTime();
        var known = answers.get(question);
        if (known != null && known.isFresh(now)) {
            return known.value();
        }
        if (answers.size() >= MOST) {
            answers.values().removeIf(answer -> !answer.isFresh(now));
        }
        if (answers.size() >= MOST) {
            answers.clear();
        }
        var value = source.get();
        answers.put(question, new Answer<>(value, now));
        return value;
    }

    void clear() {
        answers.clear();
    }
}
