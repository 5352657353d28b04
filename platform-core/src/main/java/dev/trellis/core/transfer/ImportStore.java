package dev.trellis.core.transfer;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the imports. Work on one is held by a token under a lease: whoever writes without the token that stands in the
 * row writes nothing.
 */
@Singleton
class ImportStore {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final String COLUMNS = """
            id, entity, file_name, detail, header, plan, state, total_rows, done_rows, last_row, created_rows,
            updated_rows, unchanged_rows, skipped_rows, failed_rows, restored_records, kept_records, problem,
            created_by, created_by_name, created_at, finished_at
            """;
    private static final String ACTIVE = Arrays.stream(ImportState.values())
            .filter(ImportState::isActive)
            .map(state -> "'" + state.name() + "'")
            .collect(Collectors.joining(", "));

    private final Sql sql;

    ImportStore(Sql sql) {
        this.sql = sql;
    }

    void insert(RecordId id, String entity, String fileName, RecordId by, String byName) {
        sql.update("""
                INSERT INTO t_import (id, entity, file_name, detail, header, state, total_rows, done_rows, last_row,
                    created_rows, updated_rows, unchanged_rows, skipped_rows, failed_rows, restored_records,
                    kept_records, cancel_asked, created_by, created_by_name, created_at)
                VALUES (?, ?, ?, '', '[]', 'STAGING', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, ?, UTC_TIMESTAMP(3))
                """, id, entity, fileName, by, byName);
    }

    void staged(RecordId id, String detail, List<String> header, int total) {
        sql.update(
                "UPDATE t_import SET detail = ?, header = ?, total_rows = ?, state = 'READY' WHERE id = ?",
                detail,
                JSON.writeValueAsString(header),
                total,
                id);
    }

    void delete(RecordId id) {
        sql.update("DELETE FROM t_import_row WHERE import_id = ?", id);
        sql.update("DELETE FROM t_import_outcome WHERE import_id = ?", id);
        sql.update("DELETE FROM t_import WHERE id = ?", id);
    }

    Optional<ImportRun> find(RecordId id) {
        return sql.one("SELECT " + COLUMNS + " FROM t_import WHERE id = ?", ImportStore::read, id);
    }

    /** Returns a person's imports, newest first. */
    List<ImportRun> of(RecordId person, int limit) {
        return sql.list(
                "SELECT " + COLUMNS
                        + " FROM t_import WHERE created_by = ? AND state <> 'STAGING' ORDER BY id DESC LIMIT ?",
                ImportStore::read,
                person,
                limit);
    }

    /** Returns everybody's imports, newest first. */
    List<ImportRun> newest(int limit) {
        return sql.list(
                "SELECT " + COLUMNS + " FROM t_import WHERE state <> 'STAGING' ORDER BY id DESC LIMIT ?",
                ImportStore::read,
                limit);
    }

    /** Moves on from exactly the state given; false if it stands elsewhere by now. */
    boolean move(RecordId id, ImportState from, ImportState to, boolean fromTheStart) {
        var reset = fromTheStart ? """
                , done_rows = 0, last_row = 0, created_rows = 0, updated_rows = 0, unchanged_rows = 0,
                skipped_rows = 0, failed_rows = 0, restored_records = 0, kept_records = 0
                """ : "";
        return sql.update(
                        "UPDATE t_import SET state = ?, cancel_asked = 0, problem = NULL, token = NULL,"
                                + " leased_until = NULL" + reset + " WHERE id = ? AND state = ?",
                        to,
                        id,
                        from)
                == 1;
    }

    /** As {@link #move}, with the cursor of undo behind the last row. */
    boolean moveToUndo(RecordId id, ImportState from) {
        return move(id, from, ImportState.UNDOING, false)
                && sql.update(
                                "UPDATE t_import SET last_row = ?, restored_records = 0, kept_records = 0 WHERE id = ?",
                                Integer.MAX_VALUE,
                                id)
                        == 1;
    }

    void plan(RecordId id, ImportPlan plan) {
        sql.update("UPDATE t_import SET plan = ? WHERE id = ?", JSON.writeValueAsString(plan), id);
    }

    void askToCancel(RecordId id) {
        sql.update("UPDATE t_import SET cancel_asked = 1 WHERE id = ? AND state IN ('CHECKING', 'RUNNING')", id);
    }

    /** Returns what waits for a node: begun, and held by none. */
    List<RecordId> waiting(int limit) {
        return sql.list(
                "SELECT id FROM t_import WHERE state IN (" + ACTIVE
                        + ") AND (leased_until IS NULL OR leased_until < UTC_TIMESTAMP(3)) ORDER BY id LIMIT ?",
                row -> new RecordId(row.getLong(1)),
                limit);
    }

    /** Takes an import for the holder of the token; false if another has it. */
    boolean claim(RecordId id, String token, int seconds) {
        return sql.update(
                        "UPDATE t_import SET token = ?, leased_until = TIMESTAMPADD(SECOND, ?, UTC_TIMESTAMP(3))"
                                + " WHERE id = ? AND state IN (" + ACTIVE
                                + ") AND (leased_until IS NULL OR leased_until < UTC_TIMESTAMP(3))",
                        token,
                        seconds,
                        id)
                == 1;
    }

    /** Locks the import for the unit of work under way and renews the lease; false if it was lost. */
    boolean hold(RecordId id, String token, int seconds) {
        return sql.update("""
                UPDATE t_import SET leased_until = TIMESTAMPADD(SECOND, ?, UTC_TIMESTAMP(3))
                WHERE id = ? AND token = ?
                """, seconds, id, token) == 1;
    }

    void release(RecordId id, String token) {
        sql.update("UPDATE t_import SET token = NULL, leased_until = NULL WHERE id = ? AND token = ?", id, token);
    }

    boolean isCancelAsked(RecordId id) {
        return sql.one("SELECT cancel_asked FROM t_import WHERE id = ?", row -> row.getInt(1), id)
                .filter(asked -> asked == 1)
                .isPresent();
    }

    void progress(RecordId id, int done, int lastRow, ImportCounts counts) {
        sql.update(
                """
                UPDATE t_import SET done_rows = ?, last_row = ?, created_rows = ?, updated_rows = ?,
                    unchanged_rows = ?, skipped_rows = ?, failed_rows = ?
                WHERE id = ?
                """,
                done,
                lastRow,
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                counts.skipped(),
                counts.failed(),
                id);
    }

    void undoProgress(RecordId id, int lastRow, int restored, int kept) {
        sql.update(
                "UPDATE t_import SET last_row = ?, restored_records = ?, kept_records = ? WHERE id = ?",
                lastRow,
                restored,
                kept,
                id);
    }

    void finish(RecordId id, ImportState state, @Nullable Label problem) {
        sql.update("""
                UPDATE t_import SET state = ?, problem = ?, token = NULL, leased_until = NULL, cancel_asked = 0,
                    finished_at = UTC_TIMESTAMP(3)
                WHERE id = ?
                """, state, problem == null ? null : JSON.writeValueAsString(problem), id);
    }

    /** Removes what was left by nodes that died while they read a file, and imports nobody has looked at for long. */
    void sweep(int stagingHours, int days) {
        sql.list("""
                        SELECT id FROM t_import
                        WHERE (state = 'STAGING' AND created_at < TIMESTAMPADD(HOUR, ?, UTC_TIMESTAMP(3)))
                            OR (state IN ('READY', 'CHECKED', 'DONE', 'CANCELLED', 'FAILED', 'UNDONE')
                                AND created_at < TIMESTAMPADD(DAY, ?, UTC_TIMESTAMP(3)))
                        LIMIT 20
                        """, row -> new RecordId(row.getLong(1)), -stagingHours, -days).forEach(this::delete);
    }

    private static ImportRun read(ResultSet row) throws SQLException {
        var plan = row.getString("plan");
        var problem = row.getString("problem");
        return new ImportRun(
                new RecordId(row.getLong("id")),
                row.getString("entity"),
                row.getString("file_name"),
                row.getString("detail"),
                JSON.readValue(row.getString("header"), TEXTS),
                plan == null ? null : JSON.readValue(plan, ImportPlan.class),
                ImportState.valueOf(row.getString("state")),
                row.getInt("total_rows"),
                row.getInt("done_rows"),
                row.getInt("last_row"),
                new ImportCounts(
                        row.getInt("created_rows"),
                        row.getInt("updated_rows"),
                        row.getInt("unchanged_rows"),
                        row.getInt("skipped_rows"),
                        row.getInt("failed_rows")),
                row.getInt("restored_records"),
                row.getInt("kept_records"),
                problem == null ? null : JSON.readValue(problem, Label.class),
                new RecordId(row.getLong("created_by")),
                row.getString("created_by_name"),
                Sql.instant(row, "created_at"),
                Sql.optionalInstant(row, "finished_at").orElse(null));
    }
}
