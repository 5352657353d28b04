package dev.trellis.workflow.approval;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.Deputy.Terms;
import dev.trellis.workflow.deputy.Arrangement;
import dev.trellis.workflow.deputy.StandIn;
import dev.trellis.workflow.deputy.Worth;
import dev.trellis.workflow.people.KnownPeople;
import dev.trellis.workflow.people.Request;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps who stands in for whom, when, and up to which amount. */
@Singleton
final class DeputyStore {

    private static final String DEPUTY = """
            SELECT id, user_id, deputy, definition, valid_from, valid_until, limit_amount, limit_currency, takes_open
            FROM t_approval_deputy
            """;

    private final Sql sql;
    private final RecordIds ids;

    DeputyStore(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /** An arrangement with the person who has made it. */
    record Made(RecordId user, Deputy deputy) {}

    RecordId add(RecordId user, Terms terms) {
        var id = ids.next();
        var limit = terms.limit();
        sql.update(
                """
                INSERT INTO t_approval_deputy
                    (id, user_id, deputy, definition, valid_from, valid_until, limit_amount, limit_currency, takes_open)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                user,
                terms.deputy(),
                terms.approval(),
                terms.from(),
                terms.until(),
                limit == null ? null : limit.amount(),
                limit == null ? null : limit.currency(),
                terms.takesOpen());
        return id;
    }

    /** Ends a person's own arrangement; false if there is none such. */
    boolean end(RecordId user, RecordId id) {
        return sql.update("DELETE FROM t_approval_deputy WHERE id = ? AND user_id = ?", id, user) > 0;
    }

    /** A person's arrangements that have not ended, the earliest first. */
    List<Deputy> of(RecordId user, Instant now) {
        return sql
                .list(
                        DEPUTY + "WHERE user_id = ? AND valid_until > ? ORDER BY valid_from, id",
                        DeputyStore::read,
                        user,
                        now)
                .stream()
                .map(Made::deputy)
                .toList();
    }

    Optional<Made> find(RecordId id, Instant now) {
        return sql.one(
                DEPUTY + "WHERE id = ? AND valid_from <= ? AND valid_until > ?", DeputyStore::read, id, now, now);
    }

    /** Arrangements that have begun and whose open tasks have not gone along yet. */
    List<Made> toTake(Instant now) {
        return sql.list(DEPUTY + """
                        WHERE takes_open = 1 AND taken_at IS NULL AND valid_from <= ? AND valid_until > ? ORDER BY id
                        """, DeputyStore::read, now, now);
    }

    void taken(RecordId id, Instant now) {
        sql.update("UPDATE t_approval_deputy SET taken_at = ? WHERE id = ?", now, id);
    }

    /** Who stands in for whom in a request of a definition at a moment, as far as its worth allows. */
    Request.Deputies at(String definition, Supplier<Worth> worth, Instant now) {
        return user -> StandIn.choose(
                arranged(user, definition, now), limit -> worth.get().against(limit));
    }

    /** Tells how far a deputy may decide for somebody; empty where there is no such arrangement now. */
    Optional<StandIn> between(RecordId user, RecordId deputy, String definition, Worth worth, Instant now) {
        var theirs = arranged(user, definition, now).stream()
                .filter(one -> one.deputy().equals(deputy))
                .toList();
        return theirs.isEmpty() ? Optional.empty() : Optional.of(StandIn.choose(theirs, worth));
    }

    private List<Arrangement> arranged(RecordId user, String definition, Instant now) {
        return KnownPeople.once(List.of("deputy", definition, user), () -> readArranged(user, definition, now));
    }

    private List<Arrangement> readArranged(RecordId user, String definition, Instant now) {
        return sql.list(DEPUTY + """
                                WHERE user_id = ? AND valid_from <= ? AND valid_until > ?
                                    AND (definition IS NULL OR definition = ?)
                                ORDER BY id
                                """, DeputyStore::read, user, now, now, definition).stream()
                .map(Made::deputy)
                .map(one -> new Arrangement(one.deputy(), one.approval() != null, one.limit()))
                .toList();
    }

    private static Made read(ResultSet row) throws SQLException {
        return new Made(
                new RecordId(row.getLong("user_id")),
                new Deputy(
                        new RecordId(row.getLong("id")),
                        new Terms(
                                new RecordId(row.getLong("deputy")),
                                row.getString("definition"),
                                Sql.instant(row, "valid_from"),
                                Sql.instant(row, "valid_until"),
                                limit(row),
                                row.getBoolean("takes_open"))));
    }

    private static @Nullable Money limit(ResultSet row) throws SQLException {
        var amount = row.getBigDecimal("limit_amount");
        var currency = row.getString("limit_currency");
        return amount == null || currency == null ? null : new Money(amount, currency);
    }
}
