package dev.trellis.workflow.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApprovalDefinition.Chosen;
import dev.trellis.core.metadata.ApprovalDefinition.ChosenBy;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApprovalDefinition.DepartmentHead;
import dev.trellis.core.metadata.ApprovalDefinition.FromField;
import dev.trellis.core.metadata.ApprovalDefinition.InRole;
import dev.trellis.core.metadata.ApprovalDefinition.Initiator;
import dev.trellis.core.metadata.ApprovalDefinition.InitiatorsManager;
import dev.trellis.core.metadata.ApprovalDefinition.ManagersUpTo;
import dev.trellis.core.metadata.ApprovalDefinition.RoleNearby;
import dev.trellis.core.metadata.ApprovalDefinition.Row;
import dev.trellis.core.metadata.ApprovalDefinition.SameAs;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.metadata.ApprovalDefinition.Table;
import dev.trellis.core.metadata.ApprovalDefinition.Users;
import dev.trellis.core.metadata.ApproveOptions;
import dev.trellis.core.metadata.ApproveOptions.Nobody;
import dev.trellis.core.metadata.ApproveOptions.Repeated;
import dev.trellis.core.name.Label;
import dev.trellis.workflow.deputy.StandIn;
import dev.trellis.workflow.deputy.Worth;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.node.Step;
import dev.trellis.workflow.people.Past.Passed;
import dev.trellis.workflow.people.Request.Deputies;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the people of a step come from, and what the rules make of them. */
class StaffingTest {

    /** Wang sells under Li, Li under Zhou; Qian does the books; Sun sells too; Admin runs the approvals. */
    private final Org org = new Org()
            .with(1, "Wang", 2)
            .with(2, "Li", 3)
            .with(3, "Zhou", 0)
            .with(4, "Qian", 3)
            .with(5, "Admin", 0)
            .with(6, "Sun", 2)
            .in("director", 3)
            .in("finance", 4)
            .in("sales", 1, 2, 6)
            .in("admin", 5)
            .department(20, 3, 0, 3, 4)
            .department(21, 2, 20, 1, 2, 6)
            .department(22, 0, 21);

    private final ApproveOptions usual = ApproveOptions.DEFAULT;

    @Test
    void named_people_in_their_order() {
        assertThat(names(1, new Users(List.of("4", "2")))).containsExactly("Qian", "Li");
    }

    @Test
    void everybody_who_holds_a_role() {
        assertThat(names(3, new InRole("sales"))).containsExactly("Wang", "Li", "Sun");
    }

    @Test
    void the_initiator_where_the_step_allows_it() {
        assertThat(names(step(SelfApproval.ALLOW, usual, new Initiator()), 1)).containsExactly("Wang");
    }

    @Test
    void the_direct_manager() {
        assertThat(names(1, new InitiatorsManager(1))).containsExactly("Li");
    }

    @Test
    void the_manager_of_a_level() {
        assertThat(names(1, new InitiatorsManager(2))).containsExactly("Zhou");
    }

    @Test
    void above_the_top_there_is_nobody_and_the_administrators_decide() {
        assertThat(names(1, new InitiatorsManager(3))).containsExactly("Admin");
    }

    @Test
    void all_managers_up_to_the_top_one_after_the_other() {
        assertThat(names(1, new ManagersUpTo(0, null))).containsExactly("Li", "Zhou");
    }

    @Test
    void managers_up_to_a_level() {
        assertThat(names(1, new ManagersUpTo(1, null))).containsExactly("Li");
    }

    @Test
    void managers_up_to_the_first_who_holds_a_role() {
        org.in("lead", 2);

        assertThat(names(1, new ManagersUpTo(0, "lead"))).containsExactly("Li");
    }

    @Test
    void managers_go_up_to_the_top_where_none_holds_the_role() {
        assertThat(names(1, new ManagersUpTo(0, "nobody"))).containsExactly("Li", "Zhou");
    }

    @Test
    void managers_in_a_circle_end_the_search() {
        var circle =
                new Org().with(1, "A", 2).with(2, "B", 1).with(5, "Admin", 0).in("admin", 5);

        assertThat(staffed(step(SelfApproval.ESCALATE, usual, new ManagersUpTo(0, null)), request(circle, 1), circle))
                .containsExactly("B");
    }

    @Test
    void the_head_of_the_department() {
        assertThat(names(1, new DepartmentHead(1, true))).containsExactly("Li");
    }

    @Test
    void the_head_of_the_department_above() {
        assertThat(names(1, new DepartmentHead(2, true))).containsExactly("Zhou");
    }

    @Test
    void a_vacant_head_goes_up_where_the_source_says_so() {
        org.with(7, "New", 2).department(22, 0, 21, 7);

        assertThat(names(7, new DepartmentHead(1, true))).containsExactly("Li");
    }

    @Test
    void a_vacant_head_is_nobody_where_the_source_does_not_go_up() {
        org.with(7, "New", 2).department(22, 0, 21, 7);

        assertThat(names(7, new DepartmentHead(1, false))).containsExactly("Admin");
    }

    @Test
    void a_head_who_has_left_is_passed_over() {
        org.leaves(2);

        assertThat(names(1, new DepartmentHead(1, true))).containsExactly("Zhou");
    }

    @Test
    void a_role_within_the_own_department() {
        org.in("checker", 2, 4);

        assertThat(names(6, new RoleNearby("checker"))).containsExactly("Li");
    }

    @Test
    void a_role_in_the_nearest_department_above() {
        assertThat(names(1, new RoleNearby("finance"))).containsExactly("Qian");
    }

    @Test
    void a_role_that_nobody_above_holds_is_nobody() {
        assertThat(names(1, new RoleNearby("nobody"))).containsExactly("Admin");
    }

    @Test
    void the_user_in_a_field_and_why() {
        var found = resolved(step(SelfApproval.ESCALATE, usual, new FromField("account.owner")), request(org, 1));

        assertThat(found.getFirst().person().name()).isEqualTo("Qian");
        assertThat(found.getFirst().reasons().getFirst().text(Locale.ENGLISH)).isEqualTo("in the field account.owner");
    }

    @Test
    void a_blank_field_is_nobody() {
        assertThat(names(1, new FromField("blank"))).containsExactly("Admin");
    }

    @Test
    void those_whom_the_initiator_has_chosen() {
        assertThat(chosen(new Chosen(ChosenBy.INITIATOR, null, true), 4, 2)).containsExactly("Qian", "Li");
    }

    @Test
    void only_one_where_only_one_may_be_chosen() {
        assertThat(chosen(new Chosen(ChosenBy.INITIATOR, null, false), 4, 2)).containsExactly("Qian");
    }

    @Test
    void a_choice_outside_the_role_does_not_count() {
        assertThat(chosen(new Chosen(ChosenBy.INITIATOR, "finance", true), 2, 4))
                .containsExactly("Qian");
    }

    @Test
    void those_whom_an_earlier_approver_has_chosen() {
        assertThat(chosen(new Chosen(ChosenBy.APPROVER, null, true), 2)).containsExactly("Li");
    }

    @Test
    void without_a_choice_the_administrators_decide() {
        assertThat(names(1, new Chosen(ChosenBy.APPROVER, null, true))).containsExactly("Admin");
    }

    @Test
    void whoever_decided_at_an_earlier_step() {
        var past = new Past(List.of(passed("first", 4, false)), Map.of());

        assertThat(staffed(
                        step(SelfApproval.ESCALATE, usual, new SameAs("first")), request(1, Deputies.NONE, past), org))
                .containsExactly("Qian");
    }

    @Test
    void the_first_row_of_a_table_whose_condition_holds() {
        var table = new Table(List.of(
                new Row("no", List.of(new InRole("director"))),
                new Row("yes", List.of(new InRole("finance"))),
                new Row("yes", List.of(new InRole("sales")))));

        assertThat(names(1, table)).containsExactly("Qian");
    }

    @Test
    void a_table_without_a_row_that_holds_is_nobody() {
        assertThat(names(1, new Table(List.of(new Row("no", List.of(new InRole("finance")))))))
                .containsExactly("Admin");
    }

    @Test
    void sources_add_up_in_their_order_and_each_person_sits_once_with_every_reason() {
        var found = resolved(
                step(
                        SelfApproval.ESCALATE,
                        usual,
                        new InitiatorsManager(2),
                        new InRole("director"),
                        new InRole("finance")),
                request(org, 1));

        assertThat(found).extracting(one -> one.person().name()).containsExactly("Zhou", "Qian");
        assertThat(found.getFirst().reasons())
                .containsExactly(Reason.manager("Wang", 2), Reason.role(Org.label("director")));
    }

    @Test
    void who_has_left_is_not_asked() {
        org.leaves(4);

        assertThat(names(1, new InRole("finance"), new Users(List.of("4", "3"))))
                .containsExactly("Zhou");
    }

    @Test
    void recipients_may_be_nobody() {
        assertThat(ApproverResolution.recipients("n", List.of(new InRole("nobody")), request(org, 1), org))
                .isEmpty();
    }

    @Test
    void initiator_is_approver_escalates_to_the_manager_by_default() {
        var found = resolved(step(SelfApproval.ESCALATE, usual, new Users(List.of("1", "4"))), request(org, 1));

        assertThat(found).extracting(one -> one.person().name()).containsExactly("Qian", "Li");
        assertThat(found.getLast().reasons()).containsExactly(Reason.escalated("Wang"));
    }

    @Test
    void initiator_is_approver_and_nobody_is_above_falls_to_the_administrators() {
        assertThat(names(3, new InRole("director"))).containsExactly("Admin");
    }

    @Test
    void initiator_is_approver_may_decide_where_the_step_allows_it() {
        assertThat(names(step(SelfApproval.ALLOW, usual, new Users(List.of("1"))), 1))
                .containsExactly("Wang");
    }

    @Test
    void initiator_is_approver_may_be_skipped() {
        var staffing = ApproverResolution.approvers(
                step(SelfApproval.SKIP, usual, new Users(List.of("1", "4"))), request(org, 1), org);

        assertThat(((Staffing.Staffed) staffing).skips()).containsExactly(new RecordId(1));
    }

    @Test
    void initiator_is_approver_may_go_to_the_head_of_the_department() {
        assertThat(names(step(SelfApproval.HEAD, usual, new Users(List.of("1"))), 1))
                .containsExactly("Li");
    }

    @Test
    void a_head_who_submits_goes_to_the_head_above() {
        assertThat(names(step(SelfApproval.HEAD, usual, new Users(List.of("2"))), 2))
                .containsExactly("Zhou");
    }

    @Test
    void initiator_is_approver_may_be_removed_where_others_remain() {
        assertThat(names(step(SelfApproval.REMOVE, usual, new Users(List.of("1", "4"))), 1))
                .containsExactly("Qian");
    }

    @Test
    void removing_the_only_one_escalates() {
        assertThat(names(step(SelfApproval.REMOVE, usual, new Users(List.of("1"))), 1))
                .containsExactly("Li");
    }

    @Test
    void nobody_found_falls_to_the_administrators_by_default_and_says_so() {
        var staffing = ApproverResolution.approvers(
                step(SelfApproval.ESCALATE, usual, new InRole("nobody")), request(org, 1), org);

        assertThat(((Staffing.Staffed) staffing).isFallback()).isTrue();
        assertThat(((Staffing.Staffed) staffing).people().getFirst().reasons()).containsExactly(Reason.administrator());
    }

    @Test
    void nobody_found_may_count_as_agreed() {
        assertThat(nobody(Nobody.AGREE)).isEqualTo(new Staffing.Agreed());
    }

    @Test
    void nobody_found_may_count_as_rejected() {
        assertThat(nobody(Nobody.REJECT)).isEqualTo(new Staffing.Rejected());
    }

    @Test
    void nobody_found_may_refuse_the_submission() {
        assertThat(nobody(Nobody.REFUSE)).isEqualTo(new Staffing.Impossible());
    }

    @Test
    void nobody_found_may_go_to_the_next_manager() {
        assertThat(((Staffing.Staffed) nobody(Nobody.MANAGER)).people())
                .extracting(one -> one.person().name())
                .containsExactly("Li");
    }

    @Test
    void nobody_found_may_go_to_given_people() {
        assertThat(((Staffing.Staffed) nobody(Nobody.PEOPLE)).people())
                .extracting(one -> one.person().name())
                .containsExactly("Qian");
    }

    @Test
    void given_people_who_have_left_too_fall_to_the_administrators() {
        org.leaves(4);

        assertThat(((Staffing.Staffed) nobody(Nobody.PEOPLE)).people())
                .extracting(one -> one.person().name())
                .containsExactly("Admin");
    }

    @Test
    void an_administrator_does_not_decide_alone_on_an_own_request() {
        assertThat(ApproverResolution.approvers(
                        step(SelfApproval.ESCALATE, usual, new InRole("nobody")), request(org, 5), org))
                .isEqualTo(new Staffing.Impossible());
    }

    @Test
    void a_deputy_stands_in_and_the_reason_says_for_whom() {
        var found = resolved(
                step(SelfApproval.ESCALATE, usual, new InRole("finance")),
                request(1, deputies(Map.of(4L, 6L)), Past.NONE));

        assertThat(found.getFirst().person().name()).isEqualTo("Sun");
        assertThat(found.getFirst().insteadOf()).isEqualTo(new RecordId(4));
        assertThat(found.getFirst().reasons()).contains(Reason.deputy("Qian", null));
    }

    @Test
    void a_deputy_is_never_the_initiator() {
        assertThat(deputised(1, Map.of(4L, 1L))).containsExactly("Qian");
    }

    @Test
    void a_deputy_who_is_away_too_leaves_it_to_the_administrators() {
        assertThat(deputised(1, Map.of(4L, 6L, 6L, 2L))).containsExactly("Admin");
    }

    @Test
    void beyond_the_limit_of_the_deputy_the_person_decides_and_the_reason_says_why() {
        for (var why : Worth.Measured.values()) {
            var found = resolved(
                    step(SelfApproval.ESCALATE, usual, new InRole("finance")),
                    request(1, user -> outOfLimit(user, why), Past.NONE));

            assertThat(found).hasSize(1);
            assertThat(found.getFirst().person().name()).isEqualTo("Qian");
            assertThat(found.getFirst().insteadOf()).isNull();
            assertThat(found.getFirst().reasons().getLast().text(Locale.ENGLISH))
                    .contains("Sun", "CNY 100");
        }
    }

    private static StandIn outOfLimit(RecordId user, Worth.Measured why) {
        return user.value() == 4
                ? new StandIn.OutOfLimit(new RecordId(6), new Money(new BigDecimal(100), "CNY"), why)
                : new StandIn.Nobody();
    }

    @Test
    void a_deputy_who_is_away_for_small_amounts_only_is_away_all_the_same() {
        Deputies deputies = user ->
                user.value() == 3 ? new StandIn.By(new RecordId(4), null) : outOfLimit(user, Worth.Measured.ABOVE);

        assertThat(staffed(
                        step(SelfApproval.ESCALATE, usual, new InRole("director")),
                        request(1, deputies, Past.NONE),
                        org))
                .containsExactly("Admin");
    }

    @Test
    void an_exclusive_step_takes_no_deputy_who_has_decided() {
        var past = new Past(List.of(passed("first", 6, false)), Map.of());

        assertThat(staffed(
                        step(SelfApproval.ESCALATE, repeated(Repeated.EXCLUSIVE), new InRole("finance")),
                        request(1, deputies(Map.of(4L, 6L)), past),
                        org))
                .containsExactly("Admin");
    }

    @Test
    void a_deputy_who_has_left_leaves_it_to_the_administrators() {
        org.leaves(6);

        assertThat(deputised(1, Map.of(4L, 6L))).containsExactly("Admin");
    }

    @Test
    void a_deputy_who_is_asked_anyway_sits_once() {
        assertThat(staffed(
                        step(SelfApproval.ESCALATE, usual, new InRole("finance"), new InRole("director")),
                        request(1, deputies(Map.of(4L, 3L)), Past.NONE),
                        org))
                .containsExactly("Zhou");
    }

    @Test
    void exclusive_steps_ask_nobody_who_has_decided() {
        var past = new Past(List.of(passed("first", 4, false)), Map.of());

        assertThat(staffed(
                        step(SelfApproval.ESCALATE, repeated(Repeated.EXCLUSIVE), new Users(List.of("4", "3"))),
                        request(1, Deputies.NONE, past),
                        org))
                .containsExactly("Zhou");
    }

    @Test
    void an_exclusive_step_without_anybody_else_falls_to_the_administrators() {
        var past = new Past(List.of(passed("first", 4, false)), Map.of());

        assertThat(staffed(
                        step(SelfApproval.ESCALATE, repeated(Repeated.EXCLUSIVE), new Users(List.of("4"))),
                        request(1, Deputies.NONE, past),
                        org))
                .containsExactly("Admin");
    }

    private Staffing nobody(Nobody rule) {
        var options = Options.with(rule, List.of(new InRole("finance")));
        return ApproverResolution.approvers(
                step(SelfApproval.ESCALATE, options, new InRole("nobody")), request(org, 1), org);
    }

    private List<String> deputised(long initiator, Map<Long, Long> deputies) {
        return staffed(
                step(SelfApproval.ESCALATE, usual, new InRole("finance")),
                request(initiator, deputies(deputies), Past.NONE),
                org);
    }

    private static Deputies deputies(Map<Long, Long> deputies) {
        return user -> Optional.ofNullable(deputies.get(user.value()))
                .<StandIn>map(deputy -> new StandIn.By(new RecordId(deputy), null))
                .orElseGet(StandIn.Nobody::new);
    }

    private List<String> chosen(Chosen source, long... people) {
        var past = new Past(
                List.of(),
                Map.of(
                        "step",
                        java.util.stream.LongStream.of(people)
                                .mapToObj(RecordId::new)
                                .toList()));
        return staffed(step(SelfApproval.ESCALATE, usual, source), request(1, Deputies.NONE, past), org);
    }

    static Passed passed(String node, long agreed, boolean isStale) {
        var open = NodeState.open(Completion.ANY, List.of(new RecordId(agreed)));
        var step = open.apply(new NodeAction.Agree(new RecordId(agreed)));
        return new Passed(node, ((Step.Taken) step).state(), isStale);
    }

    private static ApproveOptions repeated(Repeated rule) {
        return Options.with(rule);
    }

    static Approve step(SelfApproval self, ApproveOptions options, Approver... sources) {
        return new Approve("step", Label.of("Step", "节点"), List.of(sources), Completion.ALL, self, Map.of(), options);
    }

    private List<String> names(long initiator, Approver... sources) {
        return names(step(SelfApproval.ESCALATE, usual, sources), initiator);
    }

    private List<String> names(Approve node, long initiator) {
        return staffed(node, request(org, initiator), org);
    }

    private static List<String> staffed(Approve node, Request request, People people) {
        return ((Staffing.Staffed) ApproverResolution.approvers(node, request, people))
                .people().stream().map(one -> one.person().name()).toList();
    }

    private List<Resolved> resolved(Approve node, Request request) {
        return ((Staffing.Staffed) ApproverResolution.approvers(node, request, org)).people();
    }

    private static Request request(Org org, long initiator) {
        return new Request(org.find(new RecordId(initiator)).orElseThrow(), Org.subject(), List.of("admin"));
    }

    private Request request(long initiator, Deputies deputies, Past past) {
        return new Request(
                org.find(new RecordId(initiator)).orElseThrow(), Org.subject(), List.of("admin"), deputies, past);
    }
}
