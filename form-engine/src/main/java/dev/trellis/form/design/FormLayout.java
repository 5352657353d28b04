package dev.trellis.form.design;

import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.FormDefinition.Item;
import dev.trellis.core.metadata.FormDefinition.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Moves the elements of one form around; each method gives another form. */
final class FormLayout {

    private FormLayout() {}

    static Optional<Item> item(FormDefinition form, String id) {
        return form.sections().stream()
                .flatMap(section -> section.items().stream())
                .filter(item -> item.id().equals(id))
                .findFirst();
    }

    static boolean hasSection(FormDefinition form, String id) {
        return form.sections().stream().anyMatch(section -> section.id().equals(id));
    }

    static FormDefinition insert(FormDefinition form, Item item, DesignEdit.Place.InSection place) {
        return section(form, place.section(), section -> {
            var items = new ArrayList<>(section.items());
            items.add(Math.clamp(place.position(), 0, items.size()), item);
            return section.withItems(items);
        });
    }

    static FormDefinition remove(FormDefinition form, String item) {
        return form.withSections(form.sections().stream()
                .map(section -> section.withItems(section.items().stream()
                        .filter(other -> !other.id().equals(item))
                        .toList()))
                .toList());
    }

    static FormDefinition replace(FormDefinition form, String item, UnaryOperator<Item> change) {
        return form.withSections(form.sections().stream()
                .map(section -> section.withItems(section.items().stream()
                        .map(other -> other.id().equals(item) ? change.apply(other) : other)
                        .toList()))
                .toList());
    }

    static FormDefinition section(FormDefinition form, String id, UnaryOperator<Section> change) {
        return form.withSections(form.sections().stream()
                .map(section -> section.id().equals(id) ? change.apply(section) : section)
                .toList());
    }

    static FormDefinition insertSection(FormDefinition form, Section section, int position) {
        var sections = new ArrayList<>(form.sections());
        sections.add(Math.clamp(position, 0, sections.size()), section);
        return form.withSections(sections);
    }

    static FormDefinition removeSection(FormDefinition form, String id) {
        return form.withSections(form.sections().stream()
                .filter(section -> !section.id().equals(id))
                .toList());
    }

    static Item withColumns(Item item, List<String> columns) {
        return new Item(
                item.id(),
                item.field(),
                item.span(),
                item.visibleWhen(),
                item.requiredWhen(),
                item.readOnlyWhen(),
                columns);
    }

    static Item withSpan(Item item, int span) {
        return new Item(
                item.id(),
                item.field(),
                span,
                item.visibleWhen(),
                item.requiredWhen(),
                item.readOnlyWhen(),
                item.columns());
    }

    static Item withRule(Item item, DesignEdit.Rule rule, @Nullable String expression) {
        return new Item(
                item.id(),
                item.field(),
                item.span(),
                rule == DesignEdit.Rule.VISIBLE ? expression : item.visibleWhen(),
                rule == DesignEdit.Rule.REQUIRED ? expression : item.requiredWhen(),
                rule == DesignEdit.Rule.READ_ONLY ? expression : item.readOnlyWhen(),
                item.columns());
    }
}
