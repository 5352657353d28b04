package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Keeps what somebody has begun to say about a task and not sent. */
@Singleton
final class DraftStore {

    private final Sql sql;

    DraftStore(Sql sql) {
        this.sql = sql;
    }

    void keep(RecordId task, String remark, Instant at) {
        sql.update("""
                INSERT INTO t_approval_draft (task, remark, kept_at) VALUES (?, ?, ?)
                ON DUPLICATE KEY UPDATE remark = VALUES(remark), kept_at = VALUES(kept_at)
                """, task, remark, at);
    }

    Optional<String> of(RecordId task) {
        return sql.one("SELECT remark FROM t_approval_draft WHERE task = ?", row -> row.getString("remark"), task);
    }
}
