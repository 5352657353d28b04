package dev.trellis.workflow.approval;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.node.NodeRule;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.node.Outcome;
import dev.trellis.workflow.node.Seat;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.Reason;
import dev.trellis.workflow.people.ReasonJson;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes and reads requests in the unit of work under way. */
@Singleton
final class ApprovalStore {

    static final String INSTANCE = """
            SELECT id, definition, hash, entity, record_id, initiator, state, process, started_at, ended_at,
                submission, trouble, started_by, beside
            FROM t_approval_instance
            """;
    static final String TASK = """
            SELECT id, instance, entry, user_id, vote, seat_group, depth, added_by, handed_over, instead_of, reasons,
                remark, created_at, decided_at, urged_at
            FROM t_approval_task
            """;
    private final Sql sql;
    private final RecordIds ids;

    ApprovalStore(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /**
     * Begins a request. Whoever begins another one of the record at the same time is waited for.
     *
     * @return the requests that run for the record now, this one among them; without it where one of the same definition
     *     was faster
     */
    List<Instance> begin(Instance instance) {
        sql.update(
                """
                INSERT INTO t_approval_instance
                    (id, version, definition, hash, entity, record_id, initiator, state, running, process, started_at,
                    started_by)
                VALUES (?, 1, ?, ?, ?, ?, ?, ?, 1, NULL, ?, ?)
                ON DUPLICATE KEY UPDATE version = version
                """,
                instance.id(),
                instance.definition(),
                instance.hash(),
                instance.entity(),
                instance.record(),
                instance.initiator(),
                instance.state(),
                instance.startedAt(),
                instance.startedBy());
        var running = sql.list(
                // By the index alone: to look further would be to wait for the requests of other records.
                INSTANCE + """
                        FORCE INDEX (t_approval_instance_running)
                        WHERE entity = ? AND record_id = ? AND running = 1
                        ORDER BY id FOR UPDATE
                        """, ApprovalStore::readInstance, instance.entity(), instance.record());
        if (running.stream().anyMatch(one -> one.id().equals(instance.id()))) {
            Known.begun(instance);
        }
        return running;
    }

    /** From now on all that runs for a record knows that it is not alone. */
    void standBeside(String entity, RecordId record) {
        Known.forgetInstances();
        sql.update(
                "UPDATE t_approval_instance SET beside = 1 WHERE entity = ? AND record_id = ? AND running = 1",
                entity,
                record);
    }

    void started(RecordId instance, String process) {
        Known.started(instance, process);
        sql.update("UPDATE t_approval_instance SET process = ? WHERE id = ?", process, instance);
    }

    /** From now on the request runs under another version of its definition. */
    void migrated(RecordId instance, String hash) {
        Known.forgetInstances();
        sql.update("UPDATE t_approval_instance SET hash = ? WHERE id = ?", hash, instance);
    }

    /** Ends a request; whoever has started it and waits is woken. */
    void ended(Instance instance, ApprovalState state, Instant at) {
        Known.forgetInstances();
        var startedBy = instance.startedBy();
        if (startedBy != null) {
            sql.update("UPDATE t_approval_work SET due_at = ? WHERE id = ? AND state = 'WAITING'", at, startedBy);
        }
        sql.update("""
                UPDATE t_approval_instance SET state = ?, running = NULL, ended_at = ? WHERE id = ?
                """, state, at, instance.id());
    }

    /** Makes every other change of a task's request wait until this unit of work ends; the first statement of its unit. */
    boolean serialiseByTask(RecordId task) {
        Known.forget();
        return sql.update("""
                UPDATE t_approval_instance i JOIN t_approval_task t ON t.instance = i.id
                SET i.version = i.version + 1
                WHERE t.id = ?
                """, task) > 0;
    }

    /** As {@link #serialiseByTask}, for everything that runs for a record. */
    boolean serialiseByRecord(String entity, RecordId record) {
        Known.forget();
        return sql.update("""
                UPDATE t_approval_instance SET version = version + 1
                WHERE entity = ? AND record_id = ? AND running = 1
                """, entity, record) > 0;
    }

    /** As {@link #serialiseByTask}, for a request. */
    void serialise(RecordId instance) {
        Known.forget();
        sql.update("UPDATE t_approval_instance SET version = version + 1 WHERE id = ?", instance);
    }

    /**
     * Returns a request that this unit of work has serialised. Where others run beside it, every change of theirs waits
     * from now on, too: they share the record and its lock.
     */
    Optional<Instance> serialised(RecordId id) {
        var found = instance(id);
        if (found.filter(one -> one.isBeside() && !one.state().isFinal()).isEmpty()) {
            return found;
        }
        serialiseByRecord(found.get().entity(), found.get().record());
        return instance(id);
    }

    Optional<Instance> instance(RecordId id) {
        return Known.instance(id, () -> sql.one(INSTANCE + "WHERE id = ?", ApprovalStore::readInstance, id));
    }

    /** Returns the requests of a record, newest first. */
    List<Instance> instances(String entity, RecordId record) {
        return sql.list(
                INSTANCE + "WHERE entity = ? AND record_id = ? ORDER BY started_at DESC, id DESC",
                ApprovalStore::readInstance,
                entity,
                record);
    }

    /** What runs for a record, the earliest first. */
    List<Instance> running(String entity, RecordId record) {
        return sql.list(
                INSTANCE + "WHERE entity = ? AND record_id = ? AND running = 1 ORDER BY id",
                ApprovalStore::readInstance,
                entity,
                record);
    }

    /** What ran for a record beside others and has ended, the latest first. */
    List<Instance> endedBeside(String entity, RecordId record) {
        return sql.list(INSTANCE + """
                        WHERE entity = ? AND record_id = ? AND running IS NULL AND beside = 1
                        ORDER BY ended_at DESC, id DESC
                        """, ApprovalStore::readInstance, entity, record);
    }

    /** Moves a request to a state that is not final. */
    void state(RecordId instance, ApprovalState state, @Nullable String trouble) {
        Known.forgetInstances();
        sql.update("UPDATE t_approval_instance SET state = ?, trouble = ? WHERE id = ?", state, trouble, instance);
    }

    /** The request begins its next submission. */
    void resubmitted(RecordId instance) {
        Known.forgetInstances();
        sql.update(
                "UPDATE t_approval_instance SET state = ?, submission = submission + 1 WHERE id = ?",
                ApprovalState.RUNNING,
                instance);
    }

    /** Keeps an entry into a node; the tasks are given in the order of its seats. */
    void enter(Entry entry) {
        sql.update(
                """
                INSERT INTO t_approval_node
                    (id, instance, node, completion, task, entered_at, rule, additions, imposed, passed, submission)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
                """,
                entry.id(),
                entry.instance(),
                entry.node(),
                entry.rule().completion(),
                entry.flowTask(),
                entry.at(),
                StateJson.write(entry.rule()),
                StateJson.write(entry.groups()),
                entry.imposed(),
                entry.submission());
        insert(IntStream.range(0, entry.tasks().size())
                .mapToObj(seat -> row(entry.tasks().get(seat), seat))
                .toList());
        Known.entered(entry);
    }

    private void insert(List<List<@Nullable Object>> tasks) {
        sql.batch("""
                INSERT INTO t_approval_task
                    (id, instance, entry, seat, user_id, vote, seat_group, depth, added_by, handed_over, instead_of,
                        reasons, remark, created_at, decided_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, NULL)
                """, tasks);
    }

    private static List<@Nullable Object> row(Task task, int position) {
        var seat = task.seat();
        return Arrays.asList(
                task.id(),
                task.instance(),
                task.entry(),
                position,
                seat.user(),
                seat.vote(),
                seat.group(),
                seat.depth(),
                seat.addedBy(),
                seat.handedOver(),
                seat.insteadOf(),
                ReasonJson.write(task.reasons()),
                task.createdAt());
    }

    /** What an action leaves behind with its actor's seat. */
    record Said(@Nullable RecordId actor, String remark, Instant at) {}

    /**
     * Keeps what has become of a node. Places that are new get tasks, with {@code why} as the reason; the person who
     * acted gets the time and the remark.
     *
     * @return the new tasks
     */
    List<Task> changed(Entry before, NodeState after, Said said, List<Reason> why) {
        var known = before.tasks().stream().collect(Collectors.toMap(Task::user, task -> task));
        var added = new ArrayList<Task>();
        var tasks = new ArrayList<Task>();
        var rows = new ArrayList<List<@Nullable Object>>();
        for (int position = 0; position < after.seats().size(); position++) {
            var seat = after.seats().get(position);
            var task = known.remove(seat.user());
            if (task == null) {
                var fresh = new Task(ids.next(), before.instance(), before.id(), seat, why, "", said.at(), null, null);
                rows.add(row(fresh, position));
                added.add(fresh);
                tasks.add(fresh);
            } else {
                tasks.add(update(before, task, seat, position, said));
            }
        }
        insert(rows);
        if (!after.groups().equals(before.groups()) || after.imposed() != before.imposed()) {
            sql.update(
                    "UPDATE t_approval_node SET additions = ?, imposed = ? WHERE id = ?",
                    StateJson.write(after.groups()),
                    after.imposed(),
                    before.id());
        }
        Known.changed(before.id(), entry -> entry.with(after, tasks));
        return added;
    }

    private Task update(Entry before, Task task, Seat seat, int position, Said said) {
        var acted = seat.user().equals(said.actor());
        var changed = seat.vote() != task.vote();
        var decided = changed && !seat.vote().isOpen() ? said.at() : changed ? null : task.decidedAt();
        var now = new Task(
                task.id(),
                task.instance(),
                task.entry(),
                seat,
                task.reasons(),
                acted && changed ? said.remark() : task.remark(),
                task.createdAt(),
                decided,
                task.urgedAt());
        if (now.equals(task) && position == before.tasks().indexOf(task)) {
            return task;
        }
        sql.update(
                """
                UPDATE t_approval_task
                SET seat = ?, vote = ?, seat_group = ?, depth = ?, added_by = ?, handed_over = ?, instead_of = ?,
                    remark = ?, decided_at = ?
                WHERE id = ?
                """,
                position,
                seat.vote(),
                seat.group(),
                seat.depth(),
                seat.addedBy(),
                seat.handedOver(),
                seat.insteadOf(),
                now.remark(),
                decided,
                task.id());
        return now;
    }

    /** The engine has been told how a node came out. */
    void passed(RecordId entry, int recordVersion) {
        sql.update("UPDATE t_approval_node SET passed = 1, seen_version = ? WHERE id = ?", recordVersion, entry);
        Known.changed(entry, before -> before.passed(recordVersion));
    }

    /** From this entry the request goes straight back to a node. */
    void comesBack(RecordId entry, String node) {
        sql.update("UPDATE t_approval_node SET come_back = ? WHERE id = ?", node, entry);
        Known.changed(entry, before -> before.comesBack(node));
    }

    void urged(RecordId task, Instant at) {
        Known.forget();
        sql.update("UPDATE t_approval_task SET urged_at = ? WHERE id = ?", at, task);
    }

    void signed(RecordId task, String signature) {
        sql.update("UPDATE t_approval_task SET signature = ? WHERE id = ?", signature, task);
    }

    Optional<Task> task(RecordId id) {
        return sql.one(TASK + "WHERE id = ?", ApprovalStore::readTask, id);
    }

    /** Returns the entries of a request in the order in which they were made. */
    List<Entry> entries(RecordId instance) {
        return Known.entries(instance, () -> readEntries(instance));
    }

    private List<Entry> readEntries(RecordId instance) {
        var tasks =
                sql.list(TASK + "WHERE instance = ? ORDER BY entry, seat", ApprovalStore::readTask, instance).stream()
                        .collect(Collectors.groupingBy(Task::entry));
        return sql.list(
                """
                SELECT id, node, completion, task, entered_at, rule, additions, imposed, passed, submission,
                    seen_version, come_back
                FROM t_approval_node WHERE instance = ? ORDER BY id
                """,
                row -> {
                    var id = new RecordId(row.getLong("id"));
                    return readEntry(row, instance, id, tasks.getOrDefault(id, List.of()));
                },
                instance);
    }

    private static Entry readEntry(ResultSet row, RecordId instance, RecordId id, List<Task> tasks)
            throws SQLException {
        var rule = row.getString("rule");
        var imposed = row.getString("imposed");
        var seen = row.getInt("seen_version");
        return new Entry(
                id,
                instance,
                row.getString("node"),
                rule == null ? NodeRule.of(Completion.valueOf(row.getString("completion"))) : StateJson.rule(rule),
                StateJson.groups(row.getString("additions")),
                imposed == null ? null : Outcome.valueOf(imposed),
                row.getString("task"),
                Sql.instant(row, "entered_at"),
                row.getBoolean("passed"),
                row.getInt("submission"),
                seen == 0 ? null : seen,
                row.getString("come_back"),
                tasks);
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
                Sql.optionalInstant(row, "ended_at").orElse(null),
                row.getInt("submission"),
                row.getString("trouble"),
                optionalId(row, "started_by"),
                row.getBoolean("beside"));
    }

    static Task readTask(ResultSet row) throws SQLException {
        return new Task(
                new RecordId(row.getLong("id")),
                new RecordId(row.getLong("instance")),
                new RecordId(row.getLong("entry")),
                new Seat(
                        new RecordId(row.getLong("user_id")),
                        Vote.valueOf(row.getString("vote")),
                        row.getInt("seat_group"),
                        row.getInt("depth"),
                        optionalId(row, "added_by"),
                        row.getInt("handed_over"),
                        optionalId(row, "instead_of")),
                ReasonJson.read(row.getString("reasons")),
                row.getString("remark"),
                Sql.instant(row, "created_at"),
                Sql.optionalInstant(row, "decided_at").orElse(null),
                Sql.optionalInstant(row, "urged_at").orElse(null));
    }

    static @Nullable RecordId optionalId(ResultSet row, String column) throws SQLException {
        var id = row.getLong(column);
        return row.wasNull() ? null : new RecordId(id);
    }
}
