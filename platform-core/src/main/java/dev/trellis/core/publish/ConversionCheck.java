package dev.trellis.core.publish;

import dev.trellis.core.expression.Expected;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.ConversionDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.MetadataProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks conversions: every field exists, every reference leads to a target made before. */
final class ConversionCheck {

    private final Findings findings;

    ConversionCheck(Findings findings) {
        this.findings = findings;
    }

    void conversion(ConversionDefinition conversion) {
        var place = conversion.key().toString();
        findings.labelled(place + "/label", conversion.label());
        findings.unique(
                place + "/targets",
                conversion.targets().stream()
                        .map(ConversionDefinition.Target::id)
                        .toList());
        findings.entity(place + "/entity", conversion.entity()).ifPresent(source -> {
            if (source.ownedBy() != null) {
                findings.add(place + "/entity", MetadataProblem.LINE_ALONE, "entity", source.label());
            }
            findings.expression(place + "/when", source, conversion.when(), Expected.BOOLEAN);
            new PipelineCheck(findings)
                    .written(place + "/stamp", source, conversion.stamp(), ValueType.DATE_TIME::equals);
            var made = new HashSet<String>();
            for (var target : conversion.targets()) {
                var here = place + "/targets/" + target.id();
                findings.labelled(here + "/label", target.label());
                findings.entity(here + "/entity", target.entity())
                        .ifPresent(entity -> values(here + "/fields", source, entity, target.fields(), made));
                made.add(target.id());
            }
            values(place + "/set", source, source, conversion.set(), made);
            for (var carry : conversion.carry()) {
                var here = place + "/carry/" + carry.id();
                findings.labelled(here + "/label", carry.label());
                target(here + "/target", carry.target(), made);
                findings.entity(here + "/id", carry.id()).ifPresent(entity -> {
                    findings.field(here + "/lookup", entity, carry.lookup());
                    findings.field(here + "/field", entity, carry.field());
                });
            }
        });
    }

    private void values(
            String place,
            EntityDefinition source,
            EntityDefinition entity,
            List<ConversionDefinition.Value> values,
            Set<String> made) {
        for (var value : values) {
            var here = place + "/" + value.id();
            findings.field(here + "/id", entity, value.id());
            findings.expression(here + "/value", source, value.value(), Expected.ANY);
            if (value.target() != null) {
                target(here + "/target", value.target(), made);
            }
            if ((value.value() == null) == (value.target() == null)) {
                findings.add(here, MetadataProblem.VALUE_OR_TARGET);
            }
        }
    }

    private void target(String place, String id, Set<String> made) {
        if (!made.contains(id)) {
            findings.add(place, MetadataProblem.UNKNOWN_TARGET, "given", id);
        }
    }
}
