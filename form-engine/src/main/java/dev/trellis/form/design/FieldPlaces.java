package dev.trellis.form.design;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.metadata.ActivityDefinition;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ConversionDefinition;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FlowNodes.Start;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.MenuDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.EntityRights;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.SharingDefinition;
import dev.trellis.core.metadata.WorkspaceDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Follows a field through everything that shows it by name: forms, lists, roles, approval summaries. Expressions are
 * not rewritten; what they miss is a problem of the draft.
 */
final class FieldPlaces {

    private final FieldKey field;
    /** Maps the field's id to its new one, or to nothing where the field goes. */
    private final Optional<String> renamed;

    private final Metadata draft;

    private FieldPlaces(Metadata draft, FieldKey field, Optional<String> renamed) {
        this.draft = draft;
        this.field = field;
        this.renamed = renamed;
    }

    /** Takes a field out of every place that shows it. */
    static Metadata remove(Metadata draft, FieldKey field) {
        return new FieldPlaces(draft, field, Optional.empty()).run();
    }

    /** Gives a field another id in every place that shows it. */
    static Metadata rename(Metadata draft, FieldKey field, String id) {
        return new FieldPlaces(draft, field, Optional.of(id)).run();
    }

    private Metadata run() {
        var changed = draft;
        for (var definition : draft.all()) {
            var mended = mend(definition);
            if (!mended.equals(definition)) {
                changed = changed.with(mended);
            }
        }
        return changed;
    }

    private Definition mend(Definition definition) {
        return switch (definition) {
            case FormDefinition form -> form(form);
            case ListDefinition list -> list.entity().equals(field.entity()) ? list(list) : list;
            case RoleDefinition role -> role(role);
            case ApprovalDefinition approval ->
                approval.entity().equals(field.entity()) ? approval(approval) : approval;
            case EntityDefinition _,
                    WorkspaceDefinition _,
                    PipelineDefinition _,
                    PoolDefinition _,
                    ConversionDefinition _,
                    ActivityDefinition _,
                    SharingDefinition _,
                    MenuDefinition _,
                    RuleDefinition _,
                    FunctionDefinition _ -> definition;
            case DuplicateDefinition duplicate -> duplicate(duplicate);
        };
    }

    private FormDefinition form(FormDefinition form) {
        boolean own = form.entity().equals(field.entity());
        boolean ofParent = draft.entity(field.entity())
                .map(EntityDefinition::ownedBy)
                .filter(form.entity()::equals)
                .isPresent();
        if (!own && !ofParent) {
            return form;
        }
        UnaryOperator<FormDefinition.Section> mend = section -> section.withItems(section.items().stream()
                .flatMap(item ->
                        own ? name(item.field()).map(name -> named(item, name)).stream() : columns(item).stream())
                .toList());
        return form.withSections(form.sections().stream().map(mend).toList());
    }

    private static FormDefinition.Item named(FormDefinition.Item item, String name) {
        return new FormDefinition.Item(
                item.id(),
                name,
                item.span(),
                item.visibleWhen(),
                item.requiredWhen(),
                item.readOnlyWhen(),
                item.columns());
    }

    private Optional<FormDefinition.Item> columns(FormDefinition.Item item) {
        return Optional.of(FormLayout.withColumns(item, names(item.columns())));
    }

    private ListDefinition list(ListDefinition list) {
        var sort = list.sort().stream()
                .flatMap(key -> name(key.path()).map(name -> new SortKey(name, key.descending())).stream())
                .toList();
        return new ListDefinition(list.id(), list.label(), list.entity(), names(list.columns()), list.filter(), sort);
    }

    private RoleDefinition role(RoleDefinition role) {
        var rights = role.entities().get(field.entity());
        if (rights == null || !rights.fields().containsKey(field.field())) {
            return role;
        }
        var fields = new HashMap<String, FieldRight>();
        rights.fields().forEach((id, right) -> name(id).ifPresent(name -> fields.put(name, right)));
        var entities = new HashMap<>(role.entities());
        entities.put(
                field.entity(),
                new EntityRights(rights.verbs(), rights.otherFields(), Map.copyOf(fields), rights.conditions()));
        return new RoleDefinition(role.id(), role.label(), role.description(), role.rights(), entities);
    }

    private ApprovalDefinition approval(ApprovalDefinition approval) {
        return new ApprovalDefinition(
                approval.id(),
                approval.label(),
                approval.entity(),
                approval.startWhen(),
                approval.nodes(),
                approval.effects(),
                names(approval.summary()),
                approval.administrators(),
                approval.policy(),
                approval.endings(),
                start(approval.start()));
    }

    private Start start(Start start) {
        var fields = new HashMap<String, FieldRight>();
        start.fields().forEach((id, right) -> name(id).ifPresent(name -> fields.put(name, right)));
        return new Start(fields, names(start.required()), start.checks());
    }

    /** A rule that loses a comparison would match more than it was made for; so only a renamed field is followed. */
    private DuplicateDefinition duplicate(DuplicateDefinition rule) {
        if (renamed.isEmpty()) {
            return rule;
        }
        var comparisons = rule.comparisons().stream()
                .map(comparison -> new DuplicateDefinition.Comparison(
                        rule.entity().equals(field.entity())
                                        && comparison.field().equals(field.field())
                                ? renamed.get()
                                : comparison.field(),
                        rule.sought().equals(field.entity()) && field.field().equals(comparison.targetField())
                                ? renamed.get()
                                : comparison.targetField(),
                        comparison.how()))
                .toList();
        return new DuplicateDefinition(
                rule.id(), rule.label(), rule.entity(), rule.target(), rule.strict(), comparisons);
    }

    private List<String> names(List<String> names) {
        return names.stream().flatMap(name -> name(name).stream()).toList();
    }

    private Optional<String> name(String id) {
        return id.equals(field.field()) ? renamed : Optional.of(id);
    }
}
