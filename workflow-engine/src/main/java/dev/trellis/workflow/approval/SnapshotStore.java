package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.paper.RecordContent;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keeps records as they were when a request was submitted or sent back, to tell what changed in between. */
@Singleton
final class SnapshotStore {

    private final Sql sql;
    private final RecordReader reader;
    private final JsonMapper mapper = JsonMapper.shared();

    SnapshotStore(Sql sql, RecordReader reader) {
        this.sql = sql;
        this.reader = reader;
    }

    /** A record as it was: each field's value and, for references, what it was called. */
    record Snapshot(Instant at, JsonNode content) {}

    void take(Place place, Instant at) {
        var instance = place.instance().id();
        var record = place.facts().record();
        sql.update(
                """
                INSERT INTO t_approval_snapshot (instance, position, taken_at, record_version, content)
                SELECT ?, COALESCE(MAX(position), 0) + 1, ?, ?, ?
                FROM t_approval_snapshot WHERE instance = ?
                """,
                instance,
                at,
                record.version(),
                mapper.writeValueAsString(RecordContent.write(reader.metadata(), record, _ -> true)),
                instance);
    }

    /** The snapshots of a request, the earliest first. */
    List<Snapshot> of(RecordId instance) {
        return sql.list(
                "SELECT taken_at, content FROM t_approval_snapshot WHERE instance = ? ORDER BY position",
                row -> new Snapshot(Sql.instant(row, "taken_at"), mapper.readTree(row.getString("content"))),
                instance);
    }

    /** The fields whose values differ from the latest snapshot. */
    Set<String> changedSinceLast(Place place) {
        var last = of(place.instance().id());
        if (last.isEmpty()) {
            return Set.of();
        }
        return differing(last.getLast().content(), content(place.facts().record()));
    }

    static Set<String> differing(JsonNode before, JsonNode after) {
        var names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        var changed = new HashSet<String>();
        for (var name : names) {
            if (!before.path(name).path("value").equals(after.path(name).path("value"))) {
                changed.add(name);
            }
        }
        return changed;
    }

    private ObjectNode content(StoredRecord record) {
        // Written and read again, so that numbers compare as they are kept.
        return (ObjectNode)
                mapper.readTree(mapper.writeValueAsString(RecordContent.write(reader.metadata(), record, _ -> true)));
    }
}
