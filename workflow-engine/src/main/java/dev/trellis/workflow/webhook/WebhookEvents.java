package dev.trellis.workflow.webhook;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.database.OutboxEvent;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.EventConsumer;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.HistoryResult;
import dev.trellis.core.record.RecordChanged;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a call for every receiver that wants an event, with the values that whoever set it up may see. */
@Singleton
final class WebhookEvents implements EventConsumer {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> KINDS = Set.of("created", "changed", "updated", "deleted", "restored");

    private final WebhookStore store;
    private final Webhooks webhooks;
    private final Records records;
    private final ActorResolver actors;

    WebhookEvents(WebhookStore store, Webhooks webhooks, Records records, ActorResolver actors) {
        this.store = store;
        this.webhooks = webhooks;
        this.records = records;
        this.actors = actors;
    }

    @Override
    public String id() {
        return "webhooks";
    }

    @Override
    public Set<String> topics() {
        return Set.of(
                RecordChanged.TOPIC,
                "approval.submitted",
                "approval.approved",
                "approval.rejected",
                "approval.withdrawn",
                "approval.returned");
    }

    @Override
    public void accept(OutboxEvent event) {
        accept(List.of(event));
    }

    @Override
    public void accept(List<OutboxEvent> events) {
        var receivers = store.all();
        if (!receivers.isEmpty()) {
            events.forEach(event -> accept(event, receivers));
        }
    }

    private void accept(OutboxEvent event, List<Webhook> receivers) {
        var facts = (ObjectNode) JSON.readTree(event.payload());
        var name = name(event, facts);
        for (var webhook : receivers) {
            if (!name.isEmpty() && webhook.wants(name)) {
                body(webhook, name, event, facts)
                        .flatMap(body -> store.call(webhook.id(), event.id(), name, body))
                        .ifPresent(delivery -> webhooks.begin(delivery, webhook.label() + " · " + name));
            }
        }
    }

    private static String name(OutboxEvent event, JsonNode facts) {
        if (!event.topic().equals(RecordChanged.TOPIC)) {
            return event.topic();
        }
        var kind = facts.path("kind").asString("");
        return KINDS.contains(kind)
                ? "record." + facts.path("entity").asString("") + "." + (kind.equals("updated") ? "changed" : kind)
                : "";
    }

    /** Empty where the person behind the receiver may not see the record, or is gone. */
    private Optional<String> body(Webhook webhook, String name, OutboxEvent event, ObjectNode facts) {
        var person = actors.person(webhook.by(), Actor.Via.API);
        if (person.isEmpty()) {
            return Optional.empty();
        }
        var json = JsonNodeFactory.instance.objectNode();
        json.put("event", name).put("id", String.valueOf(event.id()));
        var entity = facts.path("entity").asString("");
        var schema = records.schema(person.get());
        if (schema.entity(entity).isEmpty()) {
            return Optional.empty();
        }
        if (event.topic().equals(RecordChanged.TOPIC)) {
            return record(person.get(), schema, json, entity, facts);
        }
        var record = RecordId.of(facts.path("record").stringValue());
        if (!(records.find(person.get(), entity, record, Set.of()) instanceof FindResult.Found)) {
            return Optional.empty();
        }
        List.of("approval", "instance", "entity", "record", "initiator")
                .forEach(member -> json.set(member, facts.path(member)));
        return Optional.of(json.toString());
    }

    private Optional<String> record(
            Actor.Person person, VisibleSchema schema, ObjectNode json, String entity, ObjectNode facts) {
        var id = RecordId.of(facts.path("id").stringValue());
        json.put("entity", entity).put("record", id.toString()).set("version", facts.path("version"));
        var deleted = json.path("event").asString("").endsWith(".deleted");
        if (deleted) {
            return Optional.of(json.toString());
        }
        if (!(records.find(person, entity, id, Set.of()) instanceof FindResult.Found(var found))) {
            return Optional.empty();
        }
        json.set("values", values(schema, found));
        var before = json.putObject("before");
        var after = json.putObject("after");
        if (records.history(person, entity, id) instanceof HistoryResult.Entries(var entries) && !entries.isEmpty()) {
            for (var change : entries.getFirst().changes()) {
                before.set(change.path(), value(schema, entity, change.path(), change.before(), change.beforeText()));
                after.set(change.path(), value(schema, entity, change.path(), change.after(), change.afterText()));
            }
        }
        return Optional.of(json.toString());
    }

    private static ObjectNode values(VisibleSchema schema, StoredRecord record) {
        var json = JsonNodeFactory.instance.objectNode();
        record.values().forEach((path, carrier) -> {
            if (carrier instanceof List<?> rows && rows.stream().allMatch(StoredRecord.class::isInstance)) {
                var lines = json.putArray(path);
                rows.forEach(row -> lines.add(values(schema, (StoredRecord) row)));
            } else {
                json.set(path, value(schema, record.entity(), path, carrier, ""));
            }
        });
        return json;
    }

    /** A value of a line has no field of the record by its path: people's words stand for it. */
    private static JsonNode value(
            VisibleSchema schema, String entity, String path, @Nullable Object carrier, String text) {
        return schema.path(entity, path)
                .map(field -> field.type().codec().toJson(carrier))
                .orElseGet(() -> text.isEmpty()
                        ? JsonNodeFactory.instance.nullNode()
                        : JsonNodeFactory.instance.stringNode(text.strip().isEmpty() ? "" : text));
    }
}
