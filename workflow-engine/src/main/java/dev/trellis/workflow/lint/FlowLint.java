package dev.trellis.workflow.lint;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApprovalDefinition.Branch;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.InRole;
import dev.trellis.core.metadata.ApprovalDefinition.Initiator;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.ApprovalDefinition.RoleNearby;
import dev.trellis.core.metadata.ApprovalDefinition.SameAs;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.metadata.ApprovalDefinition.Users;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.FlowNodes.Call;
import dev.trellis.core.metadata.FlowNodes.Data;
import dev.trellis.core.metadata.FlowNodes.Delay;
import dev.trellis.core.metadata.FlowNodes.Handle;
import dev.trellis.core.metadata.FlowNodes.Inclusive;
import dev.trellis.core.metadata.FlowNodes.Join;
import dev.trellis.core.metadata.FlowNodes.Parallel;
import dev.trellis.core.metadata.FlowNodes.SubFlow;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks through a flow before it is published; knows the people of today, and reads nothing else. */
public final class FlowLint {

    private final Metadata metadata;
    private final ApprovalDefinition definition;
    private final People people;
    private final List<String> channels;
    private final List<Finding> found = new ArrayList<>();
    private final Set<String> passed = new HashSet<>();

    private FlowLint(Metadata metadata, ApprovalDefinition definition, People people, List<String> channels) {
        this.metadata = metadata;
        this.definition = definition;
        this.people = people;
        this.channels = List.copyOf(channels);
    }

    /** @param channels the keys of the channels that the server has */
    public static List<Finding> look(
            Metadata metadata, ApprovalDefinition definition, People people, List<String> channels) {
        var lint = new FlowLint(metadata, definition, people, channels);
        lint.run();
        return lint.found;
    }

    private void run() {
        definition.administrators().forEach(role -> holders("", role));
        required("", definition.start().required(), definition.start().fields(), FieldRight.WRITE);
        nodes(definition.nodes());
        if (passesUndecided(definition.nodes())) {
            add("", LintProblems.NO_DECISION, "approval", definition.label());
        }
    }

    private void nodes(List<Node> nodes) {
        for (var node : nodes) {
            switch (node) {
                case Approve approve -> step(approve);
                case Handle handle -> step(handle.step());
                case CarbonCopy copy -> sources(copy.id(), copy.recipients());
                case Condition condition -> condition(condition);
                case Inclusive inclusive -> {
                    constants(inclusive.branches());
                    empty(inclusive.branches());
                }
                case Call call -> call(call);
                case Parallel _, Data _, SubFlow _, Delay _ -> {}
            }
            FlowNodes.arms(node).forEach(arm -> nodes(arm.nodes()));
            passed.add(node.id());
        }
    }

    private void call(Call call) {
        sources(call.id(), call.recipients());
        if (!channels.contains(call.channel())) {
            add(call.id(), LintProblems.UNKNOWN_CHANNEL, "given", call.channel());
        }
    }

    private void condition(Condition condition) {
        constants(condition.branches());
        empty(condition.branches());
        NumericBranches.of(condition.branches()).ifPresent(numbers -> {
            numbers.gaps().forEach(gap -> add(condition.id(), LintProblems.GAP, "numbers", gap.text()));
            numbers.overlaps().forEach(overlap -> {
                if (overlap.hidesSecond()) {
                    add(
                            overlap.second().id(),
                            LintProblems.UNREACHABLE,
                            "branch",
                            overlap.second().label());
                } else {
                    found.add(new Finding(
                            condition.id(),
                            at(condition.id(), LintProblems.OVERLAP)
                                    .with("first", overlap.first().label())
                                    .with("second", overlap.second().label())
                                    .with("numbers", overlap.common().text())));
                }
            });
        });
        if (condition.otherwise().isEmpty()
                && condition.branches().stream()
                        .allMatch(branch -> branch.nodes().isEmpty())) {
            add(condition.id(), LintProblems.NO_DEFAULT, "node", condition.label());
        }
    }

    private void empty(List<Branch> branches) {
        NumericBranches.of(branches)
                .ifPresent(numbers -> numbers.empty()
                        .forEach(branch -> add(branch.id(), LintProblems.UNREACHABLE, "branch", branch.label())));
    }

    /** Branches behind one that always holds, that never hold, or that repeat an earlier one. */
    private void constants(List<Branch> branches) {
        var seen = new HashSet<String>();
        var over = false;
        for (var branch : branches) {
            var when = branch.when().strip();
            if (over || when.equalsIgnoreCase("FALSE") || !seen.add(when)) {
                add(branch.id(), LintProblems.UNREACHABLE, "branch", branch.label());
            }
            over |= when.equalsIgnoreCase("TRUE");
        }
    }

    private void step(Approve step) {
        sources(step.id(), step.approvers());
        sources(step.id(), step.options().substitutes());
        if (step.approvers().stream().allMatch(Initiator.class::isInstance)
                && step.selfApproval() != SelfApproval.ALLOW) {
            add(step.id(), LintProblems.ALWAYS_INITIATOR, "step", step.label());
        }
        onlyOne(step)
                .ifPresent(member -> found.add(new Finding(
                        step.id(),
                        at(step.id(), LintProblems.ONE_PERSON)
                                .with("step", step.label())
                                .with("name", member.name()))));
        required(step.id(), step.options().required(), step.fields(), FieldRight.READ);
    }

    /** @param otherwise the right on a field that is not named */
    private void required(String node, List<String> fields, Map<String, FieldRight> rights, FieldRight otherwise) {
        for (var field : fields) {
            var right = rights.getOrDefault(field, otherwise);
            if (right == FieldRight.NONE) {
                add(node, LintProblems.REQUIRED_HIDDEN, "field", field(field));
            } else if (right != FieldRight.WRITE) {
                add(node, LintProblems.REQUIRED_CLOSED, "field", field(field));
            }
        }
    }

    /** The only person who can ever sit at a step, where it names people or one role. */
    private Optional<Member> onlyOne(Approve step) {
        var members = new HashSet<Member>();
        for (var source : step.approvers()) {
            switch (source) {
                case InRole(var role) -> members.addAll(people.holders(role));
                case Users(var users) ->
                    users.forEach(
                            user -> RecordId.parse(user).flatMap(people::find).ifPresent(members::add));
                default -> {
                    return Optional.empty();
                }
            }
        }
        return members.size() == 1 ? members.stream().findFirst() : Optional.empty();
    }

    private void sources(String node, List<Approver> sources) {
        for (var source : sources) {
            switch (source) {
                case InRole(var role) -> holders(node, role);
                case RoleNearby(var role) -> holders(node, role);
                case Users(var users) -> users.forEach(user -> named(node, user));
                case SameAs(var other) -> {
                    if (!passed.contains(other)) {
                        add(node, LintProblems.SAME_AS_LATER, "given", other);
                    }
                }
                case ApprovalDefinition.Table(var rows) -> rows.forEach(row -> sources(node, row.approvers()));
                default -> {}
            }
        }
    }

    private void holders(String node, String role) {
        if (people.holders(role).isEmpty()) {
            add(
                    node,
                    LintProblems.NOBODY_IN_ROLE,
                    "role",
                    metadata.role(role).map(RoleDefinition::label).orElseGet(() -> Label.of(role, role)));
        }
    }

    private void named(String node, String user) {
        var member = RecordId.parse(user).flatMap(people::find);
        if (member.filter(Member::active).isEmpty()) {
            add(node, LintProblems.PERSON_LEFT, "name", member.map(Member::name).orElse("?"));
        }
    }

    /** Tells whether there is a way on which nobody decides. */
    private static boolean passesUndecided(List<Node> nodes) {
        return nodes.stream().allMatch(node -> switch (node) {
            case Approve _ -> false;
            case Handle _, CarbonCopy _, Data _, Call _, SubFlow _, Delay _ -> true;
            case Condition _, Inclusive _ ->
                FlowNodes.arms(node).stream().anyMatch(arm -> passesUndecided(arm.nodes()));
            case Parallel parallel ->
                parallel.join() == Join.FIRST
                        ? parallel.lanes().stream().anyMatch(lane -> passesUndecided(lane.nodes()))
                        : parallel.lanes().stream().allMatch(lane -> passesUndecided(lane.nodes()));
        });
    }

    private Label field(String id) {
        return metadata.entity(definition.entity())
                .flatMap((EntityDefinition entity) -> entity.field(id))
                .map(FieldDefinition::label)
                .orElseGet(() -> Label.of(id, id));
    }

    private void add(String node, ProblemCode code, String fact, Object value) {
        found.add(new Finding(node, at(node, code).with(fact, value)));
    }

    private Problem at(String node, ProblemCode code) {
        var place = definition.key().toString();
        return Problem.at(node.isEmpty() ? place : place + "/nodes/" + node, code);
    }
}
