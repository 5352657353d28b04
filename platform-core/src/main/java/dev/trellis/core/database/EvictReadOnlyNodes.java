package dev.trellis.core.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** A node that became read-only or left its cluster keeps answering: its connections must go all the same. */
final class EvictReadOnlyNodes implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return Trouble.of(failure) == Trouble.WRONG_NODE ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
