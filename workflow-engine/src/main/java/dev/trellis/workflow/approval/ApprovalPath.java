package dev.trellis.workflow.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Chosen;
import dev.trellis.core.metadata.ApprovalDefinition.ChosenBy;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.ApproverResolution;
import dev.trellis.workflow.people.Arrival;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.Reason;
import dev.trellis.workflow.people.Request;
import dev.trellis.workflow.people.Resolved;
import dev.trellis.workflow.route.Conditions;
import dev.trellis.workflow.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
     * @param isToChoose whether whoever submits must name the people
     * @param kind what is done: {@code approve}, {@code handle}, {@code cc}, {@code data}, {@code call}, …
     */
    public record Step(
            String kind,
            String node,
            Label label,
            @Nullable Completion completion,
            State state,
            List<Person> people,
            List<Reason> because,
            @Nullable Instant at,
            boolean isToChoose) {
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
     * @param insteadOf the name of the person for whom they stand in, or null
     * @param addedBy the name of the person who added them, or null
     */
    public record Person(
            RecordId user,
            String name,
            Vote vote,
            List<Reason> reasons,
            @Nullable Instant at,
            String comment,
            @Nullable String insteadOf,
            @Nullable String addedBy) {
        public Person {
            reasons = List.copyOf(reasons);
        }
    }

    /** What a node is called in definitions and by the API. */
    static String kind(Node node) {
        return switch (node) {
            case Approve _ -> "approve";
            case FlowNodes.Handle _ -> "handle";
            case CarbonCopy _ -> "cc";
            case Condition _ -> "condition";
            case FlowNodes.Parallel _ -> "parallel";
            case FlowNodes.Inclusive _ -> "inclusive";
            case FlowNodes.Data _ -> "data";
            case FlowNodes.Call _ -> "call";
            case FlowNodes.SubFlow _ -> "sub_flow";
            case FlowNodes.Delay _ -> "delay";
        };
    }

    /** Where a step stands. */
    public enum State {
        DONE,
        REJECTED,
        RETURNED,
        WITHDRAWN,
        /** The request left the step without a decision. */
        LEFT,
        CURRENT,
        AHEAD
    }

    /** Returns the whole way as it would be today; fails where a condition or a step's people cannot be found. */
    static Route.Answer<ApprovalPath> preview(
            ApprovalDefinition definition, Request request, People people, Conditions conditions) {
        return ahead(definition, definition.nodes(), request, people, conditions);
    }

    /**
     * Returns what was passed and, behind the step where the request stands, what is ahead as the record is now. What
     * cannot be foreseen is left out.
     */
    static ApprovalPath running(
            List<Step> passed,
            ApprovalDefinition definition,
            Set<String> standsAt,
            Request request,
            People people,
            Conditions conditions) {
        var steps = new ArrayList<>(passed);
        var rest = Route.beyond(definition.nodes(), standsAt);
        steps.addAll(foreseeable(ahead(definition, rest, request, people, conditions)));
        return new ApprovalPath(steps);
    }

    private static List<Step> foreseeable(Route.Answer<ApprovalPath> answer) {
        return switch (answer) {
            case Route.Answer.Leads<ApprovalPath>(var path) -> path.steps();
            case Route.Answer.Failed<ApprovalPath> failed -> List.of();
        };
    }

    private static Route.Answer<ApprovalPath> ahead(
            ApprovalDefinition definition, List<Node> nodes, Request request, People people, Conditions conditions) {
        return switch (Route.ahead(nodes, conditions)) {
            case Route.Answer.Failed<List<Route.Stop>>(var problems) -> new Route.Answer.Failed<>(problems);
            case Route.Answer.Leads<List<Route.Stop>>(var stops) -> manned(definition, stops, request, people);
        };
    }

    private static Route.Answer<ApprovalPath> manned(
            ApprovalDefinition definition, List<Route.Stop> stops, Request request, People people) {
        var steps = new ArrayList<Step>();
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < stops.size(); i++) {
            var stop = stops.get(i);
            var person = FlowNodes.step(stop.node());
            switch (stop.node()) {
                case Approve _, FlowNodes.Handle _ -> {
                    var approve = person.orElseThrow();
                    var isLast = stop.node() instanceof Approve
                            && stops.subList(i + 1, stops.size()).stream()
                                    .noneMatch(later -> later.node() instanceof Approve);
                    var arrival = Arrival.at(
                            approve,
                            request,
                            people,
                            isLast,
                            definition.policy().mayPassAlone());
                    if (arrival.isEmpty() && !isToChoose(approve)) {
                        problems.add(noApprover(approve));
                    }
                    steps.add(step(
                            stop.node(),
                            approve.completion(),
                            arrival.map(found -> people(found, people)).orElse(List.of()),
                            stop.because(),
                            isToChoose(approve)));
                }
                case CarbonCopy copy ->
                    steps.add(step(
                            copy, null, told(copy.id(), copy.recipients(), request, people), stop.because(), false));
                case FlowNodes.Call call ->
                    steps.add(step(
                            call, null, told(call.id(), call.recipients(), request, people), stop.because(), false));
                case FlowNodes.Data _, FlowNodes.SubFlow _, FlowNodes.Delay _ ->
                    steps.add(step(stop.node(), null, List.of(), stop.because(), false));
                case Condition _, FlowNodes.Parallel _, FlowNodes.Inclusive _ ->
                    throw new IllegalStateException(
                            "A route does not stop at " + stop.node().id());
            }
        }
        return problems.isEmpty()
                ? new Route.Answer.Leads<>(new ApprovalPath(steps))
                : new Route.Answer.Failed<>(problems);
    }

    private static List<Person> told(String node, List<Approver> sources, Request request, People people) {
        return ApproverResolution.recipients(node, sources, request, people).stream()
                .map(found -> person(found, Vote.PENDING, people))
                .toList();
    }

    private static boolean isToChoose(Approve node) {
        return node.approvers().stream()
                .anyMatch(source -> source instanceof Chosen(var by, var role, var many) && by == ChosenBy.INITIATOR);
    }

    static Problem noApprover(Approve approve) {
        return Problem.at("nodes/" + approve.id(), ApprovalProblems.NO_APPROVER).with("step", approve.label());
    }

    private static Step step(
            Node node, @Nullable Completion completion, List<Person> people, List<Reason> because, boolean isToChoose) {
        return new Step(
                kind(node), node.id(), node.label(), completion, State.AHEAD, people, because, null, isToChoose);
    }

    /** The people of a step as the rules leave them when the request arrives. */
    private static List<Person> people(Arrival arrival, People people) {
        var settled = arrival.settled();
        return arrival.people().stream()
                .map(found -> person(found, settled.vote(found.person().id()).orElse(Vote.PENDING), people))
                .toList();
    }

    private static Person person(Resolved found, Vote vote, People people) {
        return new Person(
                found.person().id(),
                found.person().name(),
                vote,
                found.reasons(),
                null,
                "",
                Optional.ofNullable(found.insteadOf())
                        .flatMap(people::find)
                        .map(People.Member::name)
                        .orElse(null),
                null);
    }
}
