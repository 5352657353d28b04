package dev.trellis.samples.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** What {@link LimitServer} does on a connection, statement by statement. */
final class LimitRecords {

    private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis() << 20);

    private final long owner;

    LimitRecords(long owner) {
        this.owner = owner;
    }

    /** What was asked: the parameters of the address, the version that the caller has seen, the values of the body. */
    record Asked(Map<String, String> parameters, int version, JsonNode values) {
        long id() {
            return Long.parseLong(parameters.get("id"));
        }
    }

    String read(Connection connection, Asked asked) throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT o.id, o.version, o.name, o.amount, o.stage, o.close_date, o.account, a.name
                FROM r_opportunity o LEFT JOIN r_account a ON a.id = o.account
                WHERE o.id = ? AND o.deleted_at IS NULL
                """)) {
            statement.setLong(1, asked.id());
            try (var row = statement.executeQuery()) {
                return row.next() ? json(row) : "{}";
            }
        }
    }

    private static String json(ResultSet row) throws SQLException {
        return "{\"id\":\"" + row.getLong(1) + "\",\"version\":" + row.getInt(2) + ",\"name\":\"" + row.getString(3)
                + "\",\"amount\":" + row.getBigDecimal(4) + ",\"stage\":\"" + row.getString(5) + "\",\"close_date\":\""
                + row.getString(6) + "\",\"account\":\"" + row.getLong(7) + "\",\"label\":\"" + row.getString(8)
                + "\"}";
    }

    String update(Connection connection, Asked asked) throws SQLException {
        long id = asked.id();
        var amount = asked.values().path("amount").decimalValue();
        connection.setAutoCommit(false);
        Opportunity before;
        try (var statement = connection.prepareStatement("""
                SELECT version, name, amount, stage, close_date, probability, weighted_amount
                FROM r_opportunity WHERE id = ? AND deleted_at IS NULL FOR UPDATE
                """)) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                if (!row.next() || row.getInt(1) != asked.version()) {
                    connection.rollback();
                    return "";
                }
                before = new Opportunity(
                        id,
                        row.getInt(1),
                        row.getString(2),
                        row.getBigDecimal(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBigDecimal(6),
                        row.getBigDecimal(7));
            }
        }
        var after = before.with(amount);
        try (var statement = connection.prepareStatement("""
                UPDATE r_opportunity SET amount = ?, weighted_amount = ?, version = ?, changed_at = UTC_TIMESTAMP(6),
                    changed_by = ?
                WHERE id = ? AND version = ? AND deleted_at IS NULL
                """)) {
            statement.setBigDecimal(1, after.amount());
            statement.setBigDecimal(2, after.weighted());
            statement.setInt(3, after.version());
            statement.setLong(4, owner);
            statement.setLong(5, id);
            statement.setInt(6, before.version());
            if (statement.executeUpdate() == 0) {
                connection.rollback();
                return "";
            }
        }
        journal(
                connection,
                id,
                after.version(),
                "CHANGED",
                "{\"amount\":[" + before.amount() + "," + after.amount() + "],\"weighted_amount\":[" + before.weighted()
                        + "," + after.weighted() + "]}",
                "\"amount\",\"weighted_amount\"");
        connection.commit();
        return after.json();
    }

    /** A row as it is answered. */
    private record Opportunity(
            long id,
            int version,
            String name,
            BigDecimal amount,
            String stage,
            String closeDate,
            BigDecimal probability,
            BigDecimal weighted) {

        Opportunity with(BigDecimal other) {
            return new Opportunity(
                    id,
                    version + 1,
                    name,
                    other,
                    stage,
                    closeDate,
                    probability,
                    other.multiply(probability).setScale(2, RoundingMode.HALF_UP));
        }

        String json() {
            return "{\"id\":\"" + id + "\",\"version\":" + version + ",\"name\":\"" + name + "\",\"amount\":" + amount
                    + ",\"stage\":\"" + stage + "\",\"close_date\":\"" + closeDate + "\",\"weighted_amount\":"
                    + weighted
                    + "}";
        }
    }

    String create(Connection connection, Asked asked) throws SQLException {
        long account = Long.parseLong(asked.values().path("account").stringValue());
        connection.setAutoCommit(false);
        try (var statement =
                connection.prepareStatement("SELECT 1 FROM r_account WHERE id = ? AND deleted_at IS NULL")) {
            statement.setLong(1, account);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    connection.rollback();
                    return "";
                }
            }
        }
        var probability = new BigDecimal("0.1");
        var amount = asked.values().path("amount").decimalValue();
        var made = new Opportunity(
                IDS.incrementAndGet(),
                1,
                asked.values().path("name").stringValue(),
                amount,
                "qualify",
                "2026-12-31",
                probability,
                amount.multiply(probability).setScale(2, RoundingMode.HALF_UP));
        try (var statement = connection.prepareStatement("""
                INSERT INTO r_opportunity (id, version, created_at, created_by, changed_at, changed_by, owner, row__live,
                    name, account, amount, stage, close_date, probability, weighted_amount, kind)
                VALUES (?, 1, UTC_TIMESTAMP(6), ?, UTC_TIMESTAMP(6), ?, ?, 1, ?, ?, ?, 'qualify', '2026-12-31', 0.1, ?,
                    'new_business')
                """)) {
            statement.setLong(1, made.id());
            statement.setLong(2, owner);
            statement.setLong(3, owner);
            statement.setLong(4, owner);
            statement.setString(5, made.name());
            statement.setLong(6, account);
            statement.setBigDecimal(7, made.amount());
            statement.setBigDecimal(8, made.weighted());
            statement.executeUpdate();
        }
        journal(connection, made.id(), 1, "CREATED", "{}", "");
        try (var statement = connection.prepareStatement(
                "UPDATE r_account SET opportunity_count = opportunity_count + 1 WHERE id = ?")) {
            statement.setLong(1, account);
            statement.executeUpdate();
        }
        event(connection, "account", account, 1, "computed", "\"opportunity_count\"");
        try (var statement = connection.prepareStatement("""
                INSERT INTO t_stage_log (id, entity, record, pipeline, stage, entered_at, entered_by)
                VALUES (?, 'opportunity', ?, 'sales', 'qualify', UTC_TIMESTAMP(6), ?)
                """)) {
            statement.setLong(1, IDS.incrementAndGet());
            statement.setLong(2, made.id());
            statement.setLong(3, owner);
            statement.executeUpdate();
        }
        connection.commit();
        return made.json();
    }

    private void journal(Connection connection, long id, int version, String kind, String changes, String fields)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                INSERT INTO t_record_history
                    (id, entity, record_id, version, kind, door, changed_at, changed_by, changed_by_name, changes)
                VALUES (?, 'opportunity', ?, ?, ?, 'api', UTC_TIMESTAMP(6), ?, 'Administrator', ?)
                """)) {
            statement.setLong(1, IDS.incrementAndGet());
            statement.setLong(2, id);
            statement.setInt(3, version);
            statement.setString(4, kind);
            statement.setLong(5, owner);
            statement.setString(6, changes);
            statement.executeUpdate();
        }
        event(connection, "opportunity", id, version, kind.toLowerCase(Locale.ROOT), fields);
    }

    private void event(Connection connection, String entity, long id, int version, String kind, String fields)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                INSERT INTO t_outbox (id, topic, event_key, payload, created_at)
                VALUES (?, 'limit.changed', ?, ?, UTC_TIMESTAMP(6))
                """)) {
            statement.setLong(1, IDS.incrementAndGet());
            statement.setString(2, Long.toString(id));
            statement.setString(
                    3,
                    "{\"entity\":\"" + entity + "\",\"id\":\"" + id + "\",\"version\":" + version + ",\"kind\":\""
                            + kind + "\",\"by\":\"" + owner + "\",\"fields\":[" + fields + "]}");
            statement.executeUpdate();
        }
    }

    String list(Connection connection, Asked asked) throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT o.id, o.version, o.name, o.amount, o.stage, o.close_date, o.account, a.name
                FROM r_opportunity o LEFT JOIN r_account a ON a.id = o.account
                WHERE o.stage = ? AND o.deleted_at IS NULL
                ORDER BY o.amount DESC, o.id DESC
                LIMIT 50
                """)) {
            statement.setString(1, asked.parameters().get("stage"));
            try (var row = statement.executeQuery()) {
                var items = new StringBuilder("{\"items\":[");
                while (row.next()) {
                    items.append(items.length() > 12 ? "," : "").append(json(row));
                }
                return items.append("]}").toString();
            }
        }
    }

    String count(Connection connection, Asked asked) throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT COUNT(*) FROM (SELECT 1 FROM r_opportunity WHERE stage = ? AND deleted_at IS NULL LIMIT 1001) some
                """)) {
            statement.setString(1, asked.parameters().get("stage"));
            try (var row = statement.executeQuery()) {
                row.next();
                return "{\"count\":" + row.getLong(1) + "}";
            }
        }
    }
}
