package dev.trellis.workflow.node;

import static dev.trellis.workflow.node.Table.ANN;
import static dev.trellis.workflow.node.Table.BOB;
import static dev.trellis.workflow.node.Table.CAT;
import static dev.trellis.workflow.node.Table.DAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.workflow.node.Group.Placement;
import dev.trellis.workflow.node.Step.Why;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handing tasks over, and giving them to others from outside. */
class HandOverTest {

    @ParameterizedTest
    @EnumSource(Completion.class)
    void the_task_moves_and_the_receiver_decides(Completion completion) {
        Table.of(completion, ANN)
                .handOver(ANN, BOB)
                .asks(BOB)
                .has(ANN, Vote.TRANSFERRED)
                .refuses(new NodeAction.Agree(ANN), Why.NOT_YOURS_ANY_MORE)
                .agree(BOB)
                .comesTo(Outcome.AGREED);
    }

    @ParameterizedTest
    @EnumSource(Completion.class)
    void nobody_hands_over_to_themselves(Completion completion) {
        Table.of(completion, ANN, BOB).refuses(new NodeAction.Transfer(ANN, ANN), Why.TO_SELF);
    }

    @Test
    void a_receiver_who_holds_a_task_here_keeps_one() {
        Table.of(Completion.ALL, ANN, BOB)
                .handOver(ANN, BOB)
                .asks(BOB)
                .agree(BOB)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_vote_that_was_handed_over_counts_once() {
        Table.of(Table.votes(2, 3), ANN, BOB, CAT)
                .handOver(ANN, DAN)
                .agree(DAN)
                .waits()
                .agree(BOB)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_vote_that_was_merged_lowers_the_number_of_voters() {
        Table.of(Table.percent(100, 3), ANN, BOB, CAT)
                .handOver(ANN, BOB)
                .agree(BOB, CAT)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_receiver_who_has_decided_is_refused() {
        Table.of(Completion.ALL, ANN, BOB).agree(BOB).refuses(new NodeAction.Transfer(ANN, BOB), Why.RECEIVER_DECIDED);
    }

    @Test
    void a_task_comes_back_to_whoever_handed_it_over() {
        Table.of(Completion.ANY, ANN)
                .handOver(ANN, BOB)
                .handOver(BOB, ANN)
                .asks(ANN)
                .has(BOB, Vote.TRANSFERRED)
                .agree(ANN)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_chain_of_hand_overs_ends_after_five() {
        var table = Table.of(Completion.ANY, new RecordId(10));
        for (int i = 0; i < NodeRule.MAX_HANDED_OVER; i++) {
            table.handOver(new RecordId(10 + i), new RecordId(11 + i));
        }

        table.refuses(new NodeAction.Transfer(new RecordId(15), new RecordId(16)), Why.HANDED_OVER_TOO_OFTEN)
                .agree(new RecordId(15))
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_task_whose_turn_has_not_come_is_not_handed_over() {
        Table.of(Completion.SEQUENCE, ANN, BOB).refuses(new NodeAction.Transfer(BOB, CAT), Why.NOT_YOUR_TURN);
    }

    @Test
    void the_receiver_takes_the_place_in_a_sequence() {
        Table.of(Completion.SEQUENCE, ANN, BOB)
                .handOver(ANN, CAT)
                .asks(CAT)
                .agree(CAT)
                .asks(BOB);
    }

    @Test
    void the_receiver_of_a_claimed_task_has_it_claimed() {
        Table.of(Completion.CLAIM, ANN, BOB)
                .with(new NodeAction.Claim(ANN))
                .handOver(ANN, BOB)
                .asks(BOB)
                .agree(BOB)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void an_administrator_gives_a_waiting_place_to_somebody_else() {
        Table.of(Completion.SEQUENCE, ANN, BOB)
                .with(new NodeAction.Reassign(BOB, CAT))
                .asks(ANN)
                .agree(ANN)
                .asks(CAT);
    }

    @Test
    void an_administrator_may_go_beyond_the_chain() {
        var table = Table.of(Completion.ANY, new RecordId(10));
        for (int i = 0; i < NodeRule.MAX_HANDED_OVER; i++) {
            table.handOver(new RecordId(10 + i), new RecordId(11 + i));
        }

        table.with(new NodeAction.Reassign(new RecordId(15), ANN)).asks(ANN);
    }

    @Test
    void a_place_that_waits_for_added_people_is_reassigned_with_them() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .with(new NodeAction.Reassign(ANN, CAT))
                .asks(BOB)
                .has(CAT, Vote.SUSPENDED)
                .agree(BOB)
                .asks(CAT);
    }

    @Test
    void a_decided_place_is_not_reassigned() {
        Table.of(Completion.ALL, ANN, BOB).agree(ANN).refuses(new NodeAction.Reassign(ANN, CAT), Why.DECIDED);
    }

    @Test
    void nobody_is_reassigned_who_is_not_here_and_nothing_once_it_is_over() {
        Table.of(Completion.ANY, ANN)
                .refuses(new NodeAction.Reassign(BOB, CAT), Why.NOT_SEATED)
                .agree(ANN)
                .refuses(new NodeAction.Reassign(ANN, CAT), Why.OVER);
    }

    @Test
    void the_deputy_decides_and_the_seat_says_for_whom() {
        var state = NodeState.open(NodeRule.of(Completion.ANY), java.util.List.of(Seat.deputy(BOB, ANN)));

        var after = ((Step.Taken) state.apply(new NodeAction.Agree(BOB))).state();

        assertThat(after.outcome()).contains(Outcome.AGREED);
        assertThat(after.seat(BOB).orElseThrow().insteadOf()).isEqualTo(ANN);
        assertThat(after.agreedThemselves()).isEmpty();
        assertThat(after.deciders()).containsExactly(BOB);
    }
}
