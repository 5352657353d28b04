package dev.trellis.core.merge;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.duplicate.MatchKeys;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Keeps scans and the pairs they found, in the unit of work under way. */
@Singleton
class DuplicateStore {

    private final Sql sql;
    private final RecordIds ids;

    DuplicateStore(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /** One rule's walk over all keys. */
    record Scan(RecordId id, String entity, String rule, long afterKey) {}

    record Pair(RecordId one, RecordId other, String rule) {}

    void begin(String entity, String rule, Actor actor) {
        sql.update(
                """
                INSERT INTO t_duplicate_scan (id, entity, rule_id, after_key, found, begun_at, begun_by)
                VALUES (?, ?, ?, ?, 0, UTC_TIMESTAMP(6), ?)
                """,
                ids.next(),
                entity,
                rule,
                Long.MIN_VALUE,
                actor instanceof Actor.Person person ? person.user() : null);
    }

    Optional<Scan> take() {
        return sql.one(
                """
                SELECT id, entity, rule_id, after_key
                FROM t_duplicate_scan
                WHERE finished_at IS NULL
                ORDER BY id
                LIMIT 1
                FOR UPDATE
                """, row -> new Scan(new RecordId(row.getLong(1)), row.getString(2), row.getString(3), row.getLong(4)));
    }

    void advance(Scan scan, long key, int found) {
        sql.update("UPDATE t_duplicate_scan SET after_key = ?, found = found + ? WHERE id = ?", key, found, scan.id());
    }

    /** Ends a scan; what an earlier one had found and this one has not is no pair any more. */
    void finish(Scan scan) {
        sql.update("UPDATE t_duplicate_scan SET finished_at = UTC_TIMESTAMP(6) WHERE id = ?", scan.id());
        sql.update(
                "DELETE FROM t_duplicate_pair WHERE entity = ? AND rule_id = ? AND scan_id <> ? AND dismissed_at IS NULL",
                scan.entity(),
                scan.rule(),
                scan.id());
    }

    Optional<ScanState> last(String entity) {
        return sql.list(
                        """
                        SELECT MAX(begun_at) AS begun, SUM(finished_at IS NULL) AS open, COUNT(*) AS scans
                        FROM t_duplicate_scan
                        WHERE entity = ?
                        """,
                        row -> row.getLong("scans") == 0
                                ? Optional.<ScanState>empty()
                                : Optional.of(new ScanState(
                                        Sql.instant(row, "begun"), row.getLong("open") > 0, pairs(entity))),
                        entity)
                .getFirst();
    }

    private long pairs(String entity) {
        return sql.one(
                        "SELECT COUNT(*) FROM t_duplicate_pair WHERE entity = ? AND dismissed_at IS NULL",
                        row -> row.getLong(1),
                        entity)
                .orElse(0L);
    }

    /** The last of the next keys, so that a step looks at a bounded number of rows. */
    OptionalLong boundary(Scan scan, int rows) {
        return sql.list("""
                        SELECT match_key
                        FROM t_match_key
                        WHERE rule_id = ? AND match_key > ?
                        ORDER BY match_key
                        LIMIT 1 OFFSET ?
                        """, row -> row.getLong(1), scan.rule(), scan.afterKey(), rows).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** The keys that several records share; one that very many share says nothing of them. */
    List<Long> shared(Scan scan, long last) {
        return sql.list("""
                SELECT match_key
                FROM t_match_key
                WHERE rule_id = ? AND match_key > ? AND match_key <= ?
                GROUP BY match_key
                HAVING COUNT(*) BETWEEN 2 AND ?
                """, row -> row.getLong(1), scan.rule(), scan.afterKey(), last, MatchKeys.TELLING);
    }

    void add(Scan scan, Collection<Pair> pairs) {
        sql.batch(
                """
                INSERT INTO t_duplicate_pair (one_id, other_id, entity, rule_id, scan_id)
                VALUES (?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE rule_id = VALUES(rule_id), scan_id = VALUES(scan_id)
                """,
                pairs.stream()
                        .map(pair -> List.<@Nullable Object>of(
                                pair.one(), pair.other(), scan.entity(), scan.rule(), scan.id()))
                        .toList());
    }

    List<Pair> pairs(String entity, RecordId afterOne, RecordId afterOther, int limit) {
        return sql.list(
                """
                SELECT one_id, other_id, rule_id
                FROM t_duplicate_pair
                WHERE entity = ? AND dismissed_at IS NULL
                    AND (one_id > ? OR (one_id = ? AND other_id > ?))
                ORDER BY one_id, other_id
                LIMIT ?
                """,
                row -> new Pair(new RecordId(row.getLong(1)), new RecordId(row.getLong(2)), row.getString(3)),
                entity,
                afterOne,
                afterOne,
                afterOther,
                limit);
    }

    /** Notes that two records are not the same; returns whether they were held for it. */
    boolean dismiss(String entity, RecordId one, RecordId other, Actor actor) {
        return sql.update(
                        """
                        UPDATE t_duplicate_pair
                        SET dismissed_at = UTC_TIMESTAMP(6), dismissed_by = ?
                        WHERE one_id = ? AND other_id = ? AND entity = ? AND dismissed_at IS NULL
                        """,
                        actor instanceof Actor.Person person ? person.user() : null,
                        one.compareTo(other) < 0 ? one : other,
                        one.compareTo(other) < 0 ? other : one,
                        entity)
                > 0;
    }
}
