package dev.trellis.form.session;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.Change;
import dev.trellis.form.session.FormState.Line;
import dev.trellis.form.session.FormState.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns an open form into the change it asks of the gate. A new row gives what it shows; a stored row gives what
 * differs from what is stored; nothing is given that its actor may not write, and nothing that the platform computes.
 */
final class Changes {

    private final FormPlan plan;

    Changes(FormPlan plan) {
        this.plan = plan;
    }

    Change of(FormState state) {
        var id = state.id();
        var values = values(plan.entity(), state.record(), id == null);
        state.lines().forEach((field, rows) -> {
            if (plan.mayWrite(plan.entity(), field) && (id == null ? !rows.isEmpty() : isChanged(state, field, rows))) {
                values.put(field, lines(field, rows));
            }
        });
        return id == null
                ? new Change.Create(plan.entity(), values)
                : new Change.Update(plan.entity(), id, state.version(), values);
    }

    private boolean isChanged(FormState state, String field, List<Line> rows) {
        var stored = state.memory().storedLines().getOrDefault(field, List.of());
        var ids = new ArrayList<Object>();
        rows.forEach(line -> ids.add(String.valueOf(line.id())));
        var child = plan.lines().getOrDefault(field, "");
        return !ids.equals(stored.stream().map(Object::toString).toList())
                || rows.stream()
                        .anyMatch(line -> !values(child, line.row(), false).isEmpty());
    }

    private List<Change.Line> lines(String field, List<Line> rows) {
        var child = plan.lines().getOrDefault(field, "");
        return rows.stream()
                .map(line -> new Change.Line(line.id(), values(child, line.row(), line.id() == null)))
                .toList();
    }

    private Map<String, @Nullable Object> values(String entity, Row row, boolean isNew) {
        var given = new LinkedHashMap<String, @Nullable Object>();
        for (var field : plan.fields(entity)) {
            var name = field.id();
            if (field.type().valueType() instanceof ValueType.Rows
                    || field.type().isComputed()
                    || !plan.mayWrite(entity, name)) {
                continue;
            }
            var value = row.values().get(name);
            boolean shown = row.touched().contains(name) || (value != null && !SystemFields.ALL.contains(name));
            if (isNew ? shown : !Values.same(value, row.original().get(name))) {
                given.put(name, value);
            }
        }
        return given;
    }
}
