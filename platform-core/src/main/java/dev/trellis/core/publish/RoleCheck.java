package dev.trellis.core.publish;

import dev.trellis.core.access.Recipient;
import dev.trellis.core.expression.Expected;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.SharingDefinition;

/** Checks roles: they speak of what exists, and somebody can still change things tomorrow. */
final class RoleCheck {

    private final Findings findings;

    RoleCheck(Findings findings) {
        this.findings = findings;
    }

    void role(RoleDefinition role) {
        var place = role.key().toString();
        findings.slug(place + "/id", role.id());
        findings.labelled(place + "/label", role.label());
        role.entities().forEach((id, rights) -> {
            var here = place + "/entities/" + id;
            findings.entity(here, id).ifPresent(entity -> {
                if (entity.ownedBy() != null && !rights.verbs().isEmpty()) {
                    findings.add(here + "/verbs", MetadataProblem.LINE_VERBS, "entity", entity.label());
                }
                rights.conditions().forEach((verb, condition) -> {
                    var at = here + "/conditions/" + verb.key();
                    if (!rights.verbs().containsKey(verb)) {
                        findings.add(at, MetadataProblem.CONDITION_WITHOUT_VERB, "entity", entity.label());
                    }
                    condition(at, entity, condition);
                });
                rights.fields().keySet().stream()
                        .sorted()
                        .forEach(field -> findings.field(here + "/fields/" + field, entity, field));
            });
        });
    }

    void sharing(SharingDefinition rule) {
        var place = rule.key().toString();
        findings.slug(place + "/id", rule.id());
        findings.labelled(place + "/label", rule.label());
        findings.entity(place + "/entity", rule.entity()).ifPresent(entity -> {
            if (entity.ownedBy() != null) {
                findings.add(place + "/entity", MetadataProblem.LINE_ALONE, "entity", entity.label());
            }
            condition(place + "/when", entity, rule.when());
        });
        for (var text : rule.to()) {
            var recipient = Recipient.parse(text);
            if (recipient.isEmpty()) {
                findings.add(place + "/to", MetadataProblem.BAD_RECIPIENT, "given", text);
            } else if (recipient.get().kind() == Recipient.Kind.ROLE) {
                findings.role(place + "/to", recipient.get().id());
            }
        }
    }

    /** A criterion is asked in the database as well as of one record. */
    private void condition(String place, EntityDefinition entity, String text) {
        findings.expression(place, entity, text, Expected.BOOLEAN)
                .filter(compiled -> !compiled.isPushable())
                .ifPresent(_ -> findings.add(place, MetadataProblem.NOT_PUSHABLE));
    }

    /** Refuses a snapshot in which no role may publish, where the live one has such a role. */
    void lockout(Metadata live) {
        if (mayPublish(live) && !mayPublish(findings.metadata())) {
            findings.add("role", MetadataProblem.NOBODY_MAY_PUBLISH);
        }
    }

    private static boolean mayPublish(Metadata metadata) {
        return metadata.all(RoleDefinition.class).stream()
                .anyMatch(role -> role.rights().contains(RoleDefinition.Right.DESIGN)
                        && role.rights().contains(RoleDefinition.Right.PUBLISH));
    }
}
