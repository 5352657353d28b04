package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.TemporaryGrant;
import dev.trellis.core.access.TemporaryGrants;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.workflow.node.Vote;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets people see what they are asked about, as long as the request runs: the summary and the fields of their steps.
 * Only an open task lets them write; a copy only lets them read.
 */
@Singleton
final class OpenTaskGrants implements TemporaryGrants {

    private final Sql sql;
    private final DefinitionArchive archive;
    private final HidingFlows hiding;

    OpenTaskGrants(Sql sql, DefinitionArchive archive, HidingFlows hiding) {
        this.sql = sql;
        this.archive = archive;
        this.hiding = hiding;
    }

    private record Part(String definition, String hash, String node, boolean isOpen) {}

    @Override
    public Optional<TemporaryGrant> find(Actor.Person person, String entity, RecordId record) {
        var parts = sql.list(
                """
                SELECT i.definition, i.hash, n.node, t.vote
                FROM t_approval_instance i
                    JOIN t_approval_task t ON t.instance = i.id
                    JOIN t_approval_node n ON n.id = t.entry
                WHERE i.entity = ? AND i.record_id = ? AND i.running = 1 AND t.user_id = ?
                UNION ALL
                SELECT i.definition, i.hash, c.node, ''
                FROM t_approval_instance i
                    JOIN t_approval_copy c ON c.instance = i.id
                WHERE i.entity = ? AND i.record_id = ? AND i.running = 1 AND c.user_id = ?
                """,
                row -> new Part(
                        row.getString("definition"),
                        row.getString("hash"),
                        row.getString("node"),
                        row.getString("vote").equals(Vote.PENDING.name())),
                entity,
                record,
                person.user(),
                entity,
                record,
                person.user());
        return parts.isEmpty() ? Optional.empty() : Optional.of(new TemporaryGrant(fields(parts)));
    }

    /**
     * What every step at which somebody takes part in a record's running requests hides. Who asks for something has
     * written it, and is hidden nothing.
     */
    @Override
    public Map<RecordId, Set<String>> hidden(Actor.Person person, String entity) {
        if (!hiding.mayHide(entity)) {
            return Map.of();
        }
        var hidden = new HashMap<RecordId, Set<String>>();
        sql.list(
                        """
                        SELECT i.record_id, i.definition, i.hash, n.node
                        FROM t_approval_task t
                            JOIN t_approval_instance i ON i.id = t.instance
                            JOIN t_approval_node n ON n.id = t.entry
                        WHERE t.user_id = ? AND i.running = 1 AND i.entity = ? AND i.initiator <> t.user_id
                        UNION ALL
                        SELECT i.record_id, i.definition, i.hash, c.node
                        FROM t_approval_copy c
                            JOIN t_approval_instance i ON i.id = c.instance
                        WHERE c.user_id = ? AND i.running = 1 AND i.entity = ? AND i.initiator <> c.user_id
                        """,
                        row -> Map.entry(
                                new RecordId(row.getLong("record_id")),
                                hides(
                                        archive.read(row.getString("definition"), row.getString("hash")),
                                        row.getString("node"))),
                        person.user(),
                        entity,
                        person.user(),
                        entity)
                .forEach(part -> hidden.merge(part.getKey(), part.getValue(), OpenTaskGrants::both));
        hidden.values().removeIf(Set::isEmpty);
        return hidden;
    }

    private static Set<String> hides(ApprovalDefinition definition, String node) {
        return ApprovalHistory.fields(definition, node).entrySet().stream()
                .filter(entry -> entry.getValue() == FieldRight.NONE)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        return one.stream().filter(other::contains).collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, FieldRight> fields(List<Part> parts) {
        var fields = new HashMap<String, FieldRight>();
        for (var part : parts) {
            var definition = archive.read(part.definition(), part.hash());
            var given = fieldsOf(definition, part);
            // What a step hides is not shown by the summary.
            definition
                    .summary()
                    .forEach(field ->
                            fields.merge(field, given.getOrDefault(field, FieldRight.READ), OpenTaskGrants::wider));
            given.forEach((field, right) -> fields.merge(field, right, OpenTaskGrants::wider));
        }
        return fields;
    }

    private static Map<String, FieldRight> fieldsOf(ApprovalDefinition definition, Part part) {
        var fields = new HashMap<>(ApprovalHistory.fields(definition, part.node()));
        if (!part.isOpen()) {
            fields.replaceAll((field, right) -> right == FieldRight.WRITE ? FieldRight.READ : right);
        }
        return fields;
    }

    private static FieldRight wider(FieldRight one, FieldRight other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
