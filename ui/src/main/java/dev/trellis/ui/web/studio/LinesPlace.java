package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.field.ValueType;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.form.form.FormField;
import dev.trellis.form.form.ResolvedForm;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;

/** The head of line items on the canvas: columns are selected, moved and added here. */
final class LinesPlace extends Div {

    LinesPlace(
            ResolvedForm.Item item,
            Map<Selection, Component> elements,
            Consumer<Selection> selected,
            Consumer<DesignEdit> edited) {
        var field = item.field();
        addClassNames("lines", "studio-lines");
        var label = new Span(field.label());
        label.addClassName("lines-label");
        var head = new Div();
        head.addClassNames("lines-row", "lines-head");
        var widths = new ArrayList<String>();
        for (int i = 0; i < field.columns().size(); i++) {
            var column = field.columns().get(i);
            head.add(column(item, column, i, elements, selected, edited));
            widths.add(column.isNumeric() ? "minmax(96px, 1fr)" : "minmax(140px, 2fr)");
        }
        var end = new Div(new Span("+"));
        end.addClassNames("lines-cell", "lines-end");
        Canvas.accept(end, dragged -> Drops.intoLines(dragged, item.id(), -1, Integer.MAX_VALUE), edited);
        head.add(end);
        widths.add("36px");
        var empty = new Div(new Span(getTranslation("lines.empty")));
        empty.addClassName("lines-empty");
        var sheet = new Div(head, empty);
        sheet.addClassName("lines-sheet");
        sheet.getStyle().set("--lines-columns", String.join(" ", widths));
        add(label, sheet);
    }

    private Div column(
            ResolvedForm.Item item,
            FormField column,
            int position,
            Map<Selection, Component> elements,
            Consumer<Selection> selected,
            Consumer<DesignEdit> edited) {
        var cell = new Div(new Span(column.label()));
        cell.addClassNames("lines-cell", "studio-column");
        cell.setClassName("is-numeric", column.isNumeric());
        cell.getElement().setAttribute("data-drag", "column");
        if (item.field().type().valueType() instanceof ValueType.Rows(var child)) {
            var what = new Selection.OfColumn(item.id(), new FieldKey(child, column.id()));
            elements.put(what, cell);
            cell.getElement()
                    .addEventListener("click", clicked -> selected.accept(what))
                    .stopPropagation();
        }
        Canvas.drag(cell, new Dragged.LinesColumn(item.id(), column.id()));
        Canvas.accept(cell, dragged -> Drops.intoLines(dragged, item.id(), from(dragged, item), position), edited);
        return cell;
    }

    private static int from(Dragged dragged, ResolvedForm.Item item) {
        return dragged instanceof Dragged.LinesColumn(var _, var moved)
                ? item.field().columns().stream().map(FormField::id).toList().indexOf(moved)
                : -1;
    }
}
