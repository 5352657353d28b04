package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.ApprovalRows.Copy;
import dev.trellis.workflow.approval.ApprovalRows.Log;
import dev.trellis.workflow.people.ReasonJson;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes and reads what happened to requests and who was told. */
@Singleton
final class LogStore {

    static final String COPY = """
            SELECT id, instance, node, user_id, reasons, created_at
            FROM t_approval_copy
            """;

    private final Sql sql;

    LogStore(Sql sql) {
        this.sql = sql;
    }

    void copy(Copy copy) {
        sql.update(
                """
                INSERT INTO t_approval_copy (id, instance, node, user_id, reasons, created_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """, copy.id(), copy.instance(), copy.node(), copy.user(), ReasonJson.write(copy.reasons()), copy.at());
    }

    List<Copy> copies(RecordId instance) {
        return sql.list(COPY + "WHERE instance = ? ORDER BY id", LogStore::readCopy, instance);
    }

    /** Appends to the log of a request that this unit of work has serialised. */
    void log(RecordId instance, Log log) {
        sql.update(
                """
                INSERT INTO t_approval_log (instance, position, happened_at, event, actor, node, people, remark, detail)
                SELECT ?, COALESCE(MAX(position), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM t_approval_log WHERE instance = ?
                """,
                instance,
                log.at(),
                log.event(),
                log.actor(),
                log.node(),
                log.people().stream().map(RecordId::toString).collect(Collectors.joining(",")),
                log.remark(),
                log.detail(),
                instance);
    }

    List<Log> log(RecordId instance) {
        return sql.list(
                """
                SELECT happened_at, event, actor, node, people, remark, COALESCE(detail, '') AS detail
                FROM t_approval_log WHERE instance = ? ORDER BY position
                """,
                row -> new Log(
                        Sql.instant(row, "happened_at"),
                        ApprovalEvent.valueOf(row.getString("event")),
                        ApprovalStore.optionalId(row, "actor"),
                        row.getString("node"),
                        ids(row.getString("people")),
                        row.getString("remark"),
                        row.getString("detail")),
                instance);
    }

    private static Copy readCopy(ResultSet row) throws SQLException {
        return new Copy(
                new RecordId(row.getLong("id")),
                new RecordId(row.getLong("instance")),
                row.getString("node"),
                new RecordId(row.getLong("user_id")),
                ReasonJson.read(row.getString("reasons")),
                Sql.instant(row, "created_at"));
    }

    private static List<RecordId> ids(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(",")).map(RecordId::of).toList();
    }
}
