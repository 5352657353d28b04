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

/**
 * Lets people see what they are asked about, as long as the request runs: the summary and the fields of their steps.
 * Only an open task lets them write; a copy only lets them read.
 */
@Singleton
final class OpenTaskGrants implements TemporaryGrants {

    private final Sql sql;
    private final DefinitionArchive archive;

    OpenTaskGrants(Sql sql, DefinitionArchive archive) {
        this.sql = sql;
        this.archive = archive;
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

    private Map<String, FieldRight> fields(List<Part> parts) {
        var fields = new HashMap<String, FieldRight>();
        for (var part : parts) {
            var definition = archive.read(part.definition(), part.hash());
            definition.summary().forEach(field -> fields.merge(field, FieldRight.READ, OpenTaskGrants::wider));
            fieldsOf(definition, part).forEach((field, right) -> fields.merge(field, right, OpenTaskGrants::wider));
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
