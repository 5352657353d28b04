package dev.trellis.core.publish;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.RoleDefinition;

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
                rights.fields().keySet().stream()
                        .sorted()
                        .forEach(field -> findings.field(here + "/fields/" + field, entity, field));
            });
        });
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
