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

/** Open places go along to deputies and come back. */
class DeputySeatTest {

    @ParameterizedTest
    @EnumSource(Completion.class)
    void an_open_place_goes_along_and_is_decided_for_the_person(Completion completion) {
        var table = Table.of(completion, ANN)
                .with(along(ANN, BOB))
                .asks(BOB)
                .has(ANN, Vote.TRANSFERRED)
                .refuses(new NodeAction.Agree(ANN), Why.NOT_YOURS_ANY_MORE);

        assertThat(table.state().seat(BOB).orElseThrow().insteadOf()).isEqualTo(ANN);
        table.agree(BOB).comesTo(Outcome.AGREED);
        assertThat(table.state().agreedThemselves()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Completion.class)
    void what_the_deputy_has_not_decided_comes_back(Completion completion) {
        var table = Table.of(completion, ANN)
                .with(along(ANN, BOB), back(BOB))
                .asks(ANN)
                .has(BOB, Vote.TRANSFERRED)
                .refuses(new NodeAction.Agree(BOB), Why.NOT_YOURS_ANY_MORE)
                .agree(ANN)
                .comesTo(Outcome.AGREED);

        assertThat(table.state().agreedThemselves()).containsExactly(ANN);
    }

    @Test
    void a_place_may_go_along_and_come_back_again_and_again() {
        var table = Table.of(Completion.ANY, ANN);
        for (int i = 0; i < 9; i++) {
            table.with(along(ANN, BOB), back(BOB));
        }

        assertThat(table.state().seat(ANN).orElseThrow().handedOver()).isZero();
        assertThat(table.state().seats()).hasSize(2);
        table.asks(ANN);
    }

    @Test
    void what_is_decided_neither_goes_along_nor_comes_back() {
        Table.of(Completion.ALL, ANN, BOB).agree(ANN).refuses(along(ANN, CAT), Why.DECIDED);
        Table.of(Completion.ALL, ANN, BOB)
                .with(along(ANN, CAT))
                .agree(CAT)
                .refuses(back(CAT), Why.DECIDED)
                .agree(BOB)
                .comesTo(Outcome.AGREED)
                .refuses(back(CAT), Why.OVER)
                .refuses(along(BOB, DAN), Why.OVER);
    }

    @Test
    void there_are_no_chains() {
        Table.of(Completion.ANY, ANN)
                .with(along(ANN, BOB))
                .refuses(along(BOB, CAT), Why.ALREADY_SEATED)
                .refuses(along(ANN, CAT), Why.NOT_YOURS_ANY_MORE);
    }

    @Test
    void nobody_has_two_voices() {
        Table.of(Completion.ALL, ANN, BOB)
                .refuses(along(ANN, BOB), Why.ALREADY_SEATED)
                .agree(BOB)
                .refuses(along(ANN, BOB), Why.ALREADY_SEATED)
                .refuses(along(ANN, ANN), Why.TO_SELF)
                .refuses(along(CAT, DAN), Why.NOT_SEATED);
    }

    @Test
    void a_place_of_ones_own_does_not_come_back() {
        Table.of(Completion.ANY, ANN).refuses(back(ANN), Why.NOT_SEATED).refuses(back(BOB), Why.NOT_SEATED);
    }

    @Test
    void what_was_handed_over_for_good_stays() {
        Table.of(Completion.ANY, ANN)
                .with(along(ANN, BOB))
                .handOver(BOB, CAT)
                .refuses(back(CAT), Why.NOT_SEATED)
                .agree(CAT)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_person_who_got_a_place_meanwhile_keeps_one() {
        Table.of(Completion.ALL, ANN, CAT)
                .with(along(ANN, BOB))
                .handOver(CAT, ANN)
                .with(back(BOB))
                .asks(ANN)
                .agree(ANN)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_person_who_has_decided_meanwhile_does_not_decide_twice() {
        Table.of(Completion.ALL, ANN, CAT)
                .with(along(ANN, BOB))
                .handOver(CAT, ANN)
                .agree(ANN)
                .refuses(back(BOB), Why.RECEIVER_DECIDED)
                .agree(BOB)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void in_a_sequence_a_deputy_waits_for_the_turn() {
        Table.of(Completion.SEQUENCE, ANN, BOB)
                .with(along(BOB, CAT))
                .asks(ANN)
                .has(CAT, Vote.WAITING)
                .agree(ANN)
                .asks(CAT)
                .with(back(CAT))
                .asks(BOB)
                .agree(BOB)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void what_was_claimed_stays_claimed() {
        Table.of(Completion.CLAIM, ANN, BOB)
                .with(new NodeAction.Claim(ANN), along(ANN, CAT))
                .asks(CAT)
                .has(BOB, Vote.WAITING)
                .with(back(CAT))
                .asks(ANN)
                .has(BOB, Vote.WAITING);
    }

    @Test
    void an_answer_that_was_asked_for_first_comes_to_the_deputy() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BEFORE, Completion.ANY, DAN)
                .with(along(ANN, BOB))
                .has(BOB, Vote.SUSPENDED)
                .agree(DAN)
                .asks(BOB)
                .with(back(BOB))
                .asks(ANN);
    }

    @Test
    void a_vote_that_went_along_counts_once() {
        Table.of(Table.votes(2, 3), ANN, BOB, CAT)
                .with(along(ANN, DAN))
                .agree(DAN)
                .waits()
                .agree(BOB)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_decision_that_a_deputy_takes_back_may_come_back_too() {
        Table.of(Completion.ALL, ANN, CAT)
                .with(along(ANN, BOB))
                .agree(BOB)
                .with(new NodeAction.TakeBack(BOB), back(BOB))
                .asks(ANN, CAT);
    }

    private static NodeAction along(RecordId person, RecordId deputy) {
        return new NodeAction.Deputise(person, deputy);
    }

    private static NodeAction back(RecordId deputy) {
        return new NodeAction.ComeBack(deputy);
    }
}
