package dev.trellis.core.script;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.FunctionDefinition;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which functions may run in this workspace: approved by what runs, so that any change of the source asks again. Another
 * node sees a change within two seconds.
 */
@Singleton
public class FunctionApprovals {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Sql sql;
    private final UnitOfWork work;
    private volatile @Nullable Known known;

    FunctionApprovals(Sql sql, UnitOfWork work) {
        this.sql = sql;
        this.work = work;
    }

    /** Whether a function may run. */
    public enum State {
        UNAPPROVED,
        APPROVED,
        /** It was approved and has been switched off since. */
        DISABLED
    }

    /**
     * An approval.
     *
     * @param by the name of the person, or of the platform
     */
    public record Approval(String by, Instant at, @Nullable Instant disabledAt) {}

    private record Known(Map<String, Approval> byHash, long readAt) {}

    /** Tells whether what a function runs may run. */
    public State state(FunctionDefinition function) {
        return find(function)
                .map(found -> found.disabledAt() == null ? State.APPROVED : State.DISABLED)
                .orElse(State.UNAPPROVED);
    }

    public Optional<Approval> find(FunctionDefinition function) {
        return Optional.ofNullable(fresh().byHash().get(function.hash()));
    }

    private Known fresh() {
        var now = known;
        if (now == null || System.nanoTime() - now.readAt() > FRESH_NANOS) {
            now = new Known(read(), System.nanoTime());
            known = now;
        }
        return now;
    }

    private Map<String, Approval> read() {
        var byHash = new HashMap<String, Approval>();
        work.run(() -> sql.list(
                        "SELECT hash, approved_by_name, approved_at, disabled_at FROM t_function_approval", row -> {
                            byHash.put(
                                    row.getString("hash"),
                                    new Approval(
                                            row.getString("approved_by_name"),
                                            Sql.instant(row, "approved_at"),
                                            Sql.optionalInstant(row, "disabled_at")
                                                    .orElse(null)));
                            return "";
                        }))
                .clear();
        return byHash;
    }

    /** Approves what functions run now; who does so has been permitted to. */
    void approve(Collection<FunctionDefinition> functions, @Nullable RecordId by, String name) {
        work.run(() -> sql.batch(
                """
                        INSERT INTO t_function_approval (hash, function_id, approved_by, approved_by_name, approved_at)
                        VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))
                        ON DUPLICATE KEY UPDATE approved_by = VALUES(approved_by),
                            approved_by_name = VALUES(approved_by_name), approved_at = VALUES(approved_at), disabled_at = NULL
                        """, functions.stream().map(function -> row(function, by, name)).toList()));
        known = null;
    }

    private static List<@Nullable Object> row(FunctionDefinition function, @Nullable RecordId by, String name) {
        var row = new java.util.ArrayList<@Nullable Object>();
        row.add(function.hash());
        row.add(function.id());
        row.add(by == null ? null : by.value());
        row.add(name);
        return row;
    }

    /** Approves what a package of the class path brings: whoever put it there has chosen it. Joins a unit of work. */
    public void approveInstalled(Collection<FunctionDefinition> functions, String packageName) {
        if (!functions.isEmpty()) {
            approve(functions, null, packageName);
        }
    }

    void disable(String hash) {
        work.run(() -> {
            sql.update("UPDATE t_function_approval SET disabled_at = UTC_TIMESTAMP(6) WHERE hash = ?", hash);
        });
        known = null;
    }
}
