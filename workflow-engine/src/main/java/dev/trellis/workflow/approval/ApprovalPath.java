package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.ApproverResolution.Request;
import dev.trellis.workflow.approval.ApproverResolution.Resolved;
import dev.trellis.workflow.approval.NodeState.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of a request as people read it: what is done, where it stands, what is ahead; each with names and reasons. */
public record ApprovalPath(List<Step> steps) {

    public ApprovalPath {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param completion how many must agree; null where nobody decides
     * @param because the conditions that led here
     * @param at when the request arrived here, or null if it has not yet
     */
    public record Step(
            String node,
            Label label,
            @Nullable Completion completion,
            State state,
            List<Person> people,
            List<Reason> because,
            @Nullable Instant at) {
        public Step {
            people = List.copyOf(people);
            because = List.copyOf(because);
        }

        /** Tells whether people decide here; otherwise they are only told. */
        public boolean isDecision() {
            return completion != null;
        }
    }

    /**
     * A person of a step.
     *
     * @param at when they decided, or null
     * @param comment what they said with it; may be empty
     */
    public record Person(
            RecordId user,
            String name,
            Vote vote,
            List<Reason> reasons,
            @Nullable Instant at,
            String comment) {
        public Person {
            reasons = List.copyOf(reasons);
        }
    }

    /** Where a step stands. */
    public enum State {
        DONE,
        REJECTED,
        WITHDRAWN,
        CURRENT,
        AHEAD
    }

    /** Returns the whole way as it would be today; fails where a condition or a step's people cannot be found. */
    static Route.Answer<ApprovalPath> preview(
            ApprovalDefinition definition, Request request, People people, Conditions conditions) {
        return ahead(definition.nodes(), request, people, conditions);
    }

    /**
     * Returns what was passed and, behind the step where the request stands, what is ahead as the record is now. What
     * cannot be foreseen is left out.
     */
    static ApprovalPath running(
            List<Step> passed,
            ApprovalDefinition definition,
            String standsAt,
            Request request,
            People people,
            Conditions conditions) {
        var steps = new ArrayList<>(passed);
        Route.after(definition.nodes(), standsAt)
                .ifPresent(rest -> steps.addAll(foreseeable(ahead(rest, request, people, conditions))));
        return new ApprovalPath(steps);
    }

    private static List<Step> foreseeable(Route.Answer<ApprovalPath> answer) {
        return switch (answer) {
            case Route.Answer.Leads<ApprovalPath>(var path) -> path.steps();
            case Route.Answer.Failed<ApprovalPath> failed -> List.of();
        };
    }

    private static Route.Answer<ApprovalPath> ahead(
            List<Node> nodes, Request request, People people, Conditions conditions) {
        return switch (Route.ahead(nodes, conditions)) {
            case Route.Answer.Failed<List<Route.Stop>>(var problems) -> new Route.Answer.Failed<>(problems);
            case Route.Answer.Leads<List<Route.Stop>>(var stops) -> manned(stops, request, people);
        };
    }

    private static Route.Answer<ApprovalPath> manned(List<Route.Stop> stops, Request request, People people) {
        var steps = new ArrayList<Step>();
        var problems = new ArrayList<Problem>();
        for (var stop : stops) {
            switch (stop.node()) {
                case Approve approve -> {
                    var found =
                            ApproverResolution.approvers(approve.approvers(), approve.selfApproval(), request, people);
                    if (found.isEmpty()) {
                        problems.add(noApprover(approve));
                    }
                    steps.add(step(approve, approve.completion(), people(found), stop.because()));
                }
                case CarbonCopy copy ->
                    steps.add(step(
                            copy,
                            null,
                            people(ApproverResolution.recipients(copy.recipients(), request, people)),
                            stop.because()));
                case Condition condition ->
                    throw new IllegalStateException("A route stops at no condition: " + condition.id());
            }
        }
        return problems.isEmpty()
                ? new Route.Answer.Leads<>(new ApprovalPath(steps))
                : new Route.Answer.Failed<>(problems);
    }

    static Problem noApprover(Approve approve) {
        return Problem.at("nodes/" + approve.id(), ApprovalProblems.NO_APPROVER).with("step", approve.label());
    }

    private static Step step(Node node, @Nullable Completion completion, List<Person> people, List<Reason> because) {
        return new Step(node.id(), node.label(), completion, State.AHEAD, people, because, null);
    }

    private static List<Person> people(List<Resolved> found) {
        return found.stream()
                .map(resolved -> new Person(
                        resolved.person().id(), resolved.person().name(), Vote.PENDING, resolved.reasons(), null, ""))
                .toList();
    }
}
