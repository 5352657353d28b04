package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.vault.Vault;
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
    private final Vault vault;
    private final JsonMapper mapper = JsonMapper.shared();

    SnapshotStore(Sql sql, RecordReader reader, Vault vault) {
        this.sql = sql;
        this.reader = reader;
        this.vault = vault;
    }

    /** A record as it was: each field's value and, for references, what it was called. */
    record Snapshot(Instant at, JsonNode content) {}

    void take(Place place, Instant at) {
        var instance = place.instance().id();
        var record = place.facts().record();
        sql.update("""
                INSERT INTO t_approval_snapshot (instance, position, taken_at, record_version, content)
                SELECT ?, COALESCE(MAX(position), 0) + 1, ?, ?, ?
                FROM t_approval_snapshot WHERE instance = ?
                """, instance, at, record.version(), kept(instance, record), instance);
    }

    /** What the database seals of a record is not to stand beside it in the clear: then all of it is sealed. */
    private String kept(RecordId instance, StoredRecord record) {
        var metadata = reader.metadata();
        var text = mapper.writeValueAsString(RecordContent.write(metadata, record, _ -> true));
        return metadata.entity(record.entity()).stream().anyMatch(entity -> seals(metadata, entity))
                ? vault.seal(place(instance), text)
                : text;
    }

    private static boolean seals(Metadata metadata, EntityDefinition entity) {
        return entity.fields().stream().anyMatch(field -> field.type().isSealed())
                || metadata.entities().stream()
                        .filter(lines -> entity.id().equals(lines.ownedBy()))
                        .anyMatch(lines -> seals(metadata, lines));
    }

    private JsonNode opened(RecordId instance, String kept) {
        return mapper.readTree(kept.startsWith("{") ? kept : vault.open(place(instance), kept));
    }

    private static String place(RecordId instance) {
        return "t_approval_snapshot.content/" + instance;
    }

    /** The snapshots of a request, the earliest first. */
    List<Snapshot> of(RecordId instance) {
        return sql.list(
                "SELECT taken_at, content FROM t_approval_snapshot WHERE instance = ? ORDER BY position",
                row -> new Snapshot(Sql.instant(row, "taken_at"), opened(instance, row.getString("content"))),
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
