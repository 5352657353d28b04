package dev.trellis.workflow.pool;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what happened to the records of pools, and the turns of those who take them. The clock is the database's. */
@Singleton
class PoolLog {

    private static final int LONGEST_REASON = 500;

    private final Sql sql;
    private final RecordIds ids;

    PoolLog(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /** What happens to a record of a pool. */
    enum Kind {
        CLAIMED,
        ASSIGNED,
        RELEASED,
        RECYCLED
    }

    /**
     * One thing that happened.
     *
     * @param user who got the record, or who lost it
     * @param by who did it; null for the platform
     */
    record Entry(
            String pool,
            Kind kind,
            @Nullable RecordId user,
            @Nullable RecordId by,
            String reason,
            Instant at) {}

    Instant now() {
        return sql.one("SELECT UTC_TIMESTAMP(6) AS now", row -> Sql.instant(row, "now"))
                .orElseThrow(() -> new TrellisException("The database does not tell the time"));
    }

    /** Waits until nobody else takes records for this person, and keeps it so until the end of the unit of work. */
    void take(String entity, RecordId user) {
        sql.update("""
                INSERT INTO t_pool_holder (entity, user_id, turns)
                VALUES (?, ?, 1)
                ON DUPLICATE KEY UPDATE turns = turns + 1
                """, entity, user);
    }

    void append(
            PoolDefinition pool,
            RecordId record,
            Kind kind,
            @Nullable RecordId user,
            @Nullable RecordId by,
            String reason) {
        sql.update(
                """
                INSERT INTO t_pool_log (id, pool, entity, record, kind, user_id, by_user, reason, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))
                """,
                ids.next(),
                pool.id(),
                pool.entity(),
                record,
                kind,
                user,
                by,
                reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
    }

    int claims(PoolDefinition pool, RecordId user, Instant since) {
        return sql.one("""
                        SELECT COUNT(*)
                        FROM t_pool_log
                        WHERE user_id = ? AND pool = ? AND kind = ? AND at >= ?
                        """, row -> row.getInt(1), user, pool.id(), Kind.CLAIMED, since)
                .orElse(0);
    }

    /** Returns when a person last gave a record back or lost it. */
    Optional<Instant> lost(PoolDefinition pool, RecordId record, RecordId user) {
        return sql.one(
                        """
                        SELECT MAX(at) AS at
                        FROM t_pool_log
                        WHERE record = ? AND pool = ? AND user_id = ? AND kind IN (?, ?)
                        """,
                        row -> Sql.optionalInstant(row, "at"),
                        record,
                        pool.id(),
                        user,
                        Kind.RELEASED,
                        Kind.RECYCLED)
                .flatMap(at -> at);
    }

    /** Returns what happened last, as it is committed now and not as it was when this unit of work began. */
    Optional<Entry> last(RecordId record) {
        return sql.list("""
                SELECT pool, kind, user_id, by_user, reason, at
                FROM t_pool_log
                WHERE record = ?
                ORDER BY at DESC, id DESC
                LIMIT 1
                LOCK IN SHARE MODE
                """, PoolLog::entry, record).stream().findFirst();
    }

    List<Entry> of(RecordId record) {
        return sql.list("""
                SELECT pool, kind, user_id, by_user, reason, at
                FROM t_pool_log
                WHERE record = ?
                ORDER BY at DESC, id DESC
                LIMIT 200
                """, PoolLog::entry, record);
    }

    /** Notes a warning; false if it was given before. */
    boolean warn(PoolDefinition pool, PoolDefinition.Recycle rule, RecordId record, LocalDate dueOn) {
        return sql.update("""
                INSERT IGNORE INTO t_pool_warning (record, pool, rule, due_on)
                VALUES (?, ?, ?, ?)
                """, record, pool.id(), rule.id(), dueOn) > 0;
    }

    private static Entry entry(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Entry(
                row.getString("pool"),
                Kind.valueOf(row.getString("kind")),
                id(row, "user_id"),
                id(row, "by_user"),
                row.getString("reason"),
                Sql.instant(row, "at"));
    }

    private static @Nullable RecordId id(java.sql.ResultSet row, String column) throws java.sql.SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : new RecordId(value);
    }
}
