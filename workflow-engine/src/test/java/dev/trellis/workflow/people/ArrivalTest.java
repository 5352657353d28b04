package dev.trellis.workflow.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApprovalDefinition.InRole;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.metadata.ApprovalDefinition.Users;
import dev.trellis.core.metadata.ApproveOptions;
import dev.trellis.core.metadata.ApproveOptions.Nobody;
import dev.trellis.core.metadata.ApproveOptions.Repeated;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.name.Label;
import dev.trellis.workflow.deputy.StandIn;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.NodeRule;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.node.Outcome;
import dev.trellis.workflow.node.Seat;
import dev.trellis.workflow.node.Step;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.Arrival.Rule;
import dev.trellis.workflow.people.Past.Passed;
import dev.trellis.workflow.people.Request.Deputies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rules decide when a request arrives at a step, and what they must not. */
class ArrivalTest {

    private static final RecordId LI = new RecordId(2);
    private static final RecordId QIAN = new RecordId(4);

    private final Org org = new Org()
            .with(1, "Wang", 2)
            .with(2, "Li", 3)
            .with(3, "Zhou", 0)
            .with(4, "Qian", 3)
            .with(5, "Admin", 0)
            .in("admin", 5);

    @Test
    void whoever_agreed_just_before_and_is_alone_need_not_do_so_again() {
        var arrival = arrive(step(Repeated.CONSECUTIVE, "4"), StaffingTest.passed("first", 4, false));

        assertThat(arrival.automatic()).extracting(Arrival.Automatic::rule).containsExactly(Rule.REPEATED);
        assertThat(arrival.settled().outcome()).contains(Outcome.AGREED);
        assertThat(arrival.settled().vote(QIAN)).contains(Vote.AUTO_AGREED);
    }

    @Test
    void with_others_in_the_step_the_consecutive_rule_does_nothing() {
        assertThat(arrive(step(Repeated.CONSECUTIVE, "4", "2"), StaffingTest.passed("first", 4, false))
                        .automatic())
                .isEmpty();
    }

    @Test
    void an_agreement_further_back_is_not_consecutive() {
        assertThat(arrive(
                                step(Repeated.CONSECUTIVE, "4"),
                                StaffingTest.passed("first", 4, false),
                                StaffingTest.passed("second", 3, false))
                        .automatic())
                .isEmpty();
    }

    @Test
    void an_agreement_anywhere_counts_where_the_step_says_so() {
        assertThat(arrive(
                                step(Repeated.ANY, "4"),
                                StaffingTest.passed("first", 4, false),
                                StaffingTest.passed("second", 3, false))
                        .settled()
                        .outcome())
                .contains(Outcome.AGREED);
    }

    @Test
    void in_a_countersign_only_that_persons_task_is_decided_and_the_others_stay() {
        var arrival = arrive(step(Repeated.ANY, "4", "2"), StaffingTest.passed("first", 4, false));

        assertThat(arrival.settled().outcome()).isEmpty();
        assertThat(arrival.settled().asked()).containsExactly(LI);
    }

    @Test
    void everybody_decides_every_time_where_the_rule_is_off() {
        assertThat(arrive(step(Repeated.OFF, "4"), StaffingTest.passed("first", 4, false))
                        .automatic())
                .isEmpty();
    }

    @Test
    void a_change_of_the_record_after_the_agreement_asks_again() {
        assertThat(arrive(step(Repeated.ANY, "4"), StaffingTest.passed("first", 4, true))
                        .automatic())
                .isEmpty();
    }

    @Test
    void an_agreement_as_somebodys_deputy_is_not_ones_own() {
        var open = NodeState.open(NodeRule.of(Completion.ANY), List.of(Seat.deputy(QIAN, LI)));
        var past = new Passed("first", ((Step.Taken) open.apply(new NodeAction.Agree(QIAN))).state(), false);

        assertThat(arrive(step(Repeated.ANY, "4"), past).automatic()).isEmpty();
    }

    @Test
    void an_agreement_by_a_rule_is_no_reason_for_another() {
        var open = NodeState.open(Completion.ANY, List.of(QIAN));
        var past = new Passed("first", ((Step.Taken) open.apply(new NodeAction.AgreeByRule(QIAN))).state(), false);

        assertThat(arrive(step(Repeated.ANY, "4"), past).automatic()).isEmpty();
    }

    @Test
    void a_deputy_does_not_agree_by_rule_for_the_person_away() {
        var request = request(
                1,
                user -> user.equals(QIAN) ? new StandIn.By(LI, null) : new StandIn.Nobody(),
                new Past(List.of(StaffingTest.passed("first", 2, false)), Map.of()));

        assertThat(Arrival.at(step(Repeated.ANY, "4"), request, org, false, false)
                        .orElseThrow()
                        .automatic())
                .isEmpty();
    }

    @Test
    void a_step_with_a_signature_is_never_passed_by_a_rule() {
        assertThat(arrive(step(Options.signed(Repeated.ANY), Map.of(), "4"), StaffingTest.passed("first", 4, false))
                        .automatic())
                .isEmpty();
    }

    @Test
    void a_step_with_required_fields_is_never_passed_by_a_rule() {
        assertThat(arrive(
                                step(Options.required(Repeated.ANY, "remark"), Map.of(), "4"),
                                StaffingTest.passed("first", 4, false))
                        .automatic())
                .isEmpty();
    }

    @Test
    void a_step_with_editable_fields_is_never_passed_by_a_rule() {
        assertThat(arrive(
                                step(Options.with(Repeated.ANY), Map.of("remark", FieldRight.WRITE), "4"),
                                StaffingTest.passed("first", 4, false))
                        .automatic())
                .isEmpty();
    }

    @Test
    void fields_that_are_only_shown_do_not_keep_a_rule_from_passing() {
        assertThat(arrive(
                                step(Options.with(Repeated.ANY), Map.of("remark", FieldRight.READ), "4"),
                                StaffingTest.passed("first", 4, false))
                        .automatic())
                .hasSize(1);
    }

    @Test
    void a_skipped_initiator_agrees_by_the_rule_for_own_requests() {
        var arrival = arrive(skipping("1", "4"), StaffingTest.passed("first", 3, false));

        assertThat(arrival.automatic()).extracting(Arrival.Automatic::rule).containsExactly(Rule.OWN_REQUEST);
        assertThat(arrival.settled().asked()).containsExactly(QIAN);
    }

    @Test
    void a_skipped_initiator_alone_is_fine_where_somebody_has_decided() {
        assertThat(arrive(skipping("1"), StaffingTest.passed("first", 3, false))
                        .settled()
                        .outcome())
                .contains(Outcome.AGREED);
    }

    @Test
    void all_nodes_skipped_is_not_allowed_and_the_last_goes_to_the_administrators() {
        var arrival = Arrival.at(skipping("1"), request(1, Deputies.NONE, Past.NONE), org, true, false);

        assertThat(arrival.orElseThrow().automatic()).isEmpty();
        assertThat(arrival.orElseThrow().people())
                .extracting(one -> one.person().name())
                .containsExactly("Admin");
    }

    @Test
    void all_nodes_skipped_is_allowed_by_the_flag() {
        var arrival = Arrival.at(skipping("1"), request(1, Deputies.NONE, Past.NONE), org, true, true);

        assertThat(arrival.orElseThrow().settled().outcome()).contains(Outcome.AGREED);
    }

    @Test
    void a_step_that_is_not_the_last_may_be_skipped() {
        var arrival = Arrival.at(skipping("1"), request(1, Deputies.NONE, Past.NONE), org, false, false);

        assertThat(arrival.orElseThrow().settled().outcome()).contains(Outcome.AGREED);
    }

    @Test
    void nobody_found_counts_as_agreed_where_somebody_has_decided() {
        var arrival = Arrival.at(
                empty(Nobody.AGREE),
                request(1, Deputies.NONE, new Past(List.of(StaffingTest.passed("first", 3, false)), Map.of())),
                org,
                true,
                false);

        assertThat(arrival.orElseThrow().state().outcome()).contains(Outcome.AGREED);
        assertThat(arrival.orElseThrow().state().seats()).isEmpty();
    }

    @Test
    void nobody_found_never_agrees_for_a_whole_request() {
        var arrival = Arrival.at(empty(Nobody.AGREE), request(1, Deputies.NONE, Past.NONE), org, true, false);

        assertThat(arrival.orElseThrow().people())
                .extracting(one -> one.person().name())
                .containsExactly("Admin");
    }

    @Test
    void nobody_found_and_no_administrator_either_is_impossible() {
        assertThat(Arrival.at(empty(Nobody.AGREE), request(5, Deputies.NONE, Past.NONE), org, true, false))
                .isEmpty();
    }

    @Test
    void nobody_found_rejects_where_the_step_says_so() {
        var arrival = Arrival.at(empty(Nobody.REJECT), request(1, Deputies.NONE, Past.NONE), org, true, false);

        assertThat(arrival.orElseThrow().state().outcome()).contains(Outcome.REJECTED);
    }

    @Test
    void nobody_found_refuses_where_the_step_says_so() {
        assertThat(Arrival.at(empty(Nobody.REFUSE), request(1, Deputies.NONE, Past.NONE), org, true, false))
                .isEmpty();
    }

    @Test
    void in_a_sequence_a_rule_agrees_for_the_second_and_the_first_is_asked() {
        var node = new Approve(
                "step",
                Label.of("Step", "节点"),
                List.of(new Users(List.of("3", "4"))),
                Completion.SEQUENCE,
                SelfApproval.ESCALATE,
                Map.of(),
                Options.with(Repeated.ANY));

        var settled = arrive(node, StaffingTest.passed("first", 4, false)).settled();

        assertThat(settled.asked()).containsExactly(new RecordId(3));
        assertThat(settled.vote(QIAN)).contains(Vote.AUTO_AGREED);
    }

    @Test
    void in_an_or_sign_one_agreement_by_rule_is_enough() {
        var node = new Approve(
                "step",
                Label.of("Step", "节点"),
                List.of(new Users(List.of("3", "4"))),
                Completion.ANY,
                SelfApproval.ESCALATE,
                Map.of(),
                Options.with(Repeated.ANY));

        var arrival = arrive(node, StaffingTest.passed("first", 4, false), StaffingTest.passed("second", 3, false));

        assertThat(arrival.automatic()).as("what no longer counts is not done").hasSize(1);
        assertThat(arrival.settled().outcome()).contains(Outcome.AGREED);
    }

    private static Approve step(Repeated repeated, String... users) {
        return step(Options.with(repeated), Map.of(), users);
    }

    private static Approve step(ApproveOptions options, Map<String, FieldRight> fields, String... users) {
        return new Approve(
                "step",
                Label.of("Step", "节点"),
                List.of(new Users(List.of(users))),
                Completion.ALL,
                SelfApproval.ESCALATE,
                fields,
                options);
    }

    private static Approve skipping(String... users) {
        return StaffingTest.step(SelfApproval.SKIP, ApproveOptions.DEFAULT, new Users(List.of(users)));
    }

    private static Approve empty(Nobody nobody) {
        return StaffingTest.step(SelfApproval.ESCALATE, Options.with(nobody, List.of()), new InRole("nobody"));
    }

    private Arrival arrive(Approve node, Passed... passed) {
        return Arrival.at(node, request(1, Deputies.NONE, new Past(List.of(passed), Map.of())), org, false, false)
                .orElseThrow();
    }

    private Request request(long initiator, Deputies deputies, Past past) {
        return new Request(
                org.find(new RecordId(initiator)).orElseThrow(), Org.subject(), List.of("admin"), deputies, past);
    }
}
