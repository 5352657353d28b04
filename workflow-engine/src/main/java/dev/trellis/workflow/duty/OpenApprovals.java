package dev.trellis.workflow.duty;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.staff.Duties;
import jakarta.inject.Singleton;
import java.util.Locale;

/** The approvals that wait for a person. */
@Singleton
final class OpenApprovals implements Duties {

    private final Sql sql;

    OpenApprovals(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Label label() {
        return Label.of(
                Messages.text("staff.open-approvals", Locale.ENGLISH),
                Messages.text("staff.open-approvals", Locale.SIMPLIFIED_CHINESE));
    }

    @Override
    public long open(RecordId user) {
        return sql.one("""
                        SELECT COUNT(*) AS open
                        FROM t_approval_task t
                            JOIN t_approval_instance i ON i.id = t.instance
                        WHERE t.user_id = ? AND t.vote = 'PENDING' AND i.running = 1
                        """, row -> row.getLong("open"), user).orElse(0L);
    }
}
