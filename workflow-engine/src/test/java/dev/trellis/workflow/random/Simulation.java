package dev.trellis.workflow.random;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.FlowNodes.Handle;
import dev.trellis.core.metadata.FlowNodes.Inclusive;
import dev.trellis.core.metadata.FlowNodes.Join;
import dev.trellis.core.metadata.FlowNodes.Parallel;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.node.Outcome;
import dev.trellis.workflow.node.Step;
import dev.trellis.workflow.people.Arrival;
import dev.trellis.workflow.people.Past;
import dev.trellis.workflow.people.People;
import dev.trellis.workflow.people.People.Member;
import dev.trellis.workflow.people.Request;
import dev.trellis.workflow.route.Conditions;
import dev.trellis.workflow.route.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request in memory: the tree walked without an engine, on the pure code that the running flow uses. A second, simpler
 * opinion on how a flow goes.
 */
public final class Simulation {

    public enum State {
        RUNNING,
        RETURNED,
        SUSPENDED,
        APPROVED,
        REJECTED,
        WITHDRAWN,
        CANCELLED;

        public boolean isFinal() {
            return this == APPROVED || this == REJECTED || this == WITHDRAWN || this == CANCELLED;
        }
    }

    /** One arrival at a node: with people, or (no state) at something the flow waits for. */
    public static final class Entry {
        private final String node;
        private final int submission;
        private @Nullable NodeState state;
        private boolean passed;
        private boolean over;

        private Entry(String node, int submission) {
            this.node = node;
            this.submission = submission;
        }

        public String node() {
            return node;
        }

        public Optional<NodeState> state() {
            return Optional.ofNullable(state);
        }

        /** Whether the flow has gone on from here. */
        public boolean isPassed() {
            return passed;
        }

        /** Whether the flow stands here: waiting, or decided and not yet gone on. */
        boolean stands() {
            return isOpen()
                    || (!over
                            && !passed
                            && state != null
                            && state.outcome().stream()
                                    .anyMatch(how -> how == Outcome.AGREED || how == Outcome.REJECTED));
        }

        public boolean isOpen() {
            return !over && (state == null || state.outcome().isEmpty());
        }
    }

    /** What happened; replayed in order it gives the entries. */
    public sealed interface Logged {
        record Opened(String node, NodeState state) implements Logged {}

        record Done(int entry, NodeAction action, Arrival.@Nullable Rule rule) implements Logged {}
    }

    private final ApprovalDefinition definition;
    private final People people;
    private final Member initiator;
    private final Request.Subject subject;
    private final Conditions conditions;
    private final Request.Deputies deputies;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Logged> log = new ArrayList<>();
    private State state = State.RUNNING;
    private int submission = 1;
    private int returns;
    private @Nullable String returnedFrom;

    public Simulation(
            ApprovalDefinition definition,
            People people,
            Member initiator,
            Request.Subject subject,
            Conditions conditions,
            Request.Deputies deputies) {
        this.definition = definition;
        this.people = people;
        this.initiator = initiator;
        this.subject = subject;
        this.conditions = conditions;
        this.deputies = deputies;
    }

    /** Tells whether submitting is refused: a step ahead has nobody. */
    public boolean isRefused() {
        return !(Route.ahead(definition.nodes(), conditions) instanceof Route.Answer.Leads<List<Route.Stop>>(var stops))
                || stops.stream()
                        .flatMap(stop -> FlowNodes.step(stop.node()).stream())
                        .anyMatch(step -> arrival(step).isEmpty());
    }

    public void submit() {
        goOn(definition.nodes());
        advance();
    }

    public State state() {
        return state;
    }

    public List<Entry> entries() {
        return entries;
    }

    /** The arrivals at steps with people since the last submission. */
    public List<Entry> lastSubmission() {
        return entries.stream()
                .filter(entry -> entry.submission == submission && entry.state != null)
                .toList();
    }

    public List<Logged> log() {
        return log;
    }

    public Member initiator() {
        return initiator;
    }

    public ApprovalDefinition definition() {
        return definition;
    }

    /** Does something at an entry; false if it is refused. */
    public boolean act(int index, NodeAction action) {
        var entry = entries.get(index);
        var before = entry.state;
        if (state != State.RUNNING || before == null || !(before.apply(action) instanceof Step.Taken(var after))) {
            return false;
        }
        entry.state = after;
        log.add(new Logged.Done(index, action, null));
        return true;
    }

    /** Lets everything that is decided have its way. */
    public void advance() {
        while (state == State.RUNNING) {
            var decided = entries.stream()
                    .filter(entry -> !entry.passed && !entry.over && entry.state != null)
                    .filter(entry -> entry.state.outcome().stream()
                            .anyMatch(outcome -> outcome == Outcome.AGREED || outcome == Outcome.REJECTED))
                    .findFirst();
            if (decided.isEmpty()) {
                return;
            }
            leave(decided.get());
        }
    }

    /** Something that the flow waited for has come. */
    public void waited(int index) {
        leave(entries.get(index));
        advance();
    }

    private void leave(Entry entry) {
        var rejected = entry.state != null
                && entry.state.outcome().orElseThrow() == Outcome.REJECTED
                && !Route.onlyReports(definition.nodes(), entry.node);
        if (rejected) {
            entry.passed = true;
            end(State.REJECTED);
            return;
        }
        var reported = entry.state != null && entry.state.outcome().orElseThrow() == Outcome.REJECTED;
        var mark = entries.size();
        if (trouble(entry, reported)) {
            state = State.SUSPENDED;
            return;
        }
        entry.passed = true;
        entry.over = true;
        if (leaves(entry.node, reported)) {
            end(State.APPROVED);
        }
        assert entries.size() >= mark;
    }

    private boolean trouble(Entry entry, boolean reported) {
        if (entries.size() >= 200) {
            return true;
        }
        var rest = reported
                ? Route.leavingLane(definition.nodes(), entry.node, others(entry))
                : Route.leaving(definition.nodes(), entry.node, others(entry));
        return switch (Route.next(rest, conditions)) {
            case Route.Answer.Failed<Route.Reach> failed -> true;
            case Route.Answer.Leads<Route.Reach>(var next) ->
                next.steps().stream().anyMatch(step -> arrival(step).isEmpty())
                        || (next.passes()
                                && !Route.isHeldUp(definition.nodes(), entry.node, others(entry))
                                && passesAlone());
        };
    }

    /** Tells whether steps were passed and nobody but rules has decided. */
    private boolean passesAlone() {
        var steps = entries.stream()
                .filter(entry -> entry.submission == submission && entry.state != null && !isWork(entry.node))
                .toList();
        return !definition.policy().mayPassAlone()
                && !steps.isEmpty()
                && steps.stream().noneMatch(entry -> entry.state != null && entry.state.isDecided());
    }

    private Set<String> others(Entry entry) {
        var others = new LinkedHashSet<String>();
        entries.stream().filter(one -> one.stands() && one != entry).forEach(one -> others.add(one.node));
        return others;
    }

    /** Walks on from a node, block by block outward; true if the end of the flow is reached. */
    private boolean leaves(String node, boolean reported) {
        var blocks = Route.blocks(definition.nodes(), node);
        if (blocks.isEmpty()) {
            return goOnTo(Route.leaving(definition.nodes(), node, Set.of()));
        }
        var block = blocks.getLast();
        var arm = FlowNodes.arms(block).stream()
                .filter(one -> Route.find(one.nodes(), node).isPresent())
                .findFirst()
                .orElseThrow();
        var rest = reported ? List.<Node>of() : Route.leaving(arm.nodes(), node, Set.of());
        return walk(rest) && joined(block) && leaves(block.id(), false);
    }

    private boolean goOnTo(List<Node> nodes) {
        return walk(nodes);
    }

    /** A lane has arrived; true if the flow goes on behind its block. */
    private boolean joined(Node block) {
        var open = entries.stream()
                .filter(entry ->
                        entry.stands() && Route.find(List.of(block), entry.node).isPresent())
                .toList();
        if (block instanceof Parallel parallel && parallel.join() == Join.FIRST) {
            open.forEach(this::cancel);
            return true;
        }
        return open.isEmpty();
    }

    private void goOn(List<Node> nodes) {
        if (walk(nodes)) {
            end(State.APPROVED);
        }
    }

    /** Enters nodes until the flow waits; true if the end of them is reached. */
    private boolean walk(List<Node> nodes) {
        for (var node : nodes) {
            if (!enter(node)) {
                return false;
            }
        }
        return true;
    }

    private boolean enter(Node node) {
        return switch (node) {
            case Approve approve -> seat(approve);
            case Handle handle -> seat(handle.step());
            case CarbonCopy _ -> true;
            case Condition condition -> {
                var to = ((Route.Answer.Leads<Integer>) Route.branch(condition, conditions)).to();
                var arms = FlowNodes.arms(condition);
                yield walk((to == Route.OTHERWISE ? arms.getLast() : arms.get(to)).nodes());
            }
            case Parallel parallel -> {
                var arrived = FlowNodes.arms(parallel).stream()
                        .filter(arm -> walk(arm.nodes()))
                        .count();
                yield arrived == parallel.lanes().size() || (arrived > 0 && joined(parallel));
            }
            case Inclusive inclusive -> {
                var taken = ((Route.Answer.Leads<List<Integer>>) Route.branches(inclusive, conditions)).to();
                var arms = FlowNodes.arms(inclusive);
                var ways = taken.isEmpty()
                        ? List.of(arms.getLast())
                        : taken.stream().map(arms::get).toList();
                yield ways.stream().filter(arm -> walk(arm.nodes())).count() == ways.size();
            }
            case FlowNodes.Data _, FlowNodes.Call _, FlowNodes.SubFlow _, FlowNodes.Delay _ -> {
                entries.add(new Entry(node.id(), submission));
                yield false;
            }
        };
    }

    private boolean seat(Approve step) {
        var arrival = arrival(step);
        if (arrival.isEmpty()) {
            state = State.SUSPENDED;
            return false;
        }
        var entry = new Entry(step.id(), submission);
        entry.state = arrival.get().state();
        var index = entries.size();
        entries.add(entry);
        log.add(new Logged.Opened(step.id(), entry.state));
        for (var automatic : arrival.get().automatic()) {
            if (entry.state.apply(automatic.action()) instanceof Step.Taken(var next)) {
                entry.state = next;
                log.add(new Logged.Done(index, automatic.action(), automatic.rule()));
            }
        }
        return false;
    }

    private boolean isWork(String node) {
        return Route.find(definition.nodes(), node).orElseThrow() instanceof Handle;
    }

    private Optional<Arrival> arrival(Approve step) {
        var passed = entries.stream()
                .filter(entry -> entry.passed && entry.submission == submission && entry.state != null)
                .map(entry -> new Past.Passed(entry.node, entry.state, false, isWork(entry.node)))
                .toList();
        var request =
                new Request(initiator, subject, definition.administrators(), deputies, new Past(passed, Map.of()));
        var rest = Route.after(definition.nodes(), step.id()).orElse(List.of());
        var isLast = !Route.decides(rest, conditions)
                && entries.stream()
                        .noneMatch(entry -> entry.isOpen()
                                && entry.state != null
                                && !entry.node.equals(step.id())
                                && !isWork(entry.node)
                                && Route.waitsFor(definition.nodes(), step.id(), entry.node));
        return Arrival.at(step, request, people, isLast, definition.policy().mayPassAlone());
    }

    private void cancel(Entry entry) {
        var index = entries.indexOf(entry);
        if (entry.state != null && entry.state.apply(new NodeAction.Cancel()) instanceof Step.Taken(var after)) {
            entry.state = after;
            log.add(new Logged.Done(index, new NodeAction.Cancel(), null));
        }
        entry.over = true;
    }

    private void close(NodeAction action) {
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            if (entry.isOpen()) {
                var before = entry.state;
                if (before != null && before.apply(action) instanceof Step.Taken(var after)) {
                    entry.state = after;
                    log.add(new Logged.Done(i, action, null));
                }
                entry.over = true;
            }
        }
    }

    private void end(State how) {
        close(new NodeAction.Cancel());
        state = how;
    }

    /** Ends it from outside. */
    public void stop(State how) {
        close(how == State.WITHDRAWN ? new NodeAction.Withdraw(true) : new NodeAction.Cancel());
        state = how;
    }

    /** The steps to which a request may go back from an entry. */
    public List<String> targets(int index) {
        return entries.stream()
                .filter(entry -> entry.passed && entry.submission == submission && entry.state != null)
                .map(Entry::node)
                .filter(node -> !node.equals(entries.get(index).node))
                .filter(node -> Route.isReachable(definition.nodes(), entries.get(index).node, node))
                .distinct()
                .toList();
    }

    /** Somebody sends it back: the action has been taken. */
    public void sentBack(int index, @Nullable String to) {
        var from = entries.get(index);
        from.passed = true;
        if (++returns > 20) {
            state = State.SUSPENDED;
            return;
        }
        if (to == null) {
            close(new NodeAction.Cancel());
            returnedFrom = from.node;
            state = State.RETURNED;
        } else {
            moveTo(from.node, to);
        }
    }

    private void moveTo(String from, String to) {
        if (!Route.isBesideNothing(definition.nodes(), from, to)) {
            close(new NodeAction.Cancel());
        } else if (Route.blocks(definition.nodes(), from).isEmpty()) {
            close(new NodeAction.Cancel());
        }
        enter(Route.find(definition.nodes(), to).orElseThrow());
        advance();
    }

    public void resubmit() {
        state = State.RUNNING;
        submission++;
        returnedFrom = null;
        submit();
    }

    public @Nullable String returnedFrom() {
        return returnedFrom;
    }

    /** An administrator moves it. */
    public void jump(String to) {
        close(new NodeAction.Cancel());
        entries.forEach(entry -> entry.passed = true);
        state = State.RUNNING;
        enter(Route.find(definition.nodes(), to).orElseThrow());
        advance();
    }

    /** Rebuilds the states from the log alone. */
    public List<NodeState> replayed() {
        var states = new ArrayList<NodeState>();
        var index = new HashMap<Integer, Integer>();
        int opened = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).state != null) {
                index.put(i, opened++);
            }
        }
        for (var line : log) {
            switch (line) {
                case Logged.Opened(var node, var opening) -> states.add(opening);
                case Logged.Done(var entry, var action, var rule) -> {
                    var at = index.get(entry);
                    states.set(at, ((Step.Taken) states.get(at).apply(action)).state());
                }
            }
        }
        return states;
    }

    /** The people who are asked now. */
    public List<RecordId> asked() {
        return entries.stream()
                .filter(Entry::isOpen)
                .flatMap(entry -> entry.state().stream())
                .flatMap(node -> node.asked().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
