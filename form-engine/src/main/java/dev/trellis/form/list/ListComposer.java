package dev.trellis.form.list;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.form.FormField;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lays out the saved lists of an entity for one actor. */
public final class ListComposer {

    /** The id of the list of an entity for which nobody has saved one. */
    public static final String GENERATED = "all";

    private static final int GENERATED_COLUMNS = 7;
    /** System fields people know; the others are inner workings. */
    private static final List<String> FILTERED =
            List.of(SystemFields.OWNER, SystemFields.DEPARTMENT, SystemFields.CREATED_AT, SystemFields.CHANGED_AT);

    private ListComposer() {}

    /** Returns the lists that the actor has, the standard one first; empty where the entity does not exist for him. */
    public static List<ResolvedList> lists(VisibleSchema schema, String entity, Locale locale) {
        return schema.entity(entity).stream()
                .flatMap(found -> {
                    var designed = schema.metadata().lists(entity);
                    return designed.isEmpty() ? Stream.of(generated(found, locale)) : designed.stream();
                })
                .map(list -> compose(schema, list, locale))
                .filter(list -> !list.columns().isEmpty())
                .toList();
    }

    /** Resolves one list, or the standard one where {@code list} is null. */
    public static Optional<ResolvedList> compose(
            VisibleSchema schema, String entity, @Nullable String list, Locale locale) {
        return lists(schema, entity, locale).stream()
                .filter(found -> list == null || found.id().equals(list))
                .findFirst();
    }

    /** Resolves a definition, published or drafted, against what the schema shows. */
    public static ResolvedList compose(VisibleSchema schema, ListDefinition list, Locale locale) {
        var entity = list.entity();
        var paths = new LinkedHashSet<String>();
        schema.entity(entity).map(EntityDefinition::title).ifPresent(paths::add);
        paths.addAll(list.columns());
        var columns = paths.stream()
                .flatMap(path -> column(schema, entity, path, locale).stream())
                .toList();
        var filters = schema.fields(entity).stream()
                .map(FieldDefinition::id)
                .filter(id -> !SystemFields.ALL.contains(id) || FILTERED.contains(id))
                .flatMap(id -> withParts(schema, entity, id))
                .flatMap(id -> column(schema, entity, id, locale).stream())
                .filter(column -> !column.operators().isEmpty())
                .toList();
        var sort = list.sort().stream()
                .filter(key -> schema.path(entity, key.path()).isPresent())
                .toList();
        return new ResolvedList(
                entity, list.id(), list.label().text(locale), locale, columns, filters, list.filter(), sort);
    }

    /** A field and the paths of its parts. */
    private static Stream<String> withParts(VisibleSchema schema, String entity, String id) {
        var parts = schema.field(entity, id).map(field -> field.type().parts()).orElse(List.of());
        return Stream.concat(Stream.of(id), parts.stream().map(part -> id + "." + part.name()));
    }

    private static Optional<ListColumn> column(VisibleSchema schema, String entity, String path, Locale locale) {
        return schema.path(entity, path).map(field -> {
            var type = field.type().valueType();
            return new ListColumn(
                    path,
                    label(schema, entity, path, locale),
                    field.type(),
                    !(type instanceof ValueType.Rows
                            || type instanceof ValueType.ListOf
                            || type instanceof ValueType.Composite
                            || type instanceof ValueType.Opaque),
                    !path.contains(".")
                            && !(type instanceof ValueType.Rows)
                            && !SystemFields.ALL.contains(path)
                            && schema.right(entity, path) == FieldRight.WRITE,
                    Operator.of(field.type()));
        });
    }

    /** The labels along the path: "Account · Industry". */
    private static String label(VisibleSchema schema, String entity, String path, Locale locale) {
        var labels = new ArrayList<String>();
        int dot = -1;
        do {
            dot = path.indexOf('.', dot + 1);
            var part = dot < 0 ? path : path.substring(0, dot);
            schema.path(entity, part).ifPresent(field -> {
                if (field.label().text(locale).startsWith(String.join(" · ", labels) + " · ")) {
                    labels.clear();
                }
                labels.add(field.label().text(locale));
            });
        } while (dot >= 0);
        return String.join(" · ", labels);
    }

    private static ListDefinition generated(EntityDefinition entity, Locale locale) {
        var columns = entity.fields().stream()
                .filter(field -> !(field.type().valueType() instanceof ValueType.Rows))
                .filter(field -> !FormField.isLong(field.type()))
                .map(FieldDefinition::id)
                .limit(GENERATED_COLUMNS)
                .toList();
        var language = Messages.language(locale).toLanguageTag();
        var label = dev.trellis.core.name.Label.EMPTY.with(
                language, Messages.text("list.all", locale, java.util.Map.of("entity", entity.plural())));
        return new ListDefinition(
                GENERATED, label, entity.id(), columns, null, List.of(new SortKey(SystemFields.CHANGED_AT, true)));
    }
}
