package dev.trellis.core.once;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps for a day what calls with a key were answered. Begin and end belong into the unit of work of the call itself:
 * then key, answer and deed are there together or not at all, and a second call with the same key waits for the first.
 */
@Singleton
public final class KeptAnswers {

    /** How long an answer is kept. */
    public static final Duration KEPT = Duration.ofDays(1);

    private final UnitOfWork unit;
    private final Sql sql;
    private final Clock clock;

    KeptAnswers(UnitOfWork unit, Sql sql) {
        this.unit = unit;
        this.sql = sql;
        this.clock = Clock.systemUTC();
    }

    /**
     * An answer as it went out.
     *
     * @param body its bytes, one char each
     */
    public record Kept(int status, Map<String, String> headers, String body) {
        public Kept {
            headers = Map.copyOf(headers);
        }

        public static Kept of(int status, Map<String, String> headers, byte[] body) {
            return new Kept(status, headers, new String(body, StandardCharsets.ISO_8859_1));
        }

        public byte[] bytes() {
            return body.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** One call. The request is told from others by all its parts. */
    public record Call(RecordId user, String key, String request) {

        public static Call of(RecordId user, String key, String... request) {
            return new Call(user, key, Sealed.fingerprint(request));
        }

        private String keyHash() {
            return Sealed.fingerprint("key", user.toString(), key);
        }

        @Override
        public String toString() {
            return "Call[" + user + "]";
        }
    }

    /** What a kept row says. */
    private record Row(String request, Optional<byte[]> answer, boolean isOld) {}

    /** Takes the key for this call, unless it was used. Waits while another unit of work holds it. */
    public Once begin(Call call) {
        return unit.run(() -> {
            int taken = sql.update("""
                    INSERT IGNORE INTO t_answer (user_id, key_hash, request_hash, created_at)
                    VALUES (?, ?, ?, ?)
                    """, call.user(), call.keyHash(), call.request(), clock.instant());
            if (taken == 1) {
                return new Once.Fresh();
            }
            var row = find(call).orElseThrow(() -> new TrellisException("A key is taken and not there"));
            if (row.isOld()) {
                free(call);
                return begin(call);
            }
            return row.request().equals(call.request())
                    ? row.answer()
                            .<Once>map(answer -> new Once.Answered(read(Sealed.open(call.key(), answer))))
                            .orElseGet(Once.Open::new)
                    : new Once.Different();
        });
    }

    /** Keeps the answer of a call that has begun. */
    public void end(Call call, Kept answer) {
        unit.run(() -> {
            sql.update(
                    "UPDATE t_answer SET answer = ? WHERE user_id = ? AND key_hash = ?",
                    Sealed.seal(call.key(), write(answer)),
                    call.user(),
                    call.keyHash());
        });
    }

    /** Gives the key of a call that was refused back: nothing happened, so it may come again. */
    public void free(Call call) {
        unit.run(() -> {
            sql.update("DELETE FROM t_answer WHERE user_id = ? AND key_hash = ?", call.user(), call.keyHash());
        });
    }

    /** Forgets some answers that are too old. Not for use inside another unit of work. */
    public void sweep() {
        unit.run(() -> {
            var old = sql.list(
                    "SELECT user_id, key_hash FROM t_answer WHERE created_at < ? LIMIT 100",
                    row -> java.util.List.<@Nullable Object>of(row.getLong(1), row.getString(2)),
                    clock.instant().minus(KEPT));
            sql.batch("DELETE FROM t_answer WHERE user_id = ? AND key_hash = ?", old);
        });
    }

    private Optional<Row> find(Call call) {
        var oldest = clock.instant().minus(KEPT);
        return sql.one(
                """
                SELECT request_hash, answer, created_at
                FROM t_answer
                WHERE user_id = ? AND key_hash = ?
                """,
                row -> new Row(
                        row.getString("request_hash"),
                        Optional.ofNullable(row.getBytes("answer")),
                        Sql.instant(row, "created_at").isBefore(oldest)),
                call.user(),
                call.keyHash());
    }

    private static byte[] write(Kept answer) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeShort(answer.status());
            out.writeShort(answer.headers().size());
            for (var header : answer.headers().entrySet()) {
                out.writeUTF(header.getKey());
                out.writeUTF(header.getValue());
            }
            out.write(answer.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Kept read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int status = in.readUnsignedShort();
            int count = in.readUnsignedShort();
            var headers = new LinkedHashMap<String, String>();
            for (int i = 0; i < count; i++) {
                headers.put(in.readUTF(), in.readUTF());
            }
            return Kept.of(status, headers, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
