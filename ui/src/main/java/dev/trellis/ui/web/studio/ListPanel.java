package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.design.ListDesign;
import dev.trellis.form.list.ListColumn;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One saved list: its name, its columns in order, which records it holds and how they are sorted. */
final class ListPanel extends Div {

    private final transient Consumer<Metadata> edited;
    private final transient Consumer<ListDefinition> dropped;

    private final Map<String, TextField> names = new LinkedHashMap<>();
    private final TextArea filter = new TextArea();
    private final Div columns = new Div();
    private final Div sort = new Div();
    private final Div problems = new Div();
    private final Span id = new Span();
    private transient @Nullable ListDesign shown;
    private transient @Nullable Locale language;

    ListPanel(Consumer<Metadata> edited, Consumer<ListDefinition> dropped) {
        this.edited = edited;
        this.dropped = dropped;
        addClassName("list-panel");
        filter.setWidthFull();
        filter.addClassName("expression");
        filter.getElement().setAttribute("data-field", "filter");
        filter.addValueChangeListener(typed -> {
            var now = shown;
            if (typed.isFromClient() && now != null) {
                edited.accept(now.filtered(typed.getValue()).draft());
            }
        });
        problems.addClassName("list-problems");
        id.addClassName("properties-id");
    }

    /** Shows a list; what somebody is typing in stays, as long as it is the same list. */
    void show(@Nullable ListDesign design, Metadata live, Locale locale) {
        var before = shown;
        shown = design;
        if (design == null) {
            removeAll();
            add(PageState.empty(
                    Glyph.LIST, getTranslation("studio.list.none.title"), getTranslation("studio.list.none.text")));
            return;
        }
        if (before == null || !before.list().id().equals(design.list().id()) || !locale.equals(language)) {
            language = locale;
            build(design, locale);
        }
        names.forEach((tag, field) -> keep(field, design.list().label().texts().getOrDefault(tag, "")));
        keep(filter, design.list().filter() == null ? "" : design.list().filter());
        columns.removeAll();
        columns.add(columns(design, locale));
        sort.removeAll();
        sort.add(sort(design, locale));
        problems.removeAll();
        for (var problem : design.problems(live)) {
            var line = new Div(Glyph.WARNING.create(), new Span(Messages.text(problem, locale)));
            line.addClassName("list-problem");
            line.getElement().setAttribute("role", "alert");
            problems.add(line);
        }
        id.setText(design.list().id());
    }

    private static void keep(HasValue<?, String> field, String value) {
        if (!field.getValue().strip().equals(value)) {
            field.setValue(value);
        }
    }

    private void build(ListDesign design, Locale locale) {
        removeAll();
        names.clear();
        var texts = new Div();
        texts.addClassName("dialog-grid");
        for (var tag : design.draft().workspace().languages()) {
            var field = new TextField(getTranslation(
                    "studio.list.name",
                    Map.of("language", Locale.forLanguageTag(tag).getDisplayLanguage(locale))));
            field.setWidthFull();
            field.setMaxLength(60);
            field.getElement().setAttribute("data-field", "label." + tag);
            field.addValueChangeListener(typed -> {
                var now = shown;
                if (typed.isFromClient() && now != null) {
                    edited.accept(now.labelled(tag, typed.getValue()).draft());
                }
            });
            names.put(tag, field);
            texts.add(field);
        }
        filter.setPlaceholder(getTranslation("studio.list.filter.none"));
        filter.setAriaLabel(getTranslation("studio.list.filter"));
        filter.setHelperText(getTranslation("studio.list.filter.help"));
        add(texts, columns, part("studio.list.filter", filter), sort, problems, foot());
    }

    private Div columns(ListDesign design, Locale locale) {
        var row = new Div();
        row.addClassName("list-columns");
        var shown = design.columns(locale);
        for (int i = 0; i < shown.size(); i++) {
            row.add(column(
                    design,
                    shown.get(i),
                    design.list().columns().indexOf(shown.get(i).path())));
        }
        var more = new ComboBox<ListColumn>();
        more.setPlaceholder(getTranslation("studio.list.column.add"));
        more.setAriaLabel(getTranslation("studio.list.column.add"));
        more.addClassName("list-column-add");
        more.setItems(design.offered(locale));
        more.setItemLabelGenerator(ListColumn::label);
        more.addValueChangeListener(chosen -> {
            if (chosen.getValue() != null) {
                edited.accept(design.withColumn(chosen.getValue().path(), Integer.MAX_VALUE)
                        .draft());
            }
        });
        return part("studio.list.columns", row, more);
    }

    private Div column(ListDesign design, ListColumn column, int position) {
        var remove = new Button(
                Glyph.CLOSE.create(),
                clicked -> edited.accept(design.withoutColumn(column.path()).draft()));
        remove.addClassNames("quiet", "list-column-remove");
        var label = Map.of("column", column.label());
        remove.setAriaLabel(getTranslation("studio.list.column.remove", label));
        remove.setEnabled(design.list().columns().size() > 1);
        var chip = new Div(Glyph.DRAG.create(), new Span(column.label()), remove);
        chip.addClassName("list-column");
        chip.getElement().setAttribute("data-column", column.path());
        chip.getElement().setAttribute("tabindex", "0");
        chip.getElement().setAttribute("title", getTranslation("studio.list.column.keys"));
        var source = DragSource.create(chip);
        source.setDragData(column.path());
        DropTarget.create(chip)
                .addDropListener(drop -> drop.getDragData()
                        .filter(String.class::isInstance)
                        .ifPresent(path -> edited.accept(
                                design.withColumn((String) path, position).draft())));
        key(
                chip,
                "ArrowLeft",
                () -> edited.accept(design.withColumn(column.path(), Math.max(0, position - 1))
                        .draft()));
        key(
                chip,
                "ArrowRight",
                () -> edited.accept(
                        design.withColumn(column.path(), position + 2).draft()));
        return chip;
    }

    private static void key(Component target, String key, Runnable pressed) {
        target.getElement()
                .addEventListener("keydown", event -> pressed.run())
                .setFilter("event.key === '" + key + "' && event.target === event.currentTarget");
    }

    private Div sort(ListDesign design, Locale locale) {
        var keys = design.list().sort();
        var offered = design.sortable(locale);
        var rows = new Div();
        rows.addClassName("list-sorts");
        for (int i = 0; i < keys.size(); i++) {
            rows.add(sortRow(design, offered, keys, i));
        }
        var more = new ComboBox<ListColumn>();
        more.setPlaceholder(getTranslation("studio.list.sort.add"));
        more.setAriaLabel(getTranslation("studio.list.sort.add"));
        more.setItems(offered.stream()
                .filter(column -> keys.stream().noneMatch(key -> key.path().equals(column.path())))
                .toList());
        more.setItemLabelGenerator(ListColumn::label);
        more.addValueChangeListener(chosen -> {
            if (chosen.getValue() != null) {
                var longer = new ArrayList<>(keys);
                longer.add(new SortKey(chosen.getValue().path(), false));
                edited.accept(design.sorted(longer).draft());
            }
        });
        return part("studio.list.sort", rows, more);
    }

    private Div sortRow(ListDesign design, List<ListColumn> offered, List<SortKey> keys, int position) {
        var key = keys.get(position);
        var label = offered.stream()
                .filter(column -> column.path().equals(key.path()))
                .map(ListColumn::label)
                .findFirst()
                .orElse(key.path());
        var direction = new Button(
                getTranslation(key.descending() ? "studio.list.sort.down" : "studio.list.sort.up"), clicked -> {
                    var changed = new ArrayList<>(keys);
                    changed.set(position, new SortKey(key.path(), !key.descending()));
                    edited.accept(design.sorted(changed).draft());
                });
        direction.addClassName("quiet");
        var remove = new Button(Glyph.CLOSE.create(), clicked -> {
            var changed = new ArrayList<>(keys);
            changed.remove(position);
            edited.accept(design.sorted(changed).draft());
        });
        remove.addClassName("quiet");
        remove.setAriaLabel(getTranslation("studio.list.sort.remove", Map.of("column", label)));
        var row = new Div(new Span(label), direction, remove);
        row.addClassName("list-sort");
        return row;
    }

    private Div part(String heading, Component... content) {
        var part = new Div(ListsPage.heading(getTranslation(heading)));
        part.add(content);
        part.addClassName("list-part");
        return part;
    }

    private Div foot() {
        var drop = new Button(getTranslation("studio.list.drop"), Glyph.DELETE.create(), clicked -> {
            var now = shown;
            if (now != null) {
                dropped.accept(now.list());
            }
        });
        drop.addClassName("quiet");
        var foot = new Div(id, drop);
        foot.addClassName("list-foot");
        return foot;
    }
}
