package dev.trellis.workflow.rule;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.rule.RuleRun.Line;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what rules did. */
@Singleton
class RuleStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};
    private static final String COLUMNS =
            "SELECT id, rule, entity, record_id, cause, state, steps, problem, created_at FROM t_rule_run ";

    private final Sql sql;
    private final RecordIds ids;

    RuleStore(Sql sql, RecordIds ids) {
        this.sql = sql;
        this.ids = ids;
    }

    void insert(RuleWork work, RuleRun.State state, List<Line> lines, @Nullable String problem) {
        sql.update(
                """
                INSERT INTO t_rule_run
                    (id, rule, entity, record_id, cause, begun_by, from_step, state, steps, problem, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))
                """,
                ids.next(),
                work.rule(),
                work.entity(),
                work.record(),
                work.cause(),
                work.by(),
                work.from(),
                state,
                JSON.writeValueAsString(lines),
                problem);
    }

    List<RuleRun> list(@Nullable String rule, @Nullable RecordId record, int limit) {
        return sql.list(
                COLUMNS + "WHERE (? IS NULL OR rule = ?) AND (? IS NULL OR record_id = ?) ORDER BY id DESC LIMIT ?",
                RuleStore::run,
                rule,
                rule,
                record,
                record,
                limit);
    }

    /** What a failed run was to do. */
    Optional<RuleWork> failed(RecordId id) {
        return sql.one(
                "SELECT rule, entity, record_id, cause, begun_by, from_step FROM t_rule_run"
                        + " WHERE id = ? AND state IN ('FAILED', 'LOOP')",
                row -> new RuleWork(
                        row.getString("rule"),
                        row.getString("entity"),
                        new RecordId(row.getLong("record_id")),
                        row.getString("cause"),
                        row.getLong("begun_by") == 0 ? null : new RecordId(row.getLong("begun_by")),
                        0,
                        row.getInt("from_step")),
                id);
    }

    /** Says whose turn it is, counting from 0. */
    long turn(String rule, String step) {
        sql.update("""
                INSERT INTO t_rule_turn (rule, step, turn) VALUES (?, ?, 1)
                ON DUPLICATE KEY UPDATE turn = turn + 1
                """, rule, step);
        return sql.one(
                        "SELECT turn - 1 FROM t_rule_turn WHERE rule = ? AND step = ?",
                        row -> row.getLong(1),
                        rule,
                        step)
                .orElseThrow();
    }

    void sweep(int days) {
        sql.update("DELETE FROM t_rule_run WHERE created_at < TIMESTAMPADD(DAY, ?, UTC_TIMESTAMP(6))", -days);
    }

    private static RuleRun run(ResultSet row) throws SQLException {
        return new RuleRun(
                new RecordId(row.getLong("id")),
                row.getString("rule"),
                row.getString("entity"),
                new RecordId(row.getLong("record_id")),
                row.getString("cause"),
                RuleRun.State.valueOf(row.getString("state")),
                JSON.readValue(row.getString("steps"), LINES),
                row.getString("problem"),
                Sql.instant(row, "created_at"));
    }
}
