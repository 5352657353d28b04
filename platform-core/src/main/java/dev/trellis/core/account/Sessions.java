package dev.trellis.core.account;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Sign-ins of the web client: over after half an hour without use, after twelve hours, or when ended. */
@Singleton
public final class Sessions {

    public static final Duration IDLE = Duration.ofMinutes(30);
    public static final Duration LONGEST = Duration.ofHours(12);

    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final UnitOfWork unit;
    private final Sql sql;
    private final RecordIds ids;
    private final Clock clock;

    Sessions(UnitOfWork unit, Sql sql, RecordIds ids) {
        this.unit = unit;
        this.sql = sql;
        this.ids = ids;
        this.clock = Clock.systemUTC();
    }

    /** Opens a session for a person whose password was verified and returns its id. */
    public RecordId open(RecordId user, String address) {
        var id = ids.next();
        var now = clock.instant();
        unit.run(() -> {
            sql.update("""
                    INSERT INTO t_session (id, user_id, address, created_at, last_seen_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """, id, user, address, now, now, now.plus(LONGEST));
        });
        return id;
    }

    /** Finds whose living session it is and notes, once a minute, that it is used. */
    Optional<RecordId> user(RecordId session) {
        var now = clock.instant();
        return unit.run(() -> {
            var user = sql.one(
                    "SELECT user_id FROM t_session WHERE id = ? AND expires_at > ? AND last_seen_at > ?",
                    row -> new RecordId(row.getLong("user_id")),
                    session,
                    now,
                    now.minus(IDLE));
            user.ifPresent(_ -> sql.update(
                    "UPDATE t_session SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?",
                    now,
                    session,
                    now.minus(SEEN_EVERY)));
            return user;
        });
    }

    /** Ends a session; nothing happens if it has ended. */
    public void end(RecordId session) {
        unit.run(() -> {
            sql.update("DELETE FROM t_session WHERE id = ?", session);
        });
    }

    void endAll(RecordId user) {
        unit.run(() -> {
            sql.update("DELETE FROM t_session WHERE user_id = ?", user);
        });
    }
}
