package dev.trellis.core.file;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Keeps contents in rows of half a megabyte, each read and written by a statement of its own. */
@Singleton
@Requires(missingProperty = FolderContent.SETTING)
@Requires(missingProperty = S3Settings.BUCKET)
final class DatabaseContent implements ContentStore {

    private static final int CHUNK = 512 * 1024;

    private final Sql sql;
    private final UnitOfWork unit;

    DatabaseContent(Sql sql, UnitOfWork unit) {
        this.sql = sql;
        this.unit = unit;
    }

    @Override
    public void write(RecordId file, Path content) throws IOException {
        try (var in = Files.newInputStream(content)) {
            write(file, in);
        }
    }

    private void write(RecordId file, InputStream content) throws IOException {
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
        int end = position;
        unit.run(() -> {
            var _ = sql.update("DELETE FROM t_file_chunk WHERE file_id = ? AND position >= ?", file, end);
        });
    }

    @Override
    public InputStream open(RecordId file) throws IOException {
        var first = chunk(file, 0).orElseThrow(() -> new FileNotFoundException("No content of file " + file));
        return new Chunks(file, first);
    }

    private Optional<byte[]> chunk(RecordId file, int position) {
        return unit.run(() -> sql.one("""
                SELECT bytes
                FROM t_file_chunk
                WHERE file_id = ? AND position = ?
                """, row -> row.getBytes("bytes"), file, position));
    }

    @Override
    public void delete(RecordId file) {
        unit.run(() -> {
            var _ = sql.update("DELETE FROM t_file_chunk WHERE file_id = ?", file);
        });
    }

    /** Whoever asks has asked the database already. */
    @Override
    public void probe() {}

    /** Reads a chunk when the one before it has been read. */
    private final class Chunks extends InputStream {

        private final RecordId file;
        private byte[] chunk;
        private int position;
        private int at;

        Chunks(RecordId file, byte[] first) {
            this.file = file;
            this.chunk = first;
        }

        private boolean isAtEnd() {
            if (at == chunk.length && chunk.length == CHUNK) {
                position++;
                chunk = chunk(file, position).orElseGet(() -> new byte[0]);
                at = 0;
            }
            return at == chunk.length;
        }

        @Override
        public int read() {
            return isAtEnd() ? -1 : chunk[at++] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            Objects.checkFromIndexSize(from, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            if (isAtEnd()) {
                return -1;
            }
            int read = Math.min(length, chunk.length - at);
            System.arraycopy(chunk, at, bytes, from, read);
            at += read;
            return read;
        }
    }
}
