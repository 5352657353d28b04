package dev.trellis.core.merge;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.Relinking.Link;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps merges, in the unit of work under way. */
@Singleton
class MergeStore {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String COLUMNS =
            "id, entity, survivor_id, other_id, merged_at, merged_by, merged_by_name, changes, undone_at";

    private final Sql sql;
    private final RecordIds ids;

    MergeStore(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    RecordId add(Actor actor, MergeRequest request, Map<String, JsonNode> changes, List<Link> links) {
        var id = ids.next();
        var person = actor instanceof Actor.Person given ? given : null;
        sql.update(
                """
                INSERT INTO t_record_merge
                    (id, entity, survivor_id, other_id, merged_at, merged_by, merged_by_name, changes)
                VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6), ?, ?, ?)
                """,
                id,
                request.entity(),
                request.survivor(),
                request.other(),
                person == null ? null : person.user(),
                person == null ? "Trellis" : person.name(),
                JSON.writeValueAsString(changes));
        sql.batch(
                "INSERT INTO t_record_merge_link (merge_id, entity, field, record_id) VALUES (?, ?, ?, ?)",
                links.stream()
                        .map(link -> List.<@Nullable Object>of(id, link.entity(), link.field(), link.record()))
                        .toList());
        return id;
    }

    Optional<Merge> find(RecordId id, boolean lock) {
        return sql.one(
                "SELECT " + COLUMNS + " FROM t_record_merge WHERE id = ?" + (lock ? " FOR UPDATE" : ""),
                MergeStore::merge,
                id);
    }

    /** The merges of which a record was a part, the last first. */
    List<Merge> of(RecordId record, int limit) {
        return sql.list(
                "SELECT " + COLUMNS
                        + " FROM t_record_merge WHERE survivor_id = ? OR other_id = ? ORDER BY id DESC LIMIT ?",
                MergeStore::merge,
                record,
                record,
                limit);
    }

    /** The last merges of an entity that were not undone. */
    List<Merge> last(String entity, int limit) {
        return sql.list(
                "SELECT " + COLUMNS
                        + " FROM t_record_merge WHERE entity = ? AND undone_at IS NULL ORDER BY id DESC LIMIT ?",
                MergeStore::merge,
                entity,
                limit);
    }

    List<Link> links(RecordId merge) {
        return sql.list("""
                SELECT entity, field, record_id
                FROM t_record_merge_link
                WHERE merge_id = ?
                ORDER BY entity, field, record_id
                """, row -> new Link(row.getString(1), row.getString(2), new RecordId(row.getLong(3))), merge);
    }

    void undone(RecordId merge, Actor actor) {
        sql.update(
                "UPDATE t_record_merge SET undone_at = UTC_TIMESTAMP(6), undone_by = ? WHERE id = ?",
                actor instanceof Actor.Person person ? person.user() : null,
                merge);
    }

    private static Merge merge(ResultSet row) throws SQLException {
        long by = row.getLong("merged_by");
        var person = row.wasNull() ? null : new RecordId(by);
        var changes = new HashMap<String, JsonNode>();
        JSON.readTree(row.getString("changes")).forEachEntry(changes::put);
        return new Merge(
                new RecordId(row.getLong("id")),
                row.getString("entity"),
                new RecordId(row.getLong("survivor_id")),
                new RecordId(row.getLong("other_id")),
                Sql.instant(row, "merged_at"),
                person,
                row.getString("merged_by_name"),
                changes,
                Sql.optionalInstant(row, "undone_at"));
    }
}
