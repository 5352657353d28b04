package dev.trellis.workflow.approval;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.workflow.approval.ApprovalRows.Copy;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Log;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.NodeState.Seat;
import dev.trellis.workflow.approval.NodeState.Vote;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes and reads requests in the unit of work under way. */
@Singleton
final class ApprovalStore {

    static final String INSTANCE = """
            SELECT id, definition, hash, entity, record_id, initiator, state, process, started_at, ended_at
            FROM t_approval_instance
            """;
    static final String TASK = """
            SELECT id, instance, entry, user_id, vote, reasons, remark, created_at, decided_at
            FROM t_approval_task
            """;
    static final String COPY = """
            SELECT id, instance, node, user_id, reasons, created_at
            FROM t_approval_copy
            """;

    private final Sql sql;
    private final RecordIds ids;

    ApprovalStore(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /** Begins a request; false if one of this definition is running for the record, begun by whomever and however fast. */
    boolean begin(Instance instance) {
        sql.update(
                """
                INSERT INTO t_approval_instance
                    (id, version, definition, hash, entity, record_id, initiator, state, running, process, started_at)
                VALUES (?, 1, ?, ?, ?, ?, ?, ?, 1, NULL, ?)
                ON DUPLICATE KEY UPDATE version = version
                """,
                instance.id(),
                instance.definition(),
                instance.hash(),
                instance.entity(),
                instance.record(),
                instance.initiator(),
                instance.state(),
                instance.startedAt());
        return sql.one("""
                SELECT id FROM t_approval_instance
                WHERE entity = ? AND record_id = ? AND definition = ? AND running = 1
                FOR UPDATE
                """, row -> row.getLong("id"), instance.entity(), instance.record(), instance.definition())
                .filter(id -> id == instance.id().value())
                .isPresent();
    }

    void started(RecordId instance, String process) {
        sql.update("UPDATE t_approval_instance SET process = ? WHERE id = ?", process, instance);
    }

    void ended(RecordId instance, ApprovalState state, Instant at) {
        sql.update("""
                UPDATE t_approval_instance SET state = ?, running = NULL, ended_at = ? WHERE id = ?
                """, state, at, instance);
    }

    /** Makes every other change of a task's request wait until this unit of work ends; the first statement of its unit. */
    boolean serialiseByTask(RecordId task) {
        return sql.update("""
                UPDATE t_approval_instance i JOIN t_approval_task t ON t.instance = i.id
                SET i.version = i.version + 1
                WHERE t.id = ?
                """, task) > 0;
    }

    /** As {@link #serialiseByTask}, for the running request of a record. */
    boolean serialiseByRecord(String entity, RecordId record) {
        return sql.update("""
                UPDATE t_approval_instance SET version = version + 1
                WHERE entity = ? AND record_id = ? AND running = 1
                """, entity, record) > 0;
    }

    Optional<Instance> instance(RecordId id) {
        return sql.one(INSTANCE + "WHERE id = ?", ApprovalStore::readInstance, id);
    }

    /** Returns the requests of a record, newest first. */
    List<Instance> instances(String entity, RecordId record) {
        return sql.list(
                INSTANCE + "WHERE entity = ? AND record_id = ? ORDER BY started_at DESC, id DESC",
                ApprovalStore::readInstance,
                entity,
                record);
    }

    Optional<Instance> running(String entity, RecordId record) {
        return sql
                .list(
                        INSTANCE + "WHERE entity = ? AND record_id = ? AND running = 1 ORDER BY id",
                        ApprovalStore::readInstance,
                        entity,
                        record)
                .stream()
                .findFirst();
    }

    Entry enter(Instance instance, String node, Completion completion, String flowTask, List<Task> tasks, Instant at) {
        var entry = ids.next();
        sql.update("""
                INSERT INTO t_approval_node (id, instance, node, completion, task, entered_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """, entry, instance.id(), node, completion, flowTask, at);
        int seat = 0;
        for (var task : tasks) {
            sql.update(
                    """
                    INSERT INTO t_approval_task
                        (id, instance, entry, seat, user_id, vote, reasons, remark, created_at, decided_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, NULL)
                    """,
                    task.id(),
                    instance.id(),
                    entry,
                    seat++,
                    task.user(),
                    task.vote(),
                    ReasonJson.write(task.reasons()),
                    at);
        }
        return new Entry(entry, instance.id(), node, completion, flowTask, at, tasks);
    }

    /** Keeps what has become of a node's seats; the person who acted gets the time and the remark. */
    void votes(Entry before, NodeState after, RecordId actor, String remark, Instant at) {
        for (var seat : after.seats()) {
            if (before.state().vote(seat.user()).filter(seat.vote()::equals).isEmpty()) {
                vote(before, seat, seat.user().equals(actor) ? remark : "", at);
            }
        }
    }

    private void vote(Entry entry, Seat seat, String remark, Instant at) {
        sql.update("""
                UPDATE t_approval_task SET vote = ?, remark = ?, decided_at = ? WHERE entry = ? AND user_id = ?
                """, seat.vote(), remark, at, entry.id(), seat.user());
    }

    Optional<Task> task(RecordId id) {
        return sql.one(TASK + "WHERE id = ?", ApprovalStore::readTask, id);
    }

    /** Returns the entries of a request in the order in which they were made. */
    List<Entry> entries(RecordId instance) {
        var tasks =
                sql.list(TASK + "WHERE instance = ? ORDER BY entry, seat", ApprovalStore::readTask, instance).stream()
                        .collect(Collectors.groupingBy(Task::entry));
        return sql.list(
                "SELECT id, node, completion, task, entered_at FROM t_approval_node WHERE instance = ? ORDER BY id",
                row -> {
                    var id = new RecordId(row.getLong("id"));
                    return new Entry(
                            id,
                            instance,
                            row.getString("node"),
                            Completion.valueOf(row.getString("completion")),
                            row.getString("task"),
                            Sql.instant(row, "entered_at"),
                            tasks.getOrDefault(id, List.of()));
                },
                instance);
    }

    void copy(Copy copy) {
        sql.update(
                """
                INSERT INTO t_approval_copy (id, instance, node, user_id, reasons, created_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """, copy.id(), copy.instance(), copy.node(), copy.user(), ReasonJson.write(copy.reasons()), copy.at());
    }

    List<Copy> copies(RecordId instance) {
        return sql.list(COPY + "WHERE instance = ? ORDER BY id", ApprovalStore::readCopy, instance);
    }

    /** Appends to the log of a request that this unit of work has serialised. */
    void log(RecordId instance, Log log) {
        var last = sql.one(
                        "SELECT COALESCE(MAX(position), 0) AS last FROM t_approval_log WHERE instance = ?",
                        row -> row.getInt("last"),
                        instance)
                .orElse(0);
        sql.update(
                """
                INSERT INTO t_approval_log (instance, position, happened_at, event, actor, node, people, remark)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                instance,
                last + 1,
                log.at(),
                log.event(),
                log.actor(),
                log.node(),
                log.people().stream().map(RecordId::toString).collect(Collectors.joining(",")),
                log.remark());
    }

    List<Log> log(RecordId instance) {
        return sql.list(
                """
                SELECT happened_at, event, actor, node, people, remark
                FROM t_approval_log WHERE instance = ? ORDER BY position
                """,
                row -> new Log(
                        Sql.instant(row, "happened_at"),
                        ApprovalEvent.valueOf(row.getString("event")),
                        optionalId(row, "actor"),
                        row.getString("node"),
                        ids(row.getString("people")),
                        row.getString("remark")),
                instance);
    }

    static Instance readInstance(ResultSet row) throws SQLException {
        return new Instance(
                new RecordId(row.getLong("id")),
                row.getString("definition"),
                row.getString("hash"),
                row.getString("entity"),
                new RecordId(row.getLong("record_id")),
                new RecordId(row.getLong("initiator")),
                ApprovalState.valueOf(row.getString("state")),
                row.getString("process"),
                Sql.instant(row, "started_at"),
                Sql.optionalInstant(row, "ended_at").orElse(null));
    }

    static Task readTask(ResultSet row) throws SQLException {
        return new Task(
                new RecordId(row.getLong("id")),
                new RecordId(row.getLong("instance")),
                new RecordId(row.getLong("entry")),
                new RecordId(row.getLong("user_id")),
                Vote.valueOf(row.getString("vote")),
                ReasonJson.read(row.getString("reasons")),
                row.getString("remark"),
                Sql.instant(row, "created_at"),
                Sql.optionalInstant(row, "decided_at").orElse(null));
    }

    static Copy readCopy(ResultSet row) throws SQLException {
        return new Copy(
                new RecordId(row.getLong("id")),
                new RecordId(row.getLong("instance")),
                row.getString("node"),
                new RecordId(row.getLong("user_id")),
                ReasonJson.read(row.getString("reasons")),
                Sql.instant(row, "created_at"));
    }

    private static @Nullable RecordId optionalId(ResultSet row, String column) throws SQLException {
        var id = row.getLong(column);
        return row.wasNull() ? null : new RecordId(id);
    }

    private static List<RecordId> ids(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(",")).map(RecordId::of).toList();
    }
}
