package dev.trellis.core.database;

import jakarta.inject.Singleton;

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
        sql.update("""
                INSERT INTO t_outbox (id, topic, event_key, payload, created_at)
                VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))
                """, ids.next(), topic, key, payload);
    }
}
