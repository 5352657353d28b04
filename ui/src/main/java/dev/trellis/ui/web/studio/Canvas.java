package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.form.design.Design;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.form.design.DraftSchema;
import dev.trellis.form.form.FormComposer;
import dev.trellis.form.form.ResolvedForm;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.FieldEditor.Shown;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.FieldSubject;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The form as people will see it, with handles: elements are selected, dragged and dropped here. */
final class Canvas extends Div {

    private final transient Consumer<Selection> selected;
    private final transient Consumer<DesignEdit> edited;
    private final transient Map<Selection, Component> elements = new HashMap<>();
    private transient Selection selection = new Selection.Nothing();

    Canvas(Consumer<Selection> selected, Consumer<DesignEdit> edited) {
        this.selected = selected;
        this.edited = edited;
        addClassName("studio-canvas");
        getElement()
                .addEventListener("click", clicked -> selected.accept(new Selection.Nothing()))
                .setFilter("event.target === event.currentTarget");
    }

    void show(Design design, Locale locale) {
        removeAll();
        elements.clear();
        var resolved = FormComposer.compose(DraftSchema.everything(design.draft()), design.layout(), locale);
        var items = new HashMap<String, ResolvedForm.Item>();
        resolved.items().forEach(item -> items.put(item.id(), item));
        var editors = new FieldEditors(locale, ZoneId.of("UTC"), (entity, text, offset, limit) -> List.of());
        var form = new Div();
        form.addClassNames("form", "studio-form", "is-editing");
        var sections = design.layout().sections();
        for (int i = 0; i < sections.size(); i++) {
            form.add(gap(design, i), section(design, sections.get(i), items, editors, locale));
        }
        form.add(gap(design, sections.size()));
        add(form);
        mark(selection);
    }

    /** Marks an element as selected, without touching the rest. */
    void mark(Selection now) {
        var before = elements.get(selection);
        if (before != null) {
            before.removeClassName("is-selected");
        }
        selection = now;
        var after = elements.get(now);
        if (after != null) {
            after.addClassName("is-selected");
        }
    }

    void reveal(Selection wanted) {
        var element = elements.get(wanted);
        if (element != null) {
            element.getElement().executeJs("this.scrollIntoView({block: 'nearest', behavior: 'auto'})");
        }
    }

    private Div gap(Design design, int position) {
        var gap = new Div();
        gap.addClassName("section-gap");
        accept(gap, dragged -> Drops.betweenSections(design, dragged, position));
        return gap;
    }

    private Div section(
            Design design,
            FormDefinition.Section section,
            Map<String, ResolvedForm.Item> items,
            FieldEditors editors,
            Locale locale) {
        var what = new Selection.OfSection(section.id());
        var fields = new Div();
        fields.addClassName("form-fields");
        fields.getStyle().set("--columns", String.valueOf(section.columns()));
        int taken = 0;
        for (int i = 0; i < section.items().size(); i++) {
            var item = items.get(section.items().get(i).id());
            if (item != null) {
                fields.add(item(design, section, item, i, editors));
                taken += item.field().isLines() ? section.columns() : item.span();
            }
        }
        fields.add(end(design, section, taken));
        var block = new Div(head(section, what, locale), fields);
        block.addClassNames("form-section", "studio-section");
        block.getElement().setAttribute("data-section", section.id());
        elements.put(what, block);
        block.setClassName("has-problem", hasProblem(design, what));
        block.getElement()
                .addEventListener("click", clicked -> selected.accept(what))
                .stopPropagation();
        return block;
    }

    private Div head(FormDefinition.Section section, Selection.OfSection what, Locale locale) {
        var label = section.label().text(locale);
        var title = new H2(label.isEmpty() ? getTranslation("studio.section.unnamed") : label);
        title.setClassName("muted", label.isEmpty());
        var handle = new Span(Glyph.DRAG.create());
        handle.addClassName("studio-handle");
        var remove = quiet(Glyph.DELETE, "studio.section.remove");
        remove.addClickListener(clicked -> edited.accept(new DesignEdit.RemoveSection(section.id())));
        var head = new Div(handle, title);
        if (section.visibleWhen() != null) {
            head.add(rule(section.visibleWhen()));
        }
        head.add(remove);
        head.addClassName("studio-section-head");
        head.getElement().setAttribute("data-drag", "section");
        head.getElement().setAttribute("tabindex", "0");
        head.getElement()
                .addEventListener("keydown", pressed -> selected.accept(what))
                .setFilter("event.key === 'Enter' && event.target === event.currentTarget");
        drag(head, new Dragged.FormSection(section.id()));
        return head;
    }

    private Div item(
            Design design, FormDefinition.Section section, ResolvedForm.Item item, int position, FieldEditors editors) {
        var what = new Selection.OfItem(item.id());
        var field = item.field();
        var place = new Div();
        place.addClassNames("form-item", "studio-item");
        place.getElement().setAttribute("data-item", item.id());
        place.getElement().setAttribute("data-drag", "field");
        place.getElement().setAttribute("data-label", field.label());
        place.getElement().setAttribute("tabindex", "0");
        place.getElement().setAttribute("role", "button");
        place.getElement().setAttribute("aria-label", field.label());
        place.getStyle().set("--span", String.valueOf(field.isLines() ? section.columns() : item.span()));
        if (field.isLines()) {
            place.add(new LinesPlace(item, elements, selected, edited));
        } else {
            var editor = editors.create(
                    new FieldSubject(field.id(), field.label(), field.help(), field.type(), false), entered -> {});
            editor.show(new Shown(null, "", false, field.required(), List.of()));
            editor.component().getElement().setAttribute("inert", true);
            place.add(editor.component());
        }
        place.add(tools(item));
        for (var after : List.of(false, true)) {
            var zone = new Div();
            zone.addClassNames("drop-zone", after ? "drop-after" : "drop-before");
            accept(zone, dragged -> Drops.intoSection(design, dragged, section.id(), after ? position + 1 : position));
            place.add(zone);
        }
        elements.put(what, place);
        place.setClassName("has-problem", hasProblem(design, what));
        place.getElement()
                .addEventListener("click", clicked -> selected.accept(what))
                .stopPropagation();
        place.getElement()
                .addEventListener("keydown", pressed -> selected.accept(what))
                .setFilter("event.key === 'Enter' && event.target === event.currentTarget");
        drag(place, new Dragged.FormItem(item.id()));
        return place;
    }

    private Div tools(ResolvedForm.Item item) {
        var tools = new Div();
        tools.addClassName("studio-tools");
        var handle = new Span(Glyph.DRAG.create());
        handle.addClassName("studio-handle");
        var remove = quiet(Glyph.CLOSE, "studio.item.remove");
        remove.addClickListener(clicked -> edited.accept(new DesignEdit.RemoveItem(item.id())));
        tools.add(handle, remove);
        var rule = Optional.ofNullable(item.visibleWhen())
                .or(() -> Optional.ofNullable(item.requiredWhen()))
                .or(() -> Optional.ofNullable(item.readOnlyWhen()));
        rule.ifPresent(expression -> tools.add(rule(expression)));
        return tools;
    }

    private static Span rule(String expression) {
        var mark = new Span(Glyph.FORMULA.create());
        mark.addClassName("studio-rule");
        mark.getElement().setAttribute("title", expression);
        return mark;
    }

    private Button quiet(Glyph glyph, String text) {
        var button = new Button(glyph.create());
        button.addClassNames("quiet", "studio-tool");
        button.setAriaLabel(getTranslation(text));
        button.getElement().setAttribute("title", getTranslation(text));
        button.getElement().addEventListener("click", clicked -> {}).stopPropagation();
        return button;
    }

    /** The place behind the last item: a box of the final size where a cell is free, else a line. */
    private Div end(Design design, FormDefinition.Section section, int taken) {
        var end = new Div();
        boolean isEmpty = section.items().isEmpty();
        end.addClassName("drop-end");
        end.addClassName(isEmpty || taken % section.columns() != 0 ? "is-box" : "is-line");
        end.setClassName("is-empty", isEmpty);
        end.add(new Span(getTranslation(isEmpty ? "studio.section.empty" : "studio.drop")));
        accept(end, dragged -> Drops.intoSection(design, dragged, section.id(), Integer.MAX_VALUE));
        return end;
    }

    private static boolean hasProblem(Design design, Selection what) {
        return design.problems().stream()
                .anyMatch(problem -> DesignPlaces.selection(design, problem).equals(Optional.of(what)));
    }

    private void accept(Div zone, java.util.function.Function<Dragged, Optional<DesignEdit>> meaning) {
        accept(zone, meaning, edited);
    }

    static void accept(
            Div zone, java.util.function.Function<Dragged, Optional<DesignEdit>> meaning, Consumer<DesignEdit> edited) {
        var target = DropTarget.create(zone);
        target.addDropListener(dropped -> dropped.getDragData()
                .filter(Dragged.class::isInstance)
                .map(Dragged.class::cast)
                .flatMap(meaning)
                .ifPresent(edited));
    }

    static void drag(Div element, Dragged what) {
        var source = DragSource.create(element);
        source.setEffectAllowed(EffectAllowed.ALL);
        source.setDragData(what);
    }
}
