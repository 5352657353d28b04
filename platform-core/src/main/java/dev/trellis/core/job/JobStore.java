package dev.trellis.core.job;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Keeps jobs, when they are due, and which run may write. */
@Singleton
class JobStore {

    /** The instance under which the library keeps a recurring job. */
    static final String RECURRING = "recurring";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String VIEW = """
            SELECT job.id, job.kind, job.title, job.state, job.done, job.total, job.attempts, job.problem,
                job.created_by, job.created_at, job.finished_at, schedule.execution_time
            FROM t_job job
            LEFT JOIN t_job_schedule schedule
                ON schedule.task_name = job.kind AND schedule.task_instance = CAST(job.id AS CHAR CHARACTER SET ascii)
            """;

    private final Sql sql;

    JobStore(Sql sql) {
        this.sql = sql;
    }

    static String task(String name, String instance) {
        return instance.equals(RECURRING) ? name : name + "/" + instance;
    }

    /** Takes a job for the holder of a token, unless a younger token stands there. */
    boolean take(String task, long token) {
        sql.update("""
                INSERT INTO t_job_fence (task, token) VALUES (?, ?)
                ON DUPLICATE KEY UPDATE token = GREATEST(token, VALUES(token))
                """, task, token);
        return holds(task, token);
    }

    /** Keeps every younger holder out until the unit of work ends; false if one was there before. */
    boolean holds(String task, long token) {
        return sql.one("SELECT token FROM t_job_fence WHERE task = ? FOR UPDATE", row -> row.getLong(1), task)
                .filter(stands -> stands == token)
                .isPresent();
    }

    void problem(String task, @Nullable String problem) {
        sql.update("UPDATE t_job_fence SET problem = ? WHERE task = ?", shortened(problem), task);
    }

    boolean markDue(String job, Instant due) {
        return sql.update(
                        "INSERT IGNORE INTO t_job_due (job, due_at, done_at) VALUES (?, ?, UTC_TIMESTAMP(6))", job, due)
                == 1;
    }

    boolean insert(
            RecordId id, String kind, @Nullable String onceKey, Label title, String payload, @Nullable RecordId by) {
        return sql.update("""
                        INSERT IGNORE INTO t_job (id, kind, once_key, title, payload, state, progress_cursor, done, total,
                            attempts, cancel_asked, created_by, created_at)
                        VALUES (?, ?, ?, ?, ?, 'WAITING', '', 0, 0, 0, FALSE, ?, UTC_TIMESTAMP(6))
                        """, id, kind, onceKey, JSON.writeValueAsString(title), payload, by) == 1;
    }

    /** Makes it due; whoever worked at it before must not write any more. */
    void schedule(String name, String instance, Instant at, @Nullable Instant due) {
        sql.update(
                """
                INSERT IGNORE INTO t_job_schedule (task_name, task_instance, task_data, execution_time, picked,
                    consecutive_failures, version)
                VALUES (?, ?, ?, ?, FALSE, 0, 1 + COALESCE((SELECT token FROM t_job_fence WHERE task = ?), 0))
                """,
                name,
                instance,
                due == null ? null : due.toString().getBytes(StandardCharsets.UTF_8),
                at,
                task(name, instance));
    }

    /** Brings the due time of a recurring job forward; never back. */
    void advanceSchedule(String name, Instant at) {
        sql.update("""
                UPDATE t_job_schedule SET execution_time = ?, task_data = ?, version = version + 1
                WHERE task_name = ? AND task_instance = ? AND picked = FALSE AND execution_time > ?
                """, at, at.toString().getBytes(StandardCharsets.UTF_8), name, RECURRING, at);
    }

    /** Takes a job off the schedule; false if a node has it. */
    boolean unschedule(String name, RecordId id) {
        return sql.update(
                        "DELETE FROM t_job_schedule WHERE task_name = ? AND task_instance = ? AND picked = FALSE",
                        name,
                        id.toString())
                == 1;
    }

    /** Begins an attempt; empty if the job is no longer to be done. */
    Optional<JobRun.Begun> begin(RecordId id) {
        sql.update("""
                UPDATE t_job SET state = 'RUNNING', attempts = attempts + 1,
                    started_at = COALESCE(started_at, UTC_TIMESTAMP(6))
                WHERE id = ? AND state IN ('WAITING', 'RUNNING')
                """, id);
        return sql.one(
                "SELECT payload, progress_cursor, created_by FROM t_job WHERE id = ? AND state = 'RUNNING'",
                row -> new JobRun.Begun(id, row.getString(1), row.getString(2), person(row, "created_by")),
                id);
    }

    boolean isCancelAsked(RecordId id) {
        return sql.one("SELECT cancel_asked FROM t_job WHERE id = ?", row -> row.getBoolean(1), id)
                .orElse(true);
    }

    void advance(RecordId id, String cursor, long done, long total) {
        sql.update("UPDATE t_job SET progress_cursor = ?, done = ?, total = ? WHERE id = ?", cursor, done, total, id);
    }

    void turn(RecordId id, JobState state, @Nullable String problem) {
        sql.update(
                "UPDATE t_job SET state = ?, problem = ?, finished_at = IF(?, NULL, UTC_TIMESTAMP(6)) WHERE id = ?",
                state,
                shortened(problem),
                state.isActive(),
                id);
    }

    /** An attempt that was broken off from outside does not count. */
    void putBack(RecordId id) {
        sql.update("UPDATE t_job SET state = 'WAITING', attempts = GREATEST(attempts - 1, 0) WHERE id = ?", id);
    }

    int attempts(RecordId id) {
        return sql.one("SELECT attempts FROM t_job WHERE id = ?", row -> row.getInt(1), id)
                .orElse(0);
    }

    void askToCancel(RecordId id) {
        sql.update("UPDATE t_job SET cancel_asked = TRUE WHERE id = ? AND state IN ('WAITING', 'RUNNING')", id);
    }

    /** Has a failed or cancelled job begin where it stopped; false if it is neither. */
    boolean revive(RecordId id) {
        return sql.update("""
                UPDATE t_job SET state = 'WAITING', attempts = 0, cancel_asked = FALSE, problem = NULL, finished_at = NULL
                WHERE id = ? AND state IN ('FAILED', 'CANCELLED')
                """, id) == 1;
    }

    Optional<JobView> find(RecordId id) {
        return sql.one(VIEW + " WHERE job.id = ?", JobStore::view, id);
    }

    List<JobView> newest(int limit) {
        return sql.list(VIEW + " ORDER BY job.id DESC LIMIT ?", JobStore::view, limit);
    }

    List<RecurringView> recurring() {
        return sql.list("""
                SELECT schedule.task_name, schedule.picked, schedule.execution_time, schedule.last_success,
                    schedule.last_failure, schedule.consecutive_failures, fence.problem
                FROM t_job_schedule schedule
                LEFT JOIN t_job_fence fence ON fence.task = schedule.task_name
                WHERE schedule.task_instance = 'recurring'
                ORDER BY schedule.task_name
                """, JobStore::recurring);
    }

    /** Forgets what ended long ago. */
    void sweep(int days) {
        sql.update("""
                DELETE fence FROM t_job_fence fence JOIN t_job job
                    ON fence.task = CONCAT(job.kind, '/', CAST(job.id AS CHAR CHARACTER SET ascii))
                WHERE job.finished_at < TIMESTAMPADD(DAY, ?, UTC_TIMESTAMP(6))
                """, -days);
        sql.update("DELETE FROM t_job WHERE finished_at < TIMESTAMPADD(DAY, ?, UTC_TIMESTAMP(6))", -days);
        sql.update("DELETE FROM t_job_due WHERE done_at < TIMESTAMPADD(DAY, ?, UTC_TIMESTAMP(6))", -days);
    }

    private static JobView view(ResultSet row) throws SQLException {
        var state = JobState.valueOf(row.getString("state"));
        return new JobView(
                new RecordId(row.getLong("id")),
                row.getString("kind"),
                JSON.readValue(row.getString("title"), Label.class),
                state,
                row.getLong("done"),
                row.getLong("total"),
                row.getInt("attempts"),
                Sql.optionalInstant(row, "execution_time").orElse(null),
                row.getString("problem"),
                person(row, "created_by"),
                Sql.instant(row, "created_at"),
                Sql.optionalInstant(row, "finished_at").orElse(null),
                state.isActive(),
                state == JobState.FAILED || state == JobState.CANCELLED);
    }

    private static RecurringView recurring(ResultSet row) throws SQLException {
        return new RecurringView(
                row.getString("task_name"),
                row.getBoolean("picked"),
                Sql.instant(row, "execution_time"),
                Sql.optionalInstant(row, "last_success").orElse(null),
                Sql.optionalInstant(row, "last_failure").orElse(null),
                row.getInt("consecutive_failures"),
                row.getString("problem"));
    }

    private static @Nullable RecordId person(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return id == 0 ? null : new RecordId(id);
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= 2000 ? text : text.substring(0, 2000);
    }
}
