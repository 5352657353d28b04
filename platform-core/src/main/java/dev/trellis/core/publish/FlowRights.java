package dev.trellis.core.publish;

import dev.trellis.core.access.Access;
import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Organisation;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import java.util.Comparator;
import java.util.List;

/** Which way a record would take tells what stands in the fields that a flow reads: whoever tries one must see them. */
public final class FlowRights {

    private FlowRights() {}

    /** Names the fields of a flow that do not exist for a person. */
    public static List<Problem> unreadable(Actor.Person person, Metadata live, ApprovalDefinition flow) {
        var after = live.with(flow);
        var findings = new Findings(after);
        new ApprovalCheck(findings).approval(flow);
        var access = new Access(live, person, () -> Organisation.EMPTY);
        return findings.uses().keySet().stream()
                .filter(field -> !SystemFields.ALL.contains(field.field())
                        && access.on(field.entity()).right(field.field()) == FieldRight.NONE)
                .map(field -> Problem.at(flow.key().toString(), MetadataProblem.FLOW_READS_DENIED)
                        .with(
                                "field",
                                after.entity(field.entity())
                                        .flatMap(entity -> entity.field(field.field()))
                                        .map(found -> found.label())
                                        .orElseGet(() -> Label.of(field.field(), field.field())))
                        .with(
                                "entity",
                                after.entity(field.entity())
                                        .map(EntityDefinition::label)
                                        .orElseGet(() -> Label.of(field.entity(), field.entity()))))
                .sorted(Comparator.comparing(problem -> problem.arguments().toString()))
                .toList();
    }
}
