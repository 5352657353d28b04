package dev.trellis.form.form;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A form as one actor sees it. What he may not read is not in it; what is empty for him is left out.
 *
 * @param id the form's id, or that of the generated form
 * @param label the form's name in the reader's language
 * @param locale the language of all its texts
 */
public record ResolvedForm(String entity, String id, String label, Locale locale, List<Section> sections) {

    public ResolvedForm {
        sections = List.copyOf(sections);
    }

    /** The items of all sections, in order. */
    public Stream<Item> items() {
        return sections.stream().flatMap(section -> section.items().stream());
    }

    public Optional<Item> item(String field) {
        return items().filter(item -> item.field().id().equals(field)).findFirst();
    }

    /**
     * A block of fields under a heading.
     *
     * @param columns 1 to 3 on a wide screen
     * @param visibleWhen an expression, or null for always
     */
    public record Section(
            String id, String label, int columns, @Nullable String visibleWhen, List<Item> items) {
        public Section {
            items = List.copyOf(items);
        }
    }

    /**
     * A field in its place.
     *
     * @param id of the element of the form, not of the field
     * @param span how many columns of the section it takes, at most all
     * @param visibleWhen an expression, or null for always
     * @param requiredWhen an expression, or null for what the field says
     * @param readOnlyWhen an expression, or null for what rights say
     */
    public record Item(
            String id,
            FormField field,
            int span,
            @Nullable String visibleWhen,
            @Nullable String requiredWhen,
            @Nullable String readOnlyWhen) {}
}
