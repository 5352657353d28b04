package dev.trellis.workflow.pipeline;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps when a record entered and left its stages; the clock is the database's. */
@Singleton
class StageLog {

    private final Sql sql;
    private final RecordIds ids;

    StageLog(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /**
     * One stay of a record in a stage.
     *
     * @param leftAt null where it is there now
     */
    record Stay(
            String stage,
            Instant enteredAt,
            @Nullable RecordId by,
            @Nullable Instant leftAt) {}

    /** @param at null for now */
    void entered(
            String entity,
            RecordId record,
            String pipeline,
            String stage,
            @Nullable RecordId by,
            @Nullable Instant at) {
        sql.update("""
                INSERT INTO t_stage_log (id, entity, record, pipeline, stage, entered_at, entered_by, left_at)
                VALUES (?, ?, ?, ?, ?, COALESCE(?, UTC_TIMESTAMP(6)), ?, NULL)
                """, ids.next(), entity, record, pipeline, stage, at, by);
    }

    void left(RecordId record, String pipeline) {
        sql.update("""
                UPDATE t_stage_log
                SET left_at = UTC_TIMESTAMP(6)
                WHERE record = ? AND pipeline = ? AND left_at IS NULL
                """, record, pipeline);
    }

    List<Stay> of(RecordId record, String pipeline) {
        return sql.list(
                """
                SELECT stage, entered_at, entered_by, left_at
                FROM t_stage_log
                WHERE record = ? AND pipeline = ?
                ORDER BY entered_at, id
                """,
                row -> {
                    var by = row.getLong("entered_by");
                    return new Stay(
                            row.getString("stage"),
                            Sql.instant(row, "entered_at"),
                            row.wasNull() ? null : new RecordId(by),
                            Sql.optionalInstant(row, "left_at").orElse(null));
                },
                record,
                pipeline);
    }
}
