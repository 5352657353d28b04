package dev.trellis.core.schema;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.TrellisException;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the runs in the database: who works on which, and what is done. A run is held by a lease that its heartbeat
 * renews; when the heartbeat stops, any node takes over with a higher token, and the former holder can no longer write.
 */
@Singleton
public final class PublishJournal {

    private final Sql sql;
    private final UnitOfWork work;
    private final int leaseSeconds;

    PublishJournal(Sql sql, UnitOfWork work, @Value("${trellis.publish.lease-seconds:10}") int leaseSeconds) {
        this.sql = sql;
        this.work = work;
        this.leaseSeconds = leaseSeconds;
    }

    /** Tells how long a run may be silent before another node takes it over. */
    public int leaseSeconds() {
        return leaseSeconds;
    }

    /** Opens a run in the unit of work under way; false if another one is active. */
    public boolean open(PublishRun run) {
        var active = sql.list("SELECT run_id FROM t_publish_run WHERE active = 1 FOR UPDATE", PublishJournal::id);
        if (!active.isEmpty()) {
            return false;
        }
        sql.update("""
                INSERT INTO t_publish_run (run_id, base_version, state, active, token, heartbeat_at, comment, started_at,
                    created_by, created_by_name)
                VALUES (?, ?, ?, 1, ?, UTC_TIMESTAMP(6), ?, UTC_TIMESTAMP(6), ?, ?)
                """, run.id(), run.base(), run.state(), run.token(), run.comment(), run.by(), run.byName());
        return true;
    }

    /** Takes over the active run if nobody has worked on it for the time of the lease. */
    public Optional<PublishRun> takeOver() {
        return work.run(() -> active("AND heartbeat_at < TIMESTAMPADD(SECOND, ?, UTC_TIMESTAMP(6))", -leaseSeconds)
                .filter(run -> sql.update("""
                                UPDATE t_publish_run
                                SET token = token + 1, heartbeat_at = UTC_TIMESTAMP(6)
                                WHERE run_id = ? AND token = ?
                                """, run.id(), run.token()) == 1)
                .map(run -> run.taken(run.token() + 1)));
    }

    /** Returns the run under way, on whatever node. */
    public Optional<PublishRun> active() {
        return work.run(() -> active(""));
    }

    public Optional<PublishRun> find(RecordId id) {
        return work.run(() -> sql.one(select("WHERE run_id = ?"), PublishJournal::run, id));
    }

    private Optional<PublishRun> active(String condition, Object... parameters) {
        return sql.one(select("WHERE active = 1 " + condition), PublishJournal::run, parameters);
    }

    private static String select(String where) {
        return """
                SELECT run_id, base_version, state, token, comment, created_by, created_by_name
                FROM t_publish_run
                """ + where;
    }

    /** Renews the lease; a run that somebody else has taken over must not be gone on with. */
    public void renew(PublishRun run) {
        work.run(() -> held(
                sql.update(
                        "UPDATE t_publish_run SET heartbeat_at = UTC_TIMESTAMP(6) WHERE run_id = ? AND token = ? AND active = 1",
                        run.id(),
                        run.token()),
                run));
    }

    /** Renews the lease in the background, for steps that take longer than it lasts, until it is closed. */
    public Heartbeat keepAlive(PublishRun run) {
        var clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("publish-heartbeat").factory());
        var pause = Math.max(100, leaseSeconds * 1000L / 4);
        var _ = clock.scheduleWithFixedDelay(() -> renew(run), pause, pause, TimeUnit.MILLISECONDS);
        return clock::shutdownNow;
    }

    /** Ends what {@link #keepAlive} began. */
    @FunctionalInterface
    public interface Heartbeat extends AutoCloseable {
        @Override
        void close();
    }

    /** Moves the run on, in the unit of work under way or one of its own. */
    public void reach(PublishRun run, PublishRun.State state) {
        work.run(() -> held(
                sql.update(
                        """
                        UPDATE t_publish_run
                        SET state = ?, active = ?, heartbeat_at = UTC_TIMESTAMP(6)
                        WHERE run_id = ? AND token = ? AND active = 1
                        """,
                        state,
                        state == PublishRun.State.DONE || state == PublishRun.State.FAILED ? null : 1,
                        run.id(),
                        run.token()),
                run));
    }

    /** Gives a run up and says why. */
    public void fail(PublishRun run, String reason) {
        work.run(() -> {
            sql.update(
                    "UPDATE t_publish_run SET reason = ? WHERE run_id = ?",
                    reason.substring(0, Math.min(reason.length(), 2000)),
                    run.id());
            reach(run, PublishRun.State.FAILED);
        });
    }

    /** Writes the plan down before its first statement; what an earlier plan of the run had and this one lacks is done. */
    void plan(PublishRun run, List<String> summaries) {
        work.run(() -> {
            held(renewed(run), run);
            var known =
                    new HashSet<>(steps(run.id()).stream().map(Step::summary).toList());
            int position = known.size();
            for (var summary : summaries) {
                if (known.add(summary)) {
                    sql.update(
                            "INSERT INTO t_publish_step (run_id, position, summary) VALUES (?, ?, ?)",
                            run.id(),
                            position++,
                            summary);
                }
            }
            steps(run.id()).stream()
                    .filter(step -> !step.done() && !summaries.contains(step.summary()))
                    .forEach(step -> mark(run.id(), step.summary()));
        });
    }

    /** Marks a step as done. */
    void done(PublishRun run, String summary) {
        work.run(() -> {
            held(renewed(run), run);
            mark(run.id(), summary);
        });
    }

    private void mark(RecordId run, String summary) {
        sql.update(
                "UPDATE t_publish_step SET done_at = UTC_TIMESTAMP(6) WHERE run_id = ? AND summary = ? AND done_at IS NULL",
                run,
                summary);
    }

    private int renewed(PublishRun run) {
        return sql.update(
                "UPDATE t_publish_run SET heartbeat_at = UTC_TIMESTAMP(6) WHERE run_id = ? AND token = ? AND active = 1",
                run.id(),
                run.token());
    }

    /** One step of a run, as people may read it. */
    public record Step(String summary, boolean done) {}

    /** Returns the steps of a run in order. */
    public List<Step> steps(RecordId run) {
        return work.run(() -> sql.list(
                "SELECT summary, done_at FROM t_publish_step WHERE run_id = ? ORDER BY position",
                row -> new Step(row.getString("summary"), row.getObject("done_at") != null),
                run));
    }

    private static void held(int rows, PublishRun run) {
        if (rows != 1) {
            throw new TrellisException("Publish run " + run.id() + " was taken over by another node");
        }
    }

    private static RecordId id(ResultSet row) throws SQLException {
        return new RecordId(row.getLong("run_id"));
    }

    private static PublishRun run(ResultSet row) throws SQLException {
        var by = row.getLong("created_by");
        var person = row.wasNull() ? null : new RecordId(by);
        return new PublishRun(
                id(row),
                row.getInt("base_version"),
                PublishRun.State.valueOf(row.getString("state")),
                row.getInt("token"),
                row.getString("comment"),
                person,
                row.getString("created_by_name"));
    }
}
