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

    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

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
        set(entry, node, time, entry.at());
    }

    private void set(Entry entry, Approve node, BusinessTime time, Instant from) {
        var options = node.options();
        var due = new ArrayList<List<@Nullable Object>>();
        options.reminders().forEach(days -> due.add(row(entry, Kind.REMINDER, time.plusDays(from, days))));
        if (options.limitHours() > 0) {
            due.add(row(entry, Kind.LIMIT, time.plusHours(from, options.limitHours())));
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

    /** Stops the clock of a step: what was left of it is kept. */
    void pause(RecordId entry, BusinessTime time, Instant now) {
        record Due(RecordId id, Instant at) {}
        sql.list(
                        "SELECT id, due_at FROM t_approval_timer WHERE entry = ? AND left_minutes IS NULL",
                        row -> new Due(new RecordId(row.getLong("id")), Sql.instant(row, "due_at")),
                        entry)
                .forEach(due -> sql.update(
                        "UPDATE t_approval_timer SET left_minutes = ?, due_at = ? WHERE id = ?",
                        time.minutesBetween(now, due.at()),
                        NEVER,
                        due.id()));
    }

    /** Lets the clock of a step go on. */
    void resume(RecordId entry, BusinessTime time, Instant now) {
        record Left(RecordId id, int minutes) {}
        sql.list(
                        "SELECT id, left_minutes FROM t_approval_timer WHERE entry = ? AND left_minutes IS NOT NULL",
                        row -> new Left(new RecordId(row.getLong("id")), row.getInt("left_minutes")),
                        entry)
                .forEach(left -> sql.update(
                        "UPDATE t_approval_timer SET left_minutes = NULL, due_at = ? WHERE id = ?",
                        time.plusMinutes(now, left.minutes()),
                        left.id()));
    }

    /** Begins anew, from now. */
    void restart(Entry entry, Approve node, BusinessTime time, Instant now) {
        sql.list("SELECT id FROM t_approval_timer WHERE entry = ?", row -> new RecordId(row.getLong("id")), entry.id())
                .forEach(this::done);
        set(entry, node, time, now);
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
