package dev.trellis.core.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The connections of a node: one half for statements that are each a transaction of its own, one half that is always in
 * a transaction. To bring one connection from here to there and back costs two calls of the database for every unit of
 * work.
 */
final class ConnectionPool implements DataSource, AutoCloseable {

    /** Bound to true where the connection that is asked for is to hold a transaction. */
    static final ScopedValue<Boolean> IN_TRANSACTION = ScopedValue.newInstance();

    private final HikariDataSource single;
    private final HikariDataSource transactional;

    private ConnectionPool(HikariDataSource single, HikariDataSource transactional) {
        this.single = single;
        this.transactional = transactional;
    }

    /** @param connections how many there are at most, of both kinds; two at least */
    static ConnectionPool open(Endpoint endpoint, Dialect dialect, int connections) {
        int half = Math.max(1, connections / 2);
        var single = half("trellis", endpoint, dialect, Math.max(1, connections - half), true);
        try {
            return new ConnectionPool(single, half("trellis-transactions", endpoint, dialect, half, false));
        } catch (RuntimeException e) {
            single.close();
            throw e;
        }
    }

    private static HikariDataSource half(
            String name, Endpoint endpoint, Dialect dialect, int connections, boolean autoCommit) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(endpoint.url());
        config.setDataSourceProperties(endpoint.properties(dialect));
        config.setAutoCommit(autoCommit);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(Math.min(2, connections));
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        config.setMaxLifetime(Duration.ofMinutes(20).toMillis());
        config.setExceptionOverride(new EvictReadOnlyNodes());
        return new HikariDataSource(config);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return (IN_TRANSACTION.orElse(false) ? transactional : single).getConnection();
    }

    /** Returns a connection whose statements are each a transaction of its own, wherever it is asked for. */
    DataSource single() {
        return single;
    }

    @Override
    public void close() {
        single.close();
        transactional.close();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("All connections are those of one user");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return single.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        single.setLogWriter(out);
        transactional.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        single.setLoginTimeout(seconds);
        transactional.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return single.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return single.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return single.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return single.isWrapperFor(type);
    }
}
