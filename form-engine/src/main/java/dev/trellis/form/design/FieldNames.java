package dev.trellis.form.design;

import dev.trellis.core.field.Origin;
import dev.trellis.core.metadata.ActivityDefinition;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ConversionDefinition;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.MenuDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.SharingDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.metadata.WorkspaceDefinition;
import dev.trellis.core.name.Slug;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Proposes ids for fields that the workspace makes, and tells whether an id is already spoken of. */
final class FieldNames {

    private FieldNames() {}

    /** Proposes an id for a new field from a text people read; never one that is or was taken. */
    static String propose(EntityDefinition entity, String text, String type) {
        var stem = Slug.propose(Design.PREFIX + text, Design.PREFIX + type);
        if (stem.equals(Design.PREFIX.substring(0, Design.PREFIX.length() - 1))) {
            stem = Design.PREFIX + type;
        }
        var taken = taken(entity);
        var name = stem;
        for (int i = 2; taken.contains(name); i++) {
            var suffix = "_" + i;
            var cut = Math.min(stem.length(), Slug.MAX_LENGTH - suffix.length());
            name = stem.substring(0, cut).replaceAll("_+$", "") + suffix;
        }
        return name;
    }

    static Set<String> taken(EntityDefinition entity) {
        var taken = new HashSet<>(SystemFields.ALL);
        Stream.concat(entity.fields().stream(), entity.retired().stream())
                .map(FieldDefinition::id)
                .forEach(taken::add);
        return taken;
    }

    /** Tells whether an expression, an approval or a title speaks of a name. */
    static boolean isMentioned(Metadata draft, String name) {
        var word = Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(name) + "(?![A-Za-z0-9_])");
        return draft.all().stream()
                .flatMap(FieldNames::texts)
                .anyMatch(text -> word.matcher(text).find());
    }

    private static Stream<String> texts(Definition definition) {
        return switch (definition) {
            case EntityDefinition entity ->
                Stream.of(
                                entity.fields().stream()
                                        .flatMap(field ->
                                                Stream.concat(given(field.defaultValue()), computedFrom(field))),
                                entity.validations().stream()
                                        .flatMap(
                                                rule -> Stream.concat(Stream.of(rule.mustHold()), given(rule.field()))),
                                Stream.of(entity.title()))
                        .flatMap(texts -> texts);
            case FormDefinition form ->
                form.sections().stream()
                        .flatMap(section -> Stream.concat(
                                given(section.visibleWhen()),
                                section.items().stream()
                                        .flatMap(item -> Stream.of(
                                                        given(item.visibleWhen()),
                                                        given(item.requiredWhen()),
                                                        given(item.readOnlyWhen()))
                                                .flatMap(texts -> texts))));
            case ListDefinition list -> given(list.filter());
            case ApprovalDefinition approval ->
                Stream.concat(Stream.of(approval.toString()), given(approval.startWhen()));
            case RoleDefinition role ->
                role.entities().values().stream().flatMap(rights -> rights.conditions().values().stream());
            case SharingDefinition sharing -> Stream.of(sharing.when());
            case RuleDefinition rule -> Stream.of(rule.toString());
            case DuplicateDefinition duplicate ->
                duplicate.comparisons().stream()
                        .flatMap(comparison -> Stream.of(comparison.field(), comparison.sought()));
            case PipelineDefinition pipeline -> Stream.of(pipeline.toString());
            case PoolDefinition pool -> Stream.of(pool.toString());
            case ActivityDefinition activity -> Stream.of(activity.toString());
            case ConversionDefinition conversion -> Stream.of(conversion.toString());
            case WorkspaceDefinition _, MenuDefinition _, FunctionDefinition _ -> Stream.empty();
        };
    }

    private static Stream<String> computedFrom(FieldDefinition field) {
        return switch (field.type().origin()) {
            case Origin.Formula formula -> Stream.of(formula.expression());
            case Origin.RollUp rollUp ->
                Stream.of(Stream.of(rollUp.via()), given(rollUp.field()), given(rollUp.filter()), given(rollUp.sort()))
                        .flatMap(texts -> texts);
            case Origin.Entered _, Origin.Numbering _ -> Stream.empty();
        };
    }

    private static Stream<String> given(@Nullable String text) {
        return Stream.ofNullable(text);
    }

    static List<String> without(List<String> names, String name) {
        return names.stream().filter(other -> !other.equals(name)).toList();
    }
}
