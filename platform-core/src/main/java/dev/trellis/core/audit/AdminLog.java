package dev.trellis.core.audit;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who changed how the workspace is run, in the transaction that changes it. Nothing is ever changed or removed
 * here. Whoever reads it is asked before for the right to administer.
 */
@Singleton
public class AdminLog {

    private static final int MOST_SUBJECT = 200;
    private static final int MOST_DETAILS = 2_000;

    private final UnitOfWork unit;
    private final Sql sql;
    private final RecordIds ids;
    private final Clock clock = Clock.systemUTC();

    AdminLog(UnitOfWork unit, Sql sql, RecordIds ids) {
        this.unit = unit;
        this.sql = sql;
        this.ids = ids;
    }

    /**
     * One action.
     *
     * @param by who did it; null where the platform did
     * @param byName as they were called then
     * @param door web, api, platform
     * @param subject what it was done to, in words of the data: a name, {@code quote/42}
     * @param details what exactly
     */
    public record Entry(
            RecordId id,
            Instant at,
            @Nullable RecordId by,
            String byName,
            String door,
            AdminAction action,
            String subject,
            String details) {}

    public void append(Actor actor, AdminAction action, String subject, String details) {
        var who = switch (actor) {
            case Actor.Person person -> Optional.of(person);
            case Actor.Automation automation -> Optional.of(automation.onBehalfOf());
            case Actor.Platform _ -> Optional.<Actor.Person>empty();
        };
        append(
                who.map(Actor.Person::user).orElse(null),
                who.map(Actor.Person::name).orElse("Trellis"),
                who.map(person -> person.via().name().toLowerCase(Locale.ROOT)).orElse("platform"),
                action,
                subject,
                details);
    }

    /** Appends what somebody did who is no actor any more: a publish that another node finishes. */
    public void append(
            @Nullable RecordId by, String byName, String door, AdminAction action, String subject, String details) {
        unit.run(() -> {
            sql.update(
                    """
                    INSERT INTO t_admin_log (id, done_at, done_by, done_by_name, door, action, subject, details)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    ids.next(),
                    clock.instant(),
                    by,
                    byName,
                    door,
                    action.key(),
                    cut(subject, MOST_SUBJECT),
                    cut(details, MOST_DETAILS));
        });
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /**
     * Reads the newest entries.
     *
     * @param action only of this kind; null for all
     * @param before only older than this one; null for the newest
     */
    public List<Entry> newest(@Nullable AdminAction action, @Nullable RecordId before, int limit) {
        var where = new ArrayList<String>();
        var values = new ArrayList<@Nullable Object>();
        if (action != null) {
            where.add("action = ?");
            values.add(action.key());
        }
        if (before != null) {
            where.add("id < ?");
            values.add(before);
        }
        values.add(limit);
        var condition = where.isEmpty() ? "" : "WHERE " + String.join(" AND ", where);
        return unit.run(
                () -> sql.list("""
                SELECT id, done_at, done_by, done_by_name, door, action, subject, details
                FROM t_admin_log
                """ + condition + " ORDER BY id DESC LIMIT ?", AdminLog::read, values.toArray()));
    }

    private static Entry read(ResultSet row) throws SQLException {
        long by = row.getLong("done_by");
        var nobody = row.wasNull();
        return new Entry(
                new RecordId(row.getLong("id")),
                Sql.instant(row, "done_at"),
                nobody ? null : new RecordId(by),
                row.getString("done_by_name"),
                row.getString("door"),
                AdminAction.of(row.getString("action")).orElseThrow(),
                row.getString("subject"),
                row.getString("details"));
    }
}
