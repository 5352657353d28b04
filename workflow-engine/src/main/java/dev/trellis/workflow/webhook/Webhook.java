package dev.trellis.workflow.webhook;

import dev.trellis.core.field.RecordId;
import java.time.Instant;
import java.util.List;

/**
 * One receiver.
 *
 * @param events {@code record.<entity>.<created|changed|deleted|restored>}, {@code record.<entity>.*},
 *     {@code approval.<submitted|approved|rejected|withdrawn|returned>}
 */
public record Webhook(RecordId id, String label, String url, List<String> events, RecordId by, Instant createdAt) {

    public Webhook {
        events = List.copyOf(events);
    }

    /** Tells whether it wants an event of this name. */
    boolean wants(String name) {
        return events.contains(name) || events.contains(name.substring(0, name.lastIndexOf('.')) + ".*");
    }

    /** One call. */
    public record Delivery(
            RecordId id, String topic, String state, int attempts, String answer, Instant at, boolean mayReplay) {}

    /**
     * The outcome of setting one up.
     *
     * @param secret signs its calls; shown this once
     */
    public record Created(Webhook webhook, String secret) {}
}
