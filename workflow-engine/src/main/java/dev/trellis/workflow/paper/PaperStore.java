package dev.trellis.workflow.paper;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.record.StoredRecord;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps one paper for each request, in the unit of work that ends it: it is there when the end is, and never twice. */
@Singleton
public class PaperStore {

    private final Sql sql;
    private final JsonMapper mapper = JsonMapper.shared();

    PaperStore(Sql sql) {
        this.sql = sql;
    }

    /** @param state how the request ended */
    record Kept(String entity, RecordId record, String state, int version, Instant at, JsonNode content) {}

    /**
     * Keeps a record as it is. What the database seals is left out: paper does not show it.
     *
     * @param state how the request ended
     */
    public void keep(RecordId instance, String state, Metadata metadata, StoredRecord record, Instant at) {
        var content =
                RecordContent.write(metadata, record, field -> !field.type().isSealed());
        sql.update(
                """
                INSERT INTO t_approval_paper (instance, entity, record_id, state, record_version, taken_at, content)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                instance,
                record.entity(),
                record.id(),
                state,
                record.version(),
                at,
                mapper.writeValueAsString(content));
    }

    /** Tells whether there is one. */
    public boolean isKept(RecordId instance) {
        return sql.one("SELECT 1 FROM t_approval_paper WHERE instance = ?", _ -> true, instance)
                .orElse(false);
    }

    Optional<Kept> find(RecordId instance) {
        return sql.one(
                """
                SELECT entity, record_id, state, record_version, taken_at, content
                FROM t_approval_paper
                WHERE instance = ?
                """,
                row -> new Kept(
                        row.getString("entity"),
                        new RecordId(row.getLong("record_id")),
                        row.getString("state"),
                        row.getInt("record_version"),
                        Sql.instant(row, "taken_at"),
                        mapper.readTree(row.getString("content"))),
                instance);
    }
}
