package dev.trellis.workflow.approval;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.people.KnownPeople;
import dev.trellis.workflow.people.Request;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps who stands in for whom, and when. */
@Singleton
final class DeputyStore {

    private final Sql sql;
    private final RecordIds ids;

    DeputyStore(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    RecordId add(RecordId user, RecordId deputy, @Nullable String definition, Instant from, Instant until) {
        var id = ids.next();
        sql.update("""
                INSERT INTO t_approval_deputy (id, user_id, deputy, definition, valid_from, valid_until)
                VALUES (?, ?, ?, ?, ?, ?)
                """, id, user, deputy, definition, from, until);
        return id;
    }

    /** Ends a person's own arrangement; false if there is none such. */
    boolean end(RecordId user, RecordId id) {
        return sql.update("DELETE FROM t_approval_deputy WHERE id = ? AND user_id = ?", id, user) > 0;
    }

    /** A person's arrangements that have not ended, the earliest first. */
    List<Deputy> of(RecordId user, Instant now) {
        return sql.list(
                """
                SELECT id, deputy, definition, valid_from, valid_until
                FROM t_approval_deputy WHERE user_id = ? AND valid_until > ? ORDER BY valid_from, id
                """,
                row -> new Deputy(
                        new RecordId(row.getLong("id")),
                        new RecordId(row.getLong("deputy")),
                        row.getString("definition"),
                        Sql.instant(row, "valid_from"),
                        Sql.instant(row, "valid_until")),
                user,
                now);
    }

    /** Who stands in for whom in a definition's requests at a moment. */
    Request.Deputies at(String definition, Instant now) {
        return user -> KnownPeople.once(List.of("deputy", definition, user), () -> deputy(user, definition, now));
    }

    private Optional<RecordId> deputy(RecordId user, String definition, Instant now) {
        return sql.list("""
                        SELECT deputy FROM t_approval_deputy
                        WHERE user_id = ? AND valid_from <= ? AND valid_until > ?
                            AND (definition IS NULL OR definition = ?)
                        ORDER BY definition IS NULL, id
                        """, row -> new RecordId(row.getLong("deputy")), user, now, now, definition).stream()
                .findFirst();
    }
}
