package dev.trellis.workflow.notify;

import dev.trellis.core.database.OutboxEvent;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.EventConsumer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells owners, and their managers, of records that were left alone: that they should act, that one goes back, that it went. */
@Singleton
final class PoolNotices implements EventConsumer {

    private static final String REMINDED = "pool.reminded";
    private static final String WARNED = "pool.warned";
    private static final String RECYCLED = "pool.recycled";

    private final Notifications notifications;

    PoolNotices(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public String id() {
        return "pool-notices";
    }

    @Override
    public Set<String> topics() {
        return Set.of(REMINDED, WARNED, RECYCLED);
    }

    @Override
    public void accept(OutboxEvent event) {
        var facts = JsonMapper.shared().readTree(event.payload());
        switch (event.topic()) {
            case REMINDED ->
                tell(
                        facts,
                        "to",
                        NoticeKind.IDLE,
                        Map.of("days", facts.path("days").asString("")));
            case WARNED ->
                tell(
                        facts,
                        "owner",
                        NoticeKind.POOL_WARNED,
                        Map.of("on", facts.path("dueOn").asString("")));
            default -> tell(facts, "owner", NoticeKind.POOL_TAKEN, Map.of());
        }
    }

    private void tell(JsonNode facts, String whom, NoticeKind kind, Map<String, String> more) {
        notifications.tell(
                List.of(RecordId.of(facts.path(whom).stringValue())),
                kind,
                more,
                facts.path("entity").stringValue(),
                RecordId.of(facts.path("record").stringValue()),
                null);
    }
}
