package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.node.Group.Placement;
import dev.trellis.workflow.node.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people do with requests, on the real engine and database. */
class ActionsTest {

    private static final String LI = step("li", "any", "", "Li");
    private static final String QIAN = step("qian", "any", "", "Qian");
    private static final String ZHOU = step("zhou", "any", "", "Zhou");

    private static Company company;

    /** Makes each definition differ from the one before, which a publish insists on. */
    private static int published;

    @BeforeAll
    static void start() {
        company = Company.start();
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    @Test
    void a_returned_request_is_unlocked_and_goes_through_all_steps_again() {
        var request = submitted(LI, QIAN);
        company.agree("Li", request);

        done(act("Qian", request, new TaskAction.SendBack(null), "which paper?"), ApprovalState.RETURNED);

        assertThat(company.read("request", request).lock()).isNull();
        assertThat(company.approvals().isStartable(company.who("Wang"), "request", request))
                .isTrue();
        assertThat(company.approvals().isStartable(company.who("Li"), "request", request))
                .isFalse();
        assertThat(company.edit("Wang", "request", request, Map.of("name", "A4")))
                .isInstanceOf(SaveResult.Saved.class);
        done(company.submit("Wang", "request", request), ApprovalState.RUNNING);
        assertThat(company.isAsked("Li", request)).isTrue();
        company.agree("Li", request);
        done(company.agree("Qian", request), ApprovalState.APPROVED);
        assertReplays(request);
    }

    @Test
    void what_has_changed_since_the_last_time_is_shown() {
        var request = submitted(LI);
        act("Li", request, new TaskAction.SendBack(null), "");
        company.edit("Wang", "request", request, Map.of("name", "A4"));
        company.submit("Wang", "request", request);

        var changes = company.last("request", request).changes();

        assertThat(changes).extracting(ApprovalView.Changed::before).containsExactly("R-Wang");
        assertThat(changes).extracting(ApprovalView.Changed::after).containsExactly("A4");
        assertThat(company.last("request", request).submission()).isEqualTo(2);
    }

    @Test
    void a_request_may_come_straight_back_to_whoever_returned_it() {
        var request = submitted(LI, step("qian", "any", "\"reEntry\": \"direct\"", "Qian"));
        company.agree("Li", request);
        act("Qian", request, new TaskAction.SendBack(null), "");

        company.submit("Wang", "request", request);

        assertThat(company.isAsked("Li", request)).isFalse();
        done(company.agree("Qian", request), ApprovalState.APPROVED);
        assertReplays(request);
    }

    @Test
    void it_goes_through_all_steps_all_the_same_where_a_condition_reads_what_has_changed() {
        var condition = """
                {"kind": "condition", "id": "c", "label": {"en": "C"}, "branches": [{"id": "b", "label": {"en": "B"},
                 "when": "name = 'x'", "nodes": []}], "otherwise": []}""";
        var request = submitted(LI, condition, step("qian", "any", "\"reEntry\": \"direct\"", "Qian"));
        company.agree("Li", request);
        act("Qian", request, new TaskAction.SendBack(null), "");
        company.edit("Wang", "request", request, Map.of("name", "changed"));

        company.submit("Wang", "request", request);

        assertThat(company.isAsked("Li", request)).isTrue();
        assertThat(company.isAsked("Qian", request)).isFalse();
    }

    @Test
    void a_request_goes_back_to_a_chosen_step_and_the_steps_between_run_again() {
        var request = submitted(LI, QIAN, ZHOU);
        company.agree("Li", request);
        company.agree("Qian", request);

        done(act("Zhou", request, new TaskAction.SendBack("li"), ""), ApprovalState.RUNNING);

        assertThat(company.isAsked("Li", request)).isTrue();
        company.agree("Li", request);
        company.agree("Qian", request);
        done(company.agree("Zhou", request), ApprovalState.APPROVED);
        assertReplays(request);
    }

    @Test
    void a_request_comes_straight_back_from_a_chosen_step() {
        var request = submitted(LI, QIAN, step("zhou", "any", "\"reEntry\": \"direct\"", "Zhou"));
        company.agree("Li", request);
        company.agree("Qian", request);
        act("Zhou", request, new TaskAction.SendBack("li"), "");

        company.agree("Li", request);

        assertThat(company.isAsked("Qian", request)).isFalse();
        done(company.agree("Zhou", request), ApprovalState.APPROVED);
    }

    @Test
    void a_request_goes_back_only_to_steps_it_has_passed() {
        var request = submitted(LI, QIAN);

        refused(act("Li", request, new TaskAction.SendBack("qian"), ""), ApprovalProblems.TARGET_NOT_PASSED);
    }

    @Test
    void a_step_may_allow_no_return_or_only_to_the_initiator_or_the_step_before() {
        var none = submitted(step("li", "any", "\"returns\": \"none\"", "Li"));
        refused(act("Li", none, new TaskAction.SendBack(null), ""), ApprovalProblems.NOT_OFFERED);

        var previous = submitted(LI, QIAN, step("zhou", "any", "\"returns\": \"previous\"", "Zhou"));
        company.agree("Li", previous);
        company.agree("Qian", previous);
        refused(act("Zhou", previous, new TaskAction.SendBack("li"), ""), ApprovalProblems.TARGET_NOT_PASSED);
        done(act("Zhou", previous, new TaskAction.SendBack("qian"), ""), ApprovalState.RUNNING);
    }

    @Test
    void a_returned_request_may_be_withdrawn() {
        var request = submitted(LI);
        act("Li", request, new TaskAction.SendBack(null), "");

        done(company.approvals().withdraw(company.who("Wang"), "request", request), ApprovalState.WITHDRAWN);
    }

    @Test
    void a_task_is_handed_over_and_the_receiver_decides() {
        var request = submitted(LI);
        var before = company.task("Li", request);

        done(act("Li", request, new TaskAction.HandOver(id("Qian")), "yours"), ApprovalState.RUNNING);

        assertThat(company.isAsked("Li", request)).isFalse();
        refused(
                company.approvals().agree(company.who("Li"), before, "", Map.of(), null),
                ApprovalProblems.NOT_YOURS_ANY_MORE);
        assertThat(company.find("Qian", "request", request)).isInstanceOf(FindResult.Found.class);
        done(company.agree("Qian", request), ApprovalState.APPROVED);
        assertReplays(request);
    }

    @Test
    void a_task_is_not_handed_to_the_initiator_nor_to_a_stranger_number() {
        var request = submitted(LI);

        refused(act("Li", request, new TaskAction.HandOver(id("Wang")), ""), ApprovalProblems.INITIATOR_DECIDES);
        refused(act("Li", request, new TaskAction.HandOver(new RecordId(7)), ""), ApprovalProblems.PERSON_UNKNOWN);
        refused(act("Li", request, new TaskAction.HandOver(id("Li")), ""), ApprovalProblems.TO_SELF);
    }

    @Test
    void a_step_may_not_let_tasks_be_handed_over_or_people_be_added() {
        var request = submitted(step("li", "any", "\"transfer\": false, \"add\": false", "Li"));

        refused(act("Li", request, new TaskAction.HandOver(id("Qian")), ""), ApprovalProblems.NOT_OFFERED);
        refused(act("Li", request, add(Placement.BEFORE, "Qian"), ""), ApprovalProblems.NOT_OFFERED);
    }

    @Test
    void somebody_is_asked_first_and_the_owner_decides_afterwards() {
        var request = submitted(LI);
        act("Li", request, add(Placement.BEFORE, "Qian", "Zhou"), "what do you think?");

        assertThat(company.isAsked("Li", request)).isFalse();
        company.agree("Qian", request);
        company.reject("Zhou", request);
        assertThat(company.isAsked("Li", request)).isTrue();
        done(company.agree("Li", request), ApprovalState.APPROVED);
        assertReplays(request);
    }

    @Test
    void somebody_decides_beside_and_somebody_after() {
        var request = submitted(step("li", "all", "", "Li"));
        act("Li", request, add(Placement.BESIDE, "Qian"), "");
        act("Li", request, add(Placement.AFTER, "Zhou"), "");

        done(company.agree("Qian", request), ApprovalState.RUNNING);
        done(company.agree("Zhou", request), ApprovalState.APPROVED);
        assertReplays(request);
    }

    @Test
    void an_added_person_is_removed_again_and_somebody_added_may_not_be_the_initiator() {
        var request = submitted(LI);
        refused(act("Li", request, add(Placement.BESIDE, "Wang"), ""), ApprovalProblems.INITIATOR_DECIDES);
        act("Li", request, add(Placement.BEFORE, "Qian"), "");

        var mine = company.last("request", request).path().steps().getFirst().people();
        assertThat(mine).extracting(ApprovalPath.Person::addedBy).contains("Li");
        done(
                company.approvals()
                        .act(company.who("Li"), taskOf("Li", request), new TaskAction.Remove(id("Qian")), ""),
                ApprovalState.RUNNING);
        assertThat(company.isAsked("Qian", request)).isFalse();
        done(company.agree("Li", request), ApprovalState.APPROVED);
    }

    @Test
    void a_sequence_asks_one_after_the_other_on_the_engine_too() {
        var request = submitted(step("both", "sequence", "", "Li", "Qian"));

        assertThat(company.isAsked("Qian", request)).isFalse();
        company.agree("Li", request);
        done(company.agree("Qian", request), ApprovalState.APPROVED);
    }

    @Test
    void a_vote_passes_with_so_many_on_the_engine_too() {
        var request = submitted(step("vote", "vote", "\"votes\": 2, \"mayAbstain\": true", "Li", "Qian", "Zhou"));

        done(act("Li", request, new TaskAction.Abstain(), ""), ApprovalState.RUNNING);
        company.agree("Qian", request);
        done(company.agree("Zhou", request), ApprovalState.APPROVED);
        assertReplays(request);
    }

    @Test
    void a_claimed_step_asks_one_only() {
        var request = submitted(step("claim", "claim", "", "Li", "Qian"));
        act("Qian", request, new TaskAction.Claim(), "");

        assertThat(company.isAsked("Li", request)).isFalse();
        act("Qian", request, new TaskAction.Unclaim(), "");
        done(company.agree("Li", request), ApprovalState.APPROVED);
    }

    @Test
    void a_decision_is_taken_back_while_the_step_is_open() {
        var request = submitted(step("both", "all", "", "Li", "Qian"));
        var task = company.task("Li", request);
        company.agree("Li", request);

        done(company.approvals().act(company.who("Li"), task, new TaskAction.TakeBack(), ""), ApprovalState.RUNNING);

        done(company.reject("Li", request), ApprovalState.REJECTED);
        assertReplays(request);
    }

    @Test
    void a_step_may_ask_for_a_comment_always_or_on_a_reject_or_take_none() {
        var always = submitted(step("li", "any", "\"comment\": \"required\"", "Li"));
        refused(company.agree("Li", always), ApprovalProblems.COMMENT_REQUIRED);
        done(act("Li", always, TaskAction.Agree.PLAIN, "fine"), ApprovalState.APPROVED);

        var onReject = submitted(step("li", "any", "\"comment\": \"on_reject\"", "Li"));
        refused(act("Li", onReject, new TaskAction.Reject(), " "), ApprovalProblems.COMMENT_REQUIRED);
        done(company.agree("Li", onReject), ApprovalState.APPROVED);

        var none = submitted(step("li", "any", "\"comment\": \"none\"", "Li"));
        refused(act("Li", none, TaskAction.Agree.PLAIN, "words"), ApprovalProblems.COMMENT_NOT_OFFERED);
    }

    @Test
    void a_step_may_ask_for_a_signature() {
        var request = submitted(step("li", "any", "\"signature\": true", "Li"));

        refused(company.agree("Li", request), ApprovalProblems.SIGNATURE_REQUIRED);
        refused(act("Li", request, signed("no image"), ""), ApprovalProblems.SIGNATURE_TOO_LONG);
        done(act("Li", request, signed("data:image/png;base64,AAAA"), ""), ApprovalState.APPROVED);
    }

    private static TaskAction signed(String signature) {
        return new TaskAction.Agree(Map.of(), null, Map.of(), signature);
    }

    @Test
    void a_step_may_ask_for_fields() {
        company.publishApproval(
                "\"completion\":\"any\",\"approvers\":[{\"source\":\"manager\",\"level\":1}]",
                "\"options\":{\"required\":[\"remark\"]},\"completion\":\"any\",\"approvers\":[{\"source\":\"manager\",\"level\":1}]");
        var quote = company.quote("Wang", "0.1");
        company.submit("Wang", "quote", quote);

        refused(company.agree("Li", quote), ApprovalProblems.FIELD_REQUIRED);
        done(
                company.approvals()
                        .agree(company.who("Li"), company.task("Li", quote), "", Map.of("remark", "seen"), null),
                ApprovalState.APPROVED);
        company.publishApproval("quote_approval", "quote_approval");
    }

    @Test
    void many_are_agreed_at_once_each_on_its_own() {
        var plain = submitted(LI);
        var other = submitted(LI);
        var signed = submitted(step("li", "any", "\"signature\": true", "Li"));

        var results = company.approvals()
                .agreeAll(
                        company.who("Li"),
                        List.of(company.task("Li", plain), company.task("Li", signed), company.task("Li", other)),
                        "all fine");

        done(results.get(0), ApprovalState.APPROVED);
        refused(results.get(1), ApprovalProblems.NOT_FOR_BULK);
        done(results.get(2), ApprovalState.APPROVED);
    }

    @Test
    void more_than_a_hundred_are_not_agreed_at_once() {
        var many = java.util.Collections.nCopies(101, new RecordId(1));

        refused(company.approvals().agreeAll(company.who("Li"), many, "").getFirst(), ApprovalProblems.TOO_MANY);
    }

    @Test
    void asking_somebody_moves_nothing_and_lets_them_read_as_long_as_the_request_runs() {
        var request = submitted(LI);
        assertThat(company.find("Stranger", "request", request)).isNotInstanceOf(FindResult.Found.class);

        done(comment("Li", request, "is that so?", "Stranger"), ApprovalState.RUNNING);

        assertThat(company.find("Stranger", "request", request)).isInstanceOf(FindResult.Found.class);
        done(comment("Stranger", request, "it is"), ApprovalState.RUNNING);
        assertThat(company.events("request", request)).contains(ApprovalEvent.ASKED, ApprovalEvent.ANSWERED);
        company.agree("Li", request);
        assertThat(company.find("Stranger", "request", request)).isNotInstanceOf(FindResult.Found.class);
    }

    @Test
    void only_those_who_take_part_comment_and_nobody_without_words() {
        var request = submitted(LI);

        refused(comment("Wang", request, " "), ApprovalProblems.COMMENT_REQUIRED);
        refused(comment("Stranger", request, "hm"), ApprovalProblems.RECORD_NOT_FOUND);
    }

    @Test
    void people_are_told_on_the_way() {
        var request = submitted(LI);

        done(
                company.approvals().share(company.who("Wang"), "request", request, List.of(id("Stranger")), "fyi"),
                ApprovalState.RUNNING);

        assertThat(company.approvals()
                        .inbox(company.who("Stranger"), InboxFolder.CC, 0, 50)
                        .items())
                .extracting(InboxItem::record)
                .contains(request);
    }

    @Test
    void people_are_urged_once_an_hour_by_the_initiator() {
        var request = submitted(LI);

        done(company.approvals().urge(company.who("Wang"), "request", request), ApprovalState.RUNNING);
        refused(company.approvals().urge(company.who("Wang"), "request", request), ApprovalProblems.URGED_RECENTLY);
        assertThat(company.last("request", request).log().getLast().people()).containsExactly("Li");
    }

    @Test
    void an_administrator_ends_a_request_with_a_reason_and_nobody_else_does() {
        var request = submitted(LI);
        var ours = company.approvals();

        refused(
                ours.repair(company.who("Wang"), "request", request, new Repair.Cancel(), "no"),
                ApprovalProblems.ONLY_ADMINISTRATORS);
        comment("Wang", request, "please end this", "Admin");
        refused(
                ours.repair(company.who("Admin"), "request", request, new Repair.Cancel(), " "),
                ApprovalProblems.REASON_REQUIRED);
        done(
                ours.repair(company.who("Admin"), "request", request, new Repair.Cancel(), "obsolete"),
                ApprovalState.CANCELLED);

        assertThat(company.read("request", request).lock()).isNull();
        assertThat(company.last("request", request).log().getLast().remark()).isEqualTo("obsolete");
        assertReplays(request);
    }

    @Test
    void an_administrator_reassigns_a_task() {
        var request = submitted(LI);
        comment("Wang", request, "Li is ill", "Admin");

        done(repair(request, new Repair.Reassign(id("Li"), id("Qian"))), ApprovalState.RUNNING);

        assertThat(company.isAsked("Li", request)).isFalse();
        done(company.agree("Qian", request), ApprovalState.APPROVED);
        assertReplays(request);
    }

    @Test
    void an_administrator_moves_a_request_forward_and_back() {
        var request = submitted(LI, QIAN, ZHOU);
        comment("Wang", request, "please hurry", "Admin");

        done(repair(request, new Repair.Jump("zhou")), ApprovalState.RUNNING);
        assertThat(company.isAsked("Li", request)).isFalse();
        assertThat(company.isAsked("Zhou", request)).isTrue();
        done(repair(request, new Repair.Jump("qian")), ApprovalState.RUNNING);
        company.agree("Qian", request);
        done(company.agree("Zhou", request), ApprovalState.APPROVED);
        assertReplays(request);
    }

    @Test
    void a_jump_names_a_step_and_a_retry_needs_a_request_that_stands_still() {
        var request = submitted(LI);
        comment("Wang", request, "look", "Admin");

        refused(repair(request, new Repair.Jump("gone")), ApprovalProblems.STEP_UNKNOWN);
        refused(repair(request, new Repair.Retry()), ApprovalProblems.NOT_SUSPENDED);
    }

    @Test
    void a_deputy_gets_the_task_and_the_path_says_for_whom() {
        var until = Instant.now().plus(Duration.ofDays(1));
        var arranged = company.approvals()
                .deputise(company.who("Li"), id("Qian"), null, Instant.now().minusSeconds(60), until);
        var request = submitted(LI);

        assertThat(company.isAsked("Li", request)).isFalse();
        assertThat(company.last("request", request).path().steps().getFirst().people())
                .extracting(ApprovalPath.Person::insteadOf)
                .containsExactly("Li");
        done(company.agree("Qian", request), ApprovalState.APPROVED);
        assertThat(company.approvals().deputies(company.who("Li"))).hasSize(1);
        assertThat(company.approvals().endDeputy(company.who("Li"), java.util.Objects.requireNonNull(arranged.id())))
                .isTrue();
        assertThat(company.isAsked("Li", submitted(LI))).isTrue();
    }

    @Test
    void a_deputy_is_somebody_else_who_is_here_and_for_a_time_that_ends_after_it_begins() {
        var now = Instant.now();
        var ours = company.approvals();

        assertThat(ours.deputise(company.who("Li"), id("Li"), null, now, now.plusSeconds(9))
                        .problems())
                .isNotEmpty();
        assertThat(ours.deputise(company.who("Li"), new RecordId(7), null, now, now.plusSeconds(9))
                        .problems())
                .isNotEmpty();
        assertThat(ours.deputise(company.who("Li"), id("Qian"), null, now, now).problems())
                .isNotEmpty();
    }

    @Test
    void the_initiator_chooses_who_decides() {
        var choose = """
                {"kind": "approve", "id": "pick", "label": {"en": "Pick"},
                 "approvers": [{"source": "chosen", "by": "initiator", "many": true}]}""";
        publish(choose);
        var request = company.request("Wang");

        refused(company.submit("Wang", "request", request), ApprovalProblems.CHOOSE);
        done(
                company.approvals()
                        .submit(
                                company.who("Wang"),
                                "request",
                                request,
                                null,
                                Map.of("pick", List.of(id("Qian"), id("Zhou")))),
                ApprovalState.RUNNING);
        assertThat(company.isAsked("Qian", request)).isTrue();
        assertThat(company.isAsked("Zhou", request)).isTrue();
    }

    @Test
    void an_approver_chooses_who_decides_next() {
        var choose = """
                {"kind": "approve", "id": "pick", "label": {"en": "Pick"},
                 "approvers": [{"source": "chosen", "by": "approver"}]}""";
        var request = submitted(LI, choose);

        var agree = new TaskAction.Agree(Map.of(), null, Map.of("pick", List.of(id("Qian"))), null);
        done(act("Li", request, agree, ""), ApprovalState.RUNNING);

        assertThat(company.isAsked("Qian", request)).isTrue();
    }

    @Test
    void whoever_agreed_just_before_is_not_asked_again_and_the_log_names_the_rule() {
        var request = submitted(step("first", "any", "", "Qian"), step("second", "any", "", "Qian"));

        done(company.agree("Qian", request), ApprovalState.APPROVED);

        var second = company.last("request", request).path().steps().get(1);
        assertThat(second.people()).extracting(ApprovalPath.Person::vote).containsExactly(Vote.AUTO_AGREED);
        assertThat(company.last("request", request).log())
                .filteredOn(line -> line.rule() != null)
                .hasSize(1);
        assertReplays(request);
    }

    @Test
    void a_step_without_people_may_count_as_agreed_once_somebody_has_decided() {
        var nobody = """
                {"kind": "approve", "id": "none", "label": {"en": "None"}, "options": {"nobody": "agree"},
                 "approvers": [{"source": "field", "path": "owner.manager.manager.manager"}]}""";
        var request = submitted(LI, nobody);

        done(company.agree("Li", request), ApprovalState.APPROVED);
    }

    @Test
    void a_request_may_not_be_withdrawn_at_all_or_until_its_end() {
        var never = submitted("\"policy\": {\"withdraw\": \"never\"},", LI);
        refused(company.approvals().withdraw(company.who("Wang"), "request", never), ApprovalProblems.NOT_WITHDRAWABLE);

        var late = submitted("\"policy\": {\"withdraw\": \"before_end\"},", LI, QIAN);
        company.agree("Li", late);
        done(company.approvals().withdraw(company.who("Wang"), "request", late), ApprovalState.WITHDRAWN);
        assertReplays(late);
    }

    @Test
    void reminders_are_sent_and_a_time_limit_hands_the_task_to_the_manager() {
        var request = submitted(step("li", "any", "\"limitHours\": 8, \"reminders\": [1]", "Li"));

        limits(Duration.ofDays(14));

        assertThat(company.isAsked("Zhou", request)).isTrue();
        assertThat(company.isAsked("Li", request)).isFalse();
        assertThat(company.events("request", request)).contains(ApprovalEvent.REMINDED, ApprovalEvent.AUTOMATIC);
        assertReplays(request);
    }

    @Test
    void a_time_limit_may_agree_reject_return_or_add_the_manager() {
        var agree = submitted(QIAN, limited("agree"));
        company.agree("Qian", agree);
        var reject = submitted(limited("reject"));
        var back = submitted(limited("return"));
        var escalate = submitted(limited("escalate"));

        limits(Duration.ofDays(14));

        assertThat(company.last("request", agree).state()).isEqualTo(ApprovalState.APPROVED);
        assertThat(company.last("request", reject).state()).isEqualTo(ApprovalState.REJECTED);
        assertThat(company.last("request", back).state()).isEqualTo(ApprovalState.RETURNED);
        assertThat(company.isAsked("Li", escalate)).isTrue();
        assertThat(company.isAsked("Zhou", escalate)).isTrue();
        List.of(agree, reject, back, escalate).forEach(ActionsTest::assertReplays);
    }

    @Test
    void a_time_limit_that_is_not_due_does_nothing() {
        var request = submitted(limited("reject"));

        limits(Duration.ZERO);

        assertThat(company.last("request", request).state()).isEqualTo(ApprovalState.RUNNING);
    }

    @Test
    void open_tasks_of_somebody_who_has_left_go_to_their_manager() {
        var request = submitted(step("both", "all", "", "Li", "Qian"));
        company.agree("Qian", request);
        active("Li", false);

        company.app().get(Leavers.class).run(Instant.now());

        assertThat(company.isAsked("Zhou", request)).isTrue();
        done(company.agree("Zhou", request), ApprovalState.APPROVED);
        assertReplays(request);
        active("Li", true);
    }

    private static void active(String name, boolean isActive) {
        var user = company.read("user", id(name));
        var saved = company.app()
                .get(dev.trellis.core.record.Records.class)
                .save(
                        Company.INSTALL,
                        new dev.trellis.core.record.Change.Update(
                                "user", id(name), user.version(), Map.of("active", isActive)));
        assertThat(saved).isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void a_view_offers_exactly_what_may_be_done() {
        var request = submitted(LI);

        assertThat(may("Li", request))
                .contains(Can.AGREE, Can.REJECT, Can.SEND_BACK, Can.HAND_OVER, Can.ADD, Can.COMMENT)
                .doesNotContain(Can.WITHDRAW, Can.ABSTAIN, Can.CANCEL, Can.TAKE_BACK);
        assertThat(may("Wang", request)).contains(Can.WITHDRAW, Can.URGE).doesNotContain(Can.AGREE);
    }

    @Test
    void twenty_one_returns_stop_the_request_for_an_administrator() {
        var request = submitted(LI, QIAN);
        for (int i = 0; i <= Flow.MAX_RETURNS; i++) {
            company.agree("Li", request);
            act("Qian", request, new TaskAction.SendBack("li"), "");
        }

        assertThat(company.last("request", request).state()).isEqualTo(ApprovalState.SUSPENDED);
        assertThat(company.last("request", request).trouble()).isNotEmpty();
    }

    private static java.util.Set<Can> may(String name, RecordId request) {
        return company.approvals()
                .instances(company.who(name), "request", request)
                .orElseThrow()
                .getFirst()
                .may()
                .can();
    }

    private static String limited(String action) {
        return step("li", "any", "\"limitHours\": 8, \"limitAction\": \"%s\"".formatted(action), "Li");
    }

    private static void limits(Duration later) {
        company.app().get(TimeLimits.class).run(Instant.now().plus(later));
    }

    /** A step at which these people decide; ids are put in when it is published. */
    private static String step(String id, String completion, String options, String... people) {
        return """
                {"kind": "approve", "id": "%s", "label": {"en": "%s"}, "completion": "%s", "options": {%s},
                 "approvers": [{"source": "users", "users": [%s]}]}""".formatted(
                        id,
                        id,
                        completion,
                        options,
                        String.join(
                                ", ",
                                java.util.Arrays.stream(people)
                                        .map("\"@%s\""::formatted)
                                        .toList()));
    }

    private static void publish(String... nodes) {
        publishWith("", nodes);
    }

    private static void publishWith(String more, String... nodes) {
        var json = String.join(",", nodes);
        for (var name : List.of("Li", "Qian", "Zhou")) {
            json = json.replace("@" + name, id(name).toString());
        }
        company.publish("""
                {"approval": [{"id": "request_approval", "label": {"en": "Request approval %d"}, "entity": "request",
                    %s "nodes": [%s], "summary": ["name"], "administrators": ["admin"]}]}""".formatted(++published, more, json));
    }

    private static RecordId submitted(String... nodes) {
        if (nodes[0].startsWith("\"policy\"")) {
            publishWith(nodes[0], java.util.Arrays.copyOfRange(nodes, 1, nodes.length));
        } else {
            publish(nodes);
        }
        var request = company.request("Wang");
        done(company.submit("Wang", "request", request), ApprovalState.RUNNING);
        return request;
    }

    private static TaskAction add(Placement placement, String... people) {
        return new TaskAction.Add(
                placement,
                Completion.ALL,
                java.util.Arrays.stream(people).map(ActionsTest::id).toList(),
                false);
    }

    private static ApprovalResult act(String name, RecordId record, TaskAction action, String words) {
        return company.approvals().act(company.who(name), company.task(name, record), action, words);
    }

    /** A person's task of a record's request, whether it is open or not. */
    private static RecordId taskOf(String name, RecordId record) {
        return company.app()
                .inUnit(() -> company.app().get(ApprovalStore.class).instances("request", record).stream()
                        .flatMap(instance -> company.app().get(ApprovalStore.class).entries(instance.id()).stream())
                        .flatMap(entry -> entry.tasks().stream())
                        .filter(task -> task.user().equals(id(name)))
                        .findFirst()
                        .orElseThrow()
                        .id());
    }

    private static ApprovalResult comment(String name, RecordId record, String words, String... asked) {
        return company.approvals()
                .comment(
                        company.who(name),
                        "request",
                        record,
                        words,
                        java.util.Arrays.stream(asked).map(ActionsTest::id).toList());
    }

    private static ApprovalResult repair(RecordId record, Repair repair) {
        return company.approvals().repair(company.who("Admin"), "request", record, repair, "it must be");
    }

    private static RecordId id(String name) {
        return company.who(name).user();
    }

    private static void done(ApprovalResult result, ApprovalState state) {
        assertThat(result).as(() -> text(result)).isInstanceOf(ApprovalResult.Done.class);
        assertThat(((ApprovalResult.Done) result).state()).isEqualTo(state);
    }

    private static void refused(ApprovalResult result, ProblemCode code) {
        assertThat(result).isInstanceOf(ApprovalResult.Refused.class);
        var problem = ((ApprovalResult.Refused) result).problems().getFirst();
        assertThat(problem.code()).isEqualTo(code);
        for (var locale : Messages.LANGUAGES) {
            assertThat(Messages.text(problem, locale)).doesNotContain("{").doesNotContain("APPROVAL_");
        }
    }

    private static String text(ApprovalResult result) {
        return result instanceof ApprovalResult.Refused(var problems)
                ? Messages.text(problems.getFirst(), Locale.ENGLISH)
                : "done";
    }

    /** The log alone gives the state of every step. */
    private static void assertReplays(RecordId record) {
        company.app().inUnit(() -> {
            for (var instance : company.app().get(ApprovalStore.class).instances("request", record)) {
                var kept = company.app().get(ApprovalStore.class).entries(instance.id()).stream()
                        .map(ApprovalRows.Entry::state)
                        .toList();
                assertThat(RandomRequestsTest.replay(
                                company.app().get(LogStore.class).log(instance.id())))
                        .isEqualTo(kept);
            }
        });
    }
}
