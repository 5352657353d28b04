package dev.trellis.form.session;

import dev.trellis.core.field.RecordId;
import dev.trellis.form.session.FormState.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts what a person has changed on top of what somebody else has stored meanwhile. */
final class KeptEdits {

    private final FormPlan plan;
    private final FormState mine;

    KeptEdits(FormPlan plan, FormState mine) {
        this.plan = plan;
        this.mine = mine;
    }

    void putOn(Working working) {
        put(working, mine.record(), working.record);
        plan.lines().keySet().forEach(field -> putLines(working, field));
    }

    private void putLines(Working working, String field) {
        var rows = working.lines.get(field);
        if (rows == null) {
            return;
        }
        var stored = new HashMap<RecordId, WorkingRow>();
        rows.forEach(row -> {
            if (row.id != null) {
                stored.put(row.id, row);
            }
        });
        var before = mine.memory().storedLines().getOrDefault(field, List.of());
        var removed = new ArrayList<>(before);
        mine.lines(field).forEach(line -> removed.remove(line.id()));
        if (rows.removeIf(row -> removed.contains(row.id))) {
            working.restructured(field);
        }
        for (var line : mine.lines(field)) {
            if (line.id() == null) {
                putNew(working, field, line);
            } else if (stored.containsKey(line.id())) {
                put(working, line.row(), stored.get(line.id()));
            }
        }
    }

    private static void putNew(Working working, String field, Line line) {
        working.addLine(field, working.rows(field).size()).ifPresent(row -> put(working, line.row(), row));
    }

    private static void put(Working working, FormState.Row from, WorkingRow onto) {
        Map<String, String> labels = from.labels();
        for (var field : from.touched()) {
            boolean changed = onto.isNew()
                    || !Values.same(from.values().get(field), from.original().get(field));
            if (changed && onto.values.containsKey(field)) {
                onto.touched.add(field);
                working.waiting.remove(onto.cell(field));
                working.set(onto, field, from.values().get(field), labels.get(field));
                var refused = from.refused().get(field);
                if (refused != null) {
                    onto.refused.put(field, refused);
                }
            }
        }
    }
}
