package dev.trellis.core.file;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Keeps contents in rows of half a megabyte, each read and written by a statement of its own. */
@Singleton
@Requires(missingProperty = FolderContent.SETTING)
final class DatabaseContent implements ContentStore {

    private static final int CHUNK = 512 * 1024;

    private final Sql sql;
    private final UnitOfWork unit;

    DatabaseContent(Sql sql, UnitOfWork unit) {
        this.sql = sql;
        this.unit = unit;
    }

    @Override
    public void write(RecordId file, InputStream content) throws IOException {
        var buffer = new byte[CHUNK];
        int position = 0;
        for (int read = content.readNBytes(buffer, 0, CHUNK); read > 0; read = content.readNBytes(buffer, 0, CHUNK)) {
            int at = position++;
            var bytes = Arrays.copyOf(buffer, read);
            unit.run(() -> {
                var _ = sql.update("""
                        REPLACE INTO t_file_chunk (file_id, position, bytes)
                        VALUES (?, ?, ?)
                        """, file, at, bytes);
            });
        }
    }

    @Override
    public void copyTo(RecordId file, OutputStream out) throws IOException {
        for (int position = 0; ; position++) {
            int at = position;
            var chunk = unit.run(() -> sql.one("""
                    SELECT bytes
                    FROM t_file_chunk
                    WHERE file_id = ? AND position = ?
                    """, row -> row.getBytes("bytes"), file, at));
            if (chunk.isEmpty()) {
                return;
            }
            out.write(chunk.get());
        }
    }

    @Override
    public void delete(RecordId file) {
        unit.run(() -> {
            var _ = sql.update("DELETE FROM t_file_chunk WHERE file_id = ?", file);
        });
    }
}
