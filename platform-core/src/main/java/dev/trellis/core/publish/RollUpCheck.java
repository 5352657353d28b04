package dev.trellis.core.publish;

import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.ExpressionSchema.SchemaField;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.field.Origin.RollUp;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.problem.Problem;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks one roll-up field: what it puts together must lead to its entity, and the database must be able to. */
final class RollUpCheck {

    private final Findings findings;
    private final EntityDefinition entity;
    private final FieldDefinition field;
    private final RollUp rollUp;
    private final String place;

    RollUpCheck(Findings findings, EntityDefinition entity, FieldDefinition field, RollUp rollUp) {
        this.findings = findings;
        this.entity = entity;
        this.field = field;
        this.rollUp = rollUp;
        this.place = entity.key() + "/fields/" + field.id();
    }

    /** Returns the fields it is computed from. */
    Set<FieldKey> run() {
        var needs = new HashSet<FieldKey>();
        if (entity.ownedBy() != null) {
            findings.add(place, MetadataProblem.ROLL_UP_ON_LINES, "entity", entity.label());
        }
        var source = findings.entity(place + "/entity", rollUp.entity());
        if (source.isPresent()) {
            via(source.get(), needs);
            measured(source.get(), needs);
            sorted(source.get(), needs);
            filter(source.get(), needs);
        }
        return needs;
    }

    private void via(EntityDefinition source, Set<FieldKey> needs) {
        var found = found("via", source, rollUp.via(), needs);
        if (found.isPresent() && !found.get().type().equals(new ValueType.Ref(entity.id()))) {
            findings.add(Problem.at(place + "/via", MetadataProblem.ROLL_UP_VIA)
                    .with("given", rollUp.via())
                    .with("source", source.label())
                    .with("entity", entity.label()));
        }
    }

    private void measured(EntityDefinition source, Set<FieldKey> needs) {
        var found = found("field", source, rollUp.field(), needs);
        var result = result(found.map(SchemaField::type).orElse(null));
        if (found.isPresent() && result.isEmpty()) {
            findings.add(Problem.at(place + "/field", MetadataProblem.ROLL_UP_FIELD)
                    .with("given", String.valueOf(rollUp.field()))
                    .with("function", rollUp.function().name().toLowerCase(Locale.ROOT)));
        }
        if (result.isPresent() && !result.get().equals(field.type().valueType())) {
            findings.add(Problem.at(place + "/result", MetadataProblem.ROLL_UP_RESULT)
                    .with("field", field.label())
                    .with("function", rollUp.function().name().toLowerCase(Locale.ROOT)));
        }
    }

    /** What comes out of measuring a field of a type; empty where it cannot be measured so. */
    private Optional<ValueType> result(@Nullable ValueType measured) {
        return switch (rollUp.function()) {
            case COUNT -> Optional.of(ValueType.NUMBER);
            case SUM, AVERAGE ->
                Optional.ofNullable(measured)
                        .filter(type -> type instanceof ValueType.Numeric || type instanceof ValueType.MoneyAmount);
            case MIN, MAX -> Optional.ofNullable(measured).filter(RollUpCheck::hasOrder);
            case FIRST, LAST -> Optional.ofNullable(measured);
            case JOIN ->
                Optional.ofNullable(measured)
                        .filter(type -> type instanceof ValueType.Text || type instanceof ValueType.Option)
                        .map(_ -> ValueType.TEXT);
        };
    }

    private static boolean isOneValue(ValueType type) {
        return !(type instanceof ValueType.Rows
                || type instanceof ValueType.ListOf
                || type instanceof ValueType.Composite
                || type instanceof ValueType.Opaque);
    }

    private static boolean hasOrder(ValueType type) {
        return switch (type) {
            case ValueType.Numeric _,
                    ValueType.MoneyAmount _,
                    ValueType.Date _,
                    ValueType.DateTime _,
                    ValueType.Time _ -> true;
            case ValueType.Text _,
                    ValueType.Option _,
                    ValueType.Blank _,
                    ValueType.Bool _,
                    ValueType.Ref _,
                    ValueType.Rows _,
                    ValueType.ListOf _,
                    ValueType.Composite _,
                    ValueType.Opaque _ -> false;
        };
    }

    private void sorted(EntityDefinition source, Set<FieldKey> needs) {
        found("sort", source, rollUp.sort(), needs);
    }

    /** Finds a stored field of the records. */
    private Optional<SchemaField> found(
            String option, EntityDefinition source, @Nullable String id, Set<FieldKey> needs) {
        if (id == null || id.isBlank()) {
            return Optional.empty();
        }
        var here = place + "/" + option;
        var found = findings.field(here, source, id);
        needs.add(new FieldKey(source.id(), id));
        if (found.isPresent() && !isOneValue(found.get().type())) {
            findings.add(Problem.at(here, MetadataProblem.ROLL_UP_FIELD)
                    .with("given", id)
                    .with("function", rollUp.function().name().toLowerCase(Locale.ROOT)));
            return Optional.empty();
        }
        return found;
    }

    private void filter(EntityDefinition source, Set<FieldKey> needs) {
        findings.expression(place + "/filter", source, rollUp.filter(), Expected.BOOLEAN)
                .ifPresent(compiled -> {
                    needs.addAll(compiled.dependencies());
                    if (compiled.isVolatile()) {
                        findings.add(place + "/filter", MetadataProblem.FORMULA_VOLATILE, "field", field.label());
                    } else if (!compiled.isPushable()) {
                        findings.add(place + "/filter", MetadataProblem.NOT_PUSHABLE);
                    }
                });
    }
}
