package dev.trellis.workflow.notify;

import dev.trellis.core.database.OutboxEvent;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.EventConsumer;
import dev.trellis.workflow.people.People;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells people what becomes of requests: whoever is asked, urged or told, and the initiator how it ends. */
@Singleton
final class ApprovalNotices implements EventConsumer {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Notifications notifications;
    private final NoticeStore store;
    private final People people;
    private final Sql sql;

    ApprovalNotices(Notifications notifications, NoticeStore store, People people, Sql sql) {
        this.notifications = notifications;
        this.store = store;
        this.people = people;
        this.sql = sql;
    }

    @Override
    public String id() {
        return "approval-notices";
    }

    @Override
    public Set<String> topics() {
        return Set.of(
                "approval.task.created",
                "approval.task.urged",
                "approval.task.agreed",
                "approval.task.rejected",
                "approval.task.abstained",
                "approval.task.returned",
                "approval.task.transferred",
                "approval.copied",
                "approval.approved",
                "approval.rejected",
                "approval.returned",
                "approval.withdrawn",
                "approval.suspended",
                "approval.cancelled");
    }

    @Override
    public void accept(OutboxEvent event) {
        var facts = JSON.readTree(event.payload());
        switch (event.topic()) {
            case "approval.task.created" -> tell(facts, id(facts, "user"), NoticeKind.TASK, id(facts, "task"));
            case "approval.task.urged" -> tell(facts, id(facts, "user"), NoticeKind.URGED, id(facts, "task"));
            case "approval.copied" -> tell(facts, id(facts, "user"), NoticeKind.COPIED, null);
            case "approval.approved" -> tell(facts, id(facts, "initiator"), NoticeKind.APPROVED, null);
            case "approval.rejected" -> tell(facts, id(facts, "initiator"), NoticeKind.REJECTED, null);
            case "approval.returned" -> tell(facts, id(facts, "initiator"), NoticeKind.RETURNED, null);
            case "approval.suspended" -> tell(facts, id(facts, "initiator"), NoticeKind.SUSPENDED, null);
            case "approval.withdrawn" -> ended(facts, NoticeKind.WITHDRAWN);
            case "approval.cancelled" -> {
                ended(facts, NoticeKind.CANCELLED);
                tell(facts, id(facts, "initiator"), NoticeKind.CANCELLED, null);
            }
            default -> store.readTask(id(facts, "user"), id(facts, "task"));
        }
    }

    /** Whoever was asked and did not come to decide. */
    private void ended(JsonNode facts, NoticeKind kind) {
        var initiator = id(facts, "initiator");
        var asked = sql.list(
                "SELECT DISTINCT user_id FROM t_approval_task WHERE instance = ? AND user_id <> ?"
                        + " AND vote NOT IN ('AGREED', 'REJECTED', 'ABSTAINED', 'RETURNED', 'TRANSFERRED')",
                row -> new RecordId(row.getLong(1)),
                id(facts, "instance"),
                initiator);
        tell(facts, asked, kind, null);
    }

    private void tell(JsonNode facts, RecordId person, NoticeKind kind, @Nullable RecordId task) {
        tell(facts, List.of(person), kind, task);
    }

    private void tell(JsonNode facts, List<RecordId> whom, NoticeKind kind, @Nullable RecordId task) {
        var who = people.find(id(facts, "initiator")).map(People.Member::name).orElse("");
        notifications.tell(
                whom, kind, Map.of("who", who), facts.path("entity").asString(""), id(facts, "record"), task);
    }

    private static RecordId id(JsonNode facts, String member) {
        return RecordId.of(facts.path(member).stringValue());
    }
}
