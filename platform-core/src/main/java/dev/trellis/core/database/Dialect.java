package dev.trellis.core.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Which of the two servers answers, and the little in which they differ. */
public enum Dialect {
    MARIADB("utf8mb4_nopad_bin", SQLDialect.MARIADB),
    MYSQL("utf8mb4_0900_bin", SQLDialect.MYSQL);

    private final String textCollation;
    private final SQLDialect jooq;

    Dialect(String textCollation, SQLDialect jooq) {
        this.textCollation = textCollation;
        this.jooq = jooq;
    }

    /** The collation of all text: case-sensitive, and {@code 'a '} differs from {@code 'a'}. */
    public String textCollation() {
        return textCollation;
    }

    /** The dialect in which jOOQ renders. */
    public SQLDialect jooq() {
        return jooq;
    }

    /**
     * Asks the server which one it is. Whoever opens a database does this first and alone, so jOOQ is loaded here: two
     * threads that use it for the first time at the same moment wait for each other's classes for ever.
     */
    static Dialect of(Connection connection) throws SQLException {
        DSL.using(SQLDialect.DEFAULT);
        var version = connection.getMetaData().getDatabaseProductVersion();
        return version.contains("MariaDB") ? MARIADB : MYSQL;
    }

    /**
     * The variables of every session. READ COMMITTED, because a unit of work locks and then reads: the read must see
     * what the former holder of the lock has committed (a parent's total over its lines), and no gaps stay locked.
     */
    String sessionVariables() {
        return String.join(
                ",",
                "collation_connection=" + textCollation,
                "time_zone='+00:00'",
                "transaction_isolation='READ-COMMITTED'",
                "sql_mode='STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
                        + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
                "div_precision_increment=20",
                "innodb_lock_wait_timeout=5",
                "lock_wait_timeout=5",
                "group_concat_max_len=1048576");
    }
}
