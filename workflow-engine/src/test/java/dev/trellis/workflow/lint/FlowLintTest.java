package dev.trellis.workflow.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApprovalDefinition.Branch;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Effects;
import dev.trellis.core.metadata.ApprovalDefinition.InRole;
import dev.trellis.core.metadata.ApprovalDefinition.Initiator;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.ApprovalDefinition.SameAs;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.metadata.ApprovalDefinition.Users;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.FlowNodes.Call;
import dev.trellis.core.metadata.FlowNodes.Failure;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.name.Label;
import dev.trellis.workflow.people.Org;
import dev.trellis.workflow.people.RequiredField;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowLintTest {

    private final Org company = new Org()
            .with(1, "Wang", 2)
            .with(2, "Li", 3)
            .with(3, "Zhou", 0)
            .with(4, "Qian", 3)
            .in("director", 3, 4)
            .in("finance", 4)
            .in("admin", 3);

    private static final Label LABEL = Label.of("x", "x");

    private static Approve step(String id, Approver... sources) {
        return new Approve(id, LABEL, List.of(sources), Completion.ANY, SelfApproval.ESCALATE, Map.of());
    }

    private static Approve fine(String id) {
        return step(id, new InRole("director"));
    }

    private static Condition condition(List<Node> otherwise, String... whens) {
        var branches = new java.util.ArrayList<Branch>();
        for (int i = 0; i < whens.length; i++) {
            branches.add(new Branch("b" + i, LABEL, whens[i], List.of(fine("s" + i))));
        }
        return new Condition("size", LABEL, branches, otherwise);
    }

    private List<String> look(Node... nodes) {
        var definition = new ApprovalDefinition(
                "flow", LABEL, "deal", null, List.of(nodes), Effects.NONE, List.of(), List.of("admin"));
        return FlowLint.look(Metadata.empty(), definition, company, List.of("echo")).stream()
                .map(finding -> finding.node() + " " + finding.problem().code().key())
                .toList();
    }

    @Test
    void nothing_is_said_of_a_flow_without_oddities() {
        assertThat(look(
                        fine("one"),
                        condition(List.of(fine("other")), "amount < 100", "amount >= 100 AND amount < 500")))
                .isEmpty();
    }

    @Test
    void numbers_between_branches_are_a_gap() {
        assertThat(look(condition(List.of(fine("other")), "amount < 100", "amount > 100")))
                .containsExactly("size FLOW_GAP");
        assertThat(look(condition(List.of(fine("other")), "discount <= 10%", "discount > 0.15")))
                .containsExactly("size FLOW_GAP");
    }

    @Test
    void numbers_of_two_branches_are_an_overlap() {
        assertThat(look(condition(List.of(fine("other")), "amount <= 100", "amount >= 100")))
                .containsExactly("size FLOW_OVERLAP");
    }

    @Test
    void a_branch_that_an_earlier_one_swallows_is_never_reached() {
        assertThat(look(condition(List.of(fine("other")), "amount > 10", "amount > 100")))
                .containsExactly("b1 FLOW_UNREACHABLE");
        assertThat(look(condition(List.of(fine("other")), "note = \"x\"", "note = \"x\"")))
                .containsExactly("b1 FLOW_UNREACHABLE");
        assertThat(look(condition(List.of(fine("other")), "TRUE", "note = \"x\"")))
                .containsExactly("b1 FLOW_UNREACHABLE");
        assertThat(look(condition(List.of(fine("other")), "amount > 10 AND amount < 5")))
                .containsExactly("b0 FLOW_UNREACHABLE");
    }

    @Test
    void a_way_without_any_decision_is_told() {
        assertThat(look(condition(List.of(), "amount > 10"))).containsExactly(" FLOW_NO_DECISION");
    }

    @Test
    void a_condition_without_any_step_has_lost_its_default() {
        var empty = new Condition("size", LABEL, List.of(new Branch("b", LABEL, "amount > 1", List.of())), List.of());

        assertThat(look(fine("one"), empty)).containsExactly("size FLOW_NO_DEFAULT");
    }

    @Test
    void a_role_that_nobody_holds_is_told_where_it_is_named() {
        assertThat(look(fine("one"), step("two", new InRole("vacant")))).containsExactly("two FLOW_NOBODY_IN_ROLE");
    }

    @Test
    void a_step_that_one_person_alone_can_decide_is_a_bottleneck() {
        assertThat(look(step("one", new InRole("finance")))).containsExactly("one FLOW_ONE_PERSON");
        assertThat(look(step("one", new Users(List.of("3"))))).containsExactly("one FLOW_ONE_PERSON");
    }

    @Test
    void a_step_that_only_asks_the_initiator_is_told_unless_they_may_decide() {
        assertThat(look(fine("one"), step("two", new Initiator()))).containsExactly("two FLOW_ALWAYS_INITIATOR");
    }

    @Test
    void a_field_that_must_be_filled_must_be_shown_and_open() {
        var sources = List.<Approver>of(new InRole("director"));
        var options = RequiredField.options("note");
        var hidden = new Approve(
                "one", LABEL, sources, Completion.ANY, SelfApproval.ESCALATE, Map.of("note", FieldRight.NONE), options);
        var closed = new Approve("two", LABEL, sources, Completion.ANY, SelfApproval.ESCALATE, Map.of(), options);

        assertThat(look(hidden)).containsExactly("one FLOW_REQUIRED_HIDDEN");
        assertThat(look(closed)).containsExactly("two FLOW_REQUIRED_CLOSED");
    }

    @Test
    void whoever_decided_at_a_later_step_is_nobody_yet() {
        assertThat(look(step("one", new SameAs("two")), fine("two"))).containsExactly("one FLOW_SAME_AS_LATER");
        assertThat(look(fine("one"), step("two", new SameAs("one")))).isEmpty();
    }

    @Test
    void somebody_who_has_left_is_told_by_name() {
        company.leaves(4);

        assertThat(look(fine("one"), step("two", new Users(List.of("3", "4"))))).contains("two FLOW_PERSON_LEFT");
    }

    @Test
    void a_channel_that_the_server_lacks_is_told() {
        var call = new Call("ask", LABEL, "pigeon", List.of(), Map.of(), Map.of(), 5, Failure.IGNORE, List.of());

        assertThat(look(fine("one"), call)).containsExactly("ask FLOW_UNKNOWN_CHANNEL");
    }

    @Test
    void a_start_that_asks_for_what_it_hides_is_found() {
        var definition = new ApprovalDefinition(
                "flow",
                LABEL,
                "deal",
                null,
                List.of(fine("one")),
                Effects.NONE,
                List.of(),
                List.of("admin"),
                ApprovalDefinition.Policy.DEFAULT,
                FlowNodes.Endings.NONE,
                new FlowNodes.Start(
                        Map.of("secret", FieldRight.NONE, "shown", FieldRight.READ, "open", FieldRight.WRITE),
                        List.of("secret", "shown", "open", "by_role"),
                        List.of()));

        assertThat(FlowLint.look(Metadata.empty(), definition, company, List.of("echo")))
                .extracting(finding ->
                        finding.node() + " " + finding.problem().code().key())
                .containsExactly(" FLOW_REQUIRED_HIDDEN", " FLOW_REQUIRED_CLOSED");
    }
}
