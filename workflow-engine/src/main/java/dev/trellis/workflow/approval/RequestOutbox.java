package dev.trellis.workflow.approval;

import dev.trellis.core.database.Outbox;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import jakarta.inject.Singleton;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells the world what becomes of requests: notifications, open inboxes, webhooks. */
@Singleton
final class RequestOutbox {

    private final Outbox outbox;
    private final JsonMapper mapper = JsonMapper.shared();

    RequestOutbox(Outbox outbox) {
        this.outbox = outbox;
    }

    void taskCreated(Instance instance, RecordId task, RecordId user) {
        append(
                "approval.task.created",
                task,
                facts(instance).put("task", task.toString()).put("user", user.toString()));
    }

    void copied(Instance instance, RecordId copy, RecordId user) {
        append("approval.copied", copy, facts(instance).put("user", user.toString()));
    }

    /** Somebody did something with a task: agreed, rejected, handed it over. */
    void acted(Instance instance, RecordId task, RecordId user, ApprovalEvent event) {
        append(
                "approval.task." + event.key(),
                task,
                facts(instance).put("task", task.toString()).put("user", user.toString()));
    }

    /** Somebody is to be reminded of a task. */
    void urged(Instance instance, RecordId task, RecordId user) {
        append(
                "approval.task.urged",
                task,
                facts(instance).put("task", task.toString()).put("user", user.toString()));
    }

    /** The request came into a state: submitted, returned, suspended, approved, rejected, withdrawn. */
    void turned(Instance instance, ApprovalState state) {
        append(
                state == ApprovalState.RUNNING ? "approval.submitted" : "approval." + state.key(),
                instance.id(),
                facts(instance));
    }

    private ObjectNode facts(Instance instance) {
        return mapper.createObjectNode()
                .put("instance", instance.id().toString())
                .put("approval", instance.definition())
                .put("entity", instance.entity())
                .put("record", instance.record().toString())
                .put("initiator", instance.initiator().toString());
    }

    private void append(String topic, RecordId key, ObjectNode payload) {
        outbox.append(topic, key.toString(), mapper.writeValueAsString(payload));
    }
}
