package dev.trellis.workflow.approval;

import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApproveOptions.Comment;
import dev.trellis.core.metadata.ApproveOptions.Returns;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.ApprovalRows.Entry;
import dev.trellis.workflow.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a step offers, and what it asks for. */
final class StepPolicy {

    /** The longest signature, as a data URL. */
    static final int MAX_SIGNATURE = 200_000;

    private final Place place;
    private final Entry entry;
    private final Approve node;

    StepPolicy(Place place, Entry entry) {
        this.place = place;
        this.entry = entry;
        this.node = place.step(entry.node());
    }

    /** Tells whether people work here: they hand in or send back, and there is nothing to reject. */
    boolean isWork() {
        return place.isWork(node.id());
    }

    Approve node() {
        return node;
    }

    /** Returns why the step does not take an action; what must be filled is looked at once it is written. */
    List<Problem> check(TaskAction action, String remark) {
        var problems = new ArrayList<Problem>();
        offered(action).ifPresent(problems::add);
        comment(action, remark).ifPresent(problems::add);
        if (action instanceof TaskAction.Agree agree) {
            signature(agree).ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<Problem> offered(TaskAction action) {
        var options = node.options();
        return switch (action) {
            case TaskAction.HandOver _ -> unless(options.transfer());
            case TaskAction.Add _ -> unless(options.add());
            case TaskAction.SendBack(var to) -> back(to);
            case TaskAction.Reject _, TaskAction.Abstain _ -> unless(!isWork());
            case TaskAction.Agree _,
                    TaskAction.Remove _,
                    TaskAction.Claim _,
                    TaskAction.Unclaim _,
                    TaskAction.Keep _,
                    TaskAction.TakeBack _ -> Optional.empty();
        };
    }

    private static Optional<Problem> unless(boolean offered) {
        return offered ? Optional.empty() : Optional.of(Problem.at("", ApprovalProblems.NOT_OFFERED));
    }

    private Optional<Problem> back(@org.jspecify.annotations.Nullable String to) {
        if (node.options().returns() == Returns.NONE) {
            return unless(false);
        }
        return to == null || targets().contains(to)
                ? Optional.empty()
                : Optional.of(Problem.at("node", ApprovalProblems.TARGET_NOT_PASSED)
                        .with("given", to)
                        .with("allowed", String.join(", ", targets())));
    }

    /** The steps to which a request may go back from here, in the order in which it passed them. */
    List<String> targets() {
        var passed = place.thisSubmission().stream()
                .filter(one -> one.isPassed() && !one.node().equals(entry.node()))
                .map(Entry::node)
                .distinct()
                .filter(to -> place.findStep(to).isPresent())
                .filter(to -> Route.isReachable(place.definition().nodes(), entry.node(), to))
                .toList();
        return switch (node.options().returns()) {
            case NONE, INITIATOR -> List.of();
            case PREVIOUS -> passed.isEmpty() ? List.of() : List.of(passed.getLast());
            case PASSED -> passed;
        };
    }

    private Optional<Problem> comment(TaskAction action, String remark) {
        var policy = node.options().comment();
        if (policy == Comment.NONE && !remark.isBlank() && isVerdict(action)) {
            return Optional.of(Problem.at("comment", ApprovalProblems.COMMENT_NOT_OFFERED));
        }
        var required = switch (policy) {
            case NONE, OPTIONAL -> false;
            case REQUIRED -> isVerdict(action);
            case ON_REJECT -> isVerdict(action) && !(action instanceof TaskAction.Agree);
        };
        return required && remark.isBlank()
                ? Optional.of(Problem.at("comment", ApprovalProblems.COMMENT_REQUIRED))
                : Optional.empty();
    }

    private static boolean isVerdict(TaskAction action) {
        return switch (action) {
            case TaskAction.Agree _, TaskAction.Reject _, TaskAction.Abstain _, TaskAction.SendBack _ -> true;
            case TaskAction.HandOver _,
                    TaskAction.Add _,
                    TaskAction.Remove _,
                    TaskAction.Claim _,
                    TaskAction.Unclaim _,
                    TaskAction.Keep _,
                    TaskAction.TakeBack _ -> false;
        };
    }

    private Optional<Problem> signature(TaskAction.Agree agree) {
        var given = agree.signature();
        if (given == null || given.isBlank()) {
            return node.options().signature()
                    ? Optional.of(Problem.at("signature", ApprovalProblems.SIGNATURE_REQUIRED))
                    : Optional.empty();
        }
        return given.length() <= MAX_SIGNATURE && given.startsWith("data:image/")
                ? Optional.empty()
                : Optional.of(Problem.at("signature", ApprovalProblems.SIGNATURE_TOO_LONG)
                        .with("limit", MAX_SIGNATURE));
    }

    /** Tells whether agreeing takes nothing but agreeing, so that many are agreed at once. */
    boolean isPlain() {
        var options = node.options();
        return !options.signature() && options.required().isEmpty() && options.comment() != Comment.REQUIRED;
    }
}
