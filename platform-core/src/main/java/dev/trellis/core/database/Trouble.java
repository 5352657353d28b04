package dev.trellis.core.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means for the unit of work in which it came. */
enum Trouble {
    /** A deadlock, a lock waited for too long, a cluster that certified another transaction first. */
    COLLISION,
    /** The connection is gone. */
    LOST,
    /** This server no longer takes writes: another connection may reach one that does. */
    WRONG_NODE,
    /** Everything else; to run again would not help. */
    OTHER;

    /** Finds the database's failure among the causes of any failure. */
    static Trouble in(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return of(sql);
            }
        }
        return OTHER;
    }

    static Trouble of(SQLException failure) {
        var known = switch (failure.getErrorCode()) {
            case 1205, 1213, 3100, 3101, 8022, 8028, 9007 -> COLLISION;
            case 1047, 1180, 1290, 1792, 1836 -> WRONG_NODE;
            case 2006, 2013 -> LOST;
            default -> OTHER;
        };
        if (known != OTHER) {
            return known;
        }
        var state = failure.getSQLState();
        if (state == null) {
            return OTHER;
        }
        if (state.equals("40001")) {
            return COLLISION;
        }
        return state.startsWith("08") ? LOST : OTHER;
    }
}
