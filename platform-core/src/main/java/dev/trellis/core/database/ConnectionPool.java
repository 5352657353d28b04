package dev.trellis.core.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;

/** The connections of a node. */
final class ConnectionPool {

    private ConnectionPool() {}

    static HikariDataSource open(Endpoint endpoint, Dialect dialect, int connections) {
        var config = new HikariConfig();
        config.setPoolName("trellis");
        config.setJdbcUrl(endpoint.url());
        config.setDataSourceProperties(endpoint.properties(dialect));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(Math.min(2, connections));
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        config.setMaxLifetime(Duration.ofMinutes(20).toMillis());
        config.setExceptionOverride(new EvictReadOnlyNodes());
        return new HikariDataSource(config);
    }

    /** A node that became read-only or left its cluster keeps answering: its connections must go all the same. */
    private static final class EvictReadOnlyNodes implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return Trouble.of(failure) == Trouble.WRONG_NODE ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
