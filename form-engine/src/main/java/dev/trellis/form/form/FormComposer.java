package dev.trellis.form.form;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.VisibleSchema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lays out a form for one actor: only what exists for him, in his language, with his rights. */
public final class FormComposer {

    /** The id under which an entity's generated form is known. */
    public static final String GENERATED = "generated";

    private FormComposer() {}

    /**
     * Resolves a form of an entity.
     *
     * @param form a form's id, or null for the standard form: the first, else a generated one
     * @return empty where the entity or the form does not exist for the actor
     */
    public static Optional<ResolvedForm> compose(
            VisibleSchema schema, String entity, @Nullable String form, Locale locale) {
        return schema.entity(entity).flatMap(visible -> {
            var designed = schema.metadata().forms(entity);
            if (form == null || form.equals(GENERATED)) {
                var standard =
                        designed.isEmpty() || form != null ? GeneratedForm.of(visible, GENERATED) : designed.getFirst();
                return Optional.of(compose(schema, standard, locale));
            }
            return designed.stream()
                    .filter(candidate -> candidate.id().equals(form))
                    .findFirst()
                    .map(found -> compose(schema, found, locale));
        });
    }

    /** Resolves a definition, published or drafted, against what the schema shows. */
    public static ResolvedForm compose(VisibleSchema schema, FormDefinition form, Locale locale) {
        var sections = form.sections().stream()
                .map(section -> section(schema, form.entity(), section, locale))
                .filter(section -> !section.items().isEmpty())
                .toList();
        return new ResolvedForm(form.entity(), form.id(), form.label().text(locale), locale, sections);
    }

    private static ResolvedForm.Section section(
            VisibleSchema schema, String entity, FormDefinition.Section section, Locale locale) {
        int columns = Math.clamp(section.columns(), 1, 3);
        var items = section.items().stream()
                .flatMap(item -> schema
                        .field(entity, item.field())
                        .map(field -> new ResolvedForm.Item(
                                item.id(),
                                field(schema, entity, field, item.columns(), locale),
                                Math.clamp(item.span(), 1, columns),
                                item.visibleWhen(),
                                item.requiredWhen(),
                                item.readOnlyWhen()))
                        .stream())
                .toList();
        return new ResolvedForm.Section(
                section.id(), section.label().text(locale), columns, section.visibleWhen(), items);
    }

    private static FormField field(
            VisibleSchema schema, String entity, FieldDefinition field, List<String> columns, Locale locale) {
        return new FormField(
                field.id(),
                field.label().text(locale),
                field.help().text(locale),
                field.type(),
                schema.right(entity, field.id()) == FieldRight.WRITE && !SystemFields.ALL.contains(field.id()),
                field.required(),
                field.type().valueType() instanceof ValueType.Rows(var child)
                        ? columns(schema, child, columns, locale)
                        : List.of());
    }

    private static List<FormField> columns(VisibleSchema schema, String child, List<String> chosen, Locale locale) {
        var shown = chosen.isEmpty()
                ? schema.fields(child).stream()
                        .map(FieldDefinition::id)
                        .filter(id -> !SystemFields.ALL.contains(id))
                        .toList()
                : chosen;
        return shown.stream()
                .flatMap(id -> schema.field(child, id).stream())
                .map(field -> field(schema, child, field, List.of(), locale))
                .toList();
    }
}
