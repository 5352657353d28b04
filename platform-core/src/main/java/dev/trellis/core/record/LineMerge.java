package dev.trellis.core.record;

import dev.trellis.core.database.RecordIds;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.SystemFields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays a list of lines over the stored ones: new, changed, moved and missing lines. */
final class LineMerge {

    private final Session session;
    private final RecordIds ids;

    LineMerge(Session session, RecordIds ids) {
        this.session = session;
        this.ids = ids;
    }

    void run(Pending pending, FieldShape field, @Nullable Object value) {
        var given = value == null ? List.of() : value;
        if (!(given instanceof List<?> list) || !list.stream().allMatch(Change.Line.class::isInstance)) {
            pending.fault(RecordProblem.of(RecordProblem.LINES_EXPECTED, field.id(), field));
            return;
        }
        var child = session.model().known(field.lines().orElseThrow());
        var stored = new LinkedHashMap<RecordId, Row>();
        pending.lines(session, field).forEach(row -> stored.put(row.id(), row));
        var kept = new ArrayList<Row>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Change.Line line) {
                var path = field.id() + "[" + i + "]";
                var row = row(pending, child, stored, line, path);
                if (row != null) {
                    move(pending, field, row, i + 1);
                    values(pending, field, child, row, line, path);
                    kept.add(row);
                }
            }
        }
        if (!stored.isEmpty()) {
            pending.written().add(field.id());
        }
        pending.after().lines(field.id(), kept);
    }

    private @Nullable Row row(Pending pending, Shape child, Map<RecordId, Row> stored, Change.Line line, String path) {
        if (line.id() != null) {
            var row = stored.remove(line.id());
            if (row == null) {
                pending.fault(dev.trellis.core.problem.Problem.at(path, RecordProblem.UNKNOWN_LINE)
                        .with("id", line.id().toString()));
            }
            return row;
        }
        var row = new Row(child, ids.next(), Map.of());
        child.stored().forEach(field -> {
            if (!field.id().equals(SystemFields.ID)) {
                row.set(field.id(), null);
            }
        });
        row.set(SystemFields.PARENT, pending.after().id());
        row.set(SystemFields.VERSION, BigDecimal.ONE);
        row.set(SystemFields.CREATED_AT, session.now());
        row.set(SystemFields.CREATED_BY, session.user());
        row.set(SystemFields.CHANGED_AT, session.now());
        row.set(SystemFields.CHANGED_BY, session.user());
        return row;
    }

    private static void move(Pending pending, FieldShape field, Row row, int position) {
        if (row.position() != position) {
            row.set(SystemFields.POSITION, BigDecimal.valueOf(position));
            pending.written().add(field.id());
        }
    }

    private void values(Pending pending, FieldShape lines, Shape child, Row row, Change.Line line, String path) {
        line.values().forEach((name, value) -> {
            var at = path + "." + name;
            var found = child.field(name).filter(field -> pending.knowsInLine(session, lines, child, field));
            if (found.isEmpty()) {
                pending.fault(
                        RecordProblem.unknownField(RecordProblem.UNKNOWN_FIELD, at, name, child, session.schema()));
                return;
            }
            var field = found.get();
            if (field.isSystem() || field.isComputed()) {
                pending.fault(RecordProblem.of(RecordProblem.READ_ONLY_FIELD, at, field));
            } else if (pending.lineRight(session, lines, child, field) != FieldRight.WRITE) {
                Merge.refuse(pending, RecordProblem.of(RecordProblem.FIELD_NOT_WRITABLE, at, field));
            } else {
                set(pending, lines, row, field, value, at);
            }
        });
    }

    private static void set(
            Pending pending, FieldShape lines, Row row, FieldShape field, @Nullable Object value, String at) {
        switch (field.codec().normalise(value)) {
            case Decoded.Refused(var problem) ->
                pending.fault(problem.under(at).with("field", field.definition().label()));
            case Decoded.Value(var normal) -> {
                if (!Values.equal(row.get(field.id()), normal)) {
                    row.set(field.id(), normal);
                    pending.writtenLine(row.id()).add(field.id());
                    pending.written().add(lines.id() + "." + field.id());
                }
            }
        }
    }
}
