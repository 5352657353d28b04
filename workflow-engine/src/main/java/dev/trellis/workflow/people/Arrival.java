package dev.trellis.workflow.people;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.NodeRule;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.node.Outcome;
import dev.trellis.workflow.node.Seat;
import dev.trellis.workflow.node.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request arrives at a step: who sits there, and what rules decide at once. Never leaves a request without any
 * person's decision, unless its policy says so.
 *
 * @param state before the rules decide
 * @param automatic what the rules decide, in order, each with its name
 */
public record Arrival(NodeState state, List<Resolved> people, List<Automatic> automatic) {

    public Arrival {
        people = List.copyOf(people);
        automatic = List.copyOf(automatic);
    }

    /** Something that a rule decides. */
    public record Automatic(NodeAction action, Rule rule) {}

    /** The rules that decide by themselves. */
    public enum Rule {
        /** Nobody was found for the step. */
        NOBODY,
        /** The initiator would have decided on their own request. */
        OWN_REQUEST,
        /** The person has agreed to the same record before. */
        REPEATED,
        /** The step has waited too long. */
        TIME_LIMIT,
        /** Somebody else took their decision back; this one still counts. */
        KEPT
    }

    /**
     * Returns what happens; empty where nobody can decide.
     *
     * @param isLast whether no further step is ahead, as far as can be foreseen
     * @param mayPassAlone whether the request may be approved without any person's decision
     */
    public static Optional<Arrival> at(
            Approve node, Request request, People people, boolean isLast, boolean mayPassAlone) {
        var needsPerson = isLast && !mayPassAlone && !request.past().hasDecision();
        return switch (ApproverResolution.approvers(node, request, people)) {
            case Staffing.Impossible() -> Optional.empty();
            case Staffing.Rejected() -> Optional.of(decided(node, Outcome.REJECTED));
            case Staffing.Agreed() ->
                needsPerson ? byAdministrators(node, request, people) : Optional.of(decided(node, Outcome.AGREED));
            case Staffing.Staffed staffed -> {
                var arrival = staffed(node, request, staffed);
                yield needsPerson && arrival.passesAlone()
                        ? byAdministrators(node, request, people)
                        : Optional.of(arrival);
            }
        };
    }

    /** The state once the rules have decided. */
    public NodeState settled() {
        var settled = state;
        for (var one : automatic) {
            if (settled.apply(one.action()) instanceof Step.Taken(var next)) {
                settled = next;
            }
        }
        return settled;
    }

    private boolean passesAlone() {
        return settled().outcome().isPresent();
    }

    private static Arrival decided(Approve node, Outcome outcome) {
        return new Arrival(NodeState.decided(NodeRule.of(node, 0), outcome), List.of(), List.of());
    }

    private static Optional<Arrival> byAdministrators(Approve node, Request request, People people) {
        var administrators = ApproverResolution.administrators(request, people);
        return administrators.isEmpty()
                ? Optional.empty()
                : Optional.of(new Arrival(open(node, administrators), administrators, List.of()));
    }

    private static NodeState open(Approve node, List<Resolved> people) {
        return NodeState.open(
                NodeRule.of(node, people.size()),
                people.stream().map(Arrival::seat).toList());
    }

    private static Seat seat(Resolved found) {
        var away = found.insteadOf();
        return away == null
                ? Seat.of(found.person().id())
                : Seat.deputy(found.person().id(), away);
    }

    private static Arrival staffed(Approve node, Request request, Staffing.Staffed staffed) {
        var automatic = new ArrayList<Automatic>();
        var state = open(node, staffed.people());
        for (var found : staffed.people()) {
            var user = found.person().id();
            var rule = rule(node, request, staffed, found);
            if (rule.isPresent() && counts(state, automatic, user)) {
                automatic.add(new Automatic(new NodeAction.AgreeByRule(user), rule.get()));
            }
        }
        return new Arrival(state, staffed.people(), automatic);
    }

    /** Tells whether a further decision still counts after those before it. */
    private static boolean counts(NodeState state, List<Automatic> before, RecordId user) {
        return new Arrival(state, List.of(), before).settled().apply(new NodeAction.AgreeByRule(user))
                instanceof Step.Taken;
    }

    private static Optional<Rule> rule(Approve node, Request request, Staffing.Staffed staffed, Resolved found) {
        var user = found.person().id();
        if (staffed.skips().contains(user)) {
            return Optional.of(Rule.OWN_REQUEST);
        }
        var isAsItself = found.insteadOf() == null && !staffed.isFallback();
        return isAsItself && !needsAPerson(node) && isRepeated(node, request.past(), staffed, user)
                ? Optional.of(Rule.REPEATED)
                : Optional.empty();
    }

    /** A step in which there is something to fill in or to sign is never passed by a rule. */
    private static boolean needsAPerson(Approve node) {
        return node.options().signature()
                || !node.options().required().isEmpty()
                || node.fields().containsValue(FieldRight.WRITE);
    }

    private static boolean isRepeated(Approve node, Past past, Staffing.Staffed staffed, RecordId user) {
        return switch (node.options().repeated()) {
            case CONSECUTIVE -> staffed.people().size() == 1 && past.agreedJustBefore(user);
            case ANY -> past.agreedAnywhere(user);
            case OFF -> false;
            case EXCLUSIVE -> false;
        };
    }
}
