package dev.trellis.samples.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The limit: the same requests and rows by hand-written SQL, without rights, rules or formulas from metadata. History with
 * the values before, outbox, the log of stages and the roll-up of the account are written as Trellis writes them.
 * Arguments: port, JDBC URL, user, password, owner.
 */
public final class LimitServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HikariDataSource pool;

    private LimitServer(HikariDataSource pool) {
        this.pool = pool;
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
        config.addDataSourceProperty("maintainTimeStats", "false");
        config.addDataSourceProperty("connectionTimeZone", "UTC");
        config.addDataSourceProperty("prepStmtCacheSize", "128");
        config.addDataSourceProperty("prepStmtCacheSqlLimit", "8192");
        config.addDataSourceProperty(
                "sessionVariables",
                "collation_connection=utf8mb4_nopad_bin,time_zone='+00:00',transaction_isolation='READ-COMMITTED'");
        var server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var limit = new LimitServer(new HikariDataSource(config));
        var records = new LimitRecords(Long.parseLong(arguments[4]));
        server.createContext("/floor", exchange -> limit.answer(exchange, "{\"items\":[]}", 200));
        server.createContext("/read", exchange -> limit.answer(exchange, records::read));
        server.createContext("/update", exchange -> limit.answer(exchange, records::update));
        server.createContext("/create", exchange -> limit.answer(exchange, records::create));
        server.createContext("/list", exchange -> limit.answer(exchange, records::list));
        server.createContext("/count", exchange -> limit.answer(exchange, records::count));
        server.start();
    }

    @FunctionalInterface
    private interface Work {
        String on(Connection connection, LimitRecords.Asked asked) throws SQLException;
    }

    private void answer(HttpExchange exchange, Work work) throws IOException {
        int status = 200;
        String body;
        var version = exchange.getRequestHeaders().getFirst("If-Match");
        var sent = exchange.getRequestBody().readAllBytes();
        try (var connection = pool.getConnection()) {
            body = work.on(
                    connection,
                    new LimitRecords.Asked(
                            parameters(exchange.getRequestURI().getRawQuery()),
                            version == null ? 0 : Integer.parseInt(version.replace("\"", "")),
                            sent.length == 0
                                    ? MissingNode.getInstance()
                                    : JSON.readTree(sent).path("values")));
            if (body.isEmpty()) {
                status = 409;
                body = "{\"conflict\": true}";
            }
        } catch (SQLException e) {
            status = 500;
            body = "{\"error\": \"" + e.getErrorCode() + "\"}";
        }
        answer(exchange, body, status);
    }

    private void answer(HttpExchange exchange, String body, int status) throws IOException {
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
}
