package dev.trellis.core.database;

import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the time of the database, so that all nodes agree on what is due, however wrong their own clocks are. It asks now
 * and then and counts on by itself in between.
 */
@Singleton
public final class DatabaseClock extends Clock {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(30);

    private final Database database;
    private final ZoneId zone;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Reading reading = new Reading(Instant.EPOCH, Long.MIN_VALUE, false);

    /** What the database said, and when by this node's own counter. */
    private record Reading(Instant time, long nanos, boolean known) {}

    @jakarta.inject.Inject
    DatabaseClock(Database database) {
        this(database, ZoneOffset.UTC);
    }

    private DatabaseClock(Database database, ZoneId zone) {
        this.database = database;
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new DatabaseClock(database, other);
    }

    @Override
    public Instant instant() {
        var last = reading;
        if (!last.known()) {
            last = ask();
            reading = last;
        } else if (System.nanoTime() - last.nanos() >= BETWEEN_QUESTIONS.toNanos() && asking.tryLock()) {
            try {
                last = askAgain(last);
                reading = last;
            } finally {
                asking.unlock();
            }
        }
        return last.time().plusNanos(System.nanoTime() - last.nanos()).truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Whoever asks may hold what others wait for, so one asks and the others go on by the last answer; and so does he where
     * no connection is free.
     */
    private Reading askAgain(Reading last) {
        try {
            return ask();
        } catch (TrellisException unreachable) {
            LOG.warn("The database does not tell the time; this node goes on by its last answer", unreachable);
            return last;
        }
    }

    /** The moment of the answer is taken from the middle of question and answer. */
    private Reading ask() {
        try (var connection = database.rawConnection();
                var statement = connection.createStatement()) {
            // The first answer of a connection takes longer than others.
            statement.executeQuery("SELECT UTC_TIMESTAMP(6)").close();
            long begun = System.nanoTime();
            try (var row = statement.executeQuery("SELECT UTC_TIMESTAMP(6)")) {
                long middle = begun + (System.nanoTime() - begun) / 2;
                row.next();
                var time = row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
                return new Reading(time, middle, true);
            }
        } catch (SQLException e) {
            throw new TrellisException("The database does not tell the time", e);
        }
    }
}
