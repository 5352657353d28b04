package dev.trellis.workflow.node;

import static dev.trellis.workflow.node.Table.ANN;
import static dev.trellis.workflow.node.Table.BOB;
import static dev.trellis.workflow.node.Table.CAT;
import static dev.trellis.workflow.node.Table.DAN;
import static dev.trellis.workflow.node.Table.EVE;

import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApproveOptions.Rejects;
import dev.trellis.workflow.node.Group.Placement;
import dev.trellis.workflow.node.Step.Why;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Adding people before, beside and after, and taking them back. */
class AddedPeopleTest {

    @ParameterizedTest
    @EnumSource(Completion.class)
    void whoever_asks_somebody_first_waits_for_the_answer(Completion completion) {
        Table.of(completion, ANN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .has(ANN, Vote.SUSPENDED)
                .asks(BOB)
                .refuses(new NodeAction.Agree(ANN), Why.WAITS_FOR_ADDED)
                .agree(BOB)
                .asks(ANN)
                .agree(ANN)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_reject_before_goes_back_as_an_opinion_by_default() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .reject(BOB)
                .asks(ANN)
                .agree(ANN)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_reject_before_ends_the_step_where_that_was_asked_for() {
        Table.of(Completion.ANY, ANN, CAT)
                .with(new NodeAction.Add(ANN, Placement.BEFORE, Completion.ALL, List.of(BOB), true))
                .reject(BOB)
                .comesTo(Outcome.REJECTED)
                .has(CAT, Vote.NOT_NEEDED);
    }

    @Test
    void of_several_asked_before_all_must_answer() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB, CAT)
                .agree(BOB)
                .has(ANN, Vote.SUSPENDED)
                .agree(CAT)
                .asks(ANN);
    }

    @Test
    void of_several_asked_before_one_may_be_enough() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BEFORE, Completion.ANY, BOB, CAT)
                .agree(BOB)
                .has(CAT, Vote.NOT_NEEDED)
                .asks(ANN);
    }

    @Test
    void people_asked_before_may_be_asked_in_turn() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BEFORE, Completion.SEQUENCE, BOB, CAT)
                .asks(BOB)
                .agree(BOB)
                .asks(CAT)
                .agree(CAT)
                .asks(ANN);
    }

    @Test
    void those_asked_before_need_not_answer_once_somebody_else_has_decided() {
        Table.of(Completion.ANY, ANN, DAN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .agree(DAN)
                .comesTo(Outcome.AGREED)
                .has(BOB, Vote.NOT_NEEDED)
                .has(ANN, Vote.NOT_NEEDED);
    }

    @Test
    void one_asks_again_after_an_answer() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .agree(BOB)
                .add(ANN, Placement.BEFORE, Completion.ALL, CAT)
                .asks(CAT)
                .agree(CAT)
                .asks(ANN);
    }

    @Test
    void in_a_sequence_the_turn_stays_while_people_are_asked_before() {
        Table.of(Completion.SEQUENCE, ANN, DAN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .asks(BOB)
                .agree(BOB)
                .asks(ANN)
                .agree(ANN)
                .asks(DAN);
    }

    @ParameterizedTest
    @EnumSource(Completion.class)
    void whoever_adds_after_agrees_now_and_the_step_waits_for_the_added(Completion completion) {
        Table.of(completion, ANN)
                .add(ANN, Placement.AFTER, Completion.ALL, BOB)
                .has(ANN, Vote.AGREED)
                .asks(BOB)
                .agree(BOB)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_reject_after_rejects_the_step() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.AFTER, Completion.ALL, BOB)
                .reject(BOB)
                .comesTo(Outcome.REJECTED);
    }

    @Test
    void those_added_after_decide_by_their_own_method() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.AFTER, Completion.ANY, BOB, CAT)
                .agree(CAT)
                .comesTo(Outcome.AGREED)
                .has(BOB, Vote.NOT_NEEDED);
    }

    @Test
    void those_added_after_may_decide_in_turn() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.AFTER, Completion.SEQUENCE, BOB, CAT)
                .asks(BOB)
                .agree(BOB)
                .asks(CAT)
                .agree(CAT)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void an_or_sign_that_was_agreed_with_people_added_after_waits_only_for_them() {
        Table.of(Completion.ANY, ANN, DAN)
                .add(ANN, Placement.AFTER, Completion.ALL, BOB)
                .has(DAN, Vote.NOT_NEEDED)
                .asks(BOB);
    }

    @Test
    void a_countersign_waits_for_its_people_and_for_those_added_after() {
        Table.of(Completion.ALL, ANN, DAN)
                .add(ANN, Placement.AFTER, Completion.ALL, BOB)
                .asks(BOB, DAN)
                .agree(BOB)
                .waits()
                .agree(DAN)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void an_agreement_with_people_added_after_is_not_taken_back() {
        Table.of(Completion.ALL, ANN, DAN)
                .add(ANN, Placement.AFTER, Completion.ALL, BOB)
                .refuses(new NodeAction.TakeBack(ANN), Why.NOTHING_TO_TAKE_BACK);
    }

    @Test
    void one_added_beside_makes_a_countersign_larger() {
        Table.of(Completion.ALL, ANN)
                .add(ANN, Placement.BESIDE, Completion.ALL, BOB)
                .agree(ANN)
                .waits()
                .agree(BOB)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void one_added_beside_is_one_more_candidate_of_an_or_sign() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BESIDE, Completion.ALL, BOB)
                .agree(BOB)
                .comesTo(Outcome.AGREED)
                .has(ANN, Vote.NOT_NEEDED);
    }

    @Test
    void one_added_beside_raises_what_a_share_needs() {
        Table.of(Table.percent(100, 2), ANN, BOB)
                .add(ANN, Placement.BESIDE, Completion.ALL, CAT)
                .agree(ANN, BOB)
                .waits()
                .agree(CAT)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void the_threshold_may_be_kept_when_people_are_added() {
        var rule = new NodeRule(Completion.VOTE, Rejects.FIRST, 100, 0, 2, true, false, 1);
        Table.of(rule, ANN, BOB)
                .add(ANN, Placement.BESIDE, Completion.ALL, CAT)
                .agree(ANN, CAT)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void one_added_beside_in_a_sequence_comes_next() {
        Table.of(Completion.SEQUENCE, ANN, BOB)
                .add(ANN, Placement.BESIDE, Completion.ALL, CAT)
                .asks(ANN)
                .agree(ANN)
                .asks(CAT)
                .agree(CAT)
                .asks(BOB);
    }

    @Test
    void one_added_beside_to_a_claimed_step_waits_like_the_others() {
        Table.of(Completion.CLAIM, ANN, BOB)
                .with(new NodeAction.Claim(ANN))
                .add(ANN, Placement.BESIDE, Completion.ALL, CAT)
                .asks(ANN);
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void added_people_add_nobody_by_default(Placement placement) {
        Table.of(Completion.ALL, ANN)
                .add(ANN, Placement.BESIDE, Completion.ALL, BOB)
                .refuses(new NodeAction.Add(BOB, placement, Completion.ALL, List.of(CAT), false), Why.TOO_DEEP);
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void added_people_add_others_where_two_levels_are_allowed_but_not_three(Placement placement) {
        Table.of(Table.deep(Completion.ALL), ANN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .add(BOB, placement, Completion.ALL, CAT)
                .has(CAT, Vote.PENDING)
                .refuses(new NodeAction.Add(CAT, placement, Completion.ALL, List.of(DAN), false), Why.TOO_DEEP);
    }

    @Test
    void people_asked_two_levels_deep_answer_back_level_by_level() {
        Table.of(Table.deep(Completion.ANY), ANN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .add(BOB, Placement.BEFORE, Completion.ALL, CAT)
                .asks(CAT)
                .agree(CAT)
                .asks(BOB)
                .agree(BOB)
                .asks(ANN);
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void nobody_is_added_who_is_here_already(Placement placement) {
        Table.of(Completion.ALL, ANN, BOB)
                .refuses(new NodeAction.Add(ANN, placement, Completion.ALL, List.of(BOB), false), Why.ALREADY_SEATED)
                .refuses(new NodeAction.Add(ANN, placement, Completion.ALL, List.of(ANN), false), Why.ALREADY_SEATED)
                .refuses(
                        new NodeAction.Add(ANN, placement, Completion.ALL, List.of(CAT, CAT), false),
                        Why.ALREADY_SEATED);
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void adding_names_somebody(Placement placement) {
        Table.of(Completion.ALL, ANN)
                .refuses(new NodeAction.Add(ANN, placement, Completion.ALL, List.of(), false), Why.NOBODY_NAMED);
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void nobody_adds_after_having_decided(Placement placement) {
        Table.of(Completion.ALL, ANN, BOB)
                .agree(ANN)
                .refuses(new NodeAction.Add(ANN, placement, Completion.ALL, List.of(CAT), false), Why.DECIDED);
    }

    @Test
    void one_removed_before_lets_the_owner_go_on() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .with(new NodeAction.Remove(ANN, BOB))
                .has(BOB, Vote.REMOVED)
                .asks(ANN);
    }

    @Test
    void of_several_asked_before_the_others_still_answer_when_one_is_removed() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB, CAT)
                .with(new NodeAction.Remove(ANN, BOB))
                .has(ANN, Vote.SUSPENDED)
                .agree(CAT)
                .asks(ANN);
    }

    @Test
    void the_step_is_done_when_the_only_one_added_after_is_removed() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.AFTER, Completion.ALL, BOB)
                .with(new NodeAction.Remove(ANN, BOB))
                .comesTo(Outcome.AGREED);
    }

    @Test
    void one_removed_beside_is_not_waited_for() {
        Table.of(Completion.ALL, ANN, DAN)
                .add(ANN, Placement.BESIDE, Completion.ALL, BOB)
                .agree(ANN, DAN)
                .with(new NodeAction.Remove(ANN, BOB))
                .comesTo(Outcome.AGREED);
    }

    @Test
    void only_whoever_added_removes() {
        Table.of(Completion.ALL, ANN, DAN)
                .add(ANN, Placement.BESIDE, Completion.ALL, BOB)
                .refuses(new NodeAction.Remove(DAN, BOB), Why.NOT_ADDED_BY_YOU)
                .refuses(new NodeAction.Remove(ANN, DAN), Why.NOT_ADDED_BY_YOU)
                .refuses(new NodeAction.Remove(EVE, BOB), Why.NOT_SEATED);
    }

    @Test
    void nobody_is_removed_who_has_decided() {
        Table.of(Completion.ALL, ANN, DAN)
                .add(ANN, Placement.BESIDE, Completion.ALL, BOB)
                .agree(BOB)
                .refuses(new NodeAction.Remove(ANN, BOB), Why.NOT_ADDED_BY_YOU);
    }

    @Test
    void one_who_was_removed_is_added_again() {
        Table.of(Completion.ALL, ANN)
                .add(ANN, Placement.BESIDE, Completion.ALL, BOB)
                .with(new NodeAction.Remove(ANN, BOB))
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .asks(BOB);
    }

    @Test
    void an_added_person_hands_over_and_the_receiver_answers() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .handOver(BOB, CAT)
                .asks(CAT)
                .agree(CAT)
                .asks(ANN);
    }

    @Test
    void a_task_is_not_handed_to_somebody_who_sits_in_another_group() {
        Table.of(Completion.ANY, ANN, DAN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .refuses(new NodeAction.Transfer(BOB, DAN), Why.ALREADY_SEATED);
    }

    @Test
    void an_added_person_may_send_the_request_back() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .with(new NodeAction.Return(BOB))
                .comesTo(Outcome.RETURNED)
                .has(ANN, Vote.NOT_NEEDED);
    }

    @Test
    void withdrawing_ends_added_and_suspended_parts_alike() {
        Table.of(Completion.ANY, ANN)
                .add(ANN, Placement.BEFORE, Completion.ALL, BOB)
                .with(new NodeAction.Withdraw(false))
                .has(ANN, Vote.WITHDRAWN)
                .has(BOB, Vote.WITHDRAWN);
    }
}
