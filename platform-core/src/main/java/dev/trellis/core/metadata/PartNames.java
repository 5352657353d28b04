package dev.trellis.core.metadata;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what people call a place inside a definition: section “Totals” › Discount. */
final class PartNames {

    private final Metadata before;
    private final Metadata after;
    private final DefinitionKey key;

    PartNames(Metadata before, Metadata after, DefinitionKey key) {
        this.before = before;
        this.after = after;
        this.key = key;
    }

    Label of(List<String> path) {
        return Label.of(text(path, Locale.ENGLISH), text(path, Locale.SIMPLIFIED_CHINESE));
    }

    private String text(List<String> path, Locale locale) {
        var words = new ArrayList<String>();
        for (int i = 0; i < path.size(); i++) {
            var step = path.get(i);
            var last = i == path.size() - 1;
            var property = Messages.find("metadata.part." + step, locale);
            var named = i == 0 ? Optional.<String>empty() : element(step, locale);
            if (named.isPresent()) {
                words.add("“" + named.get() + "”");
            } else if (property.isPresent() && (last || i + 1 < path.size())) {
                words.add(property.get());
            } else {
                words.add(step);
            }
        }
        return String.join(" › ", words);
    }

    /** Finds an element by its id: in the definition itself, else among fields and entities of the workspace. */
    private Optional<String> element(String id, Locale locale) {
        return Stream.of(after, before)
                .flatMap(metadata -> metadata.find(key).stream().flatMap(found -> labels(metadata, found, id)))
                .filter(label -> !label.isEmpty())
                .map(label -> label.text(locale))
                .findFirst();
    }

    private static Stream<Label> labels(Metadata metadata, Definition definition, String id) {
        return switch (definition) {
            case EntityDefinition entity -> entity.field(id).map(FieldDefinition::label).stream();
            case FormDefinition form ->
                form.sections().stream()
                        .flatMap(section -> section.id().equals(id)
                                ? Stream.of(section.label())
                                : section.items().stream()
                                        .filter(item -> item.id().equals(id))
                                        .flatMap(item -> field(metadata, form.entity(), item.field())));
            case ListDefinition list -> path(metadata, list.entity(), id);
            case PipelineDefinition pipeline ->
                pipeline.stages().stream()
                        .filter(stage -> stage.id().equals(id))
                        .map(PipelineDefinition.Stage::label);
            case RoleDefinition role ->
                Stream.concat(
                        metadata.entity(id).map(EntityDefinition::label).stream(),
                        role.entities().keySet().stream().flatMap(entity -> field(metadata, entity, id)));
            case ApprovalDefinition approval ->
                Stream.concat(nodes(approval.nodes(), id), field(metadata, approval.entity(), id));
            case DuplicateDefinition duplicate -> field(metadata, duplicate.entity(), id);
            case RuleDefinition rule -> field(metadata, rule.entity(), id);
            case MenuDefinition menu ->
                Stream.concat(
                        menu.groups().stream()
                                .filter(group -> group.id().equals(id))
                                .map(MenuDefinition.Group::label),
                        metadata.entity(id).map(EntityDefinition::plural).stream());
            case SharingDefinition _ -> metadata.entity(id).map(EntityDefinition::label).stream();
            case PoolDefinition pool ->
                Stream.concat(
                        pool.recycle().stream()
                                .filter(rule -> rule.id().equals(id))
                                .map(PoolDefinition.Recycle::label),
                        field(metadata, pool.entity(), id));
            case ConversionDefinition conversion ->
                Stream.concat(
                        conversion.target(id).map(ConversionDefinition.Target::label).stream(),
                        field(metadata, conversion.entity(), id));
            case ActivityDefinition activity -> field(metadata, activity.entity(), id);
            case FunctionDefinition function ->
                function.parameters().stream()
                        .filter(parameter -> parameter.id().equals(id))
                        .map(FunctionDefinition.Parameter::label);
            case WorkspaceDefinition _ -> Stream.empty();
        };
    }

    /** The labels along a path over lookups, in both languages: Account · Industry. */
    private static Stream<Label> path(Metadata metadata, String entity, String path) {
        var labels = new ArrayList<Label>();
        var at = entity;
        for (var step : path.split("\\.")) {
            var field = metadata.entity(at).flatMap(found -> found.field(step));
            if (field.isEmpty()) {
                return Stream.empty();
            }
            labels.add(field.get().label());
            at = field.get().type().valueType() instanceof ValueType.Ref(var target) ? target : "";
        }
        return Stream.of(Label.of(joined(labels, Locale.ENGLISH), joined(labels, Locale.SIMPLIFIED_CHINESE)));
    }

    private static String joined(List<Label> labels, Locale locale) {
        return String.join(
                " · ", labels.stream().map(label -> label.text(locale)).toList());
    }

    private static Stream<Label> field(Metadata metadata, String entity, String id) {
        return metadata.entity(entity).flatMap(found -> found.field(id)).map(FieldDefinition::label).stream();
    }

    private static Stream<Label> nodes(List<ApprovalDefinition.Node> nodes, String id) {
        return FlowNodes.all(nodes)
                .flatMap(node -> Stream.concat(
                        Stream.of(node).filter(one -> one.id().equals(id)).map(ApprovalDefinition.Node::label),
                        FlowNodes.arms(node).stream()
                                .filter(arm -> arm.id().equals(id))
                                .map(FlowNodes.Arm::label)));
    }
}
