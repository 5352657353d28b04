package dev.trellis.core.metadata;

import dev.trellis.core.name.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the fields of an entity are laid out. The first form of an entity that the reader may use is the standard one. */
public record FormDefinition(String id, Label label, String entity, List<Section> sections) implements Definition {

    public FormDefinition {
        sections = List.copyOf(sections);
    }

    @Override
    public Kind kind() {
        return Kind.FORM;
    }

    public FormDefinition withSections(List<Section> changed) {
        return new FormDefinition(id, label, entity, changed);
    }

    /**
     * A block of fields under a heading.
     *
     * @param id 8 random characters or a slug, unique within the form
     * @param columns 1 to 3 on a wide screen; always 1 on a phone
     * @param visibleWhen an expression, or null for always
     */
    public record Section(
            String id, Label label, int columns, @Nullable String visibleWhen, List<Item> items) {
        public Section {
            items = List.copyOf(items);
        }

        public Section withItems(List<Item> changed) {
            return new Section(id, label, columns, visibleWhen, changed);
        }
    }

    /**
     * A field on the form.
     *
     * @param id 8 random characters or a slug, unique within the form
     * @param field the field's id; each field at most once in a form
     * @param span how many columns of the section it takes
     * @param visibleWhen an expression, or null for always
     * @param requiredWhen an expression, or null for what the field says
     * @param readOnlyWhen an expression, or null for what rights say
     * @param columns for line items: the child's fields shown as columns, in order; else empty
     */
    public record Item(
            String id,
            String field,
            int span,
            @Nullable String visibleWhen,
            @Nullable String requiredWhen,
            @Nullable String readOnlyWhen,
            List<String> columns) {
        public Item {
            columns = List.copyOf(columns);
        }
    }
}
