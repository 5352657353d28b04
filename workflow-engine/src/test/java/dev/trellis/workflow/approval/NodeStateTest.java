package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.workflow.approval.NodeState.Outcome;
import dev.trellis.workflow.approval.NodeState.Seat;
import dev.trellis.workflow.approval.NodeState.Step;
import dev.trellis.workflow.approval.NodeState.Vote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NodeStateTest {

    private static final int SEQUENCES = 40_000;
    private static final RecordId ANN = new RecordId(1);
    private static final RecordId BOB = new RecordId(2);

    @Test
    void the_first_decision_ends_an_or_sign() {
        var state = taken(NodeState.open(Completion.ANY, List.of(ANN, BOB)).reject(BOB));

        assertThat(state.outcome()).contains(Outcome.REJECTED);
        assertThat(state.vote(ANN)).contains(Vote.NOT_NEEDED);
        assertThat(state.agree(ANN)).isEqualTo(new Step.Over());
    }

    @Test
    void a_countersign_waits_for_the_last() {
        var one = taken(NodeState.open(Completion.ALL, List.of(ANN, BOB)).agree(BOB));

        assertThat(one.outcome()).isEmpty();
        assertThat(taken(one.agree(ANN)).outcome()).contains(Outcome.AGREED);
    }

    @Test
    void the_first_reject_ends_a_countersign() {
        var one = taken(NodeState.open(Completion.ALL, List.of(ANN, BOB)).reject(BOB));

        assertThat(one.outcome()).contains(Outcome.REJECTED);
        assertThat(one.vote(ANN)).contains(Vote.NOT_NEEDED);
    }

    @Test
    void a_touched_node_is_not_withdrawn() {
        var one = taken(NodeState.open(Completion.ALL, List.of(ANN, BOB)).agree(BOB));

        assertThat(one.withdraw()).isEqualTo(new Step.Over());
    }

    @Test
    void nobody_sits_twice_and_an_empty_node_does_not_exist() {
        assertThatThrownBy(() -> NodeState.open(Completion.ANY, List.of(ANN, ANN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NodeState.open(Completion.ANY, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Random nodes, random people (some without a seat), random actions: the invariants hold after every one. */
    @Test
    void invariants_hold_over_random_sequences() {
        var seed = Long.getLong("trellis.seed", System.nanoTime());
        System.out.println("NodeStateTest seed " + seed + ", " + SEQUENCES + " sequences");
        var random = new Random(seed);
        int actions = 0;
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            var start = randomNode(random);
            var script = randomScript(random, start.seats().size());
            var log = new ArrayList<Action>();
            var end = play(start, script, log);
            actions += script.size();

            assertThat(replay(start, log))
                    .as("seed %d: the log rebuilds the state", seed)
                    .isEqualTo(end);
            assertThat(play(start, script, new ArrayList<>()))
                    .as("seed %d: the same actions, the same end", seed)
                    .isEqualTo(end);
        }
        System.out.println("NodeStateTest played " + actions + " actions");
    }

    private enum Kind {
        AGREE,
        REJECT,
        WITHDRAW
    }

    private record Action(Kind kind, RecordId user) {}

    private static NodeState randomNode(Random random) {
        var people = LongStream.rangeClosed(1, 1 + random.nextInt(6))
                .mapToObj(RecordId::new)
                .toList();
        return NodeState.open(random.nextBoolean() ? Completion.ALL : Completion.ANY, people);
    }

    /** Mostly agreement, so that countersigns come to their end too; one person more than there are seats. */
    private static List<Action> randomScript(Random random, int seats) {
        var script = new ArrayList<Action>();
        int length = random.nextInt(3 * seats + 3);
        for (int i = 0; i < length; i++) {
            var dice = random.nextInt(20);
            var kind = dice < 15 ? Kind.AGREE : dice < 18 ? Kind.REJECT : Kind.WITHDRAW;
            script.add(new Action(kind, new RecordId(1 + random.nextInt(seats + 1))));
        }
        return script;
    }

    private static NodeState play(NodeState start, List<Action> script, List<Action> log) {
        var state = start;
        var deciders = new HashSet<RecordId>();
        for (var action : script) {
            var before = state;
            var step = apply(state, action);
            if (step instanceof Step.Taken(var after)) {
                state = after;
                log.add(action);
                assertTaken(before, after, action, deciders);
            } else {
                assertRefused(before, step, action);
            }
            assertConsistent(state);
        }
        return state;
    }

    private static void assertTaken(NodeState before, NodeState after, Action action, Set<RecordId> deciders) {
        assertThat(before.outcome()).as("a decided node takes nothing").isEmpty();
        if (action.kind() == Kind.WITHDRAW) {
            assertThat(before.isTouched()).isFalse();
            assertThat(after.outcome()).contains(Outcome.WITHDRAWN);
            return;
        }
        assertThat(before.vote(action.user())).as("only the seated act").contains(Vote.PENDING);
        assertThat(deciders.add(action.user())).as("nobody decides twice").isTrue();
        for (int i = 0; i < before.seats().size(); i++) {
            var was = before.seats().get(i);
            var is = after.seats().get(i);
            assertThat(is.user()).isEqualTo(was.user());
            if (was.vote() != Vote.PENDING) {
                assertThat(is).as("a vote is final").isEqualTo(was);
            }
        }
    }

    private static void assertRefused(NodeState before, Step refused, Action action) {
        var seated = before.vote(action.user());
        if (action.kind() == Kind.WITHDRAW) {
            assertThat(before.isTouched()).isTrue();
            return;
        }
        assertThat(refused).isEqualTo(seated.isEmpty() ? new Step.NotSeated() : new Step.Over());
    }

    private static void assertConsistent(NodeState state) {
        var votes = state.seats().stream().map(Seat::vote).toList();
        if (state.completion() == Completion.ALL) {
            assertThat(state.outcome().equals(java.util.Optional.of(Outcome.AGREED)))
                    .as("agreed exactly if everybody agreed: %s", state)
                    .isEqualTo(votes.stream().allMatch(vote -> vote == Vote.AGREED));
        } else {
            assertThat(votes.stream().filter(vote -> vote == Vote.AGREED || vote == Vote.REJECTED))
                    .as("one decision at most: %s", state)
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThat(votes.contains(Vote.PENDING))
                .as("waits for somebody exactly while undecided: %s", state)
                .isEqualTo(state.outcome().isEmpty());
        assertThat(votes.contains(Vote.WITHDRAWN))
                .isEqualTo(state.outcome().equals(java.util.Optional.of(Outcome.WITHDRAWN)));
    }

    private static NodeState replay(NodeState start, List<Action> log) {
        var state = start;
        for (var action : log) {
            state = taken(apply(state, action));
        }
        return state;
    }

    private static Step apply(NodeState state, Action action) {
        return switch (action.kind()) {
            case AGREE -> state.agree(action.user());
            case REJECT -> state.reject(action.user());
            case WITHDRAW -> state.withdraw();
        };
    }

    private static NodeState taken(Step step) {
        assertThat(step).isInstanceOf(Step.Taken.class);
        return ((Step.Taken) step).state();
    }
}
