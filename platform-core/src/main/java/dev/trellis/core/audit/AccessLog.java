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
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who read which sensitive record, before it is shown and with one statement per request: in a unit of its own where
 * the reading call has none. Whoever looks at the same record again within a minute by the same door is not noted again by
 * the same node.
 */
@Singleton
public class AccessLog {

    private static final long AGAIN_NANOS = 60_000_000_000L;
    private static final int MOST_RECENT = 20_000;

    private final UnitOfWork unit;
    private final Sql sql;
    private final RecordIds ids;
    private final Clock clock = Clock.systemUTC();
    private final Map<Look, Long> recent = new ConcurrentHashMap<>();

    AccessLog(UnitOfWork unit, Sql sql, RecordIds ids) {
        this.unit = unit;
        this.sql = sql;
        this.ids = ids;
    }

    private record Look(RecordId user, RecordId record, Actor.Via via) {}

    /**
     * One look at a record.
     *
     * @param userName as the person was called then
     * @param door web, api, import
     */
    public record Entry(
            RecordId id, Instant at, RecordId user, String userName, String door, String entity, RecordId record) {}

    /** What to look for; null for all. */
    public record Search(
            @Nullable String entity,
            @Nullable RecordId record,
            @Nullable RecordId user) {}

    /** Notes that a person is shown some records; what cannot be noted must not be shown. */
    public void note(Actor.Person person, String entity, Collection<RecordId> records) {
        var now = clock.instant();
        var rows = new ArrayList<List<@Nullable Object>>();
        var looks = new ArrayList<Look>();
        for (var record : records) {
            var look = new Look(person.user(), record, person.via());
            if (isNew(look)) {
                looks.add(look);
                rows.add(List.of(
                        ids.next(),
                        now,
                        person.user(),
                        person.name(),
                        person.via().name().toLowerCase(Locale.ROOT),
                        entity,
                        record));
            }
        }
        if (!rows.isEmpty()) {
            unit.run(() -> {
                sql.batch("""
                        INSERT INTO t_access_log (id, read_at, user_id, user_name, door, entity, record_id)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """, rows);
                // Only once they are kept: a unit that is run again must note them again.
                unit.afterCommit(() -> looks.forEach(look -> recent.put(look, System.nanoTime())));
            });
        }
    }

    private boolean isNew(Look look) {
        long now = System.nanoTime();
        if (recent.size() > MOST_RECENT) {
            recent.values().removeIf(at -> now - at > AGAIN_NANOS);
        }
        var last = recent.get(look);
        return last == null || now - last >= AGAIN_NANOS;
    }

    /** @param before only older than this one; null for the newest */
    public List<Entry> newest(Search search, @Nullable RecordId before, int limit) {
        var where = new ArrayList<String>();
        var values = new ArrayList<@Nullable Object>();
        add(where, values, "entity = ?", search.entity());
        add(where, values, "record_id = ?", search.record());
        add(where, values, "user_id = ?", search.user());
        add(where, values, "id < ?", before);
        values.add(limit);
        var condition = where.isEmpty() ? "" : "WHERE " + String.join(" AND ", where);
        return unit.run(
                () -> sql.list("""
                SELECT id, read_at, user_id, user_name, door, entity, record_id
                FROM t_access_log
                """ + condition + " ORDER BY id DESC LIMIT ?", AccessLog::read, values.toArray()));
    }

    private static void add(
            List<String> where, List<@Nullable Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            where.add(condition);
            values.add(value);
        }
    }

    private static Entry read(ResultSet row) throws SQLException {
        return new Entry(
                new RecordId(row.getLong("id")),
                Sql.instant(row, "read_at"),
                new RecordId(row.getLong("user_id")),
                row.getString("user_name"),
                row.getString("door"),
                row.getString("entity"),
                new RecordId(row.getLong("record_id")));
    }
}
