package dev.trellis.workflow.people;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Users;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.BeforePublish;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lets no publish go by while a flow names somebody who has left. */
@Singleton
final class LeaversInFlows implements BeforePublish {

    private static final ProblemCode NAMES_A_LEAVER = ProblemCode.invalid("FLOW_NAMES_A_LEAVER");

    private final People people;
    private final UnitOfWork unit;

    LeaversInFlows(People people, UnitOfWork unit) {
        this.people = people;
        this.unit = unit;
    }

    @Override
    public List<Problem> refuse(Metadata before, Metadata after, boolean isInstall) {
        if (isInstall) {
            return List.of();
        }
        return unit.run(() -> {
            var problems = new ArrayList<Problem>();
            for (var approval : after.all(ApprovalDefinition.class)) {
                for (var node : FlowNodes.all(approval.nodes()).toList()) {
                    named(node)
                            .flatMap(user -> left(user).stream())
                            .forEach(name -> problems.add(
                                    Problem.at("approval/" + approval.id() + "/nodes/" + node.id(), NAMES_A_LEAVER)
                                            .with("approval", approval.label())
                                            .with("step", node.label())
                                            .with("name", name)));
                }
            }
            return problems;
        });
    }

    private static Stream<String> named(ApprovalDefinition.Node node) {
        var approvers = node instanceof CarbonCopy copy
                ? copy.recipients().stream()
                : FlowNodes.step(node).stream()
                        .flatMap(step ->
                                Stream.concat(step.approvers().stream(), step.options().substitutes().stream()));
        return approvers.flatMap(
                approver -> approver instanceof Users(var users) ? users.stream() : Stream.<String>of());
    }

    /** The name of somebody who is known and has left. */
    private Optional<String> left(String user) {
        return RecordId.parse(user)
                .flatMap(people::find)
                .filter(member -> !member.active())
                .map(People.Member::name);
    }
}
