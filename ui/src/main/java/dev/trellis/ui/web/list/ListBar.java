package dev.trellis.ui.web.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.record.QueryResult;
import dev.trellis.form.list.ListState;
import dev.trellis.form.list.ResolvedList;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.FieldEditors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What stands above the rows: title, saved views, search, filters, count, and the way to a new record. */
final class ListBar extends Div {

    private final transient ResolvedList list;
    private final transient FieldEditors editors;
    private final Map<Object, String> labels = new HashMap<>();
    private final Div actions = new Div();
    private final Div chips = new Div();
    private final Span count = new Span();
    private final TextField search = new TextField();
    private final Select<ResolvedList> lists = new Select<>();
    private transient ListState state = ListState.OPENED;
    private transient Consumer<ListState> changed = ignored -> {};

    ListBar(List<ResolvedList> all, ResolvedList list, String title, FieldEditors editors) {
        this.list = list;
        this.editors = editors;
        addClassName("list-bar");
        lists.setItems(all);
        lists.setItemLabelGenerator(ResolvedList::label);
        all.stream().filter(each -> each.id().equals(list.id())).findFirst().ifPresent(lists::setValue);
        lists.setAriaLabel(getTranslation("list.views"));
        lists.addClassName("list-views");
        search.setPlaceholder(getTranslation("list.search"));
        search.setAriaLabel(getTranslation("list.search"));
        search.setPrefixComponent(Glyph.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(250);
        search.addClassName("list-search");
        search.addValueChangeListener(typed -> {
            if (typed.isFromClient()) {
                change(state.searching(typed.getValue()));
            }
        });
        actions.addClassName("list-actions");
        var reload = new Button(Glyph.RELOAD.create(), clicked -> changed.accept(state));
        reload.addClassName("quiet");
        reload.setAriaLabel(getTranslation("list.reload"));
        reload.setTooltipText(getTranslation("list.reload"));
        actions.add(reload);
        var first = new Div(new H1(title), lists, actions);
        first.addClassName("list-bar-first");
        chips.addClassName("list-chips");
        count.addClassName("list-count");
        var second = new Div(search, chips, count);
        second.addClassName("list-bar-second");
        add(first, second);
    }

    void onList(Consumer<String> listener) {
        lists.addValueChangeListener(chosen -> {
            if (chosen.isFromClient() && chosen.getValue() != null) {
                listener.accept(chosen.getValue().id());
            }
        });
    }

    void onState(ListState now, Consumer<ListState> listener) {
        changed = listener;
        show(now);
    }

    /** Leads to what was deleted. */
    void offerBin(String path) {
        var bin = new Button(Glyph.DELETE.create(), clicked -> getUI().ifPresent(ui -> ui.navigate(path)));
        bin.addClassNames("quiet", "list-bin");
        bin.setAriaLabel(getTranslation("bin.title"));
        bin.setTooltipText(getTranslation("bin.title"));
        actions.add(bin);
    }

    /** Leads to what may be there twice. */
    void offerDuplicates(String path) {
        var twice = new Button(Glyph.COPIES.create(), clicked -> getUI().ifPresent(ui -> ui.navigate(path)));
        twice.addClassNames("quiet", "list-duplicates");
        twice.setAriaLabel(getTranslation("duplicates.title"));
        twice.setTooltipText(getTranslation("duplicates.title"));
        actions.add(twice);
    }

    /** Tells how a reference in a filter is called. */
    void name(Object reference, String label) {
        labels.put(reference, label);
    }

    /** Adds a menu of deeds that concern the whole list. */
    void offer(Component menu) {
        actions.add(menu);
    }

    void offerNew(String verb, Runnable create) {
        var button = new Button(verb, Glyph.PLUS.create(), clicked -> create.run());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        button.addClassName("list-new");
        button.setAriaLabel(verb);
        actions.add(button);
    }

    void show(ListState now) {
        state = now;
        search.setValue(now.search());
        chips.removeAll();
        now.filters().forEach(filter -> chips.add(chip(filter)));
        chips.add(new FilterMenu(list, editors, labels, filter -> change(state.with(filter))));
    }

    void showCount(QueryResult.@Nullable Total total) {
        if (total == null) {
            count.setText("");
            return;
        }
        var number = String.format(list.locale(), "%,d", total.value());
        count.setText(getTranslation(
                total.more() ? "list.count.more" : total.value() == 1 ? "list.count.one" : "list.count",
                Map.of("count", number)));
    }

    private Span chip(ListState.Filter filter) {
        var text = new Span(FilterText.of(list, filter, labels));
        var remove = new Button(Glyph.CLOSE.create(), clicked -> change(state.without(filter)));
        remove.addClassName("quiet");
        remove.setAriaLabel(getTranslation("list.filter.remove"));
        var chip = new Span(text, remove);
        chip.addClassName("chip");
        return chip;
    }

    private void change(ListState now) {
        show(now);
        changed.accept(now);
    }
}
