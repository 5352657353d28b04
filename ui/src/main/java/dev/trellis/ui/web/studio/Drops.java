package dev.trellis.ui.web.studio;

import dev.trellis.core.metadata.FormDefinition.Section;
import dev.trellis.form.design.Design;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.form.design.DesignEdit.Place;
import java.util.Optional;

/** Says what it means to drop something somewhere; empty where it means nothing. */
final class Drops {

    private Drops() {}

    /** @param position before which item of the section, as it is shown now */
    static Optional<DesignEdit> intoSection(Design design, Dragged dragged, String section, int position) {
        var place = new Place.InSection(section, position);
        return switch (dragged) {
            case Dragged.NewField(var type) -> Optional.of(new DesignEdit.AddField(type, place, DesignEdit.newId()));
            case Dragged.ExistingField(var field) ->
                Optional.of(new DesignEdit.PlaceExisting(field, place, DesignEdit.newId()));
            case Dragged.FormItem(var item) -> Optional.of(moved(design, item, place));
            case Dragged.FormSection _, Dragged.LinesColumn _ -> Optional.empty();
        };
    }

    /** @param position before which column, as they are shown now */
    static Optional<DesignEdit> intoLines(Dragged dragged, String item, int from, int position) {
        return switch (dragged) {
            case Dragged.NewField(var type) ->
                Optional.of(new DesignEdit.AddField(type, new Place.InLines(item, position), DesignEdit.newId()));
            case Dragged.LinesColumn(var owner, var column)
            when owner.equals(item) ->
                Optional.of(new DesignEdit.MoveColumn(
                        item, column, from >= 0 && from < position ? position - 1 : position));
            case Dragged.LinesColumn _, Dragged.ExistingField _, Dragged.FormItem _, Dragged.FormSection _ ->
                Optional.empty();
        };
    }

    /** @param position before which section, as they are shown now */
    static Optional<DesignEdit> betweenSections(Design design, Dragged dragged, int position) {
        if (!(dragged instanceof Dragged.FormSection(var section))) {
            return Optional.empty();
        }
        var ids = design.layout().sections().stream().map(Section::id).toList();
        int from = ids.indexOf(section);
        return Optional.of(new DesignEdit.MoveSection(section, from < position ? position - 1 : position));
    }

    /** An item that leaves a place before its new one makes the positions behind it smaller. */
    private static DesignEdit moved(Design design, String item, Place.InSection place) {
        var items = design.section(place.section()).stream()
                .flatMap(section -> section.items().stream())
                .map(found -> found.id())
                .toList();
        int from = items.indexOf(item);
        int to = from >= 0 && from < place.position() ? place.position() - 1 : place.position();
        return new DesignEdit.MoveItem(item, new Place.InSection(place.section(), to));
    }

    /** Puts something at the end of the last section. */
    static Optional<DesignEdit> append(Design design, Dragged dragged) {
        var sections = design.layout().sections();
        return sections.isEmpty()
                ? Optional.empty()
                : intoSection(design, dragged, sections.getLast().id(), Integer.MAX_VALUE);
    }
}
