package dev.trellis.core.file;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes what is known of files. Knows no rights. */
@Singleton
class FileStore {

    private static final String COLUMNS = """
            id, name, media_type, size, entity, field, record_id, root, created_by, created_by_name, created_at
            """;

    private final Sql sql;

    FileStore(Sql sql) {
        this.sql = sql;
    }

    /** Nobody sees it before {@link #ready}. */
    void begin(StoredFile file) {
        var _ = sql.update(
                """
                INSERT INTO t_file (id, state, name, media_type, size, entity, field, record_id, root, created_by,
                    created_by_name, created_at)
                VALUES (?, 'uploading', ?, ?, ?, ?, ?, NULL, ?, ?, ?, UTC_TIMESTAMP(3))
                """,
                file.id(),
                file.name(),
                file.mediaType(),
                file.size(),
                file.entity(),
                file.field(),
                file.root(),
                file.createdBy(),
                file.createdByName());
    }

    void ready(RecordId file) {
        var _ = sql.update("UPDATE t_file SET state = 'ready' WHERE id = ?", file);
    }

    Optional<StoredFile> find(RecordId file) {
        return sql.one("SELECT " + COLUMNS + " FROM t_file WHERE id = ? AND state = 'ready'", FileStore::read, file);
    }

    /** Returns every version of a file, the newest first. */
    List<StoredFile> versions(RecordId root) {
        return sql.list(
                "SELECT " + COLUMNS + " FROM t_file WHERE root = ? AND state = 'ready' ORDER BY id DESC",
                FileStore::read,
                root);
    }

    void attach(RecordId file, RecordId record) {
        var _ = sql.update("UPDATE t_file SET record_id = ?, detached_at = NULL WHERE root = ?", record, root(file));
    }

    void detach(RecordId file) {
        var _ = sql.update("UPDATE t_file SET detached_at = UTC_TIMESTAMP(3) WHERE root = ?", root(file));
    }

    private @Nullable RecordId root(RecordId file) {
        return sql.one("SELECT root FROM t_file WHERE id = ?", row -> new RecordId(row.getLong(1)), file)
                .orElse(null);
    }

    /** Returns files that nobody attached within a day, and those that were taken away long ago. */
    List<RecordId> orphans(int keptDays, int limit) {
        return sql.list("""
                SELECT id
                FROM t_file
                WHERE (record_id IS NULL AND created_at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY)
                    OR detached_at < UTC_TIMESTAMP(3) - INTERVAL ? DAY
                ORDER BY id
                LIMIT ?
                """, row -> new RecordId(row.getLong(1)), keptDays, limit);
    }

    void forget(RecordId file) {
        var _ = sql.update("DELETE FROM t_file WHERE id = ?", file);
    }

    private static StoredFile read(ResultSet row) throws SQLException {
        return new StoredFile(
                new RecordId(row.getLong("id")),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size"),
                row.getString("entity"),
                row.getString("field"),
                id(row, "record_id"),
                new RecordId(row.getLong("root")),
                id(row, "created_by"),
                row.getString("created_by_name"),
                Sql.instant(row, "created_at"));
    }

    private static @Nullable RecordId id(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : new RecordId(value);
    }
}
