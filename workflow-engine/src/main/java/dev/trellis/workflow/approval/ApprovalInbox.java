package dev.trellis.workflow.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.InboxItem.Counts;
import dev.trellis.workflow.approval.InboxItem.Fact;
import dev.trellis.workflow.approval.InboxItem.Page;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.Reason;
import dev.trellis.workflow.people.ReasonJson;
import dev.trellis.workflow.route.Route;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists what waits for a person and what the person has to do with. */
@Singleton
final class ApprovalInbox {

    private static final String TODO = """
            FROM t_approval_task t
                JOIN t_approval_node n ON n.id = t.entry
            WHERE t.user_id = ? AND t.vote = 'PENDING'
            """;
    private static final String DONE = """
            FROM t_approval_task t
                JOIN t_approval_node n ON n.id = t.entry
            WHERE t.user_id = ? AND t.vote IN ('AGREED', 'REJECTED', 'ABSTAINED', 'RETURNED', 'TRANSFERRED')
            """;
    private static final String STARTED = """
            FROM t_approval_instance i
            WHERE i.initiator = ?
            """;
    private static final String CC = """
            FROM t_approval_copy c
            WHERE c.user_id = ?
            """;
    private static final String TASK_COLUMNS =
            "SELECT t.id AS task, t.instance, n.node, t.reasons, t.vote, COALESCE(t.decided_at, t.created_at) AS since ";

    private final Sql sql;
    private final Records records;
    private final ApprovalStore store;
    private final DefinitionArchive archive;
    private final Places places;
    private final Permits permits;
    private final People people;

    ApprovalInbox(
            Sql sql,
            Records records,
            ApprovalStore store,
            DefinitionArchive archive,
            Places places,
            Permits permits,
            People people) {
        this.sql = sql;
        this.records = records;
        this.store = store;
        this.archive = archive;
        this.places = places;
        this.permits = permits;
        this.people = people;
    }

    Page page(Actor.Person person, InboxFolder folder, int offset, int limit) {
        var lines = switch (folder) {
            case TODO -> lines(TASK_COLUMNS + TODO + "ORDER BY t.created_at, t.id", person, offset, limit);
            case DONE -> lines(TASK_COLUMNS + DONE + "ORDER BY t.decided_at DESC, t.id", person, offset, limit);
            case STARTED -> lines("""
                                SELECT 0 AS task, i.id AS instance, '' AS node, '[]' AS reasons, '' AS vote,
                                    i.started_at AS since
                                """ + STARTED + "ORDER BY i.started_at DESC, i.id", person, offset, limit);
            case CC -> lines("""
                                SELECT 0 AS task, c.instance, c.node, c.reasons, '' AS vote, c.created_at AS since
                                """ + CC + "ORDER BY c.created_at DESC, c.id", person, offset, limit);
        };
        var definitions = new HashMap<String, ApprovalDefinition>();
        return new Page(
                lines.stream()
                        .map(line -> item(person, folder, line, definitions))
                        .toList(),
                count(person, folder));
    }

    Counts counts(Actor.Person person) {
        return new Counts(
                count(person, InboxFolder.TODO),
                count(person, InboxFolder.DONE),
                count(person, InboxFolder.STARTED),
                count(person, InboxFolder.CC));
    }

    private long count(Actor.Person person, InboxFolder folder) {
        var from = switch (folder) {
            case TODO -> TODO;
            case DONE -> DONE;
            case STARTED -> STARTED;
            case CC -> CC;
        };
        return sql.one("SELECT COUNT(*) AS total " + from, row -> row.getLong("total"), person.user())
                .orElse(0L);
    }

    private record Line(long task, RecordId instance, String node, List<Reason> reasons, String vote, Instant since) {}

    private List<Line> lines(String statement, Actor.Person person, int offset, int limit) {
        return sql.list(statement + " LIMIT ? OFFSET ?", ApprovalInbox::line, person.user(), limit, offset);
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                row.getLong("task"),
                new RecordId(row.getLong("instance")),
                row.getString("node"),
                ReasonJson.read(row.getString("reasons")),
                row.getString("vote"),
                Sql.instant(row, "since"));
    }

    private InboxItem item(
            Actor.Person person, InboxFolder folder, Line line, Map<String, ApprovalDefinition> definitions) {
        var instance = store.instance(line.instance()).orElseThrow();
        var definition = definitions.computeIfAbsent(
                instance.hash(), hash -> archive.read(instance.definition(), instance.hash()));
        var record = find(person, instance);
        return new InboxItem(
                line.task() == 0 ? null : new RecordId(line.task()),
                instance.id(),
                definition.label(),
                instance.state(),
                instance.entity(),
                instance.record(),
                record.map(found -> title(person, found)).orElse(""),
                record.map(found -> summary(person, found, definition)).orElse(List.of()),
                people.find(instance.initiator()).map(People.Member::name).orElse("?"),
                step(definition, line.node()),
                line.reasons(),
                line.since(),
                line.vote().isEmpty() ? null : Vote.valueOf(line.vote()),
                folder == InboxFolder.TODO ? may(person, instance) : null);
    }

    private ApprovalView.May may(Actor.Person person, Instance instance) {
        var now = Instant.now();
        return places.find(instance, now)
                .map(place -> permits.of(person, place, now))
                .orElse(ApprovalView.May.NOTHING);
    }

    private static @Nullable Label step(ApprovalDefinition definition, String node) {
        return Route.find(definition.nodes(), node).map(Node::label).orElse(null);
    }

    private Optional<StoredRecord> find(Actor.Person person, Instance instance) {
        return records.find(person, instance.entity(), instance.record(), Set.of())
                        instanceof FindResult.Found(var found)
                ? Optional.of(found)
                : Optional.empty();
    }

    private String title(Actor.Person person, StoredRecord record) {
        return entity(person, record)
                .flatMap(entity -> entity.field(entity.title()))
                .map(field -> text(record, field, person.locale()))
                .orElse("");
    }

    private List<Fact> summary(Actor.Person person, StoredRecord record, ApprovalDefinition definition) {
        var entity = entity(person, record);
        return definition.summary().stream()
                .flatMap(id -> entity.flatMap(found -> found.field(id)).stream())
                .filter(field -> record.values().containsKey(field.id()))
                .map(field -> new Fact(field.id(), field.label(), text(record, field, person.locale())))
                .toList();
    }

    private Optional<EntityDefinition> entity(Actor.Person person, StoredRecord record) {
        return records.schema(person).metadata().entity(record.entity());
    }

    private static String text(StoredRecord record, FieldDefinition field, Locale locale) {
        var label = record.labels().get(field.id());
        return label != null ? label : field.type().codec().toText(record.value(field.id()), locale);
    }
}
