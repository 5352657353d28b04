package dev.trellis.core.sharing;

import dev.trellis.core.access.Recipient;
import dev.trellis.core.access.Shared;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps the shares; always inside a unit of work. Who may share is decided before. */
@Singleton
public class ShareStore {

    private static final long FRESH_NANOS = 3_000_000_000L;

    private static final String SELECT = """
            SELECT id, entity, record_id, recipient, writing, collaborator, valid_until, created_at, created_by
            FROM t_record_share
            """;

    private final Sql sql;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    ShareStore(Sql sql) {
        this.sql = sql;
    }

    private record Known(Set<String> entities, long readAt) {}

    /** Tells whether anything of an entity is shared; a first share on another node is noticed within three seconds. */
    boolean isUsed(String entity) {
        var there = known.get();
        if (there == null || System.nanoTime() - there.readAt() > FRESH_NANOS) {
            long now = System.nanoTime();
            var entities = sql.list("SELECT DISTINCT entity FROM t_record_share", row -> row.getString("entity"));
            there = new Known(Set.copyOf(entities), now);
            known.set(there);
        }
        return there.entities().contains(entity);
    }

    /** Returns the records shared with somebody, in no order; at most {@code limit}. */
    Set<RecordId> records(String entity, Shared shared, Instant now, int limit) {
        var values = values(entity, shared, now);
        values.add(limit);
        return new HashSet<>(sql.list(
                "SELECT DISTINCT record_id" + from(shared) + " LIMIT ?",
                row -> new RecordId(row.getLong("record_id")),
                values.toArray()));
    }

    boolean isShared(String entity, RecordId record, Shared shared, Instant now) {
        var values = values(entity, shared, now);
        values.add(record);
        return sql.one("SELECT 1" + from(shared) + " AND record_id = ? LIMIT 1", _ -> true, values.toArray())
                .isPresent();
    }

    private static String from(Shared shared) {
        return " FROM t_record_share WHERE entity = ? AND recipient IN ("
                + marks(shared.recipients().size()) + ") AND writing >= ? AND (valid_until IS NULL OR valid_until > ?)";
    }

    private static List<@Nullable Object> values(String entity, Shared shared, Instant now) {
        var values = new ArrayList<@Nullable Object>();
        values.add(entity);
        values.addAll(shared.recipients().stream().sorted().toList());
        values.add(shared.forWriting());
        values.add(now);
        return values;
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** Returns the shares of a record, the oldest first, those that are over too. */
    public List<Share> of(String entity, RecordId record) {
        return sql.list(SELECT + "WHERE entity = ? AND record_id = ? ORDER BY id", ShareStore::read, entity, record);
    }

    public Optional<Share> find(RecordId share) {
        return sql.one(SELECT + "WHERE id = ?", ShareStore::read, share);
    }

    /** Returns with whom each of some records is shared, as {@link Recipient#text()}; those unshared are absent. */
    public Map<RecordId, Set<String>> recipients(String entity, Collection<RecordId> records) {
        if (records.isEmpty()) {
            return Map.of();
        }
        var values = new ArrayList<@Nullable Object>();
        values.add(entity);
        values.addAll(records);
        var found = new HashMap<RecordId, Set<String>>();
        sql.list(
                        "SELECT record_id, recipient FROM t_record_share WHERE entity = ? AND record_id IN ("
                                + marks(records.size()) + ")",
                        row -> Map.entry(new RecordId(row.getLong("record_id")), row.getString("recipient")),
                        values.toArray())
                .forEach(shared -> found.computeIfAbsent(shared.getKey(), _ -> new HashSet<>())
                        .add(shared.getValue()));
        return found;
    }

    /** Shares a record; what was shared with the same recipient before is replaced. */
    public void put(Share share) {
        sql.update(
                """
                INSERT INTO t_record_share
                    (id, entity, record_id, recipient, writing, collaborator, valid_until, created_at, created_by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    writing = VALUES(writing), collaborator = VALUES(collaborator),
                    valid_until = VALUES(valid_until), created_at = VALUES(created_at), created_by = VALUES(created_by)
                """,
                share.id(),
                share.entity(),
                share.record(),
                share.recipient().text(),
                share.writing(),
                share.collaborator(),
                share.until(),
                share.since(),
                share.by());
        known.set(null);
    }

    public void remove(RecordId share) {
        sql.update("DELETE FROM t_record_share WHERE id = ?", share);
    }

    private static Share read(ResultSet row) throws SQLException {
        long by = row.getLong("created_by");
        var nobody = row.wasNull();
        var recipient = row.getString("recipient");
        return new Share(
                new RecordId(row.getLong("id")),
                row.getString("entity"),
                new RecordId(row.getLong("record_id")),
                Recipient.parse(recipient).orElseThrow(() -> new TrellisException("A share with nobody: " + recipient)),
                row.getBoolean("writing"),
                row.getBoolean("collaborator"),
                Sql.optionalInstant(row, "valid_until").orElse(null),
                Sql.instant(row, "created_at"),
                nobody ? null : new RecordId(by));
    }
}
