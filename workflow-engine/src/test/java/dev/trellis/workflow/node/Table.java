package dev.trellis.workflow.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApproveOptions.Rejects;
import dev.trellis.workflow.node.Group.Placement;
import dev.trellis.workflow.node.Step.Why;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A step with people around it: does things to it and looks at what became of them. */
final class Table {

    static final RecordId ANN = new RecordId(1);
    static final RecordId BOB = new RecordId(2);
    static final RecordId CAT = new RecordId(3);
    static final RecordId DAN = new RecordId(4);
    static final RecordId EVE = new RecordId(5);

    private NodeState state;

    private Table(NodeState state) {
        this.state = state;
    }

    static Table of(Completion completion, RecordId... people) {
        return of(NodeRule.of(completion), people);
    }

    static Table of(NodeRule rule, RecordId... people) {
        return new Table(NodeState.open(rule, Stream.of(people).map(Seat::of).toList()));
    }

    static NodeRule rule(Completion completion, Rejects rejects) {
        return new NodeRule(completion, rejects, 0, 0, 0, false, false, 1);
    }

    static NodeRule percent(int percent, int people) {
        return new NodeRule(Completion.VOTE, Rejects.FIRST, percent, 0, people, false, true, 1);
    }

    static NodeRule votes(int votes, int people) {
        return new NodeRule(Completion.VOTE, Rejects.FIRST, 0, votes, people, false, true, 1);
    }

    static NodeRule deep(Completion completion) {
        return new NodeRule(completion, Rejects.FIRST, 0, 0, 0, false, false, 2);
    }

    Table with(NodeAction... actions) {
        for (var action : actions) {
            var step = state.apply(action);
            assertThat(step).as("%s on %s", action, state).isInstanceOf(Step.Taken.class);
            state = ((Step.Taken) step).state();
        }
        return this;
    }

    Table agree(RecordId... people) {
        Arrays.stream(people).forEach(user -> with(new NodeAction.Agree(user)));
        return this;
    }

    Table reject(RecordId... people) {
        Arrays.stream(people).forEach(user -> with(new NodeAction.Reject(user)));
        return this;
    }

    Table abstain(RecordId... people) {
        Arrays.stream(people).forEach(user -> with(new NodeAction.Abstain(user)));
        return this;
    }

    Table handOver(RecordId from, RecordId to) {
        return with(new NodeAction.Transfer(from, to));
    }

    Table add(RecordId by, Placement placement, Completion method, RecordId... people) {
        return with(new NodeAction.Add(by, placement, method, List.of(people), false));
    }

    Table comesTo(Outcome outcome) {
        assertThat(state.outcome()).as(state.toString()).isEqualTo(Optional.of(outcome));
        return this;
    }

    Table waits() {
        assertThat(state.outcome()).as(state.toString()).isEmpty();
        assertThat(state.asked()).as("somebody is asked: %s", state).isNotEmpty();
        return this;
    }

    Table asks(RecordId... people) {
        assertThat(state.asked()).as(state.toString()).containsExactlyInAnyOrder(people);
        return this;
    }

    Table has(RecordId user, Vote vote) {
        assertThat(state.vote(user)).as("%s in %s", user, state).contains(vote);
        return this;
    }

    Table refuses(NodeAction action, Why why) {
        assertThat(state.apply(action)).as("%s on %s", action, state).isEqualTo(new Step.Refused(why));
        return this;
    }

    NodeState state() {
        return state;
    }
}
