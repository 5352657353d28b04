package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.approval.ApprovalPath.Person;
import dev.trellis.workflow.approval.ApprovalPath.State;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApprovalsTest {

    private static Company company;

    @BeforeAll
    static void start() {
        company = Company.start();
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    @Test
    void a_preview_names_everybody_and_says_why_and_writes_nothing() {
        var quote = company.quote("Wang", "0.18");
        var before = company.checksums();

        var preview = company.approvals().preview(company.who("Wang"), "quote", quote);

        assertThat(preview).isInstanceOf(PreviewResult.Found.class);
        var steps = ((PreviewResult.Found) preview).path().steps();
        assertThat(steps).extracting(ApprovalPath.Step::node).containsExactly("manager", "both", "tell");
        assertThat(steps.get(1).people()).extracting(Person::name).containsExactly("Zhou", "Qian");
        assertThat(steps.get(0).people().getFirst().reasons().getFirst().text(Locale.ENGLISH))
                .isEqualTo("manager of Wang");
        assertThat(steps.get(1).because().getFirst().text(Locale.ENGLISH)).isEqualTo("Discount: Above 15 %");
        assertThat(company.checksums()).isEqualTo(before);
    }

    @Test
    void submitting_is_offered_only_where_the_start_condition_holds_and_the_record_may_be_edited() {
        var quote = company.quote("Wang", "0.1");

        assertThat(isStartable("Wang", quote)).isTrue();
        assertThat(isStartable("Stranger", quote)).as("unseen").isFalse();
        company.submit("Wang", "quote", quote);
        assertThat(isStartable("Wang", quote)).as("running").isFalse();
        company.agree("Li", quote);
        assertThat(isStartable("Wang", quote)).as("approved").isFalse();
    }

    private static boolean isStartable(String name, RecordId quote) {
        return company.approvals().isStartable(company.who(name), "quote", quote);
    }

    @Test
    void a_small_discount_needs_the_manager_only() {
        var quote = company.quote("Wang", "0.15");

        assertThat(company.submit("Wang", "quote", quote)).isInstanceOf(ApprovalResult.Done.class);
        assertThat(company.read("quote", quote).value("status")).isEqualTo("in_approval");
        assertThat(company.read("quote", quote).lock()).isNotNull();
        var done = company.agree("Li", quote);

        assertThat(((ApprovalResult.Done) done).state()).isEqualTo(ApprovalState.APPROVED);
        assertThat(company.read("quote", quote).value("status")).isEqualTo("approved");
        assertThat(company.read("quote", quote).lock()).isNull();
        assertThat(company.events("quote", quote))
                .containsExactly(
                        ApprovalEvent.SUBMITTED, ApprovalEvent.ENTERED, ApprovalEvent.AGREED, ApprovalEvent.APPROVED);
    }

    @Test
    void a_large_discount_then_needs_director_and_finance_both() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);
        company.agree("Li", quote);

        assertThat(((ApprovalResult.Done) company.agree("Qian", quote)).state()).isEqualTo(ApprovalState.RUNNING);
        assertThat(company.read("quote", quote).lock()).isNotNull();
        assertThat(((ApprovalResult.Done) company.agree("Zhou", quote)).state()).isEqualTo(ApprovalState.APPROVED);

        assertThat(company.events("quote", quote))
                .containsExactly(
                        ApprovalEvent.SUBMITTED,
                        ApprovalEvent.ENTERED,
                        ApprovalEvent.AGREED,
                        ApprovalEvent.ENTERED,
                        ApprovalEvent.AGREED,
                        ApprovalEvent.AGREED,
                        ApprovalEvent.COPIED,
                        ApprovalEvent.APPROVED);
        assertThat(company.approvals()
                        .inbox(company.who("Admin"), InboxFolder.CC, 0, 10)
                        .items())
                .extracting(InboxItem::record)
                .contains(quote);
    }

    @Test
    void one_reject_ends_a_countersign_and_the_request_may_be_submitted_again() {
        var quote = company.quote("Wang", "0.3");
        company.submit("Wang", "quote", quote);
        company.agree("Li", quote);

        assertThat(((ApprovalResult.Done) company.reject("Qian", quote)).state())
                .isEqualTo(ApprovalState.REJECTED);

        assertThat(company.isAsked("Zhou", quote)).isFalse();
        assertThat(company.read("quote", quote).value("status")).isEqualTo("rejected");
        var path = company.last("quote", quote).path();
        assertThat(path.steps()).extracting(ApprovalPath.Step::state).containsExactly(State.DONE, State.REJECTED);
        assertThat(path.steps().getLast().people())
                .extracting(Person::vote)
                .containsExactly(Vote.NOT_NEEDED, Vote.REJECTED);
        assertThat(company.submit("Wang", "quote", quote)).isInstanceOf(ApprovalResult.Done.class);
        assertThat(company.approvals()
                        .instances(company.who("Wang"), "quote", quote)
                        .orElseThrow())
                .hasSize(2);
    }

    @Test
    void a_running_request_shows_what_is_done_current_and_ahead() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);
        company.approvals().agree(company.who("Li"), company.task("Li", quote), "可以", Map.of(), null);

        var view = company.approvals()
                .instances(company.who("Wang"), "quote", quote)
                .orElseThrow()
                .getFirst();

        assertThat(view.path().steps())
                .extracting(ApprovalPath.Step::state)
                .containsExactly(State.DONE, State.CURRENT, State.AHEAD);
        assertThat(view.path().steps().getFirst().people().getFirst().comment()).isEqualTo("可以");
        assertThat(view.initiatorName()).isEqualTo("Wang");
        assertThat(view.may().withdraw()).isFalse();
        assertThat(view.log().get(2).who()).isEqualTo("Li");
    }

    @Test
    void the_initiator_withdraws_until_somebody_has_decided() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);
        assertThat(code(company.approvals().withdraw(company.who("Li"), "quote", quote)))
                .isEqualTo(ApprovalProblems.ONLY_INITIATOR);

        var done = company.approvals().withdraw(company.who("Wang"), "quote", quote);

        assertThat(((ApprovalResult.Done) done).state()).isEqualTo(ApprovalState.WITHDRAWN);
        assertThat(company.read("quote", quote).value("status")).isEqualTo("draft");
        assertThat(company.read("quote", quote).lock()).isNull();
        assertThat(company.isAsked("Li", quote)).isFalse();
        assertThat(code(company.approvals().withdraw(company.who("Wang"), "quote", quote)))
                .isEqualTo(ApprovalProblems.NOT_RUNNING);
    }

    @Test
    void after_a_decision_it_is_too_late_to_withdraw_and_the_answer_says_who_decided() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);
        company.agree("Li", quote);
        var before = company.checksums();

        var refused = company.approvals().withdraw(company.who("Wang"), "quote", quote);

        assertThat(code(refused)).isEqualTo(ApprovalProblems.TOO_LATE_TO_WITHDRAW);
        assertThat(text(refused, Locale.ENGLISH)).startsWith("Li decided at 20");
        assertThat(text(refused, Locale.SIMPLIFIED_CHINESE)).startsWith("Li已于 20");
        assertThat(company.checksums()).isEqualTo(before);
    }

    @Test
    void a_manager_without_anybody_above_is_decided_on_by_the_administrators() {
        var quote = company.quote("Zhou", "0.01");
        company.submit("Zhou", "quote", quote);

        assertThat(company.isAsked("Zhou", quote)).isFalse();
        assertThat(company.isAsked("Admin", quote)).isTrue();
        var reasons = company.last("quote", quote)
                .path()
                .steps()
                .getFirst()
                .people()
                .getFirst()
                .reasons();
        assertThat(reasons).containsExactly(Reason.administrator());
    }

    @Test
    void an_initiator_who_holds_the_role_is_replaced() {
        var request = company.request("Zhou");
        company.submit("Zhou", "request", request);

        assertThat(company.isAsked("Zhou", request)).isFalse();
        assertThat(company.isAsked("Qian", request)).isTrue();
        assertThat(company.isAsked("Admin", request)).isTrue();
    }

    @Test
    void who_clicks_twice_has_decided_once() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);
        var task = company.task("Li", quote);
        company.approvals().agree(company.who("Li"), task, "", Map.of(), null);
        var before = company.checksums();

        var second = company.approvals().agree(company.who("Li"), task, "", Map.of(), null);

        assertThat(code(second)).isEqualTo(ApprovalProblems.ALREADY_DECIDED_BY_YOU);
        assertThat(code(second).category()).isEqualTo(ProblemCode.Category.CONFLICT);
        assertThat(company.checksums()).isEqualTo(before);
    }

    @Test
    void a_record_in_approval_is_not_submitted_again() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);

        assertThat(code(company.submit("Wang", "quote", quote))).isEqualTo(ApprovalProblems.ALREADY_RUNNING);
    }

    @Test
    void a_record_that_does_not_fit_the_start_condition_is_not_startable() {
        var quote = company.quote("Wang", "0.1");
        company.submit("Wang", "quote", quote);
        company.agree("Li", quote);

        assertThat(code(company.submit("Wang", "quote", quote))).isEqualTo(ApprovalProblems.NOT_STARTABLE);
    }

    @Test
    void a_condition_reads_lines_and_related_records() {
        var empty = company.request("Wang", new String[0]);
        var full = company.request("Wang", "paper", "ink");

        assertThat(code(company.submit("Wang", "request", empty))).isEqualTo(ApprovalProblems.NOT_STARTABLE);
        assertThat(company.submit("Wang", "request", full)).isInstanceOf(ApprovalResult.Done.class);
    }

    @Test
    void a_record_that_one_cannot_see_does_not_exist() {
        var quote = company.quote("Wang", "0.1");

        assertThat(code(company.submit("Stranger", "quote", quote))).isEqualTo(ApprovalProblems.RECORD_NOT_FOUND);
        assertThat(company.approvals().instances(company.who("Stranger"), "quote", quote))
                .isEmpty();
        assertThat(code(company.approvals().withdraw(company.who("Stranger"), "quote", quote)))
                .isEqualTo(ApprovalProblems.RECORD_NOT_FOUND);
    }

    @Test
    void nobody_decides_with_somebody_elses_task() {
        var quote = company.quote("Wang", "0.1");
        company.submit("Wang", "quote", quote);
        var task = company.task("Li", quote);
        var before = company.checksums();

        assertThat(code(company.approvals().agree(company.who("Wang"), task, "", Map.of(), null)))
                .isEqualTo(ApprovalProblems.NOT_YOUR_TASK);
        assertThat(code(company.approvals().agree(company.who("Stranger"), task, "", Map.of(), null)))
                .isEqualTo(ApprovalProblems.TASK_NOT_FOUND);
        assertThat(code(company.approvals().reject(company.who("Li"), new RecordId(1), "")))
                .isEqualTo(ApprovalProblems.TASK_NOT_FOUND);
        assertThat(company.checksums()).isEqualTo(before);
    }

    @Test
    void an_approver_sees_what_the_task_shows_as_long_as_it_runs_and_no_more() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);
        assertThat(company.find("Qian", "quote", quote)).isInstanceOf(FindResult.NotFound.class);
        company.agree("Li", quote);

        var seen = ((FindResult.Found) company.find("Qian", "quote", quote)).record();

        assertThat(seen.values()).containsKeys("name", "discount").doesNotContainKeys("cost", "remark");
        company.agree("Qian", quote);
        assertThat(company.find("Qian", "quote", quote)).isInstanceOf(FindResult.Found.class);
        company.agree("Zhou", quote);
        assertThat(company.find("Qian", "quote", quote)).isInstanceOf(FindResult.NotFound.class);
    }

    @Test
    void the_lock_refuses_everybody_but_the_open_field_of_the_step() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);

        assertThat(company.edit("Wang", "quote", quote, Map.of("name", "sly"))).isInstanceOf(SaveResult.Locked.class);
        assertThat(company.app()
                        .get(Records.class)
                        .save(
                                company.who("Wang"),
                                new Change.Delete(
                                        "quote",
                                        quote,
                                        company.read("quote", quote).version())))
                .isInstanceOf(SaveResult.Locked.class);
        assertThat(company.edit("Li", "quote", quote, Map.of("remark", "seen"))).isInstanceOf(SaveResult.Saved.class);

        company.approvals().agree(company.who("Li"), company.task("Li", quote), "", Map.of("remark", "fine"), null);

        assertThat(company.read("quote", quote).value("remark")).isEqualTo("fine");
        assertThat(company.edit("Li", "quote", quote, Map.of("remark", "late")))
                .isNotInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void a_field_that_the_step_does_not_open_refuses_the_whole_decision() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);
        var task = company.task("Li", quote);
        var before = company.checksums();

        var refused = company.approvals().agree(company.who("Li"), task, "", Map.of("name", "sly"), null);

        assertThat(refused).isInstanceOf(ApprovalResult.Refused.class);
        assertThat(company.checksums()).isEqualTo(before);
        assertThat(company.agree("Li", quote)).isInstanceOf(ApprovalResult.Done.class);
    }

    @Test
    void a_record_changed_since_it_was_seen_is_not_submitted() {
        var quote = company.quote("Wang", "0.1");

        assertThat(code(company.approvals().submit(company.who("Wang"), "quote", quote, 99)))
                .isEqualTo(ApprovalProblems.RECORD_CHANGED);
    }

    @Test
    void an_overlong_remark_is_refused_before_anything_is_written() {
        assertThat(code(company.approvals()
                        .reject(company.who("Li"), new RecordId(1), "x".repeat(Approvals.MAX_REMARK + 1))))
                .isEqualTo(ApprovalProblems.COMMENT_TOO_LONG);
    }

    @Test
    void a_failure_after_record_engine_and_log_undoes_all_of_them() {
        var quote = company.quote("Wang", "0.18");
        var before = company.checksums();

        assertThatThrownBy(() -> company.app().inUnit(() -> {
                    assertThat(company.submit("Wang", "quote", quote)).isInstanceOf(ApprovalResult.Done.class);
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(company.checksums()).isEqualTo(before);
        assertThat(company.submit("Wang", "quote", quote)).isInstanceOf(ApprovalResult.Done.class);
        var after = company.checksums();
        for (var table :
                List.of("t_approval_instance", "t_approval_task", "t_approval_log", "t_outbox", "ACT_RU_TASK")) {
            assertThat(after.get(table)).as(table).isNotEqualTo(before.get(table));
        }
    }

    @Test
    void a_failure_after_a_decision_undoes_vote_engine_and_effects() {
        var quote = company.quote("Wang", "0.1");
        company.submit("Wang", "quote", quote);
        var before = company.checksums();

        assertThatThrownBy(() -> company.app().inUnit(() -> {
                    assertThat(((ApprovalResult.Done) company.agree("Li", quote)).state())
                            .isEqualTo(ApprovalState.APPROVED);
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(company.checksums()).isEqualTo(before);
        assertThat(company.agree("Li", quote)).isInstanceOf(ApprovalResult.Done.class);
    }

    @Test
    void a_request_that_cannot_go_on_keeps_the_decision_and_waits_for_an_administrator() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);
        assignments("valid_from");

        var agreed = company.approvals()
                .agree(company.who("Li"), company.task("Li", quote), "", Map.of("remark", "written first"), null);

        assertThat(((ApprovalResult.Done) agreed).state()).isEqualTo(ApprovalState.SUSPENDED);
        assertThat(company.last("quote", quote).trouble()).contains("Director and finance");
        assertThat(company.read("quote", quote).value("remark")).isEqualTo("written first");
        assignments("NULL");
        var retried = company.approvals()
                .repair(company.who("Admin"), "quote", quote, new Repair.Retry(), "roles are filled again");
        assertThat(((ApprovalResult.Done) retried).state()).isEqualTo(ApprovalState.RUNNING);
        assertThat(company.isAsked("Qian", quote)).isTrue();
    }

    private static void assignments(String validTo) {
        company.app().inUnit(() -> {
            company.app()
                    .sql()
                    .update("UPDATE t_role_assignment SET valid_to = " + validTo
                            + " WHERE role IN ('director', 'finance', 'admin')");
        });
    }

    @Test
    void a_running_request_keeps_the_definition_it_began_with() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);
        company.publishApproval("discount > 15%", "discount > 90%");
        try {
            var later = company.quote("Wang", "0.18");
            company.submit("Wang", "quote", later);

            assertThat(((ApprovalResult.Done) company.agree("Li", quote)).state())
                    .isEqualTo(ApprovalState.RUNNING);
            assertThat(((ApprovalResult.Done) company.agree("Li", later)).state())
                    .isEqualTo(ApprovalState.APPROVED);
        } finally {
            company.publishApproval("discount > 15%", "discount > 0.15");
        }
    }

    @Test
    void the_lock_and_the_tasks_are_there_after_a_restart() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);

        try (var restarted = company.anotherNode()) {
            assertThat(restarted.edit("Wang", "quote", quote, Map.of("name", "sly")))
                    .isInstanceOf(SaveResult.Locked.class);
            assertThat(restarted.agree("Li", quote)).isInstanceOf(ApprovalResult.Done.class);
        }

        assertThat(company.isAsked("Qian", quote)).isTrue();
    }

    @Test
    void the_inbox_shows_title_summary_and_reason() {
        var quote = company.quote("Wang", "0.18");
        company.submit("Wang", "quote", quote);

        var item = company.approvals().inbox(company.who("Li"), InboxFolder.TODO, 0, 100).items().stream()
                .filter(one -> one.record().equals(quote))
                .findFirst()
                .orElseThrow();

        assertThat(item.title()).isEqualTo("Q-Wang");
        assertThat(item.initiator()).isEqualTo("Wang");
        assertThat(item.summary()).extracting(InboxItem.Fact::field).containsExactly("name", "discount");
        assertThat(item.reasons().getFirst().text(Locale.ENGLISH)).isEqualTo("manager of Wang");
        var counts = company.approvals().counts(company.who("Li"));
        assertThat(counts.todo())
                .isEqualTo(company.approvals()
                        .inbox(company.who("Li"), InboxFolder.TODO, 0, 1)
                        .total());
        company.agree("Li", quote);
        assertThat(company.approvals().counts(company.who("Li")).done()).isEqualTo(counts.done() + 1);
        assertThat(company.approvals()
                        .inbox(company.who("Wang"), InboxFolder.STARTED, 0, 1)
                        .items()
                        .getFirst()
                        .record())
                .isNotNull();
    }

    static ProblemCode code(ApprovalResult result) {
        assertThat(result).isInstanceOf(ApprovalResult.Refused.class);
        return ((ApprovalResult.Refused) result).problems().getFirst().code();
    }

    private static String text(ApprovalResult result, Locale locale) {
        Problem problem = ((ApprovalResult.Refused) result).problems().getFirst();
        return Messages.text(problem, locale);
    }
}
