package dev.trellis.core.database;

import dev.trellis.core.problem.TrellisException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's number among all nodes of the workspace, held by a lease that a heartbeat renews. A node that could not
 * renew in time stops using its number before anybody else may get it.
 */
@Singleton
final class NodeLease {

    static final int NODES = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration RENEW = Duration.ofSeconds(15);

    private final Database database;
    private final String token = UUID.randomUUID().toString().replace("-", "");
    private @Nullable ScheduledExecutorService heartbeat;
    private int node = -1;
    private long validUntilNanos;

    NodeLease(Database database) {
        this.database = database;
    }

    /** Returns the number, taking a free one first where this node holds none. */
    synchronized int node() {
        if (node < 0 || System.nanoTime() - validUntilNanos >= 0) {
            take();
        }
        return node;
    }

    private void take() {
        var asked = System.nanoTime();
        try (var connection = database.rawConnection()) {
            node = free(connection);
        } catch (SQLException e) {
            throw new TrellisException("No node number can be leased", e);
        }
        validUntilNanos = asked + LEASE.minus(RENEW).toNanos();
        if (heartbeat == null) {
            heartbeat = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("node-lease").factory());
            var _ = heartbeat.scheduleWithFixedDelay(
                    this::renew, RENEW.toMillis(), RENEW.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private int free(Connection connection) throws SQLException {
        var expired = """
                UPDATE t_node
                SET token = ?, leased_until = TIMESTAMPADD(SECOND, ?, UTC_TIMESTAMP(3))
                WHERE node_id = ? AND leased_until < UTC_TIMESTAMP(3)
                """;
        var unused = """
                INSERT INTO t_node (token, leased_until, node_id)
                VALUES (?, TIMESTAMPADD(SECOND, ?, UTC_TIMESTAMP(3)), ?)
                """;
        for (int candidate = 0; candidate < NODES; candidate++) {
            if (claims(connection, expired, candidate) || inserts(connection, unused, candidate)) {
                return candidate;
            }
        }
        throw new TrellisException("All " + NODES + " node numbers are in use");
    }

    private boolean claims(Connection connection, String statement, int candidate) throws SQLException {
        try (var prepared = Sql.prepare(connection, statement, token, LEASE.toSeconds(), candidate)) {
            return prepared.executeUpdate() == 1;
        }
    }

    private boolean inserts(Connection connection, String statement, int candidate) throws SQLException {
        try {
            return claims(connection, statement, candidate);
        } catch (SQLIntegrityConstraintViolationException taken) {
            LOG.trace("Node number {} is taken", candidate, taken);
            return false;
        }
    }

    synchronized void renew() {
        var renewal = """
                UPDATE t_node
                SET leased_until = TIMESTAMPADD(SECOND, ?, UTC_TIMESTAMP(3))
                WHERE node_id = ? AND token = ?
                """;
        var asked = System.nanoTime();
        try (var connection = database.rawConnection();
                var prepared = Sql.prepare(connection, renewal, LEASE.toSeconds(), node, token)) {
            if (prepared.executeUpdate() == 1) {
                validUntilNanos = asked + LEASE.minus(RENEW).toNanos();
            } else {
                node = -1;
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("The lease of node number {} could not be renewed, it will be tried again", node, e);
        }
    }

    /** Gives the number back, so that a restart finds it free. */
    @PreDestroy
    synchronized void close() {
        if (heartbeat == null) {
            return;
        }
        heartbeat.shutdownNow();
        var release = """
                UPDATE t_node
                SET leased_until = UTC_TIMESTAMP(3)
                WHERE node_id = ? AND token = ?
                """;
        try (var connection = database.rawConnection();
                var prepared = Sql.prepare(connection, release, node, token)) {
            prepared.executeUpdate();
        } catch (SQLException e) {
            LOG.debug("The lease of node number {} runs out by itself", node, e);
        }
        node = -1;
    }
}
