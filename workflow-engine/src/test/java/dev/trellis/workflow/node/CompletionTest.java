package dev.trellis.workflow.node;

import static dev.trellis.workflow.node.Table.ANN;
import static dev.trellis.workflow.node.Table.BOB;
import static dev.trellis.workflow.node.Table.CAT;
import static dev.trellis.workflow.node.Table.DAN;
import static dev.trellis.workflow.node.Table.EVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApproveOptions.Rejects;
import dev.trellis.workflow.node.Step.Why;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The completion modes, row by row. */
class CompletionTest {

    @Test
    void the_first_agreement_ends_an_or_sign() {
        Table.of(Completion.ANY, ANN, BOB).agree(BOB).comesTo(Outcome.AGREED).has(ANN, Vote.NOT_NEEDED);
    }

    @Test
    void the_first_reject_ends_an_or_sign_by_default() {
        Table.of(Completion.ANY, ANN, BOB)
                .reject(BOB)
                .comesTo(Outcome.REJECTED)
                .refuses(new NodeAction.Agree(ANN), Why.OVER);
    }

    @Test
    void an_or_sign_may_be_rejected_only_when_all_reject() {
        Table.of(Table.rule(Completion.ANY, Rejects.ALL), ANN, BOB)
                .reject(ANN)
                .waits()
                .reject(BOB)
                .comesTo(Outcome.REJECTED);
    }

    @Test
    void an_or_sign_in_which_all_must_reject_is_agreed_by_the_last() {
        Table.of(Table.rule(Completion.ANY, Rejects.ALL), ANN, BOB, CAT)
                .reject(ANN, BOB)
                .agree(CAT)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_countersign_waits_for_the_last() {
        Table.of(Completion.ALL, ANN, BOB).agree(BOB).waits().agree(ANN).comesTo(Outcome.AGREED);
    }

    @Test
    void the_first_reject_ends_a_countersign_by_default() {
        Table.of(Completion.ALL, ANN, BOB).reject(BOB).comesTo(Outcome.REJECTED).has(ANN, Vote.NOT_NEEDED);
    }

    @Test
    void a_countersign_may_hear_everybody_before_it_is_rejected() {
        Table.of(Table.rule(Completion.ALL, Rejects.ALL), ANN, BOB)
                .reject(ANN)
                .waits()
                .agree(BOB)
                .comesTo(Outcome.REJECTED);
    }

    @Test
    void a_countersign_that_hears_everybody_is_agreed_when_all_agree() {
        Table.of(Table.rule(Completion.ALL, Rejects.ALL), ANN, BOB)
                .agree(ANN, BOB)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_sequence_asks_one_after_the_other() {
        Table.of(Completion.SEQUENCE, ANN, BOB, CAT)
                .asks(ANN)
                .refuses(new NodeAction.Agree(BOB), Why.NOT_YOUR_TURN)
                .agree(ANN)
                .asks(BOB)
                .agree(BOB)
                .asks(CAT)
                .agree(CAT)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void the_first_reject_ends_a_sequence_and_nobody_further_is_asked() {
        Table.of(Completion.SEQUENCE, ANN, BOB)
                .reject(ANN)
                .comesTo(Outcome.REJECTED)
                .has(BOB, Vote.NOT_NEEDED);
    }

    @Test
    void a_sequence_follows_the_order_of_its_list() {
        Table.of(Completion.SEQUENCE, CAT, ANN).asks(CAT).agree(CAT).asks(ANN);
    }

    @ParameterizedTest
    @CsvSource({"50,4,2", "50,5,3", "66,3,2", "67,3,3", "100,3,3", "1,5,1", "34,3,2", "33,3,1", "51,2,2"})
    void a_vote_by_percent_needs_that_share_rounded_up(int percent, int people, int needed) {
        assertThat(Table.percent(percent, people).needed(people)).isEqualTo(needed);
    }

    @ParameterizedTest
    @CsvSource({"1,3,1", "2,3,2", "3,3,3", "5,3,3"})
    void a_vote_by_number_needs_so_many_but_never_more_than_there_are(int votes, int people, int needed) {
        assertThat(Table.votes(votes, people).needed(people)).isEqualTo(needed);
    }

    @Test
    void a_vote_passes_as_soon_as_enough_agree() {
        Table.of(Table.percent(60, 5), ANN, BOB, CAT, DAN, EVE)
                .agree(ANN, BOB)
                .waits()
                .agree(CAT)
                .comesTo(Outcome.AGREED)
                .has(DAN, Vote.NOT_NEEDED);
    }

    @Test
    void a_vote_is_rejected_as_soon_as_it_cannot_pass() {
        Table.of(Table.votes(2, 3), ANN, BOB, CAT)
                .reject(ANN)
                .waits()
                .reject(BOB)
                .comesTo(Outcome.REJECTED);
    }

    @Test
    void an_abstention_counts_towards_neither_side_but_makes_passing_harder() {
        Table.of(Table.votes(2, 3), ANN, BOB, CAT)
                .abstain(ANN)
                .waits()
                .reject(BOB)
                .comesTo(Outcome.REJECTED);
    }

    @Test
    void a_vote_passes_in_spite_of_abstentions() {
        Table.of(Table.votes(1, 3), ANN, BOB, CAT).abstain(ANN, BOB).agree(CAT).comesTo(Outcome.AGREED);
    }

    @ParameterizedTest
    @EnumSource(value = Completion.class, names = "VOTE", mode = EnumSource.Mode.EXCLUDE)
    void only_a_vote_knows_abstentions(Completion completion) {
        Table.of(completion, ANN, BOB).refuses(new NodeAction.Abstain(ANN), Why.NO_ABSTENTION);
    }

    @Test
    void a_vote_knows_abstentions_only_where_it_says_so() {
        Table.of(Completion.VOTE, ANN, BOB).refuses(new NodeAction.Abstain(ANN), Why.NO_ABSTENTION);
    }

    @Test
    void a_vote_without_a_threshold_needs_everybody() {
        Table.of(Completion.VOTE, ANN, BOB).agree(ANN).waits().reject(BOB).comesTo(Outcome.REJECTED);
    }

    @ParameterizedTest
    @EnumSource(Completion.class)
    void with_one_person_every_mode_agrees_alike(Completion completion) {
        Table.of(completion, ANN).asks(ANN).agree(ANN).comesTo(Outcome.AGREED);
    }

    @ParameterizedTest
    @EnumSource(Completion.class)
    void with_one_person_every_mode_rejects_alike(Completion completion) {
        Table.of(completion, ANN).reject(ANN).comesTo(Outcome.REJECTED);
    }

    @ParameterizedTest
    @EnumSource(Completion.class)
    void nobody_decides_twice(Completion completion) {
        var table = Table.of(Table.rule(completion, Rejects.ALL), ANN, BOB).agree(ANN);

        assertThat(table.state().apply(new NodeAction.Agree(ANN))).isInstanceOf(Step.Refused.class);
        assertThat(table.state().apply(new NodeAction.Reject(ANN))).isInstanceOf(Step.Refused.class);
    }

    @ParameterizedTest
    @EnumSource(Completion.class)
    void a_stranger_decides_nothing(Completion completion) {
        Table.of(completion, ANN, BOB)
                .refuses(new NodeAction.Agree(CAT), Why.NOT_SEATED)
                .refuses(new NodeAction.Reject(CAT), Why.NOT_SEATED)
                .refuses(new NodeAction.Return(CAT), Why.NOT_SEATED)
                .refuses(new NodeAction.Transfer(CAT, DAN), Why.NOT_SEATED)
                .refuses(new NodeAction.TakeBack(CAT), Why.NOT_SEATED)
                .refuses(new NodeAction.Remove(CAT, ANN), Why.NOT_SEATED);
    }

    @Test
    void a_claim_takes_the_step_for_one() {
        Table.of(Completion.CLAIM, ANN, BOB)
                .asks(ANN, BOB)
                .with(new NodeAction.Claim(BOB))
                .asks(BOB)
                .refuses(new NodeAction.Agree(ANN), Why.NOT_YOUR_TURN)
                .agree(BOB)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void a_claim_is_given_back() {
        Table.of(Completion.CLAIM, ANN, BOB)
                .with(new NodeAction.Claim(BOB), new NodeAction.Unclaim(BOB))
                .asks(ANN, BOB)
                .agree(ANN)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void of_two_claims_one_wins() {
        Table.of(Completion.CLAIM, ANN, BOB)
                .with(new NodeAction.Claim(BOB))
                .refuses(new NodeAction.Claim(ANN), Why.NOT_YOUR_TURN);
    }

    @Test
    void deciding_without_a_claim_counts_too() {
        Table.of(Completion.CLAIM, ANN, BOB).reject(ANN).comesTo(Outcome.REJECTED);
    }

    @ParameterizedTest
    @EnumSource(value = Completion.class, names = "CLAIM", mode = EnumSource.Mode.EXCLUDE)
    void only_a_step_of_that_kind_is_claimed(Completion completion) {
        Table.of(completion, ANN)
                .refuses(new NodeAction.Claim(ANN), Why.NOT_CLAIMABLE)
                .refuses(new NodeAction.Unclaim(ANN), Why.NOT_CLAIMABLE);
    }

    @Test
    void nobody_sits_twice_and_an_empty_step_does_not_exist() {
        assertThatThrownBy(() -> NodeState.open(Completion.ANY, List.of(ANN, ANN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NodeState.open(Completion.ANY, List.<RecordId>of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(Completion.class)
    void a_return_is_one_persons_power_in_every_mode(Completion completion) {
        Table.of(completion, ANN, BOB, CAT)
                .with(new NodeAction.Return(ANN))
                .comesTo(Outcome.RETURNED)
                .has(ANN, Vote.RETURNED)
                .has(BOB, Vote.NOT_NEEDED);
    }

    @ParameterizedTest
    @EnumSource(Completion.class)
    void a_request_is_withdrawn_while_nobody_has_decided(Completion completion) {
        Table.of(completion, ANN, BOB)
                .with(new NodeAction.Withdraw(false))
                .comesTo(Outcome.WITHDRAWN)
                .has(ANN, Vote.WITHDRAWN)
                .refuses(new NodeAction.Agree(ANN), Why.OVER);
    }

    @ParameterizedTest
    @EnumSource(
            value = Completion.class,
            names = {"ALL", "SEQUENCE", "VOTE"})
    void a_decided_step_is_withdrawn_only_where_the_policy_says_so(Completion completion) {
        Table.of(completion, ANN, BOB)
                .agree(ANN)
                .refuses(new NodeAction.Withdraw(false), Why.TOO_LATE)
                .with(new NodeAction.Withdraw(true))
                .comesTo(Outcome.WITHDRAWN)
                .has(ANN, Vote.AGREED);
    }

    @ParameterizedTest
    @EnumSource(Completion.class)
    void cancelling_ends_every_open_part(Completion completion) {
        Table.of(completion, ANN, BOB)
                .with(new NodeAction.Cancel())
                .comesTo(Outcome.CANCELLED)
                .has(BOB, Vote.CANCELLED)
                .refuses(new NodeAction.Cancel(), Why.OVER);
    }

    @ParameterizedTest
    @EnumSource(Completion.class)
    void a_return_by_rule_names_nobody(Completion completion) {
        var table = Table.of(completion, ANN, BOB).with(new NodeAction.ReturnByRule());

        table.comesTo(Outcome.RETURNED).has(ANN, Vote.NOT_NEEDED);
        assertThat(table.state().isDecided()).isFalse();
    }

    @Test
    void a_rule_agrees_even_before_the_turn_has_come() {
        Table.of(Completion.SEQUENCE, ANN, BOB)
                .with(new NodeAction.AgreeByRule(BOB))
                .asks(ANN)
                .agree(ANN)
                .comesTo(Outcome.AGREED);
    }

    @Test
    void what_a_rule_did_is_no_decision_of_a_person() {
        var state = Table.of(Completion.ANY, ANN)
                .with(new NodeAction.AgreeByRule(ANN))
                .comesTo(Outcome.AGREED)
                .state();

        assertThat(state.isDecided()).isFalse();
        assertThat(state.agreedThemselves()).isEmpty();
    }

    @Test
    void a_rule_rejects() {
        Table.of(Completion.ALL, ANN, BOB)
                .with(new NodeAction.RejectByRule(ANN))
                .comesTo(Outcome.REJECTED);
    }

    @Test
    void a_decision_is_taken_back_while_the_step_is_open() {
        Table.of(Completion.ALL, ANN, BOB)
                .agree(ANN)
                .with(new NodeAction.TakeBack(ANN))
                .asks(ANN, BOB)
                .reject(ANN)
                .comesTo(Outcome.REJECTED);
    }

    @Test
    void taking_back_in_a_sequence_gives_the_turn_back() {
        Table.of(Completion.SEQUENCE, ANN, BOB)
                .agree(ANN)
                .with(new NodeAction.TakeBack(ANN))
                .asks(ANN);
    }

    @Test
    void nothing_is_taken_back_once_the_step_is_over_or_before_a_decision() {
        Table.of(Completion.ALL, ANN, BOB)
                .refuses(new NodeAction.TakeBack(ANN), Why.NOTHING_TO_TAKE_BACK)
                .agree(ANN, BOB)
                .refuses(new NodeAction.TakeBack(ANN), Why.OVER);
    }
}
