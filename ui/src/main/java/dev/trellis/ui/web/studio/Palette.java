package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.form.design.Design;
import dev.trellis.ui.web.component.Glyph;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What can be put on the form: new fields by type, and the fields that this form does not show. */
final class Palette extends Div {

    private final transient Studio studio;
    private final transient Consumer<Dragged> appended;
    private final TextField search = new TextField();
    private final Div entries = new Div();
    private transient List<FieldDefinition> unplaced = List.of();
    private Locale locale = Locale.ENGLISH;

    /** @param appended is told what a double click or Enter puts at the end of the form */
    Palette(Studio studio, Consumer<Dragged> appended) {
        this.studio = studio;
        this.appended = appended;
        addClassName("studio-palette");
        search.setPrefixComponent(Glyph.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setWidthFull();
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(typed -> list());
        entries.addClassName("palette-entries");
        add(search, entries);
    }

    void show(Design design, Locale reader) {
        if (design.unplaced().equals(unplaced)
                && reader.equals(locale)
                && entries.getElement().getChildCount() > 0) {
            return;
        }
        unplaced = design.unplaced();
        locale = reader;
        search.setPlaceholder(getTranslation("studio.palette.search"));
        search.setAriaLabel(getTranslation("studio.palette.search"));
        list();
    }

    private void list() {
        entries.removeAll();
        var wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
        var fresh = studio.types().palette().stream()
                .filter(provider ->
                        provider.label().text(locale).toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        if (!fresh.isEmpty()) {
            entries.add(heading("studio.palette.new"));
            fresh.forEach(provider -> entries.add(entry(
                    provider.label().text(locale),
                    provider,
                    "type:" + provider.key(),
                    new Dragged.NewField(provider.key()))));
        }
        var known = unplaced.stream()
                .filter(field ->
                        field.label().text(locale).toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        if (!known.isEmpty()) {
            entries.add(heading("studio.palette.existing"));
            known.forEach(field -> studio.types()
                    .find(field.type().key())
                    .ifPresent(provider -> entries.add(entry(
                            field.label().text(locale),
                            provider,
                            "field:" + field.id(),
                            new Dragged.ExistingField(field.id())))));
        }
        if (fresh.isEmpty() && known.isEmpty()) {
            var nothing = new Span(getTranslation("studio.palette.nothing"));
            nothing.addClassName("palette-nothing");
            entries.add(nothing);
        }
    }

    private Span heading(String key) {
        var heading = new Span(getTranslation(key));
        heading.addClassName("palette-heading");
        return heading;
    }

    private Div entry(String label, FieldTypeProvider provider, String id, Dragged what) {
        var text = new Span(label);
        text.addClassName("palette-label");
        var handle = Glyph.DRAG.create();
        handle.addClassName("palette-handle");
        var entry = new Div(Glyph.named(provider.icon()).create(), text, handle);
        entry.addClassName("palette-entry");
        entry.getElement().setAttribute("data-palette", id);
        entry.getElement().setAttribute("data-drag", "field");
        entry.getElement().setAttribute("tabindex", "0");
        entry.getElement().setAttribute("role", "button");
        entry.getElement().setAttribute("title", getTranslation("studio.palette.hint"));
        entry.getElement().addEventListener("dblclick", clicked -> appended.accept(what));
        entry.getElement()
                .addEventListener("keydown", pressed -> appended.accept(what))
                .setFilter("event.key === 'Enter'");
        var source = DragSource.create(entry);
        source.setEffectAllowed(EffectAllowed.ALL);
        source.setDragData(what);
        return entry;
    }
}
