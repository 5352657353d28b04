package dev.trellis.form.session;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.form.form.ResolvedForm;
import dev.trellis.form.session.FormState.Facets;
import dev.trellis.form.session.FormState.Line;
import dev.trellis.form.session.FormState.Memory;
import dev.trellis.form.session.FormState.Phase;
import dev.trellis.form.session.FormState.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the state with which a form begins: blank, or what is stored. */
final class Opening {

    private final FormPlan plan;

    Opening(FormPlan plan) {
        this.plan = plan;
    }

    FormState blank(ResolvedForm form, Instant now) {
        var lines = new LinkedHashMap<String, List<Line>>();
        plan.lines().keySet().forEach(field -> lines.put(field, List.of()));
        return new FormState(
                form,
                null,
                0,
                row(plan.entity(), null),
                lines,
                new Facets(Set.of(), Set.of(), Set.of(), Set.of()),
                List.of(),
                false,
                new Phase.Editing(),
                Set.of(),
                new Memory(now, Map.of(), Map.of(), Set.of(), List.of(), 0, 0));
    }

    /** @param before the form as it was, whose rows keep their keys */
    FormState stored(FormState before, StoredRecord stored, Instant now) {
        var memory = before.memory();
        int nextKey = memory.nextKey();
        var lines = new LinkedHashMap<String, List<Line>>();
        var ids = new LinkedHashMap<String, List<RecordId>>();
        for (var entry : plan.lines().entrySet()) {
            var field = entry.getKey();
            var rows = new ArrayList<Line>();
            for (var line : stored.lines(field)) {
                var key = key(before.lines(field), line.id(), rows.size());
                rows.add(new Line(key == null ? "n" + nextKey++ : key, line.id(), row(entry.getValue(), line)));
            }
            lines.put(field, rows);
            ids.put(field, rows.stream().flatMap(line -> ids(line.id())).toList());
        }
        boolean editable = stored.may().edit();
        return new FormState(
                before.form(),
                stored.id(),
                stored.version(),
                row(plan.entity(), stored),
                lines,
                before.facets(),
                List.of(),
                false,
                editable ? new Phase.Editing() : new Phase.Viewing(),
                Set.of(),
                new Memory(now, ids, memory.related(), Set.of(), List.of(), memory.revision() + 1, nextKey));
    }

    private static java.util.stream.Stream<RecordId> ids(@Nullable RecordId id) {
        return id == null ? java.util.stream.Stream.empty() : java.util.stream.Stream.of(id);
    }

    /** A stored row keeps its key; a row that was new until now is recognised by its place. */
    private static @Nullable String key(List<Line> before, RecordId id, int index) {
        for (var line : before) {
            if (id.equals(line.id())) {
                return line.key();
            }
        }
        return index < before.size() && before.get(index).id() == null
                ? before.get(index).key()
                : null;
    }

    private Row row(String entity, @Nullable StoredRecord stored) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var field : plan.fields(entity)) {
            if (!plan.lines().containsKey(field.id()) || !entity.equals(plan.entity())) {
                values.put(field.id(), stored == null ? null : stored.value(field.id()));
            }
        }
        var user = plan.user();
        if (stored == null && user != null && values.containsKey(SystemFields.OWNER)) {
            values.put(SystemFields.OWNER, user);
        }
        var labels = stored == null ? Map.<String, String>of() : stored.labels();
        return new Row(values, stored == null ? Map.of() : values, labels, Set.of(), Map.of(), Map.of());
    }
}
