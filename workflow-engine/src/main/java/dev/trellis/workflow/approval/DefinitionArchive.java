package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.workflow.engine.FlowableEngine;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps every definition under which somebody ever submitted, and makes it known to the engine the first time. */
@Singleton
final class DefinitionArchive {

    private final Sql sql;
    private final MetadataJson json;
    private final FlowableEngine engine;
    private final Map<String, ApprovalDefinition> read = new ConcurrentHashMap<>();

    DefinitionArchive(Sql sql, MetadataJson json, FlowableEngine engine) {
        this.sql = sql;
        this.json = json;
        this.engine = engine;
    }

    String hash(ApprovalDefinition definition) {
        return json.hash(definition);
    }

    /** Returns the engine's process of a definition, deployed if nobody has submitted under it before. */
    String process(ApprovalDefinition definition, int metadataVersion, Instant now) {
        var hash = json.hash(definition);
        return process(definition.id(), hash, "").orElseGet(() -> deploy(definition, hash, metadataVersion, now));
    }

    /** Of several who submit first at the same time one deploys; the others wait for it at the unique key. */
    private String deploy(ApprovalDefinition definition, String hash, int metadataVersion, Instant now) {
        sql.update("""
                INSERT INTO t_approval_deployment (definition, hash, metadata_version, content, process, created_at)
                VALUES (?, ?, ?, ?, NULL, ?)
                ON DUPLICATE KEY UPDATE hash = VALUES(hash)
                """, definition.id(), hash, metadataVersion, json.text(definition), now);
        return process(definition.id(), hash, " FOR UPDATE").orElseGet(() -> {
            var process = engine.deploy(definition);
            sql.update(
                    "UPDATE t_approval_deployment SET process = ? WHERE definition = ? AND hash = ?",
                    process,
                    definition.id(),
                    hash);
            return process;
        });
    }

    private Optional<String> process(String definition, String hash, String lock) {
        return sql.one(
                "SELECT process FROM t_approval_deployment WHERE definition = ? AND hash = ? AND process IS NOT NULL"
                        + lock,
                row -> row.getString("process"),
                definition,
                hash);
    }

    /** Returns a definition as it was when somebody submitted under it. */
    ApprovalDefinition read(String definition, String hash) {
        return read.computeIfAbsent(definition + "/" + hash, _ -> load(definition, hash));
    }

    private ApprovalDefinition load(String definition, String hash) {
        var content = sql.one(
                        "SELECT content FROM t_approval_deployment WHERE definition = ? AND hash = ?",
                        row -> row.getString("content"),
                        definition,
                        hash)
                .orElseThrow(() -> new TrellisException("No archived approval %s/%s".formatted(definition, hash)));
        return switch (json.parse(Kind.APPROVAL, content)) {
            case MetadataJson.Reading.Read(ApprovalDefinition read) -> read;
            case MetadataJson.Reading.Read(var other) ->
                throw new TrellisException("Archived under approval %s: %s".formatted(definition, other.key()));
            case MetadataJson.Reading.Refused(var problems) ->
                throw new TrellisException(
                        "The archived approval %s/%s is unreadable: %s".formatted(definition, hash, problems));
        };
    }
}
