package dev.trellis.core.publish;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.schema.PublishRun;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Keeps definitions and versions: one row per definition and content, a version is a list of such rows. Every call needs
 * a unit of work.
 */
@Singleton
final class MetadataStore {

    private static final int MOST_KNOWN = 5_000;
    private static final int FEW = 20;

    private final Sql sql;
    private final MetadataJson json;
    private final VersionRepository versions;
    /** What was read once is never another: a definition is kept under the hash of its content. */
    private final Map<Stored, Definition> known = new ConcurrentHashMap<>();

    MetadataStore(Sql sql, MetadataJson json, VersionRepository versions) {
        this.sql = sql;
        this.json = json;
        this.versions = versions;
    }

    /** Reads which version is live: one row by its primary key. */
    int liveVersion() {
        return sql.one("SELECT version FROM t_live_version WHERE id = 1", row -> row.getInt("version"))
                .orElseThrow(() -> new TrellisException("The row of the live version is gone"));
    }

    /** One definition with one content. */
    private record Stored(String kind, String id, String hash) {}

    Metadata load(int version) {
        var entries = entries(version);
        var unread = entries.stream().filter(entry -> !known.containsKey(entry)).toList();
        if (unread.size() > FEW) {
            sql.list("""
                    SELECT d.kind, d.definition_id, d.hash, d.body
                    FROM t_version_entry e
                    JOIN t_definition d ON d.kind = e.kind AND d.definition_id = e.definition_id AND d.hash = e.hash
                    WHERE e.version = ?
                    """, row -> know(stored(row), definition(row)), version);
        } else {
            unread.forEach(entry ->
                    sql.list("""
                    SELECT kind, definition_id, hash, body
                    FROM t_definition
                    WHERE kind = ? AND definition_id = ? AND hash = ?
                    """, row -> know(stored(row), definition(row)), entry.kind(), entry.id(), entry.hash()));
        }
        var definitions = entries.stream()
                .flatMap(entry -> Stream.ofNullable(known.get(entry)))
                .toList();
        forgetOthers(entries);
        if (definitions.size() != entries.size()) {
            throw new TrellisException("Version " + version + " names definitions that are not there");
        }
        return Metadata.of(version, definitions);
    }

    private Definition know(Stored stored, Definition definition) {
        known.put(stored, definition);
        return definition;
    }

    private void forgetOthers(List<Stored> entries) {
        if (known.size() > MOST_KNOWN) {
            known.keySet().retainAll(Set.copyOf(entries));
        }
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(row.getString("kind"), row.getString("definition_id"), row.getString("hash"));
    }

    private List<Stored> entries(int version) {
        return sql.list(
                "SELECT kind, definition_id, hash FROM t_version_entry WHERE version = ?",
                MetadataStore::stored,
                version);
    }

    /** Reads what a run is bringing live. */
    Metadata target(PublishRun run) {
        var definitions = sql.list("""
                SELECT d.kind, d.body
                FROM t_publish_target e
                JOIN t_definition d ON d.kind = e.kind AND d.definition_id = e.definition_id AND d.hash = e.hash
                WHERE e.run_id = ?
                """, this::definition, run.id());
        return Metadata.of(run.base() + 1, definitions);
    }

    /** Reads a definition as it was when it was last part of a version. */
    Optional<Definition> last(DefinitionKey key) {
        return sql.list("""
                        SELECT d.kind, d.body
                        FROM t_version_entry e
                        JOIN t_definition d ON d.kind = e.kind AND d.definition_id = e.definition_id AND d.hash = e.hash
                        WHERE e.kind = ? AND e.definition_id = ?
                        ORDER BY e.version DESC
                        LIMIT 1
                        """, this::definition, key.kind().key(), key.id()).stream()
                .findFirst();
    }

    /** Keeps the definitions that a run is to bring live. */
    void keepTarget(PublishRun run, Metadata target) {
        var there = Set.copyOf(entries(run.base()));
        var rows = new ArrayList<List<Object>>();
        var bodies = new ArrayList<List<Object>>();
        for (var definition : target.all()) {
            var text = json.text(definition);
            var stored = new Stored(definition.kind().key(), definition.id(), MetadataJson.hash(text));
            rows.add(List.of(run.id().value(), stored.kind(), stored.id(), stored.hash()));
            if (!there.contains(stored)) {
                bodies.add(List.of(stored.kind(), stored.id(), stored.hash(), text));
            }
        }
        keep(bodies);
        sql.batch("INSERT INTO t_publish_target (run_id, kind, definition_id, hash) VALUES (?, ?, ?, ?)", rows);
    }

    /** Makes the target of a run the live version; the version it was planned on must still be live. */
    void goLive(PublishRun run) {
        int version = run.base() + 1;
        versions.save(new VersionRow(
                version,
                run.comment(),
                Instant.now(),
                run.by() == null ? null : run.by().value(),
                run.byName()));
        sql.update("""
                INSERT INTO t_version_entry (version, kind, definition_id, hash)
                SELECT ?, kind, definition_id, hash
                FROM t_publish_target
                WHERE run_id = ?
                """, version, run.id());
        int moved =
                sql.update("UPDATE t_live_version SET version = ? WHERE id = 1 AND version = ?", version, run.base());
        if (moved != 1) {
            throw new TrellisException(
                    "Version " + run.base() + " is not live any more; run " + run.id() + " cannot follow it");
        }
        sql.update("DELETE FROM t_publish_target WHERE run_id = ?", run.id());
    }

    List<PublishedVersion> versions() {
        return versions.listOrderByVersionDesc().stream()
                .map(row -> new PublishedVersion(
                        row.version(),
                        row.comment(),
                        row.createdAt(),
                        row.createdBy() == null ? null : new RecordId(row.createdBy()),
                        row.createdByName()))
                .toList();
    }

    boolean hasVersion(int version) {
        return version == 0 || versions.existsById(version);
    }

    private void keep(List<List<Object>> bodies) {
        sql.batch("""
                INSERT INTO t_definition (kind, definition_id, hash, body)
                VALUES (?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE hash = VALUES(hash)
                """, bodies);
    }

    private Definition definition(ResultSet row) throws SQLException {
        var kind = Kind.of(row.getString("kind"))
                .orElseThrow(() -> new TrellisException("A stored definition has a kind that does not exist"));
        return switch (json.parse(kind, row.getString("body"))) {
            case MetadataJson.Reading.Read(var definition) -> definition;
            case MetadataJson.Reading.Refused(var problems) ->
                throw new TrellisException("A stored definition cannot be read: " + problems);
        };
    }
}
