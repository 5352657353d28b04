package dev.trellis.form.design;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import dev.trellis.core.name.Slug;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.MetadataCheck;
import dev.trellis.form.list.ListColumn;
import dev.trellis.form.list.ListComposer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A saved list as its designer sees it; immutable, every change gives another one. */
public record ListDesign(Metadata draft, ListDefinition list) {

    private static final List<String> USEFUL =
            List.of(SystemFields.OWNER, SystemFields.DEPARTMENT, SystemFields.CREATED_AT, SystemFields.CHANGED_AT);

    /** Makes a list of an entity that shows its title, under an id that is not taken. */
    public static ListDesign fresh(Metadata draft, String entity) {
        var title = draft.entity(entity).map(found -> found.title()).orElse(SystemFields.ID);
        var texts = new HashMap<String, String>();
        Messages.LANGUAGES.forEach(locale -> texts.put(locale.toLanguageTag(), Messages.text("form.list.new", locale)));
        var list = new ListDefinition(
                id(draft, entity),
                new Label(texts),
                entity,
                List.of(title),
                null,
                List.of(new SortKey(SystemFields.CHANGED_AT, true)));
        return new ListDesign(draft.with(list), list);
    }

    private static String id(Metadata draft, String entity) {
        var own = entity.startsWith(Design.PREFIX) ? entity : Design.PREFIX + entity;
        var stem = own.length() > Slug.MAX_LENGTH - 9 ? own.substring(0, Slug.MAX_LENGTH - 9) : own;
        int number = 1;
        while (true) {
            var id = stem.replaceAll("_+$", "") + "_list_" + number++;
            if (draft.all(ListDefinition.class).stream()
                    .noneMatch(list -> list.id().equals(id))) {
                return id;
            }
        }
    }

    /** The shown columns with their labels, in order; one that leads nowhere is left out. */
    public List<ListColumn> columns(Locale locale) {
        return resolved(list.columns(), locale);
    }

    /** What could be shown besides: fields of the entity, and of what its lookups refer to. */
    public List<ListColumn> offered(Locale locale) {
        return resolved(paths().filter(Predicate.not(list.columns()::contains)).toList(), locale);
    }

    /** What the list could be sorted by. */
    public List<ListColumn> sortable(Locale locale) {
        return resolved(paths().toList(), locale).stream()
                .filter(ListColumn::sortable)
                .toList();
    }

    private List<ListColumn> resolved(List<String> paths, Locale locale) {
        var asked = new ListDefinition(list.id(), list.label(), list.entity(), paths, null, List.of());
        return ListComposer.compose(DraftSchema.everything(draft), asked, locale).columns().stream()
                .filter(column -> paths.contains(column.path()))
                .toList();
    }

    private Stream<String> paths() {
        var schema = DraftSchema.everything(draft);
        var paths = new ArrayList<String>();
        var fields = schema.fields(list.entity()).stream()
                .filter(ListDesign::isShown)
                .toList();
        fields.forEach(field -> paths.add(field.id()));
        for (var field : fields) {
            if (field.type().valueType() instanceof ValueType.Ref(var target)
                    && !SystemFields.ALL.contains(field.id())) {
                schema.fields(target).stream()
                        .filter(ListDesign::isShown)
                        .filter(further -> !SystemFields.ALL.contains(further.id()))
                        .forEach(further -> paths.add(field.id() + "." + further.id()));
            }
        }
        return paths.stream();
    }

    private static boolean isShown(FieldDefinition field) {
        return !(field.type().valueType() instanceof ValueType.Rows)
                && (!SystemFields.ALL.contains(field.id()) || USEFUL.contains(field.id()));
    }

    /** What of the draft's problems is about this list. */
    public List<Problem> problems(Metadata live) {
        return MetadataCheck.check(draft, live).stream()
                .filter(problem -> problem.path().startsWith(list.key() + "/")
                        || problem.path().equals(list.key().toString()))
                .toList();
    }

    public ListDesign labelled(String language, String text) {
        return with(list.label().with(language, text), list.columns(), list.filter(), list.sort());
    }

    /** Shows a path as a column before a position of the columns as they are now; a shown one moves there. */
    public ListDesign withColumn(String path, int position) {
        var columns = new ArrayList<>(list.columns());
        int from = columns.indexOf(path);
        columns.remove(path);
        int to = from >= 0 && from < position ? position - 1 : position;
        columns.add(Math.clamp(to, 0, columns.size()), path);
        return with(list.label(), columns, list.filter(), list.sort());
    }

    public ListDesign withoutColumn(String path) {
        return with(list.label(), FieldNames.without(list.columns(), path), list.filter(), list.sort());
    }

    /** @param filter an expression; null or blank for all records */
    public ListDesign filtered(@Nullable String filter) {
        return with(
                list.label(), list.columns(), filter == null || filter.isBlank() ? null : filter.strip(), list.sort());
    }

    public ListDesign sorted(List<SortKey> sort) {
        return with(list.label(), list.columns(), list.filter(), sort);
    }

    private ListDesign with(Label label, List<String> columns, @Nullable String filter, List<SortKey> sort) {
        var changed = new ListDefinition(list.id(), label, list.entity(), columns, filter, sort);
        return new ListDesign(draft.with(changed), changed);
    }
}
