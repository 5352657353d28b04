package dev.trellis.core.database;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.Query;
import com.mysql.cj.interceptors.QueryInterceptor;
import com.mysql.cj.jdbc.ClientPreparedStatement;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ServerSession;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears every statement of the connections of a {@link TestDatabase.Schema#tapped} schema as the application wrote it,
 * its values as question marks. The driver makes one for each connection.
 */
public final class StatementTap implements QueryInterceptor {

    private static final ConcurrentHashMap<String, Queue<Heard>> BY_SCHEMA = new ConcurrentHashMap<>();
    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    private final int connection = CONNECTIONS.incrementAndGet();
    private String schema = "";

    /** A statement and the connection that it came through. */
    public record Heard(int connection, String text) {}

    /** Returns what was heard of a schema and is not taken yet; whoever reads it takes it out. */
    public static Queue<Heard> of(String schema) {
        return BY_SCHEMA.computeIfAbsent(schema, ignored -> new ConcurrentLinkedQueue<>());
    }

    @Override
    public QueryInterceptor init(MysqlConnection opened, Properties properties, Log log) {
        schema = String.valueOf(opened.getURL()).replaceFirst(".*/([^/?]*).*", "$1");
        return this;
    }

    @Override
    public <T extends Resultset> @Nullable T preProcess(Supplier<String> text, @Nullable Query query) {
        var heard = query instanceof ClientPreparedStatement prepared ? prepared.getPreparedSql() : text.get();
        of(schema).add(new Heard(connection, heard));
        return null;
    }

    @Override
    public boolean executeTopLevelOnly() {
        return false;
    }

    @Override
    public void destroy() {
        // Nothing is held.
    }

    @Override
    public <T extends Resultset> @Nullable T postProcess(
            Supplier<String> text, @Nullable Query query, @Nullable T result, ServerSession session) {
        return null;
    }
}
