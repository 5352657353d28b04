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
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.name.Label;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks approval flows: a tree with unique ids in which every path ends and somebody decides. */
final class ApprovalCheck {

    private final Findings findings;
    private final FlowNodeCheck flowNodes;

    ApprovalCheck(Findings findings) {
        this.findings = findings;
        this.flowNodes = new FlowNodeCheck(findings);
    }

    void approval(ApprovalDefinition approval) {
        var place = approval.key().toString();
        findings.labelled(place + "/label", approval.label());
        findings.unique(place + "/nodes", ids(approval.nodes()));
        if (FlowNodes.all(approval.nodes())
                .noneMatch(node -> FlowNodes.step(node).isPresent())) {
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
            amount(place + "/policy/amount", entity, approval.policy().amount());
            approvers(place + "/policy/starters", entity, approval.policy().starters());
            ending(place + "/endings/approved", entity, approval.endings().approved());
            ending(place + "/endings/rejected", entity, approval.endings().rejected());
            ending(place + "/endings/withdrawn", entity, approval.endings().withdrawn());
            start(place + "/start", entity, approval.start());
            nodes(place + "/nodes", entity, approval.nodes());
        });
    }

    private void amount(String place, EntityDefinition entity, @Nullable String field) {
        if (field != null) {
            findings.field(place, entity, field)
                    .filter(found -> !found.type().equals(ValueType.MONEY))
                    .ifPresent(_ -> findings.add(
                            place,
                            MetadataProblem.FLOW_AMOUNT_NOT_MONEY,
                            "field",
                            entity.field(field).map(FieldDefinition::label).orElseGet(() -> Label.of(field, field))));
        }
    }

    private void start(String place, EntityDefinition entity, FlowNodes.Start start) {
        start.fields().keySet().stream()
                .sorted()
                .forEach(field -> findings.field(place + "/fields/" + field, entity, field));
        start.required().forEach(field -> findings.field(place + "/required/" + field, entity, field));
        findings.unique(
                place + "/checks",
                start.checks().stream().map(EntityDefinition.Validation::id).toList());
        for (var check : start.checks()) {
            var here = place + "/checks/" + check.id();
            findings.labelled(here + "/message", check.message());
            findings.expression(here + "/mustHold", entity, check.mustHold(), Expected.BOOLEAN);
            if (check.field() != null) {
                findings.field(here + "/field", entity, check.field());
            }
        }
    }

    private static List<String> ids(List<Node> nodes) {
        return FlowNodes.all(nodes)
                .flatMap(node -> Stream.concat(
                        Stream.of(node.id()),
                        FlowNodes.arms(node).stream().map(FlowNodes.Arm::id).filter(id -> !id.isEmpty())))
                .toList();
    }

    private void nodes(String place, EntityDefinition entity, List<Node> nodes) {
        for (var node : nodes) {
            var here = place + "/" + node.id();
            findings.labelled(here + "/label", node.label());
            switch (node) {
                case Approve approve -> step(here, entity, approve);
                case FlowNodes.Handle handle -> step(here, entity, handle.step());
                case CarbonCopy copy -> {
                    approvers(here + "/recipients", entity, copy.recipients());
                    copy.fields().forEach(field -> findings.field(here + "/fields/" + field, entity, field));
                }
                case Condition condition -> conditions(here, entity, condition.branches());
                case FlowNodes.Inclusive inclusive -> conditions(here, entity, inclusive.branches());
                case FlowNodes.Parallel _ -> {}
                case FlowNodes.Data data -> flowNodes.data(here, entity, data);
                case FlowNodes.Call call -> {
                    approvers(here + "/recipients", entity, call.recipients());
                    flowNodes.call(here, entity, call);
                }
                case FlowNodes.SubFlow sub -> flowNodes.subFlow(here, entity, sub);
                case FlowNodes.Delay delay -> flowNodes.delay(here, entity, delay);
            }
            for (var arm : FlowNodes.arms(node)) {
                nodes(here + armPlace(node, arm), entity, arm.nodes());
            }
        }
    }

    private static String armPlace(Node node, FlowNodes.Arm arm) {
        if (arm.id().isEmpty()) {
            return "/otherwise";
        }
        return (node instanceof FlowNodes.Parallel ? "/lanes/" : "/branches/") + arm.id() + "/nodes";
    }

    private void step(String here, EntityDefinition entity, Approve approve) {
        approvers(here + "/approvers", entity, approve.approvers());
        approve.fields().keySet().stream()
                .sorted()
                .forEach(field -> findings.field(here + "/fields/" + field, entity, field));
        var options = approve.options();
        approvers(here + "/options/substitutes", entity, options.substitutes());
        options.required().forEach(field -> findings.field(here + "/options/required/" + field, entity, field));
    }

    private void conditions(String here, EntityDefinition entity, List<ApprovalDefinition.Branch> branches) {
        branches.forEach(branch -> findings.expression(
                here + "/branches/" + branch.id() + "/when", entity, branch.when(), Expected.BOOLEAN));
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
                case Users _,
                        InitiatorsManager _,
                        Initiator _,
                        DepartmentHead _,
                        SameAs _,
                        ApprovalDefinition.Holders _,
                        ApprovalDefinition.Resolver _ -> {}
            }
        }
    }

    private void ending(String place, EntityDefinition entity, FlowNodes.Ending ending) {
        approvers(place + "/copies", entity, ending.copies());
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
        flowNodes.values(place, entity, entity, effects);
    }
}
