package dev.trellis.core.record;

import dev.trellis.core.field.RecordId;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says that a record was created, changed, deleted or locked. It carries no values: whoever wants them reads the record
 * with its own right.
 *
 * @param kind what happened: {@code created}, {@code updated}, {@code deleted}, {@code locked} …
 */
public record RecordChanged(String entity, RecordId id, int version, String kind) {

    /** The topic of these events in the outbox. */
    public static final String TOPIC = "record.changed";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Writes that the circle of those who reach a record is another; the record itself is as it was. */
    public static String shared(String entity, RecordId id, RecordId by) {
        var payload = JSON.createObjectNode();
        payload.put("entity", entity);
        payload.put("id", id.toString());
        payload.put("version", 0);
        payload.put("kind", "shared");
        payload.put("by", by.toString());
        payload.putArray("fields");
        return JSON.writeValueAsString(payload);
    }

    /** Reads the payload of an event of this topic. */
    public static RecordChanged read(String payload) {
        var json = JSON.readTree(payload);
        return new RecordChanged(
                json.get("entity").stringValue(),
                RecordId.of(json.get("id").stringValue()),
                json.get("version").intValue(),
                json.get("kind").stringValue());
    }
}
