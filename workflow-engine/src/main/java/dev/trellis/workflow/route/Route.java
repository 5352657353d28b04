package dev.trellis.workflow.route;

import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Branch;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.FlowNodes.Arm;
import dev.trellis.core.metadata.FlowNodes.Call;
import dev.trellis.core.metadata.FlowNodes.Data;
import dev.trellis.core.metadata.FlowNodes.Delay;
import dev.trellis.core.metadata.FlowNodes.Handle;
import dev.trellis.core.metadata.FlowNodes.Inclusive;
import dev.trellis.core.metadata.FlowNodes.Join;
import dev.trellis.core.metadata.FlowNodes.Lane;
import dev.trellis.core.metadata.FlowNodes.Parallel;
import dev.trellis.core.metadata.FlowNodes.SubFlow;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.people.Reason;
import dev.trellis.workflow.route.Conditions.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Follows a definition's tree: which way a condition goes, what comes next. The engine's delegate asks here too. */
public final class Route {

    /** The branch that is taken where no condition holds. */
    public static final int OTHERWISE = -1;

    private Route() {}

    /** A step on the way, and the conditions that led to it. */
    public record Stop(Node node, List<Reason> because) {
        public Stop {
            because = List.copyOf(because);
        }
    }

    /** Where a condition, or a whole tree, leads. */
    public sealed interface Answer<T> {

        record Leads<T>(T to) implements Answer<T> {}

        record Failed<T>(List<Problem> problems) implements Answer<T> {
            public Failed {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Returns the position of the first branch that holds, or {@link #OTHERWISE}. */
    public static Answer<Integer> branch(Condition condition, Conditions conditions) {
        for (int i = 0; i < condition.branches().size(); i++) {
            var branch = condition.branches().get(i);
            switch (conditions.holds(branch.when())) {
                case Verdict.True() -> {
                    return new Answer.Leads<>(i);
                }
                case Verdict.Not() -> {}
                case Verdict.Failed(var problems) -> {
                    return new Answer.Failed<>(under(condition, branch, problems));
                }
            }
        }
        return new Answer.Leads<>(OTHERWISE);
    }

    /** Returns the positions of all branches that hold; empty where none does. */
    public static Answer<List<Integer>> branches(Inclusive inclusive, Conditions conditions) {
        var taken = new ArrayList<Integer>();
        for (int i = 0; i < inclusive.branches().size(); i++) {
            var branch = inclusive.branches().get(i);
            switch (conditions.holds(branch.when())) {
                case Verdict.True() -> taken.add(i);
                case Verdict.Not() -> {}
                case Verdict.Failed(var problems) -> {
                    return new Answer.Failed<>(under(inclusive, branch, problems));
                }
            }
        }
        return new Answer.Leads<>(taken);
    }

    private static List<Problem> under(Node node, Branch branch, List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.under("nodes/" + node.id() + "/branches/" + branch.id()))
                .toList();
    }

    /** Returns the steps that will be passed, in order, as the record stands now. */
    public static Answer<List<Stop>> ahead(List<Node> nodes, Conditions conditions) {
        var stops = new ArrayList<Stop>();
        var problems = new ArrayList<Problem>();
        follow(nodes, List.of(), conditions, stops, problems);
        return problems.isEmpty() ? new Answer.Leads<>(stops) : new Answer.Failed<>(problems);
    }

    private static void follow(
            List<Node> nodes, List<Reason> because, Conditions conditions, List<Stop> stops, List<Problem> problems) {
        for (var node : nodes) {
            switch (node) {
                case Approve _, Handle _, CarbonCopy _, Data _, SubFlow _, Delay _, Call _ ->
                    stops.add(new Stop(node, because));
                case Parallel parallel -> {
                    for (var lane : parallel.lanes()) {
                        var reasons = and(because, Reason.branch(parallel.label(), lane.label()));
                        follow(lane.nodes(), reasons, conditions, stops, problems);
                    }
                }
                case Condition condition -> {
                    switch (branch(condition, conditions)) {
                        case Answer.Leads<Integer>(var to) -> {
                            var arm = arm(condition, to);
                            follow(arm.nodes(), and(because, reason(condition, arm)), conditions, stops, problems);
                        }
                        case Answer.Failed<Integer>(var found) -> problems.addAll(found);
                    }
                }
                case Inclusive inclusive -> {
                    switch (branches(inclusive, conditions)) {
                        case Answer.Leads<List<Integer>>(var taken) -> {
                            for (var arm : taken(inclusive, taken)) {
                                follow(arm.nodes(), and(because, reason(inclusive, arm)), conditions, stops, problems);
                            }
                        }
                        case Answer.Failed<List<Integer>>(var found) -> problems.addAll(found);
                    }
                }
            }
        }
    }

    /** Returns how far a flow comes before it waits. */
    public static Answer<Reach> next(List<Node> nodes, Conditions conditions) {
        return reach(nodes, conditions);
    }

    /**
     * How far a flow comes.
     *
     * @param steps at which people will be asked next: one, or one of each lane; none where the flow works by itself first
     * @param passes whether the end of the nodes is reached without waiting
     */
    public record Reach(List<Approve> steps, boolean passes) {
        public Reach {
            steps = List.copyOf(steps);
        }
    }

    /** Tells whether people will certainly be asked to decide on the way; of lanes that race, only if in each of them. */
    public static boolean decides(List<Node> nodes, Conditions conditions) {
        return nodes.stream().anyMatch(node -> switch (node) {
            case Approve _ -> true;
            case Handle _, CarbonCopy _, Data _, Call _, SubFlow _, Delay _ -> false;
            case Condition condition ->
                branch(condition, conditions) instanceof Answer.Leads<Integer>(var to)
                        && decides(arm(condition, to).nodes(), conditions);
            case Inclusive inclusive ->
                branches(inclusive, conditions) instanceof Answer.Leads<List<Integer>>(var to)
                        && taken(inclusive, to).stream().anyMatch(arm -> decides(arm.nodes(), conditions));
            case Parallel parallel ->
                parallel.join() == Join.FIRST
                        ? parallel.lanes().stream().allMatch(lane -> decides(lane.nodes(), conditions))
                        : parallel.lanes().stream().anyMatch(lane -> decides(lane.nodes(), conditions));
        });
    }

    private static Answer<Reach> reach(List<Node> nodes, Conditions conditions) {
        for (var node : nodes) {
            var here = reach(node, conditions);
            if (!(here instanceof Answer.Leads<Reach>(var reach)) || !reach.passes()) {
                return here;
            }
        }
        return new Answer.Leads<>(new Reach(List.of(), true));
    }

    private static Answer<Reach> reach(Node node, Conditions conditions) {
        return switch (node) {
            case Approve approve -> new Answer.Leads<>(new Reach(List.of(approve), false));
            case Handle handle -> new Answer.Leads<>(new Reach(List.of(handle.step()), false));
            case CarbonCopy _ -> new Answer.Leads<>(new Reach(List.of(), true));
            case Data _, Call _, SubFlow _, Delay _ -> new Answer.Leads<>(new Reach(List.of(), false));
            case Condition condition ->
                switch (branch(condition, conditions)) {
                    case Answer.Failed<Integer>(var problems) -> new Answer.Failed<>(problems);
                    case Answer.Leads<Integer>(var to) ->
                        reach(arm(condition, to).nodes(), conditions);
                };
            case Inclusive inclusive ->
                switch (branches(inclusive, conditions)) {
                    case Answer.Failed<List<Integer>>(var problems) -> new Answer.Failed<>(problems);
                    case Answer.Leads<List<Integer>>(var taken) ->
                        together(taken(inclusive, taken), Join.ALL, conditions);
                };
            case Parallel parallel -> together(FlowNodes.arms(parallel), parallel.join(), conditions);
        };
    }

    private static Answer<Reach> together(List<Arm> arms, Join join, Conditions conditions) {
        var steps = new ArrayList<Approve>();
        var all = true;
        var any = false;
        for (var arm : arms) {
            switch (reach(arm.nodes(), conditions)) {
                case Answer.Failed<Reach> failed -> {
                    return failed;
                }
                case Answer.Leads<Reach>(var reach) -> {
                    steps.addAll(reach.steps());
                    all &= reach.passes();
                    any |= reach.passes();
                }
            }
        }
        return new Answer.Leads<>(new Reach(steps, join == Join.FIRST ? any : all));
    }

    /** Returns the conditions of a tree. */
    public static List<String> conditions(List<Node> nodes) {
        return FlowNodes.all(nodes)
                .flatMap(node -> switch (node) {
                    case Condition condition -> condition.branches().stream().map(Branch::when);
                    case Inclusive inclusive -> inclusive.branches().stream().map(Branch::when);
                    case Approve _, Handle _, CarbonCopy _, Parallel _, Data _, Call _, SubFlow _, Delay _ ->
                        Stream.<String>empty();
                })
                .toList();
    }

    /** Returns the steps of a tree at which people sit, in the order in which it draws them. */
    public static List<Approve> approvals(List<Node> nodes) {
        return FlowNodes.all(nodes)
                .flatMap(node -> FlowNodes.step(node).stream())
                .toList();
    }

    public static Optional<Node> find(List<Node> nodes, String id) {
        return FlowNodes.all(nodes).filter(node -> node.id().equals(id)).findFirst();
    }

    /** Returns what stands behind a node, outside its own branch included; empty where the tree has no such node. */
    public static Optional<List<Node>> after(List<Node> nodes, String id) {
        return find(nodes, id).map(_ -> beyond(nodes, Set.of(id)));
    }

    /** Returns what stands behind all of these nodes: the rest of each one's lane, then what follows the lanes. */
    public static List<Node> beyond(List<Node> nodes, Set<String> standing) {
        for (int i = 0; i < nodes.size(); i++) {
            if (holdsAny(nodes.get(i), standing)) {
                var rest = new ArrayList<Node>();
                for (var arm : FlowNodes.arms(nodes.get(i))) {
                    rest.addAll(beyond(arm.nodes(), standing));
                }
                rest.addAll(nodes.subList(i + 1, nodes.size()));
                return rest;
            }
        }
        return List.of();
    }

    /**
     * Returns what a flow comes to when it leaves a node: up to the end of its lane where others still stand in the same
     * block.
     *
     * @param others the other nodes at which the flow stands
     */
    public static List<Node> leaving(List<Node> nodes, String id, Set<String> others) {
        for (int i = 0; i < nodes.size(); i++) {
            var node = nodes.get(i);
            var tail = nodes.subList(i + 1, nodes.size());
            if (node.id().equals(id)) {
                return tail;
            }
            for (var arm : FlowNodes.arms(node)) {
                if (find(arm.nodes(), id).isPresent()) {
                    var rest = new ArrayList<>(leaving(arm.nodes(), id, others));
                    if (!waitsForOthers(node, id, others)) {
                        rest.addAll(tail);
                    }
                    return rest;
                }
            }
        }
        return List.of();
    }

    /** Tells whether a flow that leaves a node waits at the end of a block for the others at which it stands. */
    public static boolean isHeldUp(List<Node> nodes, String id, Set<String> others) {
        return blocks(nodes, id).stream().anyMatch(block -> waitsForOthers(block, id, others));
    }

    /** Returns what a flow comes to when a reject at a node ends only its lane. */
    public static List<Node> leavingLane(List<Node> nodes, String id, Set<String> others) {
        var block = blocks(nodes, id).getLast();
        return waitsForOthers(block, id, others) ? List.of() : leaving(nodes, block.id(), others);
    }

    /** Others in a block further inside that ends with its first lane are ended by whoever leaves it, not waited for. */
    private static boolean waitsForOthers(Node block, String id, Set<String> others) {
        if (!joinsAll(block)) {
            return false;
        }
        var ending = Stream.concat(blocks(List.of(block), id).stream(), find(List.of(block), id).stream())
                .filter(inner -> inner instanceof Parallel && !joinsAll(inner))
                .toList();
        return FlowNodes.all(List.of(block))
                .filter(node -> others.contains(node.id()) && !node.id().equals(id))
                .anyMatch(node -> ending.stream()
                        .noneMatch(inner -> find(List.of(inner), node.id()).isPresent()));
    }

    private static boolean joinsAll(Node block) {
        return block instanceof Inclusive || (block instanceof Parallel parallel && parallel.join() == Join.ALL);
    }

    /** Tells whether the lanes of two nodes are joined only when both have arrived. */
    public static boolean waitsFor(List<Node> nodes, String id, String other) {
        return blocks(nodes, id).stream()
                .filter(block -> find(List.of(block), other).isPresent())
                .filter(block -> !lane(block, id).equals(lane(block, other)))
                .findFirst()
                .filter(Route::joinsAll)
                .isPresent();
    }

    private static boolean holdsAny(Node node, Set<String> ids) {
        return FlowNodes.all(List.of(node)).anyMatch(one -> ids.contains(one.id()));
    }

    /** Returns the blocks of lanes around a node, the outermost first. */
    public static List<Node> blocks(List<Node> nodes, String id) {
        return above(nodes, id).stream()
                .filter(node -> node instanceof Parallel || node instanceof Inclusive)
                .toList();
    }

    /** Returns the lane of a block in which a node lies. */
    public static Optional<String> lane(Node block, String id) {
        return FlowNodes.arms(block).stream()
                .filter(arm -> find(arm.nodes(), id).isPresent())
                .map(Arm::id)
                .findFirst();
    }

    /** Tells whether somebody who leaves a node for another one stays within the same lanes. */
    public static boolean isBesideNothing(List<Node> nodes, String from, String to) {
        var blocks = blocks(nodes, from);
        return blocks.equals(blocks(nodes, to))
                && blocks.stream().allMatch(block -> lane(block, from).equals(lane(block, to)));
    }

    /** Tells whether a node can be entered from another one: it lies in no block of lanes that the other is outside of. */
    public static boolean isReachable(List<Node> nodes, String from, String to) {
        var around = blocks(nodes, from);
        return blocks(nodes, to).stream()
                .allMatch(block -> around.contains(block) && lane(block, from).equals(lane(block, to)));
    }

    /** Tells whether a reject at a node only stands in the log. */
    public static boolean onlyReports(List<Node> nodes, String id) {
        return above(nodes, id).reversed().stream()
                .filter(node -> node instanceof Parallel || node instanceof Inclusive)
                .findFirst()
                .filter(Parallel.class::isInstance)
                .map(Parallel.class::cast)
                .flatMap(block -> block.lanes().stream()
                        .filter(lane -> find(lane.nodes(), id).isPresent())
                        .findFirst())
                .map(Lane::rejects)
                .filter(FlowNodes.LaneReject.REPORTS::equals)
                .isPresent();
    }

    /** The nodes around a node, the outermost first. */
    private static List<Node> above(List<Node> nodes, String id) {
        for (var node : nodes) {
            if (node.id().equals(id)) {
                return List.of();
            }
            for (var arm : FlowNodes.arms(node)) {
                if (find(arm.nodes(), id).isPresent()) {
                    var all = new ArrayList<Node>(List.of(node));
                    all.addAll(above(arm.nodes(), id));
                    return all;
                }
            }
        }
        return List.of();
    }

    /** Returns the conditions that led to a node, the outermost first. */
    public static List<Reason> because(List<Node> nodes, String id) {
        return above(nodes, id).stream()
                .flatMap(node -> FlowNodes.arms(node).stream()
                        .filter(arm -> find(arm.nodes(), id).isPresent())
                        .map(arm -> reason(node, arm)))
                .toList();
    }

    private static Arm arm(Condition condition, int branch) {
        var arms = FlowNodes.arms(condition);
        return branch == OTHERWISE ? arms.getLast() : arms.get(branch);
    }

    private static List<Arm> taken(Inclusive inclusive, List<Integer> positions) {
        var arms = FlowNodes.arms(inclusive);
        return positions.isEmpty()
                ? List.of(arms.getLast())
                : positions.stream().map(arms::get).toList();
    }

    private static Reason reason(Node node, Arm arm) {
        return node instanceof Call
                ? Reason.failed(node.label())
                : arm.id().isEmpty() ? Reason.otherwise(node.label()) : Reason.branch(node.label(), arm.label());
    }

    private static List<Reason> and(List<Reason> because, Reason more) {
        var all = new ArrayList<>(because);
        all.add(more);
        return all;
    }
}
