package dev.trellis.core.publish;

import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.ExpressionSchema.SchemaField;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.problem.Problem;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks what a pipeline asks of the records that move through it. */
final class PipelineCheck {

    private final Findings findings;

    PipelineCheck(Findings findings) {
        this.findings = findings;
    }

    void moves(PipelineDefinition pipeline, EntityDefinition entity) {
        var place = pipeline.key().toString();
        written(
                place + "/probabilityField",
                entity,
                pipeline.probabilityField(),
                type -> type instanceof ValueType.Numeric);
        written(place + "/sinceField", entity, pipeline.sinceField(), ValueType.DATE_TIME::equals);
        written(place + "/closedField", entity, pipeline.closedField(), ValueType.DATE_TIME::equals);
        for (var stage : pipeline.stages()) {
            var here = place + "/stages/" + stage.id();
            stage.required().forEach(field -> findings.field(here + "/required/" + field, entity, field));
            stage.tasks().forEach(field -> written(here + "/tasks/" + field, entity, field, ValueType.BOOL::equals));
            condition(here + "/entry", entity, stage.entry());
            condition(here + "/exit", entity, stage.exit());
            expiry(here + "/expiry", pipeline, entity, stage.expiry());
        }
    }

    private void expiry(
            String place,
            PipelineDefinition pipeline,
            EntityDefinition entity,
            PipelineDefinition.@Nullable Expiry expiry) {
        if (expiry == null) {
            return;
        }
        written(place + "/at", entity, expiry.at(), ValueType.DATE_TIME::equals);
        if (pipeline.stage(expiry.into()).isEmpty()) {
            findings.add(place + "/into", MetadataProblem.UNKNOWN_TARGET, "given", expiry.into());
        }
    }

    private void condition(String place, EntityDefinition entity, PipelineDefinition.@Nullable Condition condition) {
        if (condition != null) {
            findings.expression(place + "/mustHold", entity, condition.mustHold(), Expected.BOOLEAN);
            findings.labelled(place + "/message", condition.message());
        }
    }

    /** A field that is written by the platform, or ticked: designed, entered, and of the type that fits. */
    void written(String place, EntityDefinition entity, @Nullable String field, Predicate<ValueType> fits) {
        if (field == null) {
            return;
        }
        var found = findings.field(place, entity, field);
        if (found.isPresent() && !isWritten(entity, found.get(), fits)) {
            findings.add(Problem.at(place, MetadataProblem.FIELD_DOES_NOT_FIT)
                    .with("given", Findings.named(entity, field))
                    .with("entity", entity.label()));
        }
    }

    private static boolean isWritten(EntityDefinition entity, SchemaField field, Predicate<ValueType> fits) {
        return fits.test(field.type())
                && entity.field(field.id())
                        .filter(designed -> !designed.type().isComputed())
                        .isPresent();
    }
}
