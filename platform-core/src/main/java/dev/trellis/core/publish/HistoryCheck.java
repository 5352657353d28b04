package dev.trellis.core.publish;

import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import java.util.Objects;

/** Checks a snapshot against the live one: ids keep their meaning, built-in fields stay. */
final class HistoryCheck {

    private final Findings findings;

    HistoryCheck(Findings findings) {
        this.findings = findings;
    }

    void against(Metadata live) {
        for (var entity : findings.metadata().entities()) {
            live.entity(entity.id()).ifPresent(before -> entity(before, entity));
        }
        findings.metadata()
                .all(PipelineDefinition.class)
                .forEach(after -> live.pipeline(after.id()).ifPresent(before -> stages(before, after)));
        live.entities().stream()
                .filter(before -> !before.locked().isEmpty()
                        && findings.metadata().entity(before.id()).isEmpty())
                .forEach(before -> findings.add(
                        before.key().toString(), MetadataProblem.BUILT_IN_ENTITY, "entity", before.label()));
    }

    /** Where a stage goes, its records go somewhere. */
    private void stages(PipelineDefinition before, PipelineDefinition after) {
        for (var stage : before.stages()) {
            var into = after.replaced().get(stage.id());
            if (after.stage(stage.id()).isEmpty() && after.stage(into).isEmpty()) {
                findings.add(Problem.at(after.key() + "/replaced/" + stage.id(), MetadataProblem.STAGE_GONE)
                        .with("stage", stage.label())
                        .with("given", stage.id())
                        .with(
                                "allowed",
                                after.stages().stream()
                                        .map(PipelineDefinition.Stage::label)
                                        .toList()));
            }
        }
    }

    private void entity(EntityDefinition before, EntityDefinition after) {
        var place = after.key().toString();
        if (!Objects.equals(before.ownedBy(), after.ownedBy())) {
            findings.add(place + "/ownedBy", MetadataProblem.OWNER_CHANGED, "entity", after.label());
        }
        for (var field : after.fields()) {
            var here = place + "/fields/" + field.id() + "/type";
            before.field(field.id())
                    .filter(old -> !holds(old.type(), field.type()))
                    .ifPresent(old -> findings.add(changed(here, MetadataProblem.TYPE_CHANGED, old, field)));
            before.retiredField(field.id())
                    .filter(old -> !holds(old.type(), field.type()))
                    .ifPresent(old -> findings.add(changed(here, MetadataProblem.ID_REUSED, old, field)));
        }
        for (var locked : before.locked()) {
            var now = after.field(locked);
            var was = before.field(locked);
            if (now.isEmpty() || !after.locked().contains(locked)) {
                findings.add(Problem.at(place + "/fields/" + locked, MetadataProblem.BUILT_IN_FIELD)
                        .with("field", Findings.named(before, locked))
                        .with("entity", after.label()));
            } else if (was.isPresent()
                    && !was.get().type().key().equals(now.get().type().key())) {
                findings.add(changed(
                        place + "/fields/" + locked + "/type", MetadataProblem.TYPE_CHANGED, was.get(), now.get()));
            }
        }
    }

    private static Problem changed(String place, ProblemCode code, FieldDefinition old, FieldDefinition now) {
        return Problem.at(place, code)
                .with("field", now.label())
                .with("before", old.type().key())
                .with("after", now.type().key());
    }

    /** Tells whether the values of one type keep their meaning under another. */
    private static boolean holds(FieldType before, FieldType after) {
        if (before.storage() instanceof Storage.ChildTable || after.storage() instanceof Storage.ChildTable) {
            return before.storage().equals(after.storage());
        }
        var was = before.valueType();
        var is = after.valueType();
        if (was instanceof ValueType.Option && is instanceof ValueType.Option) {
            return true;
        }
        return was.equals(is);
    }
}
