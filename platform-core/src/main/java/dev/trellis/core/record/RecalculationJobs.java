package dev.trellis.core.record;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.References.Members;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps which records are still to be computed again and how far that has come. */
@Singleton
class RecalculationJobs implements Recalculations {

    private final Sql sql;
    private final RecordIds ids;
    private final UnitOfWork unit;
    private final References references;

    RecalculationJobs(Sql sql, RecordIds ids, UnitOfWork unit, References references) {
        this.sql = sql;
        this.ids = ids;
        this.unit = unit;
        this.references = references;
    }

    /**
     * One job.
     *
     * @param via the lookup by which the records are found; null for all of the entity
     * @param currency in which they must have an amount; null for no such condition
     * @param after the last record that is done
     */
    record Job(
            RecordId id,
            String entity,
            @Nullable String via,
            @Nullable RecordId target,
            @Nullable String currency,
            RecordId after) {}

    /** Leaves a job in the unit of work under way. */
    void add(Members members) {
        var via = members.via();
        insert(members, via == null ? "" : via.id(), ids.next().toString());
    }

    /** Leaves a job for all records of an entity, once for each cause. */
    void add(Shape shape, String cause) {
        add(new Members(shape, null, null), cause + " " + shape.id());
    }

    /** Leaves a job for the records of an entity with amounts in foreign currencies, once for each cause. */
    void addForeign(Shape shape, String cause) {
        add(new Members(shape, null, null, Members.FOREIGN), cause + " " + shape.id());
    }

    private void add(Members members, String cause) {
        if (sql.list("SELECT id FROM t_recalculation WHERE cause = ?", row -> row.getLong(1), cause)
                .isEmpty()) {
            insert(members, "", cause);
        }
    }

    /**
     * Leaves a job for records of an entity found by no lookup, unless one waits that nobody has begun: it will find what this unit of
     * work writes. One that somebody is at is locked and does not count.
     */
    void addOnce(Members members) {
        var waiting = sql.list("""
                SELECT id
                FROM t_recalculation
                WHERE entity = ? AND via = '' AND target IS NULL AND currency <=> ?
                    AND after_id = 0 AND finished_at IS NULL
                LIMIT 1
                FOR UPDATE SKIP LOCKED
                """, row -> row.getLong(1), members.shape().id(), members.currency());
        if (waiting.isEmpty()) {
            add(members);
        }
    }

    private void insert(Members members, String via, String cause) {
        sql.update(
                """
                INSERT INTO t_recalculation (id, entity, via, target, currency, after_id, done, total, cause, created_at)
                VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, UTC_TIMESTAMP(6))
                """,
                ids.next(),
                members.shape().id(),
                via,
                members.target(),
                members.currency(),
                references.count(members),
                cause);
    }

    /** Takes the oldest job; nobody else works on it until the unit of work ends. */
    Optional<Job> take() {
        return sql.one("""
                SELECT id, entity, via, target, currency, after_id
                FROM t_recalculation
                WHERE finished_at IS NULL
                ORDER BY id
                LIMIT 1
                FOR UPDATE
                """, RecalculationJobs::job);
    }

    private static Job job(ResultSet row) throws SQLException {
        var via = row.getString("via");
        long target = row.getLong("target");
        return new Job(
                new RecordId(row.getLong("id")),
                row.getString("entity"),
                via.isEmpty() ? null : via,
                target == 0 ? null : new RecordId(target),
                row.getString("currency"),
                new RecordId(row.getLong("after_id")));
    }

    void advance(Job job, RecordId last, int count) {
        sql.update("UPDATE t_recalculation SET after_id = ?, done = done + ? WHERE id = ?", last, count, job.id());
    }

    void finish(Job job) {
        sql.update("UPDATE t_recalculation SET finished_at = UTC_TIMESTAMP(6) WHERE id = ?", job.id());
    }

    @Override
    public List<Progress> running() {
        return unit.run(() -> sql.list(
                """
                SELECT entity, done, total, created_at
                FROM t_recalculation
                WHERE finished_at IS NULL
                ORDER BY id
                """,
                row -> new Progress(
                        row.getString("entity"),
                        row.getLong("done"),
                        row.getLong("total"),
                        Sql.instant(row, "created_at"))));
    }
}
