package dev.trellis.form.session;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.form.FormField;
import dev.trellis.form.form.ResolvedForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people do to line items. A row or column that does not exist, or may not be written, is left alone and told. */
final class LineEvents {

    private static final int MAX_PASTED_ROWS = 1_000;

    private final FormPlan plan;

    LineEvents(FormPlan plan) {
        this.plan = plan;
    }

    void add(Working working, FormEvent.LineAdded event) {
        if (isOpen(working, event.field())) {
            working.addLine(event.field(), event.position())
                    .ifPresent(
                            row -> event.values().forEach((column, value) -> enter(working, row, column, value, null)));
        }
    }

    void change(Working working, FormEvent.LineChanged event) {
        if (isOpen(working, event.field())) {
            working.line(event.field(), event.key())
                    .ifPresent(row -> enter(working, row, event.column(), event.value(), event.label()));
        }
    }

    void remove(Working working, FormEvent.LineRemoved event) {
        var rows = working.lines.get(event.field());
        if (rows != null
                && isOpen(working, event.field())
                && rows.removeIf(row -> event.key().equals(row.key))) {
            working.restructured(event.field());
        }
    }

    void move(Working working, FormEvent.LineMoved event) {
        var rows = working.lines.get(event.field());
        var row = working.line(event.field(), event.key());
        if (rows != null && row.isPresent() && isOpen(working, event.field())) {
            rows.remove(row.get());
            rows.add(Math.clamp(event.position(), 0, rows.size()), row.get());
            working.restructured(event.field());
        }
    }

    void replace(Working working, FormEvent.LinesReplaced event) {
        var rows = working.lines.get(event.field());
        if (rows == null || !isOpen(working, event.field())) {
            return;
        }
        var before = List.copyOf(rows);
        rows.clear();
        for (var line : event.rows()) {
            var known = before.stream()
                    .filter(row -> line.id() != null && line.id().equals(row.id))
                    .findFirst();
            if (known.isPresent()) {
                rows.add(known.get());
            }
            var row = known.isPresent() ? known : working.addLine(event.field(), rows.size());
            row.ifPresent(found -> line.values().forEach((column, value) -> {
                if (plan.mayWrite(found.entity, column)
                        || plan.field(found.entity, column).isEmpty()) {
                    enter(working, found, column, value, null);
                }
            }));
        }
        working.restructured(event.field());
    }

    void paste(Working working, FormEvent.LinesPasted event, ResolvedForm form) {
        var item = form.item(event.field());
        if (item.isEmpty() || !isOpen(working, event.field())) {
            return;
        }
        var columns = item.get().field().columns();
        int first = columns.stream().map(FormField::id).toList().indexOf(event.column());
        var pasted = new ArrayList<>(PastedCells.read(event.text()));
        if (first < 0 || pasted.isEmpty()) {
            return;
        }
        var shown = columns.subList(first, columns.size());
        if (isHeading(pasted.getFirst(), shown)) {
            pasted.removeFirst();
        }
        if (pasted.size() > MAX_PASTED_ROWS) {
            working.tell(Problem.at(event.field(), SessionProblem.PASTE_TOO_LONG)
                    .with("rows", pasted.size())
                    .with("most", MAX_PASTED_ROWS));
            return;
        }
        int at = start(working, event);
        for (var cells : pasted) {
            var rows = working.rows(event.field());
            var row = at < rows.size() ? java.util.Optional.of(rows.get(at)) : working.addLine(event.field(), at);
            row.ifPresent(found -> paste(working, found, shown, cells, form.locale()));
            at++;
        }
    }

    private static int start(Working working, FormEvent.LinesPasted event) {
        var rows = working.rows(event.field());
        if (event.key() != null) {
            for (int i = 0; i < rows.size(); i++) {
                if (event.key().equals(rows.get(i).key)) {
                    return i;
                }
            }
        }
        return rows.size();
    }

    private static boolean isHeading(List<String> cells, List<FormField> columns) {
        for (int i = 0; i < cells.size(); i++) {
            if (i >= columns.size()
                    || !cells.get(i).strip().equals(columns.get(i).label())) {
                return false;
            }
        }
        return true;
    }

    private void paste(Working working, WorkingRow row, List<FormField> columns, List<String> cells, Locale locale) {
        for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
            var column = columns.get(i);
            var text = cells.get(i).strip();
            if (!column.writable()) {
                continue;
            }
            if (column.type().valueType() instanceof ValueType.Ref(var target) && !text.isEmpty()) {
                row.touched.add(column.id());
                working.want(new FormEffect.FindTitle(
                        target, text, row.lines == null ? "" : row.lines, row.key == null ? "" : row.key, column.id()));
            } else {
                working.take(
                        row,
                        column.id(),
                        text.isEmpty()
                                ? Decoded.of(null)
                                : column.type().codec().fromText(text, locale),
                        null);
            }
        }
    }

    void titleFound(Working working, FormEvent.TitleFound event) {
        var asked = event.asked();
        working.line(asked.lines(), asked.key())
                .ifPresent(row -> working.take(row, asked.column(), found(asked, event.id()), asked.text()));
    }

    private static Decoded found(FormEffect.FindTitle asked, @Nullable RecordId id) {
        return id == null
                ? Decoded.refused(Problem.at("", SessionProblem.TITLE_NOT_FOUND).with("given", asked.text()))
                : Decoded.of(id);
    }

    private void enter(Working working, WorkingRow row, String column, @Nullable Object value, @Nullable String label) {
        var field = plan.field(row.entity, column);
        if (field.isEmpty()) {
            working.tell(Problem.at(working.path(row, column), SessionProblem.UNKNOWN_FIELD)
                    .with("field", column));
        } else if (!plan.mayWrite(row.entity, column)) {
            working.tell(Problem.at(working.path(row, column), SessionProblem.READ_ONLY_NOW)
                    .with("field", field.get().label()));
        } else {
            working.enter(row, column, field.get().type(), value, label);
        }
    }

    private boolean isOpen(Working working, String field) {
        var found = plan.field(plan.entity(), field).filter(_ -> plan.lines().containsKey(field));
        if (found.isEmpty()) {
            working.tell(Problem.at(field, SessionProblem.UNKNOWN_FIELD).with("field", field));
            return false;
        }
        if (!plan.mayWrite(plan.entity(), field) || working.readOnly.contains(field)) {
            working.tell(Problem.at(field, SessionProblem.READ_ONLY_NOW)
                    .with("field", found.get().label()));
            return false;
        }
        return true;
    }
}
