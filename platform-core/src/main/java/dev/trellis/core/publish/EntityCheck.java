package dev.trellis.core.publish;

import dev.trellis.core.expression.ComputeOrder;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldContext;
import dev.trellis.core.field.Origin;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.schema.StoragePlanner;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks entities with their fields, formulas and rules. */
final class EntityCheck {

    private final Findings findings;
    private final Map<FieldKey, Set<FieldKey>> needs = new HashMap<>();

    EntityCheck(Findings findings) {
        this.findings = findings;
    }

    void run() {
        findings.metadata().entities().forEach(this::entity);
        if (ComputeOrder.ofNeeds(needs) instanceof ComputeOrder.Cycle cycle) {
            var first = cycle.path().getFirst();
            findings.add(
                    "entity/" + first.entity() + "/fields/" + first.field() + "/expression",
                    MetadataProblem.FORMULA_CYCLE,
                    "path",
                    circle(cycle));
        }
    }

    /** Tells a circle by the labels of its fields. */
    private Label circle(ComputeOrder.Cycle cycle) {
        var texts = new HashMap<String, String>();
        for (var locale : Messages.LANGUAGES) {
            texts.put(
                    locale.toLanguageTag(),
                    cycle.path().stream().map(key -> label(key, locale)).collect(Collectors.joining(" → ")));
        }
        return new Label(texts);
    }

    private String label(FieldKey key, Locale locale) {
        var entity = findings.metadata().entity(key.entity());
        var field = entity.flatMap(found -> found.field(key.field()));
        return entity.map(found -> found.label().text(locale)).orElse(key.entity()) + " · "
                + field.map(found -> found.label().text(locale)).orElse(key.field());
    }

    private void entity(EntityDefinition entity) {
        var place = entity.key().toString();
        findings.slug(place + "/id", entity.id());
        findings.labelled(place + "/label", entity.label());
        if (entity.ownedBy() == null) {
            findings.labelled(place + "/plural", entity.plural());
        } else {
            owner(entity, entity.ownedBy());
        }
        findings.unique(
                place + "/fields",
                entity.fields().stream().map(FieldDefinition::id).toList());
        title(entity);
        var children = new HashSet<String>();
        entity.fields().forEach(field -> field(entity, field, children));
        entity.retired().stream()
                .filter(retired -> entity.field(retired.id()).isPresent())
                .forEach(retired -> findings.add(
                        place + "/retired/" + retired.id(), MetadataProblem.DUPLICATE_ID, "given", retired.id()));
        validations(entity);
        entity.indexed().stream()
                .filter(id -> entity.field(id).isEmpty())
                .forEach(id -> findings.add(Problem.at(place + "/indexed", MetadataProblem.UNKNOWN_FIELD)
                        .with("given", id)
                        .with("entity", entity.label())
                        .with("allowed", Findings.fields(entity))));
        recordDate(entity);
        StoragePlanner.check(entity).forEach(findings::add);
    }

    private void owner(EntityDefinition entity, String owner) {
        var place = entity.key() + "/ownedBy";
        findings.entity(place, owner)
                .filter(found -> found.ownedBy() != null)
                .ifPresent(found -> findings.add(Problem.at(place, MetadataProblem.NESTED_LINES)
                        .with("entity", entity.label())
                        .with("owner", found.label())));
    }

    private void title(EntityDefinition entity) {
        var place = entity.key() + "/title";
        var title = entity.field(entity.title());
        if (title.isEmpty()) {
            findings.add(Problem.at(place, MetadataProblem.UNKNOWN_FIELD)
                    .with("given", entity.title())
                    .with("entity", entity.label())
                    .with("allowed", Findings.fields(entity)));
            return;
        }
        if (!isTitle(title.get())) {
            findings.add(place, MetadataProblem.BAD_TITLE, "given", title.get().label());
        }
    }

    /** What is entered, for amounts are converted before formulas are computed. */
    private void recordDate(EntityDefinition entity) {
        var id = entity.recordDate();
        if (id == null) {
            return;
        }
        var place = entity.key() + "/recordDate";
        var field = findings.field(place, entity, id);
        if (field.isPresent()) {
            boolean isDay =
                    field.get().type() instanceof ValueType.Date || field.get().type() instanceof ValueType.DateTime;
            if (!isDay
                    || entity.field(id)
                            .filter(found -> found.type().isComputed())
                            .isPresent()) {
                findings.add(place, MetadataProblem.BAD_RECORD_DATE, "given", id);
            }
        }
    }

    /** A title is one plain value that everybody who may read it can read. */
    private static boolean isTitle(FieldDefinition field) {
        return !field.type().isSealed()
                && field.type().parts().isEmpty()
                && switch (field.type().storage()) {
                    case Storage.OneColumn _, Storage.Columns _, Storage.None _, Storage.Tree _ -> true;
                    case Storage.ChildTable _, Storage.LinkTable _ -> false;
                };
    }

    private void field(EntityDefinition entity, FieldDefinition field, Set<String> children) {
        var place = entity.key() + "/fields/" + field.id();
        findings.slug(place + "/id", field.id());
        if (SystemFields.ALL.contains(field.id())) {
            findings.add(place + "/id", MetadataProblem.RESERVED_NAME, "given", field.id());
        }
        findings.labelled(place + "/label", field.label());
        field.type()
                .check()
                .forEach(fault -> findings.add(
                        new Problem(place + "/" + fault.path().replace('.', '/'), fault.code(), fault.arguments())));
        references(entity, field, place, children);
        values(entity, field, place);
    }

    private void references(EntityDefinition entity, FieldDefinition field, String place, Set<String> children) {
        if (field.type().storage() instanceof Storage.ChildTable(var child)) {
            findings.entity(place + "/entity", child)
                    .filter(found -> !entity.id().equals(found.ownedBy()))
                    .ifPresent(found -> findings.add(Problem.at(place + "/entity", MetadataProblem.LINES_NOT_OWNED)
                            .with("child", found.label())
                            .with("entity", entity.label())));
            if (!children.add(child)) {
                findings.metadata()
                        .entity(child)
                        .ifPresent(lines ->
                                findings.add(place + "/entity", MetadataProblem.LINES_TWICE, "given", lines.label()));
            }
        }
        if (field.type().valueType() instanceof ValueType.Ref(var target)) {
            findings.entity(place + "/entity", target)
                    .filter(found -> found.ownedBy() != null)
                    .ifPresent(found ->
                            findings.add(place + "/entity", MetadataProblem.LOOKUP_OF_LINE, "entity", found.label()));
        }
        var _ = field.type().bind(new FieldContext() {
            @Override
            public Optional<List<Editor.Option>> stages(String pipeline) {
                var found = findings.metadata().pipeline(pipeline);
                if (found.isEmpty()) {
                    findings.add(place + "/pipeline", MetadataProblem.UNKNOWN_PIPELINE, "given", pipeline);
                } else if (!found.get().entity().equals(entity.id())) {
                    findings.add(Problem.at(place + "/pipeline", MetadataProblem.OTHER_PIPELINE)
                            .with("given", found.get().label())
                            .with("entity", entity.label()));
                }
                return findings.metadata().stages(pipeline);
            }

            @Override
            public String currency() {
                return findings.metadata().currency();
            }

            @Override
            public ZoneId zone() {
                return findings.metadata().zone();
            }
        });
    }

    private void values(EntityDefinition entity, FieldDefinition field, String place) {
        var stored = !StoragePlanner.columnTypes(field).isEmpty();
        if (field.unique() && !stored) {
            findings.add(place + "/unique", MetadataProblem.UNIQUE_NOT_STORED, "field", field.label());
        }
        if (field.type().isComputed()) {
            if (field.required()) {
                findings.add(place + "/required", MetadataProblem.REQUIRED_COMPUTED, "field", field.label());
            }
            if (field.defaultValue() != null) {
                findings.add(place + "/default", MetadataProblem.DEFAULT_COMPUTED, "field", field.label());
            }
        } else if (field.defaultValue() != null && !stored) {
            findings.add(place + "/default", MetadataProblem.DEFAULT_COMPUTED, "field", field.label());
        } else {
            findings.expression(
                    place + "/default",
                    entity,
                    field.defaultValue(),
                    Expected.of(field.type().valueType()));
        }
        if (field.type().origin() instanceof Origin.Formula formula) {
            formula(entity, field, place + "/expression", formula.expression());
        } else if (field.type().origin() instanceof Origin.RollUp rollUp) {
            needs.put(new FieldKey(entity.id(), field.id()), new RollUpCheck(findings, entity, field, rollUp).run());
        }
    }

    private void formula(EntityDefinition entity, FieldDefinition field, String place, String text) {
        findings.expression(place, entity, text, Expected.of(field.type().valueType()))
                .ifPresent(compiled -> {
                    needs.put(new FieldKey(entity.id(), field.id()), compiled.dependencies());
                    if (compiled.isVolatile()) {
                        findings.add(place, MetadataProblem.FORMULA_VOLATILE, "field", field.label());
                    }
                });
    }

    private void validations(EntityDefinition entity) {
        var place = entity.key() + "/validations";
        findings.unique(
                place,
                entity.validations().stream()
                        .map(EntityDefinition.Validation::id)
                        .toList());
        for (var validation : entity.validations()) {
            var here = place + "/" + validation.id();
            findings.labelled(here + "/message", validation.message());
            findings.expression(here + "/mustHold", entity, validation.mustHold(), Expected.BOOLEAN);
            if (validation.field() != null) {
                findings.field(here + "/field", entity, validation.field());
            }
        }
    }
}
