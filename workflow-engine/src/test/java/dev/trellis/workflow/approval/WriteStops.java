package dev.trellis.workflow.approval;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.Query;
import com.mysql.cj.interceptors.QueryInterceptor;
import com.mysql.cj.jdbc.ClientPreparedStatement;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ServerSession;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the writes of a thread on their way to the database, and holds the thread before one of them for ever. */
public final class WriteStops implements QueryInterceptor {

    private static final ThreadLocal<@Nullable Count> CURRENT = new ThreadLocal<>();

    /** The writes of one thread. */
    static final class Count {

        private final int at;
        private final Runnable stopped;
        private int writes;

        /**
         * @param at the write before which to stop, the first is 1
         * @param stopped runs there
         */
        Count(int at, Runnable stopped) {
            this.at = at;
            this.stopped = stopped;
        }

        int writes() {
            return writes;
        }

        /** Stops here if it has not stopped before: behind the last write there is the commit. */
        void atCommit() {
            if (at > writes) {
                stop();
            }
        }

        void stop() {
            stopped.run();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void write() {
            writes++;
            if (writes == at) {
                stop();
            }
        }
    }

    static void follow(Count count) {
        CURRENT.set(count);
    }

    @Override
    public <T extends Resultset> @Nullable T preProcess(Supplier<String> text, @Nullable Query query) {
        var count = CURRENT.get();
        if (count != null) {
            var sql = query instanceof ClientPreparedStatement prepared ? prepared.getPreparedSql() : text.get();
            var verb = String.valueOf(sql).strip().toUpperCase(Locale.ROOT);
            if (verb.startsWith("INSERT") || verb.startsWith("UPDATE") || verb.startsWith("DELETE")) {
                count.write();
            }
        }
        return null;
    }

    @Override
    public QueryInterceptor init(MysqlConnection opened, Properties properties, Log log) {
        return this;
    }

    @Override
    public boolean executeTopLevelOnly() {
        return true;
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
