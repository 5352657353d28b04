package dev.trellis.workflow.approval;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.time.BusinessTime;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what is due when; each is taken by one node at a time. */
@Singleton
final class TimerStore {

    static final Duration LEASE = Duration.ofMinutes(5);

    private final Sql sql;
    private final RecordIds ids;

    TimerStore(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    enum Kind {
        REMINDER,
        LIMIT
    }

    record Timer(RecordId id, RecordId instance, RecordId entry, Kind kind) {}

    /** Sets what a step asks for from the moment in which it was entered. */
    void set(Entry entry, Approve node, BusinessTime time) {
        var options = node.options();
        var due = new ArrayList<List<@Nullable Object>>();
        options.reminders().forEach(days -> due.add(row(entry, Kind.REMINDER, time.plusDays(entry.at(), days))));
        if (options.limitHours() > 0) {
            due.add(row(entry, Kind.LIMIT, time.plusHours(entry.at(), options.limitHours())));
        }
        sql.batch("INSERT INTO t_approval_timer (id, instance, entry, kind, due_at) VALUES (?, ?, ?, ?, ?)", due);
    }

    private List<@Nullable Object> row(Entry entry, Kind kind, Instant due) {
        return List.of(ids.next(), entry.instance(), entry.id(), kind, due);
    }

    /** Takes the next that is due, so that no other node does for a while; empty if nothing is. */
    Optional<Timer> take(Instant now) {
        var due = sql.list(
                """
                SELECT id, instance, entry, kind FROM t_approval_timer
                WHERE due_at <= ? AND (taken_until IS NULL OR taken_until < ?)
                ORDER BY due_at, id LIMIT 1 FOR UPDATE
                """,
                row -> new Timer(
                        new RecordId(row.getLong("id")),
                        new RecordId(row.getLong("instance")),
                        new RecordId(row.getLong("entry")),
                        Kind.valueOf(row.getString("kind"))),
                now,
                now);
        due.forEach(timer ->
                sql.update("UPDATE t_approval_timer SET taken_until = ? WHERE id = ?", now.plus(LEASE), timer.id()));
        return due.stream().findFirst();
    }

    /** Forgets one that is done; false if somebody else has done it. */
    boolean done(RecordId timer) {
        return sql.update("DELETE FROM t_approval_timer WHERE id = ?", timer) > 0;
    }

    /** Forgets those of a request, each by its key: a range would be locked against requests that begin meanwhile. */
    void forget(RecordId instance) {
        var ids = sql.list("SELECT id FROM t_approval_timer WHERE instance = ?", row -> row.getLong("id"), instance);
        if (!ids.isEmpty()) {
            var marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
            sql.update("DELETE FROM t_approval_timer WHERE id IN (" + marks + ")", ids.toArray());
        }
    }
}
