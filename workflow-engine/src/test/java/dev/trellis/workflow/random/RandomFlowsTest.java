package dev.trellis.workflow.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.workflow.node.Group.Placement;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.node.Outcome;
import dev.trellis.workflow.node.Seat;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.Org;
import dev.trellis.workflow.random.Simulation.Entry;
import dev.trellis.workflow.random.Simulation.Logged;
import dev.trellis.workflow.random.Simulation.State;
import dev.trellis.workflow.route.Conditions;
import dev.trellis.workflow.route.Conditions.Verdict;
import dev.trellis.workflow.route.Route;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random people of random companies do random things with requests of random flows: the invariants hold after each. */
class RandomFlowsTest {

    private static final int REQUESTS = 20_000;
    private static final int ACTIONS = 20;

    private final Map<State, Integer> ends = new HashMap<>();
    private int submitted;
    private int taken;

    @Test
    void invariants_hold_after_every_action() {
        var seed = Long.getLong("trellis.seed", System.nanoTime());
        System.out.println("RandomFlowsTest seed " + seed);
        for (int i = 0; i < REQUESTS; i++) {
            var one = run(seed + i, true);
            if (i % 10 == 0) {
                assertThat(run(seed + i, false))
                        .as("the same again, seed %d", seed + i)
                        .isEqualTo(one);
            }
        }
        System.out.println(
                "RandomFlowsTest: %d submitted, %d actions counted, ends %s".formatted(submitted, taken, ends));
        assertThat(submitted).isGreaterThan(REQUESTS / 2);
        assertThat(ends.getOrDefault(State.APPROVED, 0)).isGreaterThan(REQUESTS / 20);
    }

    /** Runs one request and returns everything that was logged and where it stands. */
    private List<Object> run(long seed, boolean counts) {
        var random = new Random(seed);
        var company = new RandomOrganisation(random);
        var flow = RandomFlow.draw(random, "random", "deal");
        var held = new HashSet<String>();
        RandomFlow.CONDITIONS.stream().filter(_ -> random.nextBoolean()).forEach(held::add);
        Conditions conditions = text -> held.contains(text) ? new Verdict.True() : new Verdict.Not();
        var initiator = company.org().find(pick(random, company.people())).orElseThrow();
        var request = new Simulation(flow, company.org(), initiator, Org.subject(), conditions, company.deputies());
        var what = "seed " + seed;
        if (request.isRefused()) {
            return List.of("refused");
        }
        request.submit();
        invariants(request, what);
        for (int i = 0; i < ACTIONS && !request.state().isFinal(); i++) {
            if (act(random, request, company, held) && counts) {
                taken++;
            }
            request.advance();
            invariants(request, what + ", action " + i);
        }
        if (counts) {
            submitted++;
            ends.merge(request.state(), 1, Integer::sum);
        }
        return List.of(request.state(), request.log(), request.asked());
    }

    private static boolean act(Random random, Simulation request, RandomOrganisation company, Set<String> held) {
        switch (request.state()) {
            case RETURNED -> {
                // The initiator changes the record before submitting it again.
                held.clear();
                RandomFlow.CONDITIONS.stream().filter(_ -> random.nextBoolean()).forEach(held::add);
                if (request.isRefused()) {
                    request.stop(State.CANCELLED);
                } else {
                    request.resubmit();
                }
                return true;
            }
            case SUSPENDED -> {
                repair(random, request);
                return true;
            }
            case RUNNING -> {}
            case APPROVED, REJECTED, WITHDRAWN, CANCELLED -> {
                return false;
            }
        }
        if (random.nextInt(60) == 0) {
            request.stop(random.nextBoolean() ? State.WITHDRAWN : State.CANCELLED);
            return true;
        }
        if (random.nextInt(60) == 0) {
            repair(random, request);
            return true;
        }
        var index = random.nextInt(request.entries().size());
        var open = IntStream.range(0, request.entries().size())
                .filter(at -> request.entries().get(at).isOpen())
                .boxed()
                .toList();
        if (random.nextInt(10) > 0) {
            index = pick(random, open);
        }
        var entry = request.entries().get(index);
        if (entry.state().isEmpty()) {
            if (entry.isOpen()) {
                request.waited(index);
                return true;
            }
            return false;
        }
        return act(random, request, company, index, entry.state().get());
    }

    private static void repair(Random random, Simulation request) {
        var steps = Route.approvals(request.definition().nodes()).stream()
                .map(Approve::id)
                .filter(id -> Route.blocks(request.definition().nodes(), id).isEmpty())
                .toList();
        if (steps.isEmpty() || request.entries().size() > 180 || random.nextInt(4) == 0) {
            request.stop(State.CANCELLED);
        } else {
            request.jump(pick(random, steps));
        }
    }

    private static boolean act(
            Random random, Simulation request, RandomOrganisation company, int index, NodeState state) {
        var asked = state.asked();
        var me = asked.isEmpty() || random.nextInt(6) == 0 ? pick(random, company.people()) : pick(random, asked);
        var node = request.entries().get(index).node();
        var action = action(random, company, me, random.nextInt(26));
        if (isNotOffered(request, node, action)) {
            return false;
        }
        var seated = state.seat(me).isPresent();
        var done = request.act(index, action);
        if (done && !seated && !(action instanceof NodeAction.Reassign)) {
            throw new AssertionError(me + " acted at " + node + " without a seat: " + action);
        }
        if (done && action instanceof NodeAction.Return) {
            var targets = request.targets(index);
            request.sentBack(index, targets.isEmpty() || random.nextBoolean() ? null : pick(random, targets));
        }
        return done;
    }

    private static NodeAction action(Random random, RandomOrganisation company, RecordId me, int what) {
        var other = pick(random, company.people());
        return switch (what) {
            case 0, 1 -> new NodeAction.Reject(me);
            case 2 -> new NodeAction.Abstain(me);
            case 3 -> new NodeAction.Return(me);
            case 4 -> new NodeAction.Transfer(me, other);
            case 5, 6, 7 ->
                new NodeAction.Add(
                        me,
                        pick(random, List.of(Placement.values())),
                        pick(random, List.of(Completion.ANY, Completion.ALL, Completion.SEQUENCE)),
                        List.of(other),
                        random.nextBoolean());
            case 8 -> new NodeAction.Remove(me, other);
            case 9 -> new NodeAction.Claim(me);
            case 10 -> new NodeAction.Unclaim(me);
            case 11 -> new NodeAction.TakeBack(me);
            case 12 -> new NodeAction.Reassign(me, other);
            case 13 -> new NodeAction.Deputise(me, other);
            case 14 -> new NodeAction.ComeBack(me);
            default -> new NodeAction.Agree(me);
        };
    }

    /** What the use cases refuse before they ask the state: work is not rejected, nobody gets a part in the own request. */
    private static boolean isNotOffered(Simulation request, String node, NodeAction action) {
        var found = Route.find(request.definition().nodes(), node).orElseThrow();
        var step = FlowNodes.step(found).orElseThrow();
        var initiator = request.initiator().id();
        var newcomers = switch (action) {
            case NodeAction.Transfer(var me, var to) -> List.of(to);
            case NodeAction.Reassign(var me, var to) -> List.of(to);
            case NodeAction.Add add -> add.people();
            default -> List.<RecordId>of();
        };
        var isWork = found instanceof FlowNodes.Handle;
        if (action instanceof NodeAction.Deputise(var _, var deputy) && deputy.equals(initiator)) {
            return true;
        }
        return (isWork
                        && (action instanceof NodeAction.Reject
                                || action instanceof NodeAction.Abstain
                                || action instanceof NodeAction.Add))
                || (newcomers.contains(initiator) && step.selfApproval() != SelfApproval.ALLOW);
    }

    private static void invariants(Simulation request, String what) {
        var open = request.entries().stream().filter(Entry::isOpen).toList();
        // 1
        if (request.state() == State.RUNNING) {
            assertThat(open).as("1: runs and waits for something, %s", what).isNotEmpty();
        }
        // 7
        if (request.state().isFinal() || request.state() == State.RETURNED) {
            assertThat(open).as("7: nothing is open, %s", what).isEmpty();
        }
        // 4
        assertThat(request.replayed())
                .as("4: the log rebuilds the state, %s", what)
                .isEqualTo(request.entries().stream()
                        .flatMap(entry -> entry.state().stream())
                        .toList());
        request.entries().forEach(entry -> entry.state().ifPresent(state -> node(entry, state, what)));
        log(request, what);
        // 8
        if (request.state() == State.APPROVED && !request.definition().policy().mayPassAlone()) {
            somebodyElseDecided(request, what);
        }
    }

    private static void node(Entry entry, NodeState state, String what) {
        if (entry.isOpen()) {
            assertThat(state.asked())
                    .as("1: somebody is asked at %s, %s", entry.node(), what)
                    .isNotEmpty();
        }
        // 2
        var own = state.seats().stream()
                .filter(seat -> seat.group() == 0 && seat.vote() != Vote.TRANSFERRED && seat.vote() != Vote.REMOVED)
                .map(Seat::vote)
                .toList();
        if (state.rule().completion() == Completion.ALL
                && state.imposed() == null
                && state.outcome().filter(Outcome.AGREED::equals).isPresent()) {
            assertThat(own)
                    .as("2: an agreed countersign has everybody's agreement, %s at %s", what, entry.node())
                    .allMatch(vote -> vote == Vote.AGREED || vote == Vote.AUTO_AGREED);
        }
    }

    private static void log(Simulation request, String what) {
        var decided = new HashMap<String, Integer>();
        for (var line : request.log()) {
            if (!(line instanceof Logged.Done(var entry, var action, var rule))) {
                continue;
            }
            switch (action) {
                case NodeAction.Agree(var me) -> decided.merge(entry + " " + me, 1, Integer::sum);
                case NodeAction.Reject(var me) -> decided.merge(entry + " " + me, 1, Integer::sum);
                case NodeAction.Abstain(var me) -> decided.merge(entry + " " + me, 1, Integer::sum);
                case NodeAction.TakeBack(var me) -> decided.merge(entry + " " + me, -1, Integer::sum);
                case NodeAction.AgreeByRule(var me) ->
                    assertThat(rule)
                            .as("9: every automatic decision names its rule, %s", what)
                            .isNotNull();
                default -> {}
            }
        }
        // A reject that has gone back to whoever asked first lets the asker decide; it is a decision of its own seat.
        assertThat(decided.values())
                .as("3: nobody decides twice at one arrival, %s: %s", what, decided)
                .allMatch(count -> count <= 1);
    }

    private static void somebodyElseDecided(Simulation request, String what) {
        var nodes = request.definition().nodes();
        var last = request.lastSubmission().stream()
                .filter(Entry::isPassed)
                .filter(entry -> Route.find(nodes, entry.node()).orElseThrow() instanceof Approve)
                .filter(entry -> entry.state().orElseThrow().outcome().stream().anyMatch(Outcome.AGREED::equals))
                .toList();
        if (last.isEmpty()) {
            // The flow led past every step, as it was drawn.
            return;
        }
        var everybody = request.lastSubmission().stream()
                .filter(entry -> Route.find(nodes, entry.node()).orElseThrow() instanceof Approve)
                .toList();
        var allowed = everybody.stream()
                .anyMatch(entry ->
                        ((Approve) Route.find(nodes, entry.node()).orElseThrow()).selfApproval() == SelfApproval.ALLOW);
        var deciders = new HashSet<RecordId>();
        everybody.forEach(entry -> deciders.addAll(entry.state().orElseThrow().deciders()));
        if (!allowed) {
            deciders.remove(request.initiator().id());
        }
        assertThat(deciders).as("8: somebody else has decided, %s", what).isNotEmpty();
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
