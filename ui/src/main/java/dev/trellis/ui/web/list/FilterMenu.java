package dev.trellis.ui.web.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.select.Select;
import dev.trellis.core.field.Editor;
import dev.trellis.form.list.ListColumn;
import dev.trellis.form.list.ListState;
import dev.trellis.form.list.Operator;
import dev.trellis.form.list.ResolvedList;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.FieldEditor;
import dev.trellis.ui.web.field.FieldEditor.Entered;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.FieldSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** "+ Filter": chooses a field, what to ask of it, and the value. */
final class FilterMenu extends Div {

    private final transient FieldEditors editors;
    private final Map<Object, String> labels;
    private final ComboBox<ListColumn> column = new ComboBox<>();
    private final Select<Operator> operator = new Select<>();
    private final Div valuesPlace = new Div();
    private final Button apply = new Button();
    private final transient List<@Nullable Object> values = new ArrayList<>();

    /** @param labels filled with the names of chosen references */
    FilterMenu(ResolvedList list, FieldEditors editors, Map<Object, String> labels, Consumer<ListState.Filter> chosen) {
        this.editors = editors;
        this.labels = labels;
        var open = new Button(getTranslation("list.filter.add"), Glyph.PLUS.create());
        open.addClassNames("quiet", "list-filter-add");
        var popover = new Popover();
        popover.setTarget(open);
        column.setLabel(getTranslation("list.filter.field"));
        column.setItems(list.filters().stream()
                .filter(each -> !each.operators().isEmpty())
                .toList());
        column.setItemLabelGenerator(ListColumn::label);
        column.addValueChangeListener(picked -> askOperator(picked.getValue()));
        operator.setLabel(getTranslation("list.filter.operator"));
        operator.setItemLabelGenerator(each -> each.label(list.locale()));
        operator.addValueChangeListener(picked -> askValues());
        valuesPlace.addClassName("filter-values");
        apply.setText(getTranslation("list.filter.apply"));
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        apply.setEnabled(false);
        apply.addClickListener(clicked -> {
            popover.close();
            chosen.accept(new ListState.Filter(column.getValue().path(), operator.getValue(), values));
        });
        var content = new Div(column, operator, valuesPlace, apply);
        content.addClassName("filter-menu");
        popover.add(content);
        add(open, popover);
    }

    /** Returns how a value is edited even where the field itself is computed or read-only. */
    static Editor editable(Editor editor) {
        return editor instanceof Editor.ReadOnly(var shownAs) ? editable(shownAs) : editor;
    }

    /** The options of a choice or of a list of them. */
    static Optional<List<Editor.Option>> options(ListColumn column) {
        return switch (editable(column.type().editor())) {
            case Editor.Choice(var options) -> Optional.of(options);
            case Editor.Choices(var options) -> Optional.of(options);
            case Editor other -> Optional.empty();
        };
    }

    private void askOperator(@Nullable ListColumn picked) {
        operator.setItems(
                picked == null
                        ? List.of()
                        : picked.operators().stream()
                                .filter(each -> each != Operator.ONE_OF
                                        || options(picked).isPresent())
                                .toList());
        if (picked != null) {
            operator.setValue(operator.getListDataView().getItem(0));
        }
    }

    private void askValues() {
        valuesPlace.removeAll();
        values.clear();
        var asked = operator.getValue();
        var picked = column.getValue();
        if (asked == null || picked == null) {
            apply.setEnabled(false);
            return;
        }
        var options = options(picked);
        if (asked == Operator.ONE_OF && options.isPresent()) {
            valuesPlace.add(several(options.get()));
        } else {
            for (int i = 0; i < asked.arity(); i++) {
                values.add(null);
                valuesPlace.add(one(picked, i));
            }
        }
        check();
    }

    private MultiSelectComboBox<Editor.Option> several(List<Editor.Option> options) {
        var box = new MultiSelectComboBox<Editor.Option>();
        box.setLabel(getTranslation("list.filter.value"));
        box.setItems(options);
        box.setItemLabelGenerator(option -> option.label().text(getLocale()));
        box.addValueChangeListener(picked -> {
            values.clear();
            picked.getValue().forEach(option -> values.add(option.code()));
            check();
        });
        return box;
    }

    private com.vaadin.flow.component.Component one(ListColumn picked, int index) {
        var asked = Optional.ofNullable(operator.getValue());
        var type = asked.map(found -> FilterValues.type(picked, found, index)).orElse(picked.type());
        var label = FilterValues.label(asked.orElse(Operator.IS), index);
        var subject = new FieldSubject("filter-value-" + index, getTranslation(label), "", type, false);
        var editor = editors.create(subject, editable(type.editor()), entered -> enter(index, entered));
        editor.show(new FieldEditor.Shown(null, "", false, false, List.of()));
        return editor.component();
    }

    private void enter(int index, Entered entered) {
        switch (entered) {
            case Entered.Value(var value, var label) -> {
                values.set(index, value);
                if (value != null && !label.isEmpty()) {
                    labels.put(value, label);
                }
            }
            case Entered.Unreadable ignored -> values.set(index, null);
        }
        check();
    }

    private void check() {
        var asked = operator.getValue();
        apply.setEnabled(asked != null
                && (asked.arity() == 0 || (!values.isEmpty() && values.stream().allMatch(value -> value != null))));
    }
}
