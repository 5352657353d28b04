package dev.trellis.core.record;

import dev.trellis.core.access.Access;
import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Criterion;
import dev.trellis.core.access.Organisation;
import dev.trellis.core.duplicate.DuplicateRule;
import dev.trellis.core.expression.BlankAs;
import dev.trellis.core.expression.Checked;
import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.expression.ComputeOrder;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.ExpressionSchema;
import dev.trellis.core.expression.Expressions;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.expression.FieldPath;
import dev.trellis.core.expression.MetadataSchema;
import dev.trellis.core.field.Origin;
import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.SharingDefinition;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.schema.TableLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One snapshot, prepared for work on records: shapes, compiled expressions, the order of formulas. Immutable. */
final class Model {

    private static final Actor EVERYTHING = new Actor.Platform(Actor.Purpose.COMPUTATION);

    private final Metadata metadata;
    private final ExpressionSchema schema;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, EntityRules> rules = new HashMap<>();
    private final List<DuplicateDefinition> duplicates;
    private final Map<String, List<DuplicateRule>> entered = new HashMap<>();
    private final Map<String, List<DuplicateRule>> sought = new HashMap<>();
    private final List<FieldKey> computeOrder;
    private final Dependents dependents;
    private final Map<Criterion, CompiledExpression> criteria = new HashMap<>();
    private final ActorSchema everything;

    Model(Metadata metadata, TableLayout layout, Shape.Seals seals) {
        this.metadata = metadata;
        this.schema = new MetadataSchema(metadata);
        this.everything = new ActorSchema(this, new Access(metadata, EVERYTHING, () -> Organisation.EMPTY));
        var formulas = new LinkedHashMap<FieldKey, CompiledExpression>();
        metadata.entities().forEach(entity -> shapes.put(entity.id(), Shape.of(entity, metadata, layout, seals)));
        this.dependents = new Dependents(this::shape);
        this.duplicates = metadata.all(DuplicateDefinition.class);
        shapes.keySet().forEach(entity -> {
            entered.put(entity, DuplicateRule.of(duplicates, entity));
            sought.put(entity, DuplicateRule.among(duplicates, entity));
        });
        for (var entity : metadata.entities()) {
            var compiled = compile(entity);
            rules.put(entity.id(), compiled);
            compiled.formulas().forEach((field, formula) -> formulas.put(new FieldKey(entity.id(), field), formula));
            var shape = known(entity.id());
            compiled.formulas().values().forEach(formula -> dependents.formula(shape, formula));
            if (converts(compiled)) {
                dependents.rates(shape);
            }
            compiled.rollUps().values().forEach(rule -> dependents.rollUp(shape, rule));
        }
        metadata.all(RoleDefinition.class)
                .forEach(role -> role.entities()
                        .forEach((entity, rights) ->
                                rights.conditions().values().forEach(condition -> criterion(entity, condition))));
        metadata.all(SharingDefinition.class).forEach(rule -> criterion(rule.entity(), rule.when()));
        metadata.all(PoolDefinition.class).forEach(pool -> criterion(pool.entity(), pool.inIt()));
        this.computeOrder = switch (ComputeOrder.of(formulas)) {
            case ComputeOrder.Ordered(var fields) -> fields;
            case ComputeOrder.Cycle cycle ->
                throw new TrellisException("Published formulas need each other: " + cycle.text());
        };
    }

    Metadata metadata() {
        return metadata;
    }

    ExpressionSchema schema() {
        return schema;
    }

    /** Everything that there is, as criteria are evaluated. */
    ActorSchema everything() {
        return everything;
    }

    Optional<Shape> shape(String entity) {
        return Optional.ofNullable(shapes.get(entity));
    }

    Shape known(String entity) {
        return shape(entity).orElseThrow(() -> new TrellisException("No entity " + entity));
    }

    EntityRules rules(Shape shape) {
        var found = rules.get(shape.id());
        return found == null ? EntityRules.NONE : found;
    }

    /** The rules by which records of an entity may be duplicates of what is there. */
    List<DuplicateRule> duplicates(Shape shape) {
        return entered.getOrDefault(shape.id(), List.of());
    }

    /** The rules that seek among the records of an entity. */
    List<DuplicateRule> soughtBy(Shape shape) {
        return sought.getOrDefault(shape.id(), List.of());
    }

    /** Every formula field of every entity, each after those it reads. */
    List<FieldKey> computeOrder() {
        return computeOrder;
    }

    CompiledExpression criterion(Criterion criterion) {
        var compiled = criteria.get(criterion);
        if (compiled == null) {
            throw new TrellisException("No published role or rule asks for " + criterion);
        }
        return compiled;
    }

    private void criterion(String entity, String expression) {
        criteria.computeIfAbsent(
                new Criterion(entity, expression),
                _ -> compile(expression, known(entity).entity(), Expected.BOOLEAN, BlankAs.ZERO));
    }

    /** The entities whose records say what amounts are worth in the workspace's currency. */
    List<Shape> valued() {
        return shapes.values().stream()
                .filter(shape -> !shape.amounts().isEmpty())
                .toList();
    }

    /** Who must be computed again when a record changes. */
    Dependents dependents() {
        return dependents;
    }

    private EntityRules compile(EntityDefinition entity) {
        var defaults = new LinkedHashMap<String, CompiledExpression>();
        var formulas = new LinkedHashMap<String, CompiledExpression>();
        var rollUps = new LinkedHashMap<String, RollUpRule>();
        for (var field : entity.fields()) {
            var expected = Expected.of(field.type().valueType());
            if (field.defaultValue() != null) {
                defaults.put(field.id(), compile(field.defaultValue(), entity, expected, BlankAs.ZERO));
            }
            if (field.type().origin() instanceof Origin.Formula(var text, var blankAs)) {
                formulas.put(field.id(), compile(text, entity, expected, blankAs(blankAs)));
            } else if (field.type().origin() instanceof Origin.RollUp rollUp) {
                rollUps.put(field.id(), compile(known(entity.id()).known(field.id()), rollUp));
            }
        }
        var validations = new ArrayList<EntityRules.Rule>();
        for (var validation : entity.validations()) {
            validations.add(new EntityRules.Rule(
                    validation, compile(validation.mustHold(), entity, Expected.BOOLEAN, BlankAs.ZERO)));
        }
        return new EntityRules(defaults, formulas, rollUps, validations, lookups(defaults, formulas, validations));
    }

    private RollUpRule compile(FieldShape field, Origin.RollUp rollUp) {
        var source = known(rollUp.entity());
        var filter = rollUp.filter();
        return new RollUpRule(
                field,
                source,
                source.known(rollUp.via()),
                rollUp.function(),
                rollUp.field() == null ? null : source.known(rollUp.field()),
                filter == null ? null : compile(filter, source.entity(), Expected.BOOLEAN, BlankAs.ZERO),
                rollUp.sort() == null ? null : source.known(rollUp.sort()),
                rollUp.separator());
    }

    private static boolean converts(EntityRules rules) {
        return rules.formulas().values().stream().anyMatch(CompiledExpression::readsRates)
                || rules.rollUps().values().stream()
                        .anyMatch(rule -> Optional.ofNullable(rule.filter())
                                .filter(CompiledExpression::readsRates)
                                .isPresent());
    }

    private static Set<String> lookups(
            Map<String, CompiledExpression> defaults,
            Map<String, CompiledExpression> formulas,
            List<EntityRules.Rule> validations) {
        var all = new ArrayList<>(defaults.values());
        all.addAll(formulas.values());
        validations.forEach(rule -> all.add(rule.mustHold()));
        return all.stream()
                .flatMap(expression -> expression.references().stream())
                .filter(path -> path.root() == FieldPath.Root.RECORD && !path.isSingle())
                .map(FieldPath::first)
                .collect(Collectors.toSet());
    }

    private CompiledExpression compile(String text, EntityDefinition entity, Expected expected, BlankAs blankAs) {
        return switch (Expressions.check(text, entity.id(), schema, expected, Map.of(), blankAs)) {
            case Checked.Valid(var expression) -> expression;
            case Checked.Invalid(var problems) ->
                throw new TrellisException(
                        "A published expression of %s cannot be read: %s %s".formatted(entity.id(), text, problems));
        };
    }

    private static BlankAs blankAs(Origin.BlankAs given) {
        return switch (given) {
            case ZERO -> BlankAs.ZERO;
            case BLANK -> BlankAs.BLANK;
        };
    }
}
