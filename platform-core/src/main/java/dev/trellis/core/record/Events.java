package dev.trellis.core.record;

import dev.trellis.core.database.Outbox;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tells what happened to records, by the outbox; read it back with {@link RecordChanged}. */
@Singleton
class Events {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Outbox outbox;

    Events(Outbox outbox) {
        this.outbox = outbox;
    }

    void append(Session session, List<HistoryStore.Saved> saves) {
        outbox.append(
                RecordChanged.TOPIC,
                saves.stream()
                        .map(save -> entry(
                                session,
                                save.after(),
                                save.kind().name().toLowerCase(java.util.Locale.ROOT),
                                save.fields()))
                        .toList());
    }

    void locked(Session session, Row row) {
        append(session, row, "locked", List.of());
    }

    /** Computed values of records were brought up to date; their versions are the same. */
    void computed(Session session, List<Pending> brought) {
        outbox.append(
                RecordChanged.TOPIC,
                brought.stream()
                        .map(pending -> entry(
                                session,
                                pending.after(),
                                "computed",
                                Writes.differing(Objects.requireNonNull(pending.before()), pending.after())))
                        .toList());
    }

    private void append(Session session, Row row, String kind, Iterable<String> fields) {
        outbox.append(RecordChanged.TOPIC, List.of(entry(session, row, kind, fields)));
    }

    private static Outbox.Entry entry(Session session, Row row, String kind, Iterable<String> fields) {
        var payload = JsonNodeFactory.instance.objectNode();
        payload.put("entity", row.shape().id());
        payload.put("id", row.id().toString());
        payload.put("version", row.version());
        payload.put("kind", kind);
        var by = session.user();
        if (by != null) {
            payload.put("by", by.toString());
        }
        var names = payload.putArray("fields");
        fields.forEach(names::add);
        return new Outbox.Entry(row.id().toString(), JSON.writeValueAsString(payload));
    }
}
