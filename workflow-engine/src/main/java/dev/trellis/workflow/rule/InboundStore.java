package dev.trellis.workflow.rule;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.vault.Vault;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Keeps the secrets of rules that take calls, sealed, and which calls were taken. */
@Singleton
class InboundStore {

    private static final int KEPT_DAYS = 30;

    private final Sql sql;
    private final Vault vault;

    InboundStore(Sql sql, Vault vault) {
        this.sql = sql;
        this.vault = vault;
    }

    private static String place(String rule) {
        return "rule/" + rule + "/inbound";
    }

    void secret(String rule, String secret, RecordId by) {
        sql.update("""
                INSERT INTO t_rule_inbound (rule, secret, created_by, created_at) VALUES (?, ?, ?, UTC_TIMESTAMP(6))
                ON DUPLICATE KEY UPDATE
                    secret = VALUES(secret), created_by = VALUES(created_by), created_at = VALUES(created_at)
                """, rule, vault.seal(place(rule), secret), by);
    }

    Optional<String> secret(String rule) {
        return sql.one("SELECT secret FROM t_rule_inbound WHERE rule = ?", row -> row.getString(1), rule)
                .map(kept -> vault.open(place(rule), kept));
    }

    Optional<RecordId> madeBy(String rule) {
        return sql.one(
                "SELECT created_by FROM t_rule_inbound WHERE rule = ?", row -> new RecordId(row.getLong(1)), rule);
    }

    /** Waits until no other call of the rule is being taken, so that of two with one key the second finds the first. */
    void turn(String rule) {
        sql.list("SELECT rule FROM t_rule_inbound WHERE rule = ? FOR UPDATE", row -> row.getString(1), rule);
    }

    Optional<RecordId> taken(String rule, String delivery) {
        return sql.one(
                "SELECT record_id FROM t_rule_inbound_call WHERE rule = ? AND delivery = ?",
                row -> new RecordId(row.getLong(1)),
                rule,
                delivery);
    }

    /** Notes a call; false if the same one was taken at the same moment. */
    boolean take(String rule, String delivery, RecordId record) {
        sql.update(
                "DELETE FROM t_rule_inbound_call WHERE created_at < TIMESTAMPADD(DAY, ?, UTC_TIMESTAMP(6)) LIMIT 1000",
                -KEPT_DAYS);
        return sql.update("""
                        INSERT IGNORE INTO t_rule_inbound_call (rule, delivery, record_id, created_at)
                        VALUES (?, ?, ?, UTC_TIMESTAMP(6))
                        """, rule, delivery, record) == 1;
    }
}
