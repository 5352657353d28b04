package dev.trellis.workflow.approval;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.Work.State;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what flows do by themselves; what is due is taken by one node of the server at a time. */
@Singleton
final class WorkStore {

    static final Duration LEASE = Duration.ofMinutes(5);

    private static final String WORK = """
            SELECT id, instance, node, task, state, submission, entered_at, due_at, until_at, tries
            FROM t_approval_work
            """;

    private final Sql sql;
    private final RecordIds ids;

    WorkStore(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    void arrive(RecordId instance, String node, String task, int submission, Instant at) {
        sql.update("""
                INSERT INTO t_approval_work (id, instance, node, task, state, submission, entered_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, ids.next(), instance, node, task, State.DUE, submission, at);
    }

    void state(RecordId work, State state) {
        sql.update("UPDATE t_approval_work SET state = ?, due_at = NULL, taken_until = NULL WHERE id = ?", state, work);
    }

    /** Lets work wait until it is looked at again. */
    void waits(RecordId work, @Nullable Instant due, @Nullable Instant until) {
        sql.update("""
                UPDATE t_approval_work SET state = ?, due_at = ?, until_at = ?, taken_until = NULL WHERE id = ?
                """, State.WAITING, due, until, work);
    }

    void tried(RecordId work) {
        sql.update("UPDATE t_approval_work SET tries = tries + 1 WHERE id = ?", work);
    }

    /** Takes the next that is due, so that no other node does for a while; empty if nothing is. */
    Optional<Work> take(Instant now) {
        var due = sql.list(WORK + """
                WHERE due_at <= ? AND state = 'WAITING' AND (taken_until IS NULL OR taken_until < ?)
                ORDER BY due_at, id LIMIT 1 FOR UPDATE
                """, WorkStore::read, now, now);
        due.forEach(work ->
                sql.update("UPDATE t_approval_work SET taken_until = ? WHERE id = ?", now.plus(LEASE), work.id()));
        return due.stream().findFirst();
    }

    Optional<Work> find(RecordId id) {
        return sql.one(WORK + "WHERE id = ?", WorkStore::read, id);
    }

    /** Returns the work of a request in the order in which the flow came to it. */
    List<Work> of(RecordId instance) {
        return sql.list(WORK + "WHERE instance = ? ORDER BY id", WorkStore::read, instance);
    }

    private static Work read(ResultSet row) throws SQLException {
        return new Work(
                new RecordId(row.getLong("id")),
                new RecordId(row.getLong("instance")),
                row.getString("node"),
                row.getString("task"),
                State.valueOf(row.getString("state")),
                row.getInt("submission"),
                Sql.instant(row, "entered_at"),
                Sql.optionalInstant(row, "due_at").orElse(null),
                Sql.optionalInstant(row, "until_at").orElse(null),
                row.getInt("tries"));
    }
}
