package dev.trellis.core.database;

import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what happened, in the transaction in which it happened. An event that was not committed never was. */
@Singleton
public final class Outbox {

    private final Sql sql;
    private final RecordIds ids;

    Outbox(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /**
     * Appends an event in the unit of work under way.
     *
     * @param topic what kind of event, dotted lower-case words, at most 64
     * @param key what it is about (a record id, a version), at most 120 characters
     * @param payload the facts as JSON
     */
    public void append(String topic, String key, String payload) {
        append(topic, List.of(new Entry(key, payload)));
    }

    /** One of several events of a topic. */
    public record Entry(String key, String payload) {}

    /** Appends events in order, in one statement as far as the driver can. */
    public void append(String topic, List<Entry> entries) {
        sql.batch(
                """
                INSERT INTO t_outbox (id, topic, event_key, payload, created_at)
                VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))
                """,
                entries.stream()
                        .map(entry -> List.<@Nullable Object>of(ids.next(), topic, entry.key(), entry.payload()))
                        .toList());
    }
}
