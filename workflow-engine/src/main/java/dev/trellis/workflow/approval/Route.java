package dev.trellis.workflow.approval;

import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Branch;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.approval.Conditions.Verdict;
import dev.trellis.workflow.people.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows a definition's tree: which way a condition goes, what comes next. The engine's delegate asks here too. */
final class Route {

    /** The branch that is taken where no condition holds. */
    static final int OTHERWISE = -1;

    private Route() {}

    /** A step on the way, and the conditions that led to it. */
    record Stop(Node node, List<Reason> because) {
        Stop {
            because = List.copyOf(because);
        }
    }

    /** Where a condition, or a whole tree, leads. */
    sealed interface Answer<T> {

        record Leads<T>(T to) implements Answer<T> {}

        record Failed<T>(List<Problem> problems) implements Answer<T> {
            public Failed {
                problems = List.copyOf(problems);
            }
        }
    }

    /** Returns the position of the first branch that holds, or {@link #OTHERWISE}. */
    static Answer<Integer> branch(Condition condition, Conditions conditions) {
        for (int i = 0; i < condition.branches().size(); i++) {
            var branch = condition.branches().get(i);
            switch (conditions.holds(branch.when())) {
                case Verdict.True() -> {
                    return new Answer.Leads<>(i);
                }
                case Verdict.Not() -> {}
                case Verdict.Failed(var problems) -> {
                    return new Answer.Failed<>(problems.stream()
                            .map(problem -> problem.under("nodes/" + condition.id() + "/branches/" + branch.id()))
                            .toList());
                }
            }
        }
        return new Answer.Leads<>(OTHERWISE);
    }

    /** Returns the steps that will be passed, in order, as the record stands now. */
    static Answer<List<Stop>> ahead(List<Node> nodes, Conditions conditions) {
        var stops = new ArrayList<Stop>();
        var problems = new ArrayList<Problem>();
        follow(nodes, List.of(), conditions, stops, problems);
        return problems.isEmpty() ? new Answer.Leads<>(stops) : new Answer.Failed<>(problems);
    }

    /** Returns the next step at which people decide; empty where the way ends before. */
    static Answer<Optional<Approve>> next(List<Node> nodes, Conditions conditions) {
        for (var node : nodes) {
            switch (node) {
                case Approve approve -> {
                    return new Answer.Leads<>(Optional.of(approve));
                }
                case CarbonCopy _ -> {}
                case Condition condition -> {
                    switch (branch(condition, conditions)) {
                        case Answer.Failed<Integer>(var problems) -> {
                            return new Answer.Failed<>(problems);
                        }
                        case Answer.Leads<Integer>(var to) -> {
                            var inside = next(arm(condition, to), conditions);
                            if (!(inside instanceof Answer.Leads<Optional<Approve>>(var found)) || found.isPresent()) {
                                return inside;
                            }
                        }
                    }
                }
            }
        }
        return new Answer.Leads<>(Optional.empty());
    }

    /** Returns the conditions of a tree. */
    static List<String> conditions(List<Node> nodes) {
        var all = new ArrayList<String>();
        for (var node : nodes) {
            if (node instanceof Condition condition) {
                condition.branches().forEach(branch -> {
                    all.add(branch.when());
                    all.addAll(conditions(branch.nodes()));
                });
                all.addAll(conditions(condition.otherwise()));
            }
        }
        return all;
    }

    /** Returns the steps of a tree at which people decide, in the order in which it draws them. */
    static List<Approve> approvals(List<Node> nodes) {
        var all = new ArrayList<Approve>();
        for (var node : nodes) {
            switch (node) {
                case Approve approve -> all.add(approve);
                case CarbonCopy _ -> {}
                case Condition condition -> arms(condition).forEach(arm -> all.addAll(approvals(arm)));
            }
        }
        return all;
    }

    /** Returns what stands behind a node, outside its own branch included; empty where the tree has no such node. */
    static Optional<List<Node>> after(List<Node> nodes, String id) {
        for (int i = 0; i < nodes.size(); i++) {
            var rest = nodes.subList(i + 1, nodes.size());
            if (nodes.get(i).id().equals(id)) {
                return Optional.of(List.copyOf(rest));
            }
            if (nodes.get(i) instanceof Condition condition) {
                var inside = inside(condition, id);
                if (inside.isPresent()) {
                    var all = new ArrayList<>(inside.get());
                    all.addAll(rest);
                    return Optional.of(all);
                }
            }
        }
        return Optional.empty();
    }

    static Optional<Node> find(List<Node> nodes, String id) {
        for (var node : nodes) {
            if (node.id().equals(id)) {
                return Optional.of(node);
            }
            if (node instanceof Condition condition) {
                for (var arm : arms(condition)) {
                    var found = find(arm, id);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the conditions that led to a node, the outermost first. */
    static List<Reason> because(List<Node> nodes, String id) {
        return because(nodes, id, List.of()).orElse(List.of());
    }

    private static Optional<List<Reason>> because(List<Node> nodes, String id, List<Reason> above) {
        for (var node : nodes) {
            if (node.id().equals(id)) {
                return Optional.of(above);
            }
            if (node instanceof Condition condition) {
                for (int i = OTHERWISE; i < condition.branches().size(); i++) {
                    var found = because(arm(condition, i), id, and(above, reason(condition, i)));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<Node> arm(Condition condition, int branch) {
        return branch == OTHERWISE
                ? condition.otherwise()
                : condition.branches().get(branch).nodes();
    }

    private static Optional<List<Node>> inside(Condition condition, String id) {
        return arms(condition).stream()
                .map(arm -> after(arm, id))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static List<List<Node>> arms(Condition condition) {
        var arms =
                new ArrayList<>(condition.branches().stream().map(Branch::nodes).toList());
        arms.add(condition.otherwise());
        return arms;
    }

    private static void follow(
            List<Node> nodes, List<Reason> because, Conditions conditions, List<Stop> stops, List<Problem> problems) {
        for (var node : nodes) {
            switch (node) {
                case Approve approve -> stops.add(new Stop(approve, because));
                case CarbonCopy copy -> stops.add(new Stop(copy, because));
                case Condition condition -> {
                    switch (branch(condition, conditions)) {
                        case Answer.Leads<Integer>(var to) ->
                            follow(
                                    arm(condition, to),
                                    and(because, reason(condition, to)),
                                    conditions,
                                    stops,
                                    problems);
                        case Answer.Failed<Integer>(var found) -> problems.addAll(found);
                    }
                }
            }
        }
    }

    private static Reason reason(Condition condition, int branch) {
        return branch == OTHERWISE
                ? Reason.otherwise(condition.label())
                : Reason.branch(
                        condition.label(), condition.branches().get(branch).label());
    }

    private static List<Reason> and(List<Reason> because, Reason more) {
        var all = new ArrayList<>(because);
        all.add(more);
        return all;
    }
}
