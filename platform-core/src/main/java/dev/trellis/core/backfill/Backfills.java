package dev.trellis.core.backfill;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.util.Collection;

/**
 * Keeps which work is still to be done and how far it has come. What a step did and how far it came are committed
 * together: a crash costs nothing and any node goes on.
 */
@Singleton
public final class Backfills {

    private static final int STEPS_AT_ONCE = 20;

    private final UnitOfWork unit;
    private final Sql sql;
    private final RecordIds ids;

    Backfills(UnitOfWork unit, Sql sql, RecordIds ids) {
        this.unit = unit;
        this.sql = sql;
        this.ids = ids;
    }

    private record Job(RecordId id, String subject, RecordId after) {}

    /** Leaves work for each of some subjects, once for each cause; returns whether there are any. */
    public boolean add(BackfillWork work, Collection<String> subjects, String cause) {
        if (!subjects.isEmpty()) {
            unit.run(() -> subjects.forEach(subject -> add(work.kind(), subject, cause + " " + subject)));
        }
        return !subjects.isEmpty();
    }

    private void add(String kind, String subject, String cause) {
        if (sql.list("SELECT id FROM t_backfill WHERE kind = ? AND cause = ?", row -> row.getLong(1), kind, cause)
                .isEmpty()) {
            sql.update("""
                    INSERT INTO t_backfill (id, kind, subject, cause, after_id, done)
                    VALUES (?, ?, ?, ?, 0, 0)
                    """, ids.next(), kind, subject, cause);
        }
    }

    /** Does as much as a publish waits for; the rest is done in the background. */
    public void begin(BackfillWork work) {
        for (int steps = 0; steps < STEPS_AT_ONCE && step(work); ) {
            steps++;
        }
    }

    /** Does the next piece of one kind of work; false if there was none. */
    public boolean step(BackfillWork work) {
        return unit.run(() -> {
            var job = sql.one(
                    """
                    SELECT id, subject, after_id
                    FROM t_backfill
                    WHERE kind = ? AND finished_at IS NULL
                    ORDER BY id
                    LIMIT 1
                    FOR UPDATE
                    """,
                    row -> new Job(new RecordId(row.getLong(1)), row.getString(2), new RecordId(row.getLong(3))),
                    work.kind());
            job.ifPresent(found -> run(work, found));
            return job.isPresent();
        });
    }

    private void run(BackfillWork work, Job job) {
        work.next(job.subject(), job.after())
                .ifPresentOrElse(
                        done -> sql.update(
                                "UPDATE t_backfill SET after_id = ?, done = done + ? WHERE id = ?",
                                done.last(),
                                done.count(),
                                job.id()),
                        () -> sql.update(
                                "UPDATE t_backfill SET finished_at = UTC_TIMESTAMP(6) WHERE id = ?", job.id()));
    }
}
