package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps whom people named on the way for later steps. */
@Singleton
final class ChoiceStore {

    private final Sql sql;

    ChoiceStore(Sql sql) {
        this.sql = sql;
    }

    /** Keeps the choices, by step; what was chosen for such a step before is forgotten. */
    void keep(RecordId instance, Map<String, List<RecordId>> chosen) {
        if (!chosen.isEmpty()) {
            Known.forgetChoices();
        }
        chosen.forEach((node, users) -> {
            sql.update("DELETE FROM t_approval_choice WHERE instance = ? AND node = ?", instance, node);
            for (int position = 0; position < users.size(); position++) {
                sql.update("""
                        INSERT INTO t_approval_choice (instance, node, position, user_id) VALUES (?, ?, ?, ?)
                        """, instance, node, position, users.get(position));
            }
        });
    }

    Map<String, List<RecordId>> of(RecordId instance) {
        return Known.choices(instance, () -> read(instance));
    }

    private Map<String, List<RecordId>> read(RecordId instance) {
        record Choice(String node, RecordId user) {}
        var chosen = new HashMap<String, List<RecordId>>();
        sql.list(
                        "SELECT node, user_id FROM t_approval_choice WHERE instance = ? ORDER BY node, position",
                        row -> new Choice(row.getString("node"), new RecordId(row.getLong("user_id"))),
                        instance)
                .forEach(choice -> chosen.computeIfAbsent(choice.node(), node -> new ArrayList<>())
                        .add(choice.user()));
        return chosen;
    }
}
