package dev.trellis.workflow.engine;

import dev.trellis.core.database.Sql;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The tables that the engine makes for itself at its first start. Nodes that start together make them one after the
 * other; what a node left half made when it died is cleared away, as nothing can have run on it.
 */
final class EngineTables {

    private static final int LOCK_SECONDS = 300;
    private static final Pattern NAME = Pattern.compile("(ACT|FLW)_[A-Z_]+", Pattern.CASE_INSENSITIVE);

    private final Sql sql;

    EngineTables(Sql sql) {
        this.sql = sql;
    }

    /** Runs what makes the tables or brings them up to date, alone among all nodes. Needs a unit of work. */
    <T> T make(Supplier<T> build) {
        sql.list("SELECT GET_LOCK(CONCAT(DATABASE(), '.workflow'), ?)", row -> row.getInt(1), LOCK_SECONDS);
        try {
            if (isHalfMade()) {
                clear();
            }
            var isFirst = names().isEmpty();
            if (isFirst) {
                // The first table commits this row with it.
                sql.update("REPLACE INTO t_engine_tables (id, state) VALUES (1, 'MAKING')");
            }
            var made = build.get();
            if (isFirst) {
                sql.update("UPDATE t_engine_tables SET state = 'MADE' WHERE id = 1");
            }
            return made;
        } finally {
            sql.list("SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.workflow'))", row -> row.getInt(1));
        }
    }

    private boolean isHalfMade() {
        return sql.one("SELECT state FROM t_engine_tables WHERE id = 1", row -> row.getString(1))
                .filter("MAKING"::equals)
                .isPresent();
    }

    private List<String> names() {
        return sql.list("""
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = DATABASE() AND (table_name LIKE 'ACT\\_%' OR table_name LIKE 'FLW\\_%')
                        """, row -> row.getString(1)).stream()
                .filter(name -> NAME.matcher(name).matches())
                .toList();
    }

    private void clear() {
        sql.update("SET FOREIGN_KEY_CHECKS = 0");
        try {
            names().forEach(name -> sql.update("DROP TABLE IF EXISTS `" + name + "`"));
        } finally {
            sql.update("SET FOREIGN_KEY_CHECKS = 1");
        }
    }
}
