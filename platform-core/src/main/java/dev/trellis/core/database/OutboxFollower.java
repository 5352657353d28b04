package dev.trellis.core.database;

import com.github.f4b6a3.tsid.Tsid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Reads on in the outbox for one consumer: every committed event of a topic, each once, about in the order in which
 * they happened. An id is drawn before its unit of work commits, so an event may appear below others that were read
 * before; it is found as long as its unit of work took no longer than {@link #LATEST}.
 *
 * <p>Not for use by several threads at once. It keeps no state in the database: the consumer stores {@link #resumeAt()}
 * beside its own work and may be given some events again after a restart.
 */
public final class OutboxFollower {

    /** How long after its first event a unit of work may still commit and be noticed. */
    public static final Duration LATEST = Duration.ofMinutes(15);

    private static final Duration USUALLY = Duration.ofSeconds(20);
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(30);
    private static final int ID_TIME_SHIFT = 22;

    private final UnitOfWork unit;
    private final Sql sql;
    private final String topic;
    private final long from;
    private final NavigableSet<Long> seen = new TreeSet<>();
    private long head;
    private Instant swept = Instant.MIN;

    /** @param from where to begin: a {@link #resumeAt()} stored earlier, or {@link #now()} */
    public OutboxFollower(UnitOfWork unit, Sql sql, String topic, long from) {
        this.unit = unit;
        this.sql = sql;
        this.topic = topic;
        this.from = from;
        this.head = from;
    }

    /** Returns the place from which on nothing is missed that commits from now on. */
    public static long now() {
        return firstId(Instant.now().minus(LATEST));
    }

    /** Returns the next events, at most {@code limit}; none if everything committed by now has been read. */
    public List<OutboxEvent> next(int limit) {
        var events = unit.read(() -> {
            var found = new ArrayList<>(after(limit));
            if (found.size() < limit) {
                found.addAll(late(limit - found.size()));
            }
            return found;
        });
        for (var event : events) {
            seen.add(event.id());
            head = Math.max(head, event.id());
        }
        return events;
    }

    /** Returns from where another follower may go on without missing anything. */
    public long resumeAt() {
        return Math.max(from, Math.min(head, now()));
    }

    private List<OutboxEvent> after(int limit) {
        return sql.list("""
                SELECT id, topic, event_key, payload
                FROM t_outbox
                WHERE topic = ? AND id > ?
                ORDER BY id
                LIMIT ?
                """, OutboxFollower::event, topic, head, limit);
    }

    /** Looks a little way back each time and all the way back now and then. */
    private List<OutboxEvent> late(int limit) {
        var now = Instant.now();
        boolean sweep = swept.plus(BETWEEN_SWEEPS).isBefore(now);
        long begin = Math.max(from, firstId(now.minus(sweep ? LATEST : USUALLY)));
        var missing = sql.list("""
                SELECT id
                FROM t_outbox
                WHERE topic = ? AND id > ? AND id <= ?
                ORDER BY id
                """, row -> row.getLong(1), topic, begin, head).stream()
                .filter(id -> !seen.contains(id))
                .limit(limit)
                .toList();
        var events = new ArrayList<OutboxEvent>();
        for (var id : missing) {
            events.addAll(sql.list("""
                    SELECT id, topic, event_key, payload
                    FROM t_outbox
                    WHERE id = ?
                    """, OutboxFollower::event, id));
        }
        if (sweep && missing.size() < limit) {
            swept = now;
            seen.headSet(begin).clear();
        }
        return events;
    }

    private static OutboxEvent event(java.sql.ResultSet row) throws java.sql.SQLException {
        return new OutboxEvent(row.getLong(1), row.getString(2), row.getString(3), row.getString(4));
    }

    /** Returns the lowest id that an event of a moment can have. */
    public static long firstId(Instant time) {
        return Math.max(0, time.toEpochMilli() - Tsid.TSID_EPOCH) << ID_TIME_SHIFT;
    }
}
