package dev.trellis.core.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a schema is reached and as whom.
 *
 * @param authority host and port
 * @param schema the schema, empty for none
 * @param options driver options that the operator gave, {@code a=b&c=d} or empty
 */
record Endpoint(String authority, String schema, String user, String password, String options) {

    /** Reads a URL that an operator wrote; empty if it is none of a MySQL or MariaDB server with a schema. */
    static Optional<Endpoint> parse(DatabaseSettings.External settings) {
        var text = settings.url().replaceFirst("^jdbc:", "");
        if (!text.startsWith("mysql://") && !text.startsWith("mariadb://")) {
            return Optional.empty();
        }
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        var path = uri.getPath();
        if (uri.getHost() == null || path == null || path.length() < 2) {
            return Optional.empty();
        }
        var user = settings.user();
        var password = settings.password();
        var info = uri.getRawUserInfo();
        if (info != null) {
            var parts = info.split(":", 2);
            user = decoded(parts[0]);
            password = parts.length > 1 ? decoded(parts[1]) : password;
        }
        var options = new ArrayList<String>();
        var query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (var option : query.split("&")) {
            if (option.startsWith("user=")) {
                user = decoded(option.substring("user=".length()));
            } else if (option.startsWith("password=")) {
                password = decoded(option.substring("password=".length()));
            } else if (!option.isEmpty()) {
                options.add(option);
            }
        }
        var port = uri.getPort() < 0 ? 3306 : uri.getPort();
        return Optional.of(
                new Endpoint(uri.getHost() + ":" + port, path.substring(1), user, password, String.join("&", options)));
    }

    static String withoutSecrets(String url) {
        return url.replaceAll("//[^/@]*@", "//").replaceAll("\\?.*", "");
    }

    Endpoint inSchema(String other) {
        return new Endpoint(authority, other, user, password, options);
    }

    String url() {
        return "jdbc:mysql://%s/%s%s".formatted(authority, schema, options.isEmpty() ? "" : "?" + options);
    }

    /** The driver's properties for a first look and for creating schemas, with the server's own session. */
    Properties plainProperties() {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("connectTimeout", "5000");
        return properties;
    }

    /** The driver's properties of every connection that the platform works with. */
    Properties properties(Dialect dialect) {
        var properties = plainProperties();
        properties.setProperty("allowLoadLocalInfile", "false");
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("nullDatabaseMeansCurrent", "true");
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("sessionVariables", dialect.sessionVariables());
        properties.setProperty("socketTimeout", "600000");
        properties.setProperty("tinyInt1isBit", "false");
        properties.setProperty("useAffectedRows", "false");
        // The driver knows the state of its session: without asking the server before every batch whether it may write.
        properties.setProperty("useLocalSessionState", "true");
        // What it finds out about a statement's text it finds out once.
        properties.setProperty("cachePrepStmts", "true");
        properties.setProperty("prepStmtCacheSize", "128");
        properties.setProperty("prepStmtCacheSqlLimit", "8192");
        properties.setProperty("maintainTimeStats", "false");
        return properties;
    }

    /** Opens one connection outside every pool. */
    Connection open(Properties properties) throws SQLException {
        return DriverManager.getConnection(url(), properties);
    }

    @Override
    public String toString() {
        return authority + "/" + schema;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
