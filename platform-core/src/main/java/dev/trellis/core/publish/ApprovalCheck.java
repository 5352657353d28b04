package dev.trellis.core.publish;

import dev.trellis.core.expression.Expected;
import dev.trellis.core.expression.ExpressionSchema;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Chosen;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.DepartmentHead;
import dev.trellis.core.metadata.ApprovalDefinition.FromField;
import dev.trellis.core.metadata.ApprovalDefinition.InRole;
import dev.trellis.core.metadata.ApprovalDefinition.Initiator;
import dev.trellis.core.metadata.ApprovalDefinition.InitiatorsManager;
import dev.trellis.core.metadata.ApprovalDefinition.ManagersUpTo;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.ApprovalDefinition.RoleNearby;
import dev.trellis.core.metadata.ApprovalDefinition.Row;
import dev.trellis.core.metadata.ApprovalDefinition.SameAs;
import dev.trellis.core.metadata.ApprovalDefinition.Table;
import dev.trellis.core.metadata.ApprovalDefinition.Users;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks approval flows: a tree with unique ids in which every path ends and somebody decides. */
final class ApprovalCheck {

    private final Findings findings;

    ApprovalCheck(Findings findings) {
        this.findings = findings;
    }

    void approval(ApprovalDefinition approval) {
        var place = approval.key().toString();
        findings.labelled(place + "/label", approval.label());
        var ids = new ArrayList<String>();
        ids(approval.nodes(), ids);
        findings.unique(place + "/nodes", ids);
        if (!decides(approval.nodes())) {
            findings.add(place + "/nodes", MetadataProblem.NOBODY_DECIDES, "approval", approval.label());
        }
        approval.administrators().forEach(role -> findings.role(place + "/administrators/" + role, role));
        findings.entity(place + "/entity", approval.entity()).ifPresent(entity -> {
            if (entity.ownedBy() != null) {
                findings.add(place + "/entity", MetadataProblem.LINE_ALONE, "entity", entity.label());
            }
            findings.expression(place + "/startWhen", entity, approval.startWhen(), Expected.BOOLEAN);
            approval.summary().forEach(field -> findings.field(place + "/summary/" + field, entity, field));
            var effects = approval.effects();
            effects(place + "/effects/onSubmit", entity, effects.onSubmit());
            effects(place + "/effects/onApproved", entity, effects.onApproved());
            effects(place + "/effects/onRejected", entity, effects.onRejected());
            effects(place + "/effects/onWithdrawn", entity, effects.onWithdrawn());
            approval.policy()
                    .materialFields()
                    .forEach(field -> findings.field(place + "/policy/materialFields/" + field, entity, field));
            nodes(place + "/nodes", entity, approval.nodes());
        });
    }

    private static void ids(List<Node> nodes, List<String> ids) {
        for (var node : nodes) {
            ids.add(node.id());
            if (node instanceof Condition condition) {
                condition.branches().forEach(branch -> {
                    ids.add(branch.id());
                    ids(branch.nodes(), ids);
                });
                ids(condition.otherwise(), ids);
            }
        }
    }

    private static boolean decides(List<Node> nodes) {
        return nodes.stream().anyMatch(node -> switch (node) {
            case Approve _ -> true;
            case Condition condition ->
                decides(condition.otherwise())
                        || condition.branches().stream().anyMatch(branch -> decides(branch.nodes()));
            case CarbonCopy _ -> false;
        });
    }

    private void nodes(String place, EntityDefinition entity, List<Node> nodes) {
        for (var node : nodes) {
            var here = place + "/" + node.id();
            findings.labelled(here + "/label", node.label());
            switch (node) {
                case Approve approve -> {
                    approvers(here + "/approvers", entity, approve.approvers());
                    approve.fields().keySet().stream()
                            .sorted()
                            .forEach(field -> findings.field(here + "/fields/" + field, entity, field));
                    var options = approve.options();
                    approvers(here + "/options/substitutes", entity, options.substitutes());
                    options.required()
                            .forEach(field -> findings.field(here + "/options/required/" + field, entity, field));
                }
                case CarbonCopy copy -> approvers(here + "/recipients", entity, copy.recipients());
                case Condition condition -> {
                    for (var branch : condition.branches()) {
                        var way = here + "/branches/" + branch.id();
                        findings.expression(way + "/when", entity, branch.when(), Expected.BOOLEAN);
                        nodes(way + "/nodes", entity, branch.nodes());
                    }
                    nodes(here + "/otherwise", entity, condition.otherwise());
                }
            }
        }
    }

    private void approvers(String place, EntityDefinition entity, List<Approver> approvers) {
        for (int i = 0; i < approvers.size(); i++) {
            var here = place + "/" + i;
            switch (approvers.get(i)) {
                case InRole(var role) -> findings.role(here + "/role", role);
                case FromField(var path) ->
                    findings.path(here + "/path", entity, path)
                            .filter(field -> !new ValueType.Ref(ExpressionSchema.USER).equals(field.type())
                                    && !new ValueType.Ref("department").equals(field.type()))
                            .ifPresent(_ -> findings.add(
                                    here + "/path", MetadataProblem.NOT_A_USER, "given", Findings.named(entity, path)));
                case RoleNearby(var role) -> findings.role(here + "/role", role);
                case ManagersUpTo(var level, var untilRole) -> role(here + "/untilRole", untilRole);
                case Chosen(var by, var role, var many) -> role(here + "/role", role);
                case Table(var rows) -> table(here + "/rows", entity, rows);
                case Users _, InitiatorsManager _, Initiator _, DepartmentHead _, SameAs _ -> {}
            }
        }
    }

    private void role(String place, @Nullable String role) {
        if (role != null) {
            findings.role(place, role);
        }
    }

    private void table(String place, EntityDefinition entity, List<Row> rows) {
        for (int i = 0; i < rows.size(); i++) {
            findings.expression(place + "/" + i + "/when", entity, rows.get(i).when(), Expected.BOOLEAN);
            approvers(place + "/" + i + "/approvers", entity, rows.get(i).approvers());
        }
    }

    private void effects(String place, EntityDefinition entity, Map<String, String> effects) {
        effects.keySet().stream().sorted().forEach(id -> {
            var here = place + "/" + id;
            var field = entity.field(id);
            if (field.isEmpty() || field.get().type().isComputed()) {
                findings.add(Problem.at(here, MetadataProblem.NOT_WRITABLE)
                        .with("given", Findings.named(entity, id))
                        .with("entity", entity.label()));
                return;
            }
            findings.expression(
                    here,
                    entity,
                    effects.get(id),
                    Expected.of(field.get().type().valueType()));
        });
    }
}
