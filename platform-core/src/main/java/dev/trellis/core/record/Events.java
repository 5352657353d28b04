package dev.trellis.core.record;

import dev.trellis.core.database.Outbox;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
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

    /** A record of which computed fields have other values now. */
    record Computed(Row row, Collection<String> fields) {}

    /** Computed values of records were brought up to date; their versions are the same. */
    void computed(Session session, List<Computed> brought) {
        outbox.append(
                RecordChanged.TOPIC,
                brought.stream()
                        .map(one -> entry(session, one.row(), "computed", one.fields()))
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
