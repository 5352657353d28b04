package dev.trellis.workflow.webhook;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.vault.Vault;
import dev.trellis.workflow.webhook.Webhook.Delivery;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps receivers and calls. */
@Singleton
class WebhookStore {

    private static final String COLUMNS = "SELECT id, label, url, events, created_by, created_at FROM t_webhook ";

    private static final Pattern CLEAR = Pattern.compile("[0-9a-f]{64}");

    private final Sql sql;
    private final RecordIds ids;
    private final Vault vault;

    WebhookStore(Sql sql, RecordIds ids, Vault vault) {
        this.sql = sql;
        this.ids = ids;
        this.vault = vault;
    }

    private static String place(RecordId webhook) {
        return "webhook/" + webhook;
    }

    RecordId insert(String label, String url, List<String> events, String secret, RecordId by) {
        var id = ids.next();
        sql.update("""
                INSERT INTO t_webhook (id, label, url, events, secret, created_by, created_at)
                VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))
                """, id, label, url, String.join(",", events), vault.seal(place(id), secret), by);
        return id;
    }

    List<Webhook> all() {
        return sql.list(COLUMNS + "WHERE deleted_at IS NULL ORDER BY id", WebhookStore::webhook);
    }

    Optional<Webhook> find(RecordId id) {
        return sql.one(COLUMNS + "WHERE deleted_at IS NULL AND id = ?", WebhookStore::webhook, id);
    }

    boolean delete(RecordId id) {
        return sql.update(
                        "UPDATE t_webhook SET deleted_at = UTC_TIMESTAMP(6), secret = '' WHERE id = ? AND deleted_at IS NULL",
                        id)
                == 1;
    }

    /** Keeps a call to be made; empty if the event has one. */
    Optional<RecordId> call(RecordId webhook, long event, String topic, String body) {
        var id = ids.next();
        return sql.update("""
                        INSERT IGNORE INTO t_webhook_delivery
                            (id, webhook_id, event_id, topic, body, state, attempts, answer, created_at, changed_at)
                        VALUES (?, ?, ?, ?, ?, 'waiting', 0, '', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
                        """, id, webhook, event, topic, body) == 1 ? Optional.of(id) : Optional.empty();
    }

    void job(RecordId delivery, RecordId job) {
        sql.update("UPDATE t_webhook_delivery SET job_id = ?, state = 'waiting' WHERE id = ?", job, delivery);
    }

    /** What a call needs; empty if the receiver is gone. */
    record Call(String url, String secret, String topic, String body) {}

    Optional<Call> call(RecordId delivery) {
        return sql.one(
                """
                SELECT w.url, w.secret, d.topic, d.body, w.id
                FROM t_webhook_delivery d
                    JOIN t_webhook w ON w.id = d.webhook_id AND w.deleted_at IS NULL
                WHERE d.id = ?
                """,
                row -> new Call(
                        row.getString(1),
                        secret(new RecordId(row.getLong(5)), row.getString(2)),
                        row.getString(3),
                        row.getString(4)),
                delivery);
    }

    /** Secrets of before the master key was there stand in clear until {@link #sealAll}. */
    private String secret(RecordId webhook, String kept) {
        return CLEAR.matcher(kept).matches() ? kept : vault.open(place(webhook), kept);
    }

    /** Seals every secret that still stands in clear; returns how many those were. */
    int sealAll() {
        var clear = sql.list(
                "SELECT id, secret FROM t_webhook WHERE secret REGEXP '^[0-9a-f]{64}$'",
                row -> Map.entry(new RecordId(row.getLong(1)), row.getString(2)));
        clear.forEach(each -> sql.update(
                "UPDATE t_webhook SET secret = ? WHERE id = ? AND secret = ?",
                vault.seal(place(each.getKey()), each.getValue()),
                each.getKey(),
                each.getValue()));
        return clear.size();
    }

    void answered(RecordId delivery, String state, String answer) {
        sql.update("""
                UPDATE t_webhook_delivery
                SET state = ?, answer = ?, attempts = attempts + 1, changed_at = UTC_TIMESTAMP(6)
                WHERE id = ?
                """, state, answer.substring(0, Math.min(200, answer.length())), delivery);
    }

    Optional<RecordId> webhookOf(RecordId delivery) {
        return sql.one(
                "SELECT webhook_id FROM t_webhook_delivery WHERE id = ? AND state IN ('failed', 'done')",
                row -> new RecordId(row.getLong(1)),
                delivery);
    }

    List<Delivery> deliveries(RecordId webhook, int limit) {
        return sql.list("""
                SELECT id, topic, state, attempts, answer, created_at
                FROM t_webhook_delivery
                WHERE webhook_id = ?
                ORDER BY id DESC
                LIMIT ?
                """, WebhookStore::delivery, webhook, limit);
    }

    long dead(RecordId webhook) {
        return sql.one(
                        "SELECT COUNT(*) FROM t_webhook_delivery WHERE webhook_id = ? AND state = 'failed'",
                        row -> row.getLong(1),
                        webhook)
                .orElse(0L);
    }

    void sweep(int days) {
        sql.update("DELETE FROM t_webhook_delivery WHERE changed_at < TIMESTAMPADD(DAY, ?, UTC_TIMESTAMP(6))", -days);
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                new RecordId(row.getLong("id")),
                row.getString("label"),
                row.getString("url"),
                List.of(row.getString("events").split(",")),
                new RecordId(row.getLong("created_by")),
                Sql.instant(row, "created_at"));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        var state = row.getString("state");
        return new Delivery(
                new RecordId(row.getLong("id")),
                row.getString("topic"),
                state,
                row.getInt("attempts"),
                row.getString("answer"),
                Sql.instant(row, "created_at"),
                !state.equals("waiting"));
    }
}
