package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** Two act at the same moment: exactly one outcome, and the loser learns who came first. */
class ApprovalRaceTest {

    private static final int ROUNDS = 8;

    private static Company company;
    private static ExecutorService threads;

    @BeforeAll
    static void start() {
        company = Company.start();
        threads = Executors.newFixedThreadPool(4);
        var warm = company.request("Wang");
        company.submit("Wang", "request", warm);
    }

    @AfterAll
    static void stop() {
        threads.shutdown();
        company.close();
    }

    @RepeatedTest(ROUNDS)
    void of_agree_and_reject_one_wins() throws Exception {
        var request = company.request("Wang");
        company.submit("Wang", "request", request);
        var zhou = company.task("Zhou", request);
        var qian = company.task("Qian", request);

        var results = together(
                () -> company.approvals().agree(company.who("Zhou"), zhou, "", Map.of(), null),
                () -> company.approvals().reject(company.who("Qian"), qian, ""));

        assertThat(done(results)).hasSize(1);
        assertConflict(refused(results), ApprovalProblems.ALREADY_DECIDED);
        var agreed = results.getFirst() instanceof ApprovalResult.Done;
        var view = company.last("request", request);
        assertThat(view.state()).isEqualTo(agreed ? ApprovalState.APPROVED : ApprovalState.REJECTED);
        assertThat(refused(results).problems().getFirst().arguments()).containsEntry("name", agreed ? "Zhou" : "Qian");
        assertThat(company.events("request", request)).hasSize(4);
        assertThat(company.read("request", request).lock()).isNull();
    }

    @RepeatedTest(ROUNDS)
    void the_last_two_of_a_countersign_both_count_and_end_it_once() throws Exception {
        var quote = company.quote("Wang", "0.2");
        company.submit("Wang", "quote", quote);
        company.agree("Li", quote);
        var zhou = company.task("Zhou", quote);
        var qian = company.task("Qian", quote);

        var results = together(
                () -> company.approvals().agree(company.who("Zhou"), zhou, "", Map.of(), null),
                () -> company.approvals().agree(company.who("Qian"), qian, "", Map.of(), null));

        assertThat(done(results))
                .extracting(ApprovalResult.Done::state)
                .containsExactlyInAnyOrder(ApprovalState.RUNNING, ApprovalState.APPROVED);
        assertThat(company.events("quote", quote).stream().filter(event -> event == ApprovalEvent.APPROVED))
                .hasSize(1);
        assertThat(company.read("quote", quote).value("status")).isEqualTo("approved");
    }

    @RepeatedTest(ROUNDS)
    void of_the_last_agree_and_a_reject_one_ends_a_countersign() throws Exception {
        var quote = company.quote("Wang", "0.2");
        company.submit("Wang", "quote", quote);
        company.agree("Li", quote);
        company.agree("Zhou", quote);
        var qian = company.task("Qian", quote);

        var results = together(
                () -> company.approvals().agree(company.who("Qian"), qian, "", Map.of(), null),
                () -> company.approvals().reject(company.who("Qian"), qian, ""));

        assertThat(done(results)).hasSize(1);
        assertConflict(refused(results), ApprovalProblems.ALREADY_DECIDED_BY_YOU);
        assertThat(company.last("quote", quote).state())
                .isEqualTo(done(results).getFirst().state());
    }

    @RepeatedTest(ROUNDS)
    void of_withdraw_and_agree_one_wins() throws Exception {
        var quote = company.quote("Wang", "0.1");
        company.submit("Wang", "quote", quote);
        var task = company.task("Li", quote);

        var results = together(
                () -> company.approvals().agree(company.who("Li"), task, "", Map.of(), null),
                () -> company.approvals().withdraw(company.who("Wang"), "quote", quote));

        assertThat(done(results)).hasSize(1);
        assertThat(refused(results).problems().getFirst().code())
                .isIn(
                        ApprovalProblems.ALREADY_WITHDRAWN,
                        ApprovalProblems.TOO_LATE_TO_WITHDRAW,
                        ApprovalProblems.NOT_RUNNING);
        var state = company.last("quote", quote).state();
        assertThat(state).isEqualTo(done(results).getFirst().state());
        assertThat(company.read("quote", quote).value("status"))
                .isEqualTo(state == ApprovalState.APPROVED ? "approved" : "draft");
    }

    @RepeatedTest(ROUNDS)
    void of_two_submissions_one_starts() throws Exception {
        var quote = company.quote("Wang", "0.1");

        var results =
                together(() -> company.submit("Wang", "quote", quote), () -> company.submit("Wang", "quote", quote));

        assertThat(done(results)).hasSize(1);
        assertThat(refused(results).problems().getFirst().code().category())
                .isIn(ProblemCode.Category.CONFLICT, ProblemCode.Category.STALE, ProblemCode.Category.LOCKED);
        assertThat(company.approvals()
                        .instances(company.who("Wang"), "quote", quote)
                        .orElseThrow())
                .hasSize(1);
    }

    private static List<ApprovalResult> together(Callable<ApprovalResult> one, Callable<ApprovalResult> other)
            throws Exception {
        var start = new CyclicBarrier(2);
        var first = threads.submit(() -> {
            start.await();
            return one.call();
        });
        var second = threads.submit(() -> {
            start.await();
            return other.call();
        });
        return List.of(first.get(), second.get());
    }

    private static List<ApprovalResult.Done> done(List<ApprovalResult> results) {
        return results.stream()
                .filter(ApprovalResult.Done.class::isInstance)
                .map(ApprovalResult.Done.class::cast)
                .toList();
    }

    private static ApprovalResult.Refused refused(List<ApprovalResult> results) {
        return results.stream()
                .filter(ApprovalResult.Refused.class::isInstance)
                .map(ApprovalResult.Refused.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static void assertConflict(ApprovalResult.Refused refused, ProblemCode code) {
        assertThat(refused.problems().getFirst().code()).isEqualTo(code);
        assertThat(code.category()).isEqualTo(ProblemCode.Category.CONFLICT);
    }
}
