package dev.trellis.core.account;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Slows down guessing on all nodes together: per account and address, per address, and per account. An attempt is
 * counted before its password is looked at, so that many at once gain nothing; success takes it back. Nobody is ever
 * locked out for good, and what failed a quarter of an hour ago is forgotten.
 */
@Singleton
final class Throttle {

    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final Instant LONG_AGO = Instant.EPOCH;

    private final UnitOfWork unit;
    private final Sql sql;
    private final Clock clock;

    @Inject
    Throttle(UnitOfWork unit, Sql sql) {
        this(unit, sql, Clock.systemUTC());
    }

    Throttle(UnitOfWork unit, Sql sql, Clock clock) {
        this.unit = unit;
        this.sql = sql;
        this.clock = clock;
    }

    /** What is counted: how many failures are free, and how long the wait may grow. */
    private record Counter(String key, int free, Duration longest) {

        /**
         * Until when the next attempt has to wait. Where it need not, that is long ago and not now: a moment may be
         * rounded up on its way into the database, and would then lie ahead of a clock that has hardly moved.
         */
        Instant blockedUntil(int failures, Instant now) {
            if (failures <= free) {
                return LONG_AGO;
            }
            var seconds = 1L << Math.min(failures - free - 1, 20);
            return now.plus(seconds < longest.toSeconds() ? Duration.ofSeconds(seconds) : longest);
        }
    }

    private record State(int failures, Instant blockedUntil) {
        static final State CLEAN = new State(0, LONG_AGO);
    }

    /** Counts an attempt; if there were too many, returns how long to wait instead, and does not count it. */
    Optional<Duration> admit(String loginKey, String address) {
        return unit.run(() -> {
            var now = clock.instant();
            var counters = counters(loginKey, address);
            var states = counters.stream().map(counter -> state(counter, now)).toList();
            var wait = states.stream()
                    .map(state -> Duration.between(now, state.blockedUntil()))
                    .filter(Duration::isPositive)
                    .max(Duration::compareTo);
            if (wait.isPresent()) {
                return wait;
            }
            for (int i = 0; i < counters.size(); i++) {
                var failures = states.get(i).failures() + 1;
                store(counters.get(i), failures, counters.get(i).blockedUntil(failures, now), now);
            }
            return Optional.empty();
        });
    }

    /** Takes back the attempt that turned out well; the account starts clean. */
    void succeeded(String loginKey, String address) {
        unit.run(() -> {
            var now = clock.instant();
            for (var counter : counters(loginKey, address)) {
                var failures = counter.key().equals(addressKey(address))
                        ? state(counter, now).failures() - 1
                        : 0;
                store(counter, Math.max(0, failures), LONG_AGO, now);
            }
            sql.update("DELETE FROM t_sign_in_throttle WHERE changed_at < ? LIMIT 100", now.minus(FORGOTTEN));
        });
    }

    private static List<Counter> counters(String loginKey, String address) {
        return List.of(
                new Counter(hashed("both\n" + loginKey + "\n" + address), 5, Duration.ofMinutes(5)),
                new Counter(hashed("account\n" + loginKey), 50, Duration.ofMinutes(1)),
                new Counter(addressKey(address), 100, Duration.ofMinutes(5)));
    }

    private static String addressKey(String address) {
        return hashed("address\n" + address);
    }

    /** Reads a counter and keeps it locked; it is created first, for a missing row cannot be locked. */
    private State state(Counter counter, Instant now) {
        sql.update("""
                INSERT INTO t_sign_in_throttle (throttle_key, failures, blocked_until, changed_at)
                VALUES (?, 0, ?, ?)
                ON DUPLICATE KEY UPDATE throttle_key = throttle_key
                """, counter.key(), LONG_AGO, now);
        return sql.one("""
                        SELECT failures, blocked_until
                        FROM t_sign_in_throttle
                        WHERE throttle_key = ? AND changed_at > ?
                        """, Throttle::read, counter.key(), now.minus(FORGOTTEN)).orElse(State.CLEAN);
    }

    private void store(Counter counter, int failures, Instant blockedUntil, Instant now) {
        sql.update("""
                INSERT INTO t_sign_in_throttle (throttle_key, failures, blocked_until, changed_at)
                VALUES (?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE failures = ?, blocked_until = ?, changed_at = ?
                """, counter.key(), failures, blockedUntil, now, failures, blockedUntil, now);
    }

    private static State read(ResultSet row) throws SQLException {
        return new State(row.getInt("failures"), Sql.instant(row, "blocked_until"));
    }

    private static String hashed(String text) {
        return Secrets.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
