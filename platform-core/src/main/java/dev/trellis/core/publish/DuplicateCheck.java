package dev.trellis.core.publish;

import dev.trellis.core.duplicate.DuplicateRule;
import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.field.Storage;
import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.metadata.DuplicateDefinition.Comparison;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.problem.Problem;

/** Checks duplicate rules: they compare fields that are entered, and a strict one leaves nothing to interpretation. */
final class DuplicateCheck {

    private final Findings findings;

    DuplicateCheck(Findings findings) {
        this.findings = findings;
    }

    void rule(DuplicateDefinition rule) {
        var place = rule.key().toString();
        findings.slug(place + "/id", rule.id());
        findings.labelled(place + "/label", rule.label());
        var entity = entity(place + "/entity", rule.entity());
        var target = rule.target() == null ? entity : entity(place + "/target", rule.target());
        long similar =
                rule.comparisons().stream().filter(DuplicateRule::isSimilar).count();
        if (similar > 1) {
            findings.add(place + "/comparisons", MetadataProblem.TWO_SIMILAR);
        }
        if (similar > 0 && rule.strict()) {
            findings.add(place + "/strict", MetadataProblem.STRICT_SIMILAR);
        }
        for (int i = 0; i < rule.comparisons().size(); i++) {
            comparison(place + "/comparisons/" + i, rule.comparisons().get(i), entity, target);
        }
    }

    private java.util.Optional<EntityDefinition> entity(String place, String id) {
        var found = findings.entity(place, id);
        found.filter(entity -> entity.ownedBy() != null)
                .ifPresent(entity -> findings.add(
                        Problem.at(place, MetadataProblem.DUPLICATE_OF_LINES).with("entity", entity.label())));
        return found;
    }

    private void comparison(
            String place,
            Comparison comparison,
            java.util.Optional<EntityDefinition> entity,
            java.util.Optional<EntityDefinition> target) {
        entity.ifPresent(found -> field(place + "/field", found, comparison.field()));
        target.ifPresent(found -> field(place + "/targetField", found, comparison.sought()));
    }

    private void field(String place, EntityDefinition entity, String id) {
        var field = entity.field(id);
        if (field.isEmpty()) {
            findings.add(Problem.at(place, MetadataProblem.UNKNOWN_FIELD)
                    .with("given", id)
                    .with("entity", entity.label())
                    .with("allowed", Findings.fields(entity)));
            return;
        }
        findings.use(new FieldKey(entity.id(), id), place);
        if (!isComparable(field.get())) {
            findings.add(
                    place, MetadataProblem.NOT_COMPARABLE, "field", field.get().label());
        }
    }

    /** What is computed changes without a save, and what has several columns has no one text. */
    private static boolean isComparable(FieldDefinition field) {
        return !field.type().isComputed()
                && (field.type().storage() instanceof Storage.OneColumn
                        || (field.type().orderedBy().isPresent()
                                && field.type().worth().isEmpty()));
    }
}
