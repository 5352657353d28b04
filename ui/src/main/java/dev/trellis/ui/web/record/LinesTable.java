package dev.trellis.ui.web.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.DomEvent;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.form.FormField;
import dev.trellis.form.session.FormEvent;
import dev.trellis.form.session.FormState;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.FieldEditor;
import dev.trellis.ui.web.field.FieldEditor.Entered;
import dev.trellis.ui.web.field.FieldEditor.Shown;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.FieldSubject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Line items as a spreadsheet: Tab moves, Enter adds a row, cells copied from a spreadsheet can be pasted. */
final class LinesTable extends Div {

    private static final String TEXT = "event.clipboardData.getData('text/plain')";
    private static final String CELL = "(event.target.closest('[data-cell]')||{dataset:{}}).dataset.cell||''";

    private final transient FormField field;
    private final transient FieldEditors editors;
    private final transient Locale locale;
    private final transient Consumer<FormEvent> events;
    private final Div head = new Div();
    private final Div body = new Div();
    private final Div foot = new Div();
    private final transient Map<String, Row> rows = new LinkedHashMap<>();
    private boolean editing;
    private boolean focusLast;

    /** One row on the screen. */
    private record Row(Div element, Map<String, FieldEditor> cells) {}

    /** @param labelled whether nothing else near names the lines */
    LinesTable(FormField field, FieldEditors editors, Locale locale, boolean labelled, Consumer<FormEvent> events) {
        this.field = field;
        this.editors = editors;
        this.locale = locale;
        this.events = events;
        addClassName("lines");
        getElement().setAttribute("data-field", field.id());
        var label = new Span(field.label());
        label.addClassName("lines-label");
        head.addClassNames("lines-row", "lines-head");
        body.addClassName("lines-body");
        foot.addClassName("lines-foot");
        var sheet = new Div(head, body);
        sheet.addClassName("lines-sheet");
        sheet.getStyle().set("--lines-columns", template());
        label.setVisible(labelled);
        add(label, sheet, foot);
        buildHead();
        var add = new Button(getTranslation("lines.add"), Glyph.PLUS.create(), clicked -> addRow(Integer.MAX_VALUE));
        add.addClassNames("quiet", "lines-add");
        foot.add(add);
        listenForPaste();
        listenForEnter();
    }

    void show(FormState state, boolean canEdit) {
        if (canEdit != editing) {
            editing = canEdit;
            rows.clear();
            body.removeAll();
        }
        setClassName("is-editing", editing);
        foot.setVisible(editing);
        var lines = state.lines(field.id());
        var keys = lines.stream().map(FormState.Line::key).toList();
        rows.keySet().removeIf(key -> !keys.contains(key));
        body.getChildren()
                .filter(child ->
                        rows.values().stream().noneMatch(row -> row.element().equals(child)))
                .toList()
                .forEach(body::remove);
        var problems = problems(state);
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var row = rows.computeIfAbsent(line.key(), this::newRow);
            if (row.element().getParent().isEmpty() || body.indexOf(row.element()) != i) {
                body.addComponentAtIndex(i, row.element());
            }
            show(row, line, i, problems);
        }
        if (lines.isEmpty()) {
            var empty = new Div(getTranslation(editing ? "lines.empty.edit" : "lines.empty"));
            empty.addClassName("lines-empty");
            body.add(empty);
        }
        if (focusLast && !lines.isEmpty()) {
            focusLast = false;
            var last = rows.get(lines.getLast().key());
            if (last != null) {
                last.cells().values().stream().findFirst().ifPresent(FieldEditor::focus);
            }
        }
    }

    private void buildHead() {
        head.add(cell(new Span("#"), "lines-number"));
        for (var column : field.columns()) {
            var text = new Span(column.label());
            text.getElement().setAttribute("title", column.label());
            head.add(cell(text, column.isNumeric() ? "is-numeric" : "is-text"));
        }
        head.add(cell(new Span(), "lines-remove"));
    }

    private Row newRow(String key) {
        var element = new Div();
        element.addClassName("lines-row");
        element.add(cell(new Span(), "lines-number"));
        var cells = new LinkedHashMap<String, FieldEditor>();
        for (var column : field.columns()) {
            var subject = new FieldSubject(column.id(), column.label(), "", column.type(), true);
            var editor = editing && column.writable()
                    ? editors.create(subject, entered -> events.accept(event(key, column.id(), entered)))
                    : editors.shown(subject);
            cells.put(column.id(), editor);
            var place = cell(editor.component(), column.isNumeric() ? "is-numeric" : "is-text");
            place.getElement().setAttribute("data-cell", key + " " + column.id());
            place.getElement().setAttribute("data-label", column.label());
            element.add(place);
        }
        var remove =
                new Button(Glyph.CLOSE.create(), clicked -> events.accept(new FormEvent.LineRemoved(field.id(), key)));
        remove.addClassName("quiet");
        remove.setAriaLabel(getTranslation("lines.remove"));
        remove.setTooltipText(getTranslation("lines.remove"));
        remove.setTabIndex(-1);
        remove.setVisible(editing);
        element.add(cell(remove, "lines-remove"));
        return new Row(element, cells);
    }

    private void show(Row row, FormState.Line line, int index, Map<String, List<String>> problems) {
        row.element().getElement().getChild(0).getChild(0).setText(String.valueOf(index + 1));
        row.cells()
                .forEach((column, editor) -> editor.show(new Shown(
                        line.value(column),
                        line.row().labels().getOrDefault(column, ""),
                        false,
                        false,
                        problems.getOrDefault(index + "." + column, List.of()).stream()
                                .limit(1)
                                .toList())));
    }

    private Map<String, List<String>> problems(FormState state) {
        var byCell = new HashMap<String, List<String>>();
        var prefix = field.id() + "[";
        state.shownProblems()
                .filter(problem -> problem.path().startsWith(prefix))
                .forEach(problem -> byCell.computeIfAbsent(
                                problem.path().substring(prefix.length()).replace("].", "."),
                                cell -> new java.util.ArrayList<>())
                        .add(Messages.text(problem, locale)));
        return byCell;
    }

    private FormEvent event(String key, String column, Entered entered) {
        return switch (entered) {
            case Entered.Value(var value, var label) ->
                new FormEvent.LineChanged(field.id(), key, column, value, label.isEmpty() ? null : label);
            case Entered.Unreadable(var text, var ignored) ->
                new FormEvent.LineChanged(field.id(), key, column, text, null);
        };
    }

    private void addRow(int position) {
        focusLast = true;
        events.accept(new FormEvent.LineAdded(field.id(), position, Map.of()));
    }

    private void listenForPaste() {
        body.getElement()
                .addEventListener("paste", this::pasted)
                .addEventData(TEXT)
                .addEventData(CELL)
                .setFilter("/[\\t\\n]/.test(" + TEXT + ".trim()) && (event.preventDefault() || true)");
    }

    private void pasted(DomEvent event) {
        var cell = event.getEventData().get(CELL).asString("").split(" ", 2);
        if (editing && cell.length == 2) {
            events.accept(new FormEvent.LinesPasted(
                    field.id(), cell[0], cell[1], event.getEventData().get(TEXT).asString("")));
        }
    }

    private void listenForEnter() {
        body.getElement()
                .addEventListener("keydown", pressed -> {
                    if (editing) {
                        addRow(Integer.MAX_VALUE);
                    }
                })
                .setFilter("event.key === 'Enter' && !event.isComposing && !event.defaultPrevented"
                        + " && !event.target.closest('vaadin-combo-box[opened],vaadin-date-picker[opened]')"
                        + " && event.target.closest('.lines-row') === event.currentTarget.lastElementChild");
    }

    /** Numbers get a fixed measure, texts share the rest; references get the most. */
    private String template() {
        var out = new StringBuilder("28px");
        for (var column : field.columns()) {
            out.append(measure(column));
        }
        return out.append(" 28px").toString();
    }

    private static String measure(FormField column) {
        if (!column.isNumeric()) {
            return " minmax(96px, 2fr)";
        }
        return column.writable() ? " minmax(72px, 1fr)" : " minmax(max-content, 1fr)";
    }

    private static Div cell(com.vaadin.flow.component.Component content, String kind) {
        var cell = new Div(content);
        cell.addClassNames("lines-cell", kind);
        return cell;
    }
}
