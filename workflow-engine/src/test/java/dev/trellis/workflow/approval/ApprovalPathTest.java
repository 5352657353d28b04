package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Branch;
import dev.trellis.core.metadata.ApprovalDefinition.CarbonCopy;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Effects;
import dev.trellis.core.metadata.ApprovalDefinition.Node;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.metadata.FlowNodes.Inclusive;
import dev.trellis.core.metadata.FlowNodes.Join;
import dev.trellis.core.metadata.FlowNodes.Lane;
import dev.trellis.core.metadata.FlowNodes.LaneReject;
import dev.trellis.core.metadata.FlowNodes.Parallel;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.people.Org;
import dev.trellis.workflow.people.Reason;
import dev.trellis.workflow.people.Request;
import dev.trellis.workflow.route.Conditions.Verdict;
import dev.trellis.workflow.route.Route;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalPathTest {

    private final Org company = new Org()
            .with(1, "Wang", 2)
            .with(2, "Li", 3)
            .with(3, "Zhou", 0)
            .with(4, "Qian", 3)
            .with(5, "Admin", 0)
            .in("director", 3)
            .in("finance", 4)
            .in("admin", 5);

    @Test
    void a_small_discount_goes_to_the_manager_only() {
        var path = preview(1, false);

        assertThat(names(path)).containsExactly(List.of("Li"));
        assertThat(path.steps().getFirst().people().getFirst().reasons()).containsExactly(Reason.manager("Wang"));
    }

    @Test
    void a_large_one_also_to_director_and_finance_and_says_why() {
        var path = preview(1, true);

        assertThat(names(path)).containsExactly(List.of("Li"), List.of("Zhou", "Qian"));
        var second = path.steps().get(1);
        assertThat(second.because().getFirst().text(Locale.ENGLISH)).isEqualTo("Discount: Above 15 %");
        assertThat(second.because().getFirst().text(Locale.SIMPLIFIED_CHINESE)).isEqualTo("折扣：超过 15%");
        assertThat(second.people().getFirst().reasons().getFirst().text(Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("担任角色“角色 director”");
    }

    @Test
    void a_step_without_anybody_is_a_problem_at_its_place() {
        var answer = ApprovalPath.preview(
                definition(new Approve("x1", label("x1"), List.of(), Completion.ANY, SelfApproval.ESCALATE, Map.of())),
                request(company, 5),
                company,
                text -> new Verdict.True());

        assertThat(answer).isInstanceOf(Route.Answer.Failed.class);
        assertThat(((Route.Answer.Failed<ApprovalPath>) answer).problems())
                .extracting(Problem::path)
                .containsExactly("nodes/x1");
    }

    @Test
    void who_leaves_a_block_that_ends_with_its_first_lane_does_not_wait_for_its_other_lanes() {
        var lanes = List.of(lane("one", copy("a")), lane("two", copy("b")));
        var first = List.<Node>of(
                new Inclusive("i", label("i"), List.of(), List.of(new Parallel("p", label("p"), lanes, Join.FIRST))),
                copy("tail"));
        var all = List.<Node>of(
                new Inclusive("i", label("i"), List.of(), List.of(new Parallel("p", label("p"), lanes, Join.ALL))),
                copy("tail"));

        assertThat(Route.isHeldUp(first, "a", Set.of("b"))).isFalse();
        assertThat(Route.leaving(first, "a", Set.of("b"))).extracting(Node::id).containsExactly("tail");
        assertThat(Route.leavingLane(first, "a", Set.of("b")))
                .extracting(Node::id)
                .containsExactly("tail");
        assertThat(Route.isHeldUp(all, "a", Set.of("b"))).isTrue();
        assertThat(Route.leaving(all, "a", Set.of("b"))).isEmpty();
    }

    private static Lane lane(String id, Node node) {
        return new Lane(id, label(id), List.of(node), LaneReject.ENDS);
    }

    @Test
    void behind_a_node_of_a_branch_comes_what_follows_the_condition() {
        var nodes = List.<Node>of(
                new Condition(
                        "c",
                        label("c"),
                        List.of(new Branch("b", label("b"), "TRUE", List.of(copy("in"), copy("in2")))),
                        List.of()),
                copy("last"));

        assertThat(Route.after(nodes, "in").orElseThrow()).extracting(Node::id).containsExactly("in2", "last");
        assertThat(Route.after(nodes, "gone")).isEmpty();
    }

    private static CarbonCopy copy(String id) {
        return new CarbonCopy(id, label(id), List.of());
    }

    private ApprovalPath preview(long initiator, boolean large) {
        var answer = ApprovalPath.preview(
                QuoteApproval.DEFINITION,
                request(company, initiator),
                company,
                text -> large ? new Verdict.True() : new Verdict.Not());
        return ((Route.Answer.Leads<ApprovalPath>) answer).to();
    }

    private static Request request(Org company, long initiator) {
        return new Request(company.find(new RecordId(initiator)).orElseThrow(), Org.subject(), List.of("admin"));
    }

    private static List<List<String>> names(ApprovalPath path) {
        return path.steps().stream()
                .map(step ->
                        step.people().stream().map(ApprovalPath.Person::name).toList())
                .toList();
    }

    private static ApprovalDefinition definition(Node... nodes) {
        return new ApprovalDefinition(
                "a", label("a"), "quote", null, List.of(nodes), Effects.NONE, List.of(), List.of("admin"));
    }

    private static Label label(String id) {
        return Label.of("Role " + id, "角色 " + id);
    }
}
