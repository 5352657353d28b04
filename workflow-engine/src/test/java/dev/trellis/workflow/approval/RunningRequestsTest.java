package dev.trellis.workflow.approval;

import static dev.trellis.workflow.approval.Deals.LI;
import static dev.trellis.workflow.approval.Deals.QIAN;
import static dev.trellis.workflow.approval.Deals.ZHOU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that run are moved to the published version of their approval, after a look at what that would do. */
class RunningRequestsTest {

    private static final String BOTH = """
            {"kind": "approve", "id": "both", "label": {"en": "Both"}, "completion": "all", "approvers":
                [{"source": "role", "role": "director"}, {"source": "role", "role": "finance"}]}""";

    private static Deals deals;
    private static Company company;

    @BeforeAll
    static void start() {
        deals = Deals.start();
        company = deals.company();
    }

    @AfterAll
    static void stop() {
        deals.close();
    }

    private static RunningRequests.Report look(Map<String, String> mapping) {
        return company.app().get(RunningRequests.class).look(company.who("Admin"), "deal_approval", mapping);
    }

    private static RunningRequests.Report move(Map<String, String> mapping) {
        return company.app()
                .get(RunningRequests.class)
                .move(company.who("Admin"), "deal_approval", mapping, "the rules have changed");
    }

    private static RunningRequests.Moving of(RunningRequests.Report report, RecordId deal) {
        return report.requests().stream()
                .filter(one -> one.record().equals(deal))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_step_that_stays_keeps_its_votes_and_goes_on_by_the_new_version() {
        deals.flow(LI, BOTH);
        var deal = deals.submitted(Map.of());
        company.agree("Li", deal);
        company.agree("Zhou", deal);
        deals.flow(BOTH, QIAN);

        var seen = of(look(Map.of()), deal);
        assertThat(seen.isMovable()).isTrue();
        assertThat(deals.events(deal)).doesNotContain(ApprovalEvent.MIGRATED);
        var moved = of(move(Map.of()), deal);

        assertThat(moved.to()).isEqualTo(seen.to());
        assertThat(deals.events(deal)).contains(ApprovalEvent.MIGRATED);
        assertThat(deals.asked(deal)).containsExactly("Qian");
        company.agree("Qian", deal);
        // The new version asks finance once more; the step before it is not consecutive with one person only.
        if (deals.state(deal) == ApprovalState.RUNNING) {
            company.agree("Qian", deal);
        }
        assertThat(deals.state(deal)).isEqualTo(ApprovalState.APPROVED);
        assertThat(look(Map.of()).requests()).noneMatch(one -> one.record().equals(deal));
        RandomRequestsTest.assertRebuilt(company, "deal", deal, "after a move");
        deals.assertSound(deal);
    }

    @Test
    void a_step_that_is_gone_needs_another_one_and_then_asks_the_people_of_that() {
        deals.flow(LI, QIAN);
        var deal = deals.submitted(Map.of());
        deals.flow(ZHOU, QIAN);

        var seen = of(look(Map.of()), deal);
        assertThat(seen.problems())
                .extracting(problem -> problem.code())
                .containsExactly(ApprovalProblems.MOVE_STEP_GONE);
        move(Map.of());
        assertThat(deals.asked(deal)).containsExactly("Li");
        assertThat(of(look(Map.of("li", "zhou")), deal).isMovable()).isTrue();
        move(Map.of("li", "zhou"));

        assertThat(deals.asked(deal)).containsExactly("Zhou");
        company.agree("Zhou", deal);
        assertThat(deals.asked(deal)).containsExactly("Qian");
        company.agree("Qian", deal);
        assertThat(deals.state(deal)).isEqualTo(ApprovalState.APPROVED);
        RandomRequestsTest.assertRebuilt(company, "deal", deal, "after a move");
        deals.assertSound(deal);
    }

    @Test
    void what_was_passed_and_is_gone_is_no_hindrance_and_no_place_to_go_back_to() {
        deals.flow(LI, ZHOU, QIAN);
        var deal = deals.submitted(Map.of());
        company.agree("Li", deal);
        deals.flow(ZHOU, QIAN);
        move(Map.of());

        assertThat(company.approvals()
                        .instances(company.who("Zhou"), "deal", deal)
                        .orElseThrow()
                        .getFirst()
                        .may()
                        .backTo())
                .isEmpty();
        company.agree("Zhou", deal);
        company.agree("Qian", deal);

        assertThat(deals.state(deal)).isEqualTo(ApprovalState.APPROVED);
        deals.assertSound(deal);
    }

    @Test
    void a_request_that_was_sent_back_is_submitted_again_under_the_new_version() {
        deals.flow(LI, QIAN);
        var deal = deals.submitted(Map.of());
        company.approvals()
                .act(company.who("Li"), company.task("Li", deal), new TaskAction.SendBack(null), "more, please");
        deals.flow(ZHOU);
        move(Map.of("li", "zhou"));

        assertThat(company.submit("Wang", "deal", deal)).isInstanceOf(ApprovalResult.Done.class);

        assertThat(deals.asked(deal)).containsExactly("Zhou");
        company.agree("Zhou", deal);
        assertThat(deals.state(deal)).isEqualTo(ApprovalState.APPROVED);
        deals.assertSound(deal);
    }

    @Test
    void what_stands_in_lanes_stays_on_its_version() {
        deals.flow(Deals.node(
                "parallel",
                "sides",
                "\"lanes\": [%s, %s]".formatted(Deals.lane("one", "", ZHOU), Deals.lane("two", "", QIAN))));
        var deal = deals.submitted(Map.of());
        deals.flow(ZHOU);

        assertThat(of(move(Map.of()), deal).isMovable()).isFalse();

        company.agree("Zhou", deal);
        company.agree("Qian", deal);
        assertThat(deals.state(deal)).isEqualTo(ApprovalState.APPROVED);
    }

    @Test
    void only_administrators_move_and_only_with_a_reason() {
        deals.flow(LI);
        var deal = deals.submitted(Map.of());
        deals.flow(LI, QIAN);
        var requests = company.app().get(RunningRequests.class);

        assertThat(requests.look(company.who("Wang"), "deal_approval", Map.of()).problems())
                .extracting(problem -> problem.code())
                .containsExactly(ApprovalProblems.ONLY_ADMINISTRATORS);
        assertThat(requests.move(company.who("Wang"), "deal_approval", Map.of(), "because")
                        .problems())
                .hasSize(1);
        assertThat(requests.move(company.who("Admin"), "deal_approval", Map.of(), " ")
                        .problems())
                .extracting(problem -> problem.code())
                .containsExactly(ApprovalProblems.REASON_REQUIRED);
        assertThat(requests.look(company.who("Admin"), "no_such", Map.of()).problems())
                .extracting(problem -> problem.code())
                .containsExactly(ApprovalProblems.APPROVAL_UNKNOWN);
        assertThat(deals.events(deal)).doesNotContain(ApprovalEvent.MIGRATED);
    }
}
