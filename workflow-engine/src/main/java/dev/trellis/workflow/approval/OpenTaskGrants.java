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
 * Only an open task lets them write; a copy only lets them read. The initiator's rights are those of the start: they write
 * while they submit, and while the request is with them again.
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

    /** The initiator's part in a request, where those of others name their node. */
    private static final String START = "";

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
                UNION ALL
                SELECT i.definition, i.hash, '',
                    CASE WHEN i.state = 'RETURNED' OR i.process IS NULL THEN 'PENDING' ELSE '' END
                FROM t_approval_instance i
                WHERE i.entity = ? AND i.record_id = ? AND i.running = 1 AND i.initiator = ?
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
                person.user(),
                entity,
                record,
                person.user());
        var given = parts.stream().filter(this::gives).toList();
        return given.isEmpty() ? Optional.empty() : Optional.of(new TemporaryGrant(fields(given)));
    }

    /** Whoever asks for something has a part of their own only where the start says so. */
    private boolean gives(Part part) {
        return !part.node().equals(START)
                || !archive.read(part.definition(), part.hash())
                        .start()
                        .fields()
                        .isEmpty();
    }

    /** The rights of the start on the records that are with their initiator again. */
    @Override
    public Map<RecordId, TemporaryGrant> handed(Actor.Person person, String entity) {
        if (!hiding.mayHand(entity)) {
            return Map.of();
        }
        var handed = new HashMap<RecordId, TemporaryGrant>();
        sql
                .list(
                        """
                        SELECT record_id, definition, hash
                        FROM t_approval_instance
                        WHERE initiator = ? AND running = 1 AND entity = ? AND state = 'RETURNED'
                        ORDER BY id
                        """,
                        row -> Map.entry(
                                new RecordId(row.getLong("record_id")),
                                archive.read(row.getString("definition"), row.getString("hash"))
                                        .start()
                                        .fields()),
                        person.user(),
                        entity)
                .stream()
                .filter(given -> !given.getValue().isEmpty())
                .forEach(given -> handed.putIfAbsent(
                        given.getKey(), new TemporaryGrant(given.getValue(), with(given.getValue(), FieldRight.READ))));
        return handed;
    }

    /**
     * What every step at which somebody takes part in a record's running requests hides, the start counting as the step of
     * whoever asks: to them nothing is hidden that the start does not hide.
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
                        WHERE t.user_id = ? AND i.running = 1 AND i.entity = ?
                        UNION ALL
                        SELECT i.record_id, i.definition, i.hash, c.node
                        FROM t_approval_copy c
                            JOIN t_approval_instance i ON i.id = c.instance
                        WHERE c.user_id = ? AND i.running = 1 AND i.entity = ?
                        UNION ALL
                        SELECT i.record_id, i.definition, i.hash, ''
                        FROM t_approval_instance i
                        WHERE i.initiator = ? AND i.running = 1 AND i.entity = ?
                        """,
                        row -> Map.entry(
                                new RecordId(row.getLong("record_id")),
                                hides(
                                        archive.read(row.getString("definition"), row.getString("hash")),
                                        row.getString("node"))),
                        person.user(),
                        entity,
                        person.user(),
                        entity,
                        person.user(),
                        entity)
                .forEach(part -> hidden.merge(part.getKey(), part.getValue(), OpenTaskGrants::both));
        hidden.values().removeIf(Set::isEmpty);
        return hidden;
    }

    private static Set<String> hides(ApprovalDefinition definition, String node) {
        return with(fields(definition, node), FieldRight.NONE);
    }

    private static Map<String, FieldRight> fields(ApprovalDefinition definition, String node) {
        return node.equals(START) ? definition.start().fields() : ApprovalHistory.fields(definition, node);
    }

    private static Set<String> with(Map<String, FieldRight> fields, FieldRight right) {
        return fields.entrySet().stream()
                .filter(entry -> entry.getValue() == right)
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
            if (!part.node().equals(START)) {
                // What a step hides is not shown by the summary.
                definition
                        .summary()
                        .forEach(field ->
                                fields.merge(field, given.getOrDefault(field, FieldRight.READ), OpenTaskGrants::wider));
            }
            given.forEach((field, right) -> fields.merge(field, right, OpenTaskGrants::wider));
        }
        return fields;
    }

    private static Map<String, FieldRight> fieldsOf(ApprovalDefinition definition, Part part) {
        var fields = new HashMap<>(fields(definition, part.node()));
        if (!part.isOpen()) {
            fields.replaceAll((field, right) -> right == FieldRight.WRITE ? FieldRight.READ : right);
        }
        return fields;
    }

    private static FieldRight wider(FieldRight one, FieldRight other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
