package dev.trellis.samples.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limit: the same rows by hand-written SQL, without rights, rules or formulas from metadata. History, outbox, the log of
 * stages and the roll-up of the account are written as Trellis writes them. Arguments: port, JDBC URL, user, password, owner.
 */
public final class LimitServer {

    private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis() << 20);

    private final HikariDataSource pool;
    private final long owner;

    private LimitServer(HikariDataSource pool, long owner) {
        this.pool = pool;
        this.owner = owner;
    }

    public static void main(String[] arguments) throws IOException {
        // Without it, every answer of two packets waits 40 ms for the reader.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var config = new HikariConfig();
        config.setJdbcUrl(arguments[1]);
        config.setUsername(arguments[2]);
        config.setPassword(arguments[3]);
        config.setMaximumPoolSize(10);
        // As Trellis' connections have it.
        for (var option : new String[] {"useLocalSessionState", "cachePrepStmts", "rewriteBatchedStatements"}) {
            config.addDataSourceProperty(option, "true");
        }
        var server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var limit = new LimitServer(new HikariDataSource(config), Long.parseLong(arguments[4]));
        server.createContext("/read", exchange -> limit.answer(exchange, limit::read));
        server.createContext("/update", exchange -> limit.answer(exchange, limit::update));
        server.createContext("/create", exchange -> limit.answer(exchange, limit::create));
        server.createContext("/list", exchange -> limit.answer(exchange, limit::list));
        server.createContext("/count", exchange -> limit.answer(exchange, limit::count));
        server.start();
    }

    @FunctionalInterface
    private interface Work {
        String on(Connection connection, Map<String, String> parameters) throws SQLException;
    }

    private void answer(HttpExchange exchange, Work work) throws IOException {
        int status = 200;
        String body;
        try (var connection = pool.getConnection()) {
            body = work.on(connection, parameters(exchange.getRequestURI().getRawQuery()));
        } catch (SQLException e) {
            status = 500;
            body = "{\"error\": \"" + e.getErrorCode() + "\"}";
        }
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new HashMap<String, String>();
        for (var pair : query.split("&")) {
            int at = pair.indexOf('=');
            parameters.put(pair.substring(0, at), pair.substring(at + 1));
        }
        return parameters;
    }

    private String read(Connection connection, Map<String, String> asked) throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT o.id, o.version, o.name, o.amount, o.stage, o.close_date, o.account, a.name
                FROM r_opportunity o LEFT JOIN r_account a ON a.id = o.account
                WHERE o.id = ? AND o.deleted_at IS NULL
                """)) {
            statement.setLong(1, Long.parseLong(asked.get("id")));
            try (var row = statement.executeQuery()) {
                return row.next() ? json(row) : "{}";
            }
        }
    }

    private static String json(java.sql.ResultSet row) throws SQLException {
        return "{\"id\":\"" + row.getLong(1) + "\",\"version\":" + row.getInt(2) + ",\"name\":\"" + row.getString(3)
                + "\",\"amount\":" + row.getBigDecimal(4) + ",\"stage\":\"" + row.getString(5) + "\",\"close_date\":\""
                + row.getString(6) + "\",\"account\":\"" + row.getLong(7) + "\",\"label\":\"" + row.getString(8)
                + "\"}";
    }

    private String update(Connection connection, Map<String, String> asked) throws SQLException {
        long id = Long.parseLong(asked.get("id"));
        int version = Integer.parseInt(asked.get("version"));
        var amount = new BigDecimal(asked.get("amount"));
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("""
                UPDATE r_opportunity SET amount = ?, weighted_amount = ROUND(? * probability, 2), version = version + 1,
                    changed_at = UTC_TIMESTAMP(6), changed_by = ?
                WHERE id = ? AND version = ? AND deleted_at IS NULL
                """)) {
            statement.setBigDecimal(1, amount);
            statement.setBigDecimal(2, amount);
            statement.setLong(3, owner);
            statement.setLong(4, id);
            statement.setInt(5, version);
            if (statement.executeUpdate() == 0) {
                connection.rollback();
                return "{\"conflict\":true}";
            }
        }
        journal(connection, id, version + 1, "CHANGED", "{\"amount\":[1," + amount + "],\"weighted_amount\":[1,2]}");
        connection.commit();
        return "{\"version\":" + (version + 1) + "}";
    }

    private String create(Connection connection, Map<String, String> asked) throws SQLException {
        long account = Long.parseLong(asked.get("account"));
        connection.setAutoCommit(false);
        try (var statement =
                connection.prepareStatement("SELECT 1 FROM r_account WHERE id = ? AND deleted_at IS NULL")) {
            statement.setLong(1, account);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return "{\"error\":\"account\"}";
                }
            }
        }
        long id = IDS.incrementAndGet();
        try (var statement = connection.prepareStatement("""
                INSERT INTO r_opportunity (id, version, created_at, created_by, changed_at, changed_by, owner, row__live,
                    name, account, amount, stage, close_date, probability, weighted_amount, kind)
                VALUES (?, 1, UTC_TIMESTAMP(6), ?, UTC_TIMESTAMP(6), ?, ?, 1, ?, ?, ?, 'qualify', '2026-12-31', 0.1, ?,
                    'new_business')
                """)) {
            var amount = new BigDecimal(asked.get("amount"));
            statement.setLong(1, id);
            statement.setLong(2, owner);
            statement.setLong(3, owner);
            statement.setLong(4, owner);
            statement.setString(5, "Made " + id);
            statement.setLong(6, account);
            statement.setBigDecimal(7, amount);
            statement.setBigDecimal(8, amount.movePointLeft(1));
            statement.executeUpdate();
        }
        journal(connection, id, 1, "CREATED", "{}");
        try (var statement = connection.prepareStatement(
                "UPDATE r_account SET opportunity_count = opportunity_count + 1 WHERE id = ?")) {
            statement.setLong(1, account);
            statement.executeUpdate();
        }
        event(connection, "account", account, 1);
        try (var statement = connection.prepareStatement("""
                INSERT INTO t_stage_log (id, entity, record, pipeline, stage, entered_at, entered_by)
                VALUES (?, 'opportunity', ?, 'sales', 'qualify', UTC_TIMESTAMP(6), ?)
                """)) {
            statement.setLong(1, IDS.incrementAndGet());
            statement.setLong(2, id);
            statement.setLong(3, owner);
            statement.executeUpdate();
        }
        connection.commit();
        return "{\"id\":\"" + id + "\",\"version\":1}";
    }

    private void journal(Connection connection, long id, int version, String kind, String changes) throws SQLException {
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
        event(connection, "opportunity", id, version);
    }

    private static void event(Connection connection, String entity, long id, int version) throws SQLException {
        try (var statement = connection.prepareStatement("""
                INSERT INTO t_outbox (id, topic, event_key, payload, created_at)
                VALUES (?, 'limit.changed', ?, ?, UTC_TIMESTAMP(6))
                """)) {
            statement.setLong(1, IDS.incrementAndGet());
            statement.setString(2, Long.toString(id));
            statement.setString(
                    3,
                    "{\"entity\":\"" + entity + "\",\"id\":\"" + id + "\",\"version\":" + version + ",\"fields\":[]}");
            statement.executeUpdate();
        }
    }

    private String list(Connection connection, Map<String, String> asked) throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT o.id, o.version, o.name, o.amount, o.stage, o.close_date, o.account, a.name
                FROM r_opportunity o LEFT JOIN r_account a ON a.id = o.account
                WHERE o.stage = ? AND o.deleted_at IS NULL
                ORDER BY o.amount DESC, o.id DESC
                LIMIT 50
                """)) {
            statement.setString(1, asked.get("stage"));
            try (var row = statement.executeQuery()) {
                var items = new StringBuilder("{\"items\":[");
                while (row.next()) {
                    items.append(items.length() > 12 ? "," : "").append(json(row));
                }
                return items.append("]}").toString();
            }
        }
    }

    private String count(Connection connection, Map<String, String> asked) throws SQLException {
        try (var statement = connection.prepareStatement("""
                SELECT COUNT(*) FROM (SELECT 1 FROM r_opportunity WHERE stage = ? AND deleted_at IS NULL LIMIT 1001) some
                """)) {
            statement.setString(1, asked.get("stage"));
            try (var row = statement.executeQuery()) {
                row.next();
                return "{\"count\":" + row.getLong(1) + "}";
            }
        }
    }
}
