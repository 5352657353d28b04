package dev.trellis.ui.api.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.Body;
import dev.trellis.workflow.approval.Repair;
import dev.trellis.workflow.approval.TaskAction;
import dev.trellis.workflow.node.Group.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what somebody does with a task or a request; whatever is wrong is noted in the body. */
final class ActionBody {

    static final Set<String> OF_TASK =
            Set.of("action", "comment", "node", "to", "people", "when", "method", "rejects", "signature");
    static final Set<String> OF_REQUEST = Set.of("action", "comment", "node", "from", "to", "people", "request");

    private static final ProblemCode NOT_A_PERSON = ProblemCode.malformed("APPROVAL_NOT_A_PERSON");
    private static final ProblemCode NOT_A_WORD = ProblemCode.malformed("APPROVAL_NOT_A_WORD");
    private static final List<String> TASK_ACTIONS = List.of(
            "agree",
            "reject",
            "abstain",
            "return",
            "transfer",
            "add",
            "remove",
            "claim",
            "unclaim",
            "take_back",
            "keep");

    private final Body body;

    ActionBody(Body body) {
        this.body = body;
    }

    String comment() {
        return body.text("comment").orElse("");
    }

    /** Empty after a fault. */
    Optional<TaskAction> task() {
        var action = body.requiredText("action");
        return Optional.ofNullable(
                switch (action) {
                    case "agree" ->
                        new TaskAction.Agree(
                                Map.of(), null, Map.of(), body.text("signature").orElse(null));
                    case "reject" -> new TaskAction.Reject();
                    case "abstain" -> new TaskAction.Abstain();
                    case "return" -> new TaskAction.SendBack(body.text("node").orElse(null));
                    case "transfer" ->
                        person("to").map(TaskAction.HandOver::new).orElse(null);
                    case "add" -> new TaskAction.Add(placement(), method(), people(), body.flag("rejects"));
                    case "remove" -> person("to").map(TaskAction.Remove::new).orElse(null);
                    case "claim" -> new TaskAction.Claim();
                    case "unclaim" -> new TaskAction.Unclaim();
                    case "take_back" -> new TaskAction.TakeBack();
                    case "keep" -> new TaskAction.Keep(Map.of());
                    default -> {
                        fault("action", action, TASK_ACTIONS);
                        yield null;
                    }
                });
    }

    /** Empty after a fault. */
    Optional<Repair> repair(String action) {
        return switch (action) {
            case "reassign" -> person("from").flatMap(from -> person("to").map(to -> new Repair.Reassign(from, to)));
            case "jump" -> Optional.of(new Repair.Jump(body.requiredText("node")));
            case "retry" -> Optional.of(new Repair.Retry());
            case "suspend" -> Optional.of(new Repair.Suspend());
            case "cancel" -> Optional.of(new Repair.Cancel());
            default -> {
                fault(
                        "action",
                        action,
                        List.of("comment", "share", "urge", "reassign", "jump", "retry", "suspend", "cancel"));
                yield Optional.empty();
            }
        };
    }

    List<RecordId> people() {
        return body.texts("people").stream()
                .flatMap(text -> parsed("people", text).stream())
                .toList();
    }

    private Optional<RecordId> person(String member) {
        return parsed(member, body.requiredText(member));
    }

    private Optional<RecordId> parsed(String member, String text) {
        var id = RecordId.parse(text);
        if (id.isEmpty()) {
            body.fault(Problem.at(member, NOT_A_PERSON).with("given", text));
        }
        return id;
    }

    private Placement placement() {
        var when = body.text("when").orElse(Placement.BEFORE.key());
        for (var placement : Placement.values()) {
            if (placement.key().equals(when)) {
                return placement;
            }
        }
        fault("when", when, List.of("before", "beside", "after"));
        return Placement.BEFORE;
    }

    private Completion method() {
        var method = body.text("method").orElse("all");
        return switch (method) {
            case "all" -> Completion.ALL;
            case "any" -> Completion.ANY;
            case "sequence" -> Completion.SEQUENCE;
            default -> {
                fault("method", method, List.of("all", "any", "sequence"));
                yield Completion.ALL;
            }
        };
    }

    private void fault(String member, String given, List<String> allowed) {
        body.fault(Problem.at(member, NOT_A_WORD).with("given", given).with("allowed", allowed));
    }
}
