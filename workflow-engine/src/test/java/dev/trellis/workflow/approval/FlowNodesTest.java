package dev.trellis.workflow.approval;

import static dev.trellis.workflow.approval.Deals.LI;
import static dev.trellis.workflow.approval.Deals.QIAN;
import static dev.trellis.workflow.approval.Deals.ZHOU;
import static dev.trellis.workflow.approval.Deals.lane;
import static dev.trellis.workflow.approval.Deals.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.call.CallAnswer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The kinds of nodes beside deciding, telling and choosing a way; on the engine and the database. */
class FlowNodesTest {

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

    @AfterEach
    void engine_and_tables_agree() {
        assertThat(company.app().get(Reconcile.class).differences()).isEmpty();
    }

    private static String handle(String more) {
        return node("handle", "work", "\"approvers\": [{\"source\": \"role\", \"role\": \"finance\"}]" + more);
    }

    private static String parallel(String join, String... lanes) {
        return node("parallel", "both", "\"join\": \"%s\", \"lanes\": [%s]".formatted(join, String.join(",", lanes)));
    }

    // Handle

    @Test
    void people_who_work_hand_in_and_the_flow_goes_on() {
        deals.flow(handle(", \"fields\": {\"note\": \"write\"}, \"options\": {\"required\": [\"note\"]}"), ZHOU);
        var deal = deals.submitted(Map.of());
        var task = company.task("Qian", deal);

        assertThat(company.agree("Qian", deal)).isInstanceOf(ApprovalResult.Refused.class);
        var done = company.approvals().agree(company.who("Qian"), task, "", Map.of("note", "checked"), null);

        assertThat(done).isInstanceOf(ApprovalResult.Done.class);
        assertThat(deals.value(deal, "note")).isEqualTo("checked");
        assertThat(deals.asked(deal)).containsExactly("Zhou");
    }

    @Test
    void at_work_there_is_nothing_to_reject_and_nobody_to_add() {
        deals.flow(handle(""), ZHOU);
        var deal = deals.submitted(Map.of());
        var task = company.task("Qian", deal);

        assertThat(company.reject("Qian", deal)).isInstanceOf(ApprovalResult.Refused.class);
        var add = new TaskAction.Add(
                dev.trellis.workflow.node.Group.Placement.BEFORE,
                dev.trellis.core.metadata.ApprovalDefinition.Completion.ALL,
                List.of(company.who("Zhou").user()),
                false);
        assertThat(company.approvals().act(company.who("Qian"), task, add, ""))
                .isInstanceOf(ApprovalResult.Refused.class);
        var may = company.approvals().inbox(company.who("Qian"), InboxFolder.TODO, 0, 100).items().stream()
                .filter(item -> item.record().equals(deal))
                .findFirst()
                .orElseThrow()
                .may();
        assertThat(may).isNotNull();
        assertThat(may.can()).contains(Can.AGREE, Can.SEND_BACK).doesNotContain(Can.REJECT, Can.ADD);
    }

    @Test
    void work_may_be_sent_back() {
        deals.flow(handle(""), ZHOU);
        var deal = deals.submitted(Map.of());

        company.approvals()
                .act(company.who("Qian"), company.task("Qian", deal), new TaskAction.SendBack(null), "unclear");

        assertThat(deals.state(deal)).isEqualTo(ApprovalState.RETURNED);
        assertThat(company.submit("Wang", "deal", deal)).isInstanceOf(ApprovalResult.Done.class);
        assertThat(deals.asked(deal)).containsExactly("Qian");
    }

    @Test
    void work_counts_as_no_decision_so_that_no_request_passes_on_it_alone() {
        deals.flow(handle(""), Deals.step("self", "\"source\": \"initiator\"", "\"selfApproval\": \"skip\""));
        var deal = deals.submitted(Map.of());

        company.agree("Qian", deal);

        assertThat(deals.state(deal)).isEqualTo(ApprovalState.RUNNING);
        assertThat(deals.asked(deal)).containsExactly("Admin");
    }

    // Parallel

    @Test
    void lanes_run_side_by_side_and_the_flow_waits_for_all() {
        deals.flow(parallel("all", lane("one", "", ZHOU), lane("two", "", QIAN)), LI);
        var deal = deals.submitted(Map.of());
        assertThat(deals.asked(deal)).containsExactly("Qian", "Zhou");

        company.agree("Qian", deal);
        assertThat(deals.asked(deal)).containsExactly("Zhou");
        company.agree("Zhou", deal);

        assertThat(deals.asked(deal)).containsExactly("Li");
        company.agree("Li", deal);
        assertThat(deals.state(deal)).isEqualTo(ApprovalState.APPROVED);
    }

    @Test
    void the_first_lane_may_cancel_the_others() {
        deals.flow(parallel("first", lane("one", "", ZHOU), lane("two", "", QIAN)), LI);
        var deal = deals.submitted(Map.of());
        var late = company.task("Zhou", deal);

        company.agree("Qian", deal);

        assertThat(deals.asked(deal)).containsExactly("Li");
        assertThat(company.approvals().agree(company.who("Zhou"), late, "", Map.of(), null))
                .isInstanceOf(ApprovalResult.Refused.class);
        assertThat(deals.events(deal)).contains(ApprovalEvent.LEFT);
    }

    @Test
    void what_a_rule_decides_in_a_lane_that_is_over_already_counts_for_nothing() {
        var nobody = Deals.step(
                "none",
                "\"source\": \"field\", \"path\": \"owner.manager.manager.manager\"",
                "\"options\": {\"nobody\": \"agree\"}");
        var tell = node("cc", "tell", "\"recipients\": [{\"source\": \"initiator\"}]");
        deals.flow(LI, parallel("first", lane("one", "", nobody), lane("two", "", tell)), QIAN);
        var deal = deals.submitted(Map.of());

        assertThat(company.agree("Li", deal)).isInstanceOf(ApprovalResult.Done.class);
        assertThat(deals.asked(deal)).containsExactly("Qian");
        company.agree("Qian", deal);
        assertThat(deals.state(deal)).isEqualTo(ApprovalState.APPROVED);
    }

    @Test
    void a_reject_in_a_lane_ends_the_request_with_all_its_lanes() {
        deals.flow(parallel("all", lane("one", "", ZHOU), lane("two", "", QIAN)), LI);
        var deal = deals.submitted(Map.of());

        company.reject("Qian", deal);

        assertThat(deals.state(deal)).isEqualTo(ApprovalState.REJECTED);
        assertThat(deals.asked(deal)).isEmpty();
        assertThat(company.read("deal", deal).lock()).isNull();
    }

    @Test
    void a_lane_may_only_report_its_reject() {
        deals.flow(parallel("all", lane("one", "", ZHOU), lane("two", "\"rejects\": \"reports\"", QIAN)), LI);
        var deal = deals.submitted(Map.of());

        company.reject("Qian", deal);
        assertThat(deals.asked(deal)).containsExactly("Zhou");
        company.agree("Zhou", deal);

        assertThat(deals.asked(deal)).containsExactly("Li");
    }

    @Test
    void a_reject_in_an_inner_block_ends_the_whole_request() {
        var inner = node(
                "parallel", "inner", "\"lanes\": [%s, %s]".formatted(lane("in_one", "", QIAN), lane("in_two", "", LI)));
        deals.flow(parallel("all", lane("one", "", ZHOU), lane("two", "", inner)));
        var deal = deals.submitted(Map.of());
        assertThat(deals.asked(deal)).containsExactly("Li", "Qian", "Zhou");

        company.reject("Li", deal);

        assertThat(deals.state(deal)).isEqualTo(ApprovalState.REJECTED);
    }

    @Test
    void a_return_out_of_a_lane_cancels_the_others_and_all_run_again() {
        deals.flow(LI, parallel("all", lane("one", "", ZHOU), lane("two", "", QIAN)));
        var deal = deals.submitted(Map.of());
        company.agree("Li", deal);

        var back = company.approvals()
                .act(company.who("Qian"), company.task("Qian", deal), new TaskAction.SendBack("li"), "again");

        assertThat(back).isInstanceOf(ApprovalResult.Done.class);
        assertThat(deals.asked(deal)).containsExactly("Li");
        company.agree("Li", deal);
        assertThat(deals.asked(deal)).containsExactly("Qian", "Zhou");
    }

    @Test
    void a_return_into_lanes_is_refused() {
        deals.flow(parallel("all", lane("one", "", ZHOU), lane("two", "", QIAN)), LI);
        var deal = deals.submitted(Map.of());
        company.agree("Qian", deal);
        company.agree("Zhou", deal);

        var back = company.approvals()
                .act(company.who("Li"), company.task("Li", deal), new TaskAction.SendBack("zhou"), "again");

        assertThat(((ApprovalResult.Refused) back).problems().getFirst().code())
                .isEqualTo(ApprovalProblems.TARGET_NOT_PASSED);
    }

    @Test
    void within_a_lane_a_return_leaves_the_other_lanes_alone() {
        deals.flow(parallel("all", lane("one", "", QIAN, LI), lane("two", "", ZHOU)));
        var deal = deals.submitted(Map.of());
        company.agree("Qian", deal);
        assertThat(deals.asked(deal)).containsExactly("Li", "Zhou");

        company.approvals().act(company.who("Li"), company.task("Li", deal), new TaskAction.SendBack("qian"), "again");

        assertThat(deals.asked(deal)).containsExactly("Qian", "Zhou");
    }

    @Test
    void sent_back_to_the_initiator_every_lane_stops_and_runs_again_once_afterwards() {
        for (var join : List.of("all", "first")) {
            deals.flow(parallel(join, lane("one", "", ZHOU), lane("two", "", QIAN)));
            var deal = deals.submitted(Map.of());

            company.approvals()
                    .act(company.who("Qian"), company.task("Qian", deal), new TaskAction.SendBack(null), "no");
            assertThat(deals.asked(deal)).isEmpty();
            company.submit("Wang", "deal", deal);

            assertThat(deals.asked(deal)).containsExactly("Qian", "Zhou");
            company.agree("Zhou", deal);
            if (join.equals("all")) {
                company.agree("Qian", deal);
            }
            assertThat(deals.state(deal)).isEqualTo(ApprovalState.APPROVED);
            // A flow that had begun twice would still stand somewhere in the engine.
            engine_and_tables_agree();
        }
    }

    @Test
    void fields_are_open_for_each_lane_and_closed_with_its_step() {
        var zhou =
                Deals.step("zhou", "\"source\": \"role\", \"role\": \"director\"", "\"fields\": {\"note\": \"write\"}");
        var qian = Deals.step(
                "qian", "\"source\": \"role\", \"role\": \"finance\"", "\"fields\": {\"amount\": \"write\"}");
        deals.flow(parallel("all", lane("one", "", zhou), lane("two", "", qian)));
        var deal = deals.submitted(Map.of());

        assertThat(company.edit("Zhou", "deal", deal, Map.of("note", "seen"))).isInstanceOf(SaveResult.Saved.class);
        assertThat(company.edit("Qian", "deal", deal, Map.of("amount", new BigDecimal("3"))))
                .isInstanceOf(SaveResult.Saved.class);
        company.agree("Zhou", deal);
        assertThat(company.edit("Zhou", "deal", deal, Map.of("note", "late"))).isNotInstanceOf(SaveResult.Saved.class);
        assertThat(company.edit("Qian", "deal", deal, Map.of("amount", new BigDecimal("4"))))
                .isInstanceOf(SaveResult.Saved.class);
    }

    // Inclusive

    private static String inclusive() {
        return node("inclusive", "some", """
                "branches": [
                    {"id": "big", "label": {"en": "Big"}, "when": "amount > 100", "nodes": [%s]},
                    {"id": "odd", "label": {"en": "Noted"}, "when": "note <> BLANK", "nodes": [%s]}],
                "otherwise": [%s]""".formatted(ZHOU, QIAN, LI));
    }

    @Test
    void every_branch_that_holds_runs() {
        deals.flow(inclusive());

        assertThat(deals.asked(deals.submitted(Map.of("amount", new BigDecimal("200"), "note", "x"))))
                .containsExactly("Qian", "Zhou");
        assertThat(deals.asked(deals.submitted(Map.of("amount", new BigDecimal("200")))))
                .containsExactly("Zhou");
    }

    @Test
    void where_no_branch_holds_the_default_runs() {
        deals.flow(inclusive());
        var deal = deals.submitted(Map.of("amount", new BigDecimal("1")));

        assertThat(deals.asked(deal)).containsExactly("Li");
        company.agree("Li", deal);
        assertThat(deals.state(deal)).isEqualTo(ApprovalState.APPROVED);
    }

    // Data

    private static String create(String values) {
        return node(
                "data",
                "order_it",
                "\"operation\": \"create\", \"entity\": \"order\", \"values\": {%s}, \"result\": \"made\""
                        .formatted(values));
    }

    @Test
    void a_record_is_made_once_and_shown_in_a_field() {
        deals.flow(LI, create("\"name\": \"name & \\\" order\\\"\", \"amount\": \"amount * 2\""));
        var deal = deals.submitted(Map.of("name", "D", "amount", new BigDecimal("21")));

        company.agree("Li", deal);

        assertThat(deals.state(deal)).isEqualTo(ApprovalState.APPROVED);
        var order = company.read("order", (dev.trellis.core.field.RecordId) deals.value(deal, "made"));
        assertThat(order.value("name")).isEqualTo("D order");
        assertThat((BigDecimal) order.value("amount")).isEqualByComparingTo("42");
    }

    @Test
    void a_refusal_stops_the_request_for_its_administrators_and_leaves_nothing_behind() {
        deals.flow(LI, create("\"name\": \"note\""));
        var deal = deals.submitted(Map.of());
        var before = company.checksumsOf("order");

        assertThat(company.agree("Li", deal)).isInstanceOf(ApprovalResult.Done.class);

        assertThat(deals.state(deal)).isEqualTo(ApprovalState.SUSPENDED);
        assertThat(company.last("deal", deal).trouble()).isNotBlank();
        assertThat(company.checksumsOf("order")).isEqualTo(before);
        assertThat(deals.events(deal)).endsWith(ApprovalEvent.SUSPENDED);
    }

    @Test
    void after_the_cause_is_mended_the_request_is_let_try_again() {
        var li = Deals.step("li", "\"source\": \"manager\", \"level\": 1", "");
        deals.flow(li, create("\"name\": \"note\""));
        var deal = deals.submitted(Map.of());
        company.agree("Li", deal);
        company.app()
                .inUnit(() -> company.app()
                        .get(RecordTurns.class)
                        .lock("deal", deal, company.last("deal", deal).id(), List.of("note")));
        company.edit("Wang", "deal", deal, Map.of("note", "now it has a name"));

        var retried = company.approvals()
                .repair(company.who("Admin"), "deal", deal, new Repair.Retry(), "the note was missing");

        assertThat(((ApprovalResult.Done) retried).state()).isEqualTo(ApprovalState.APPROVED);
    }

    @Test
    void the_record_itself_and_the_one_behind_a_lookup_are_changed_in_spite_of_the_lock() {
        var order = deals.create("order", Map.of("name", "before"));
        deals.flow(
                node("data", "self", "\"operation\": \"update\", \"values\": {\"state\": \"\\\"checked\\\"\"}"),
                node(
                        "data",
                        "other",
                        "\"operation\": \"update\", \"target\": \"made\", \"values\": {\"name\": \"state & name\"}"),
                LI);
        var deal = deals.submitted(Map.of("name", "X", "made", order));

        assertThat(deals.value(deal, "state")).isEqualTo("checked");
        assertThat(company.read("order", order).value("name")).isEqualTo("checkedX");
        assertThat(deals.asked(deal)).containsExactly("Li");
    }

    @Test
    void a_blank_lookup_stops_the_request() {
        deals.flow(
                LI,
                node(
                        "data",
                        "other",
                        "\"operation\": \"update\", \"target\": \"made\", \"values\": {\"name\": \"name\"}"));
        var deal = deals.submitted(Map.of());

        company.agree("Li", deal);

        assertThat(deals.state(deal)).isEqualTo(ApprovalState.SUSPENDED);
    }

    @Test
    void what_a_query_finds_stands_in_fields_and_decides_the_way() {
        deals.create("order", Map.of("name", "needle", "amount", new BigDecimal("7")));
        deals.flow(
                node("data", "look", """
                        "operation": "query", "entity": "order", "filter": "name = :wanted",
                        "parameters": {"wanted": "note"}, "values": {"amount": "amount"}, "result": "found\""""),
                node(
                        "condition",
                        "known",
                        "\"branches\": [{\"id\": \"yes\", \"label\": {\"en\": \"Known\"}, \"when\": \"found > 0\", \"nodes\": [%s]}], \"otherwise\": [%s]"
                                .formatted(QIAN, ZHOU)));

        var known = deals.submitted(Map.of("note", "needle"));
        var unknown = deals.submitted(Map.of("note", "hay", "amount", new BigDecimal("5")));

        assertThat((BigDecimal) deals.value(known, "amount")).isEqualByComparingTo("7");
        assertThat(deals.asked(known)).containsExactly("Qian");
        assertThat(deals.value(unknown, "amount")).isNull();
        assertThat(deals.asked(unknown)).containsExactly("Zhou");
    }

    // Call

    private static String call(String channel, String more) {
        return node(
                "call",
                "ask",
                "\"channel\": \"%s\", \"inputs\": {\"text\": \"name & \\\"!\\\"\"}, \"results\": {\"note\": \"text\"}%s"
                        .formatted(channel, more));
    }

    @Test
    void the_answer_of_something_outside_is_written_and_the_flow_goes_on() {
        deals.flow(call("echo", ""), LI);
        var deal = deals.submitted(Map.of("name", "Hello"));
        assertThat(deals.asked(deal)).isEmpty();
        assertThat(deals.state(deal)).isEqualTo(ApprovalState.RUNNING);

        deals.later(0);

        assertThat(deals.value(deal, "note")).isEqualTo("Hello!");
        assertThat(deals.asked(deal)).containsExactly("Li");
        assertThat(deals.later(1000)).isZero();
    }

    @Test
    void a_failure_stops_the_request_by_default() {
        deals.flow(call("broken", ""), LI);
        var deal = deals.submitted(Map.of());

        deals.later(0);

        assertThat(deals.state(deal)).isEqualTo(ApprovalState.SUSPENDED);
        assertThat(company.last("deal", deal).trouble()).contains("no such number");
    }

    @Test
    void a_failure_may_lead_into_the_error_branch() {
        deals.flow(call("broken", ", \"failure\": \"branch\", \"otherwise\": [%s]".formatted(QIAN)), LI);
        var deal = deals.submitted(Map.of());

        deals.later(0);
        assertThat(deals.asked(deal)).containsExactly("Qian");
        company.agree("Qian", deal);

        assertThat(deals.asked(deal)).containsExactly("Li");
    }

    @Test
    void a_failure_may_be_passed_over() {
        deals.flow(call("broken", ", \"failure\": \"ignore\""), LI);
        var deal = deals.submitted(Map.of());

        deals.later(0);

        assertThat(deals.asked(deal)).containsExactly("Li");
        assertThat(deals.events(deal)).contains(ApprovalEvent.FAILED);
    }

    @Test
    void a_channel_that_breaks_down_is_asked_again_with_the_same_key() {
        deals.flow(call("shaky", ""), LI);
        var deal = deals.submitted(Map.of());
        var before = TestChannels.ASKED.size();

        deals.later(0);
        deals.later(5);
        deals.later(20);

        assertThat(deals.value(deal, "note")).isEqualTo("third time");
        assertThat(TestChannels.ASKED.subList(before, TestChannels.ASKED.size()))
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.key())
                        .isEqualTo(TestChannels.ASKED.getLast().key()));
    }

    @Test
    void an_answer_that_comes_later_counts_once() {
        deals.flow(call("silent", ""), LI);
        var deal = deals.submitted(Map.of());
        deals.later(0);
        var key = TestChannels.ASKED.getLast().key();
        var calls = company.app().get(FlowCalls.class);

        assertThat(calls.answer(key, new CallAnswer.Done(Map.of("text", "late"))))
                .isTrue();
        assertThat(calls.answer(key, new CallAnswer.Done(Map.of("text", "twice"))))
                .isFalse();

        assertThat(deals.value(deal, "note")).isEqualTo("late");
        assertThat(deals.asked(deal)).containsExactly("Li");
    }

    @Test
    void without_an_answer_the_time_is_over_after_a_while() {
        deals.flow(call("silent", ", \"timeoutMinutes\": 5, \"failure\": \"ignore\""), LI);
        var deal = deals.submitted(Map.of());
        deals.later(0);
        assertThat(deals.later(4)).isZero();

        deals.later(6);

        assertThat(deals.asked(deal)).containsExactly("Li");
        assertThat(deals.events(deal)).contains(ApprovalEvent.FAILED);
    }

    @Test
    void a_channel_that_the_server_lacks_stops_the_request_with_its_name() {
        deals.flow(call("carrier_pigeon", ""), LI);
        var deal = deals.submitted(Map.of());

        deals.later(0);

        assertThat(company.last("deal", deal).trouble()).contains("carrier_pigeon");
    }

    @Test
    void a_withdrawn_request_takes_no_answer() {
        deals.flow(call("silent", ""), LI);
        var deal = deals.submitted(Map.of());
        deals.later(0);
        var key = TestChannels.ASKED.getLast().key();

        assertThat(company.approvals().withdraw(company.who("Wang"), "deal", deal))
                .isInstanceOf(ApprovalResult.Done.class);

        assertThat(company.app().get(FlowCalls.class).answer(key, new CallAnswer.Done(Map.of("text", "late"))))
                .isFalse();
        assertThat(deals.value(deal, "note")).isNull();
    }

    // Delay

    @Test
    void a_flow_waits_for_a_while() {
        deals.flow(node("delay", "pause", "\"amount\": 3, \"unit\": \"hours\""), LI);
        var deal = deals.submitted(Map.of());
        assertThat(deals.asked(deal)).isEmpty();
        assertThat(deals.later(170)).isZero();

        deals.later(190);

        assertThat(deals.asked(deal)).containsExactly("Li");
    }

    @Test
    void a_flow_waits_until_a_date_of_the_record_and_not_for_one_that_is_over_or_blank() {
        deals.flow(node("delay", "pause", "\"until\": \"due\""), LI);
        var future = deals.submitted(Map.of("due", LocalDate.now(ZoneOffset.UTC).plusDays(3)));
        var past = deals.submitted(Map.of("due", LocalDate.now(ZoneOffset.UTC).minusDays(3)));
        var blank = deals.submitted(Map.of());

        assertThat(deals.asked(past)).containsExactly("Li");
        assertThat(deals.asked(blank)).containsExactly("Li");
        assertThat(deals.asked(future)).isEmpty();
        deals.later(4 * 24 * 60);
        assertThat(deals.asked(future)).containsExactly("Li");
    }

    @Test
    void a_flow_waits_in_business_time() {
        deals.flow(node("delay", "pause", "\"amount\": 1, \"unit\": \"business_days\""), LI);
        var deal = deals.submitted(Map.of());

        assertThat(deals.later(60)).isZero();
        deals.later(5 * 24 * 60);

        assertThat(deals.asked(deal)).containsExactly("Li");
    }

    // Sub-process

    @Test
    void a_flow_waits_for_the_approvals_that_it_starts() {
        deals.flow(node("sub_flow", "orders", "\"approval\": \"order_approval\", \"related\": \"order.deal\""), LI);
        var deal = deals.deal(Map.of());
        var one = deals.create("order", Map.of("name", "one", "deal", deal));
        var two = deals.create("order", Map.of("name", "two", "deal", deal));
        company.submit("Wang", "deal", deal);
        assertThat(deals.asked(deal)).isEmpty();
        assertThat(company.isAsked("Qian", one)).isTrue();

        company.agree("Qian", one);
        deals.later(0);
        assertThat(deals.asked(deal)).isEmpty();
        company.agree("Qian", two);
        deals.later(0);

        assertThat(deals.asked(deal)).containsExactly("Li");
    }

    @Test
    void a_reject_of_one_rejects_the_request_unless_it_may_pass() {
        var order = deals.create("order", Map.of("name", "one"));
        deals.flow(node("sub_flow", "orders", "\"approval\": \"order_approval\", \"target\": \"made\""), LI);
        var strict = deals.submitted(Map.of("made", order));
        company.reject("Qian", order);
        deals.later(0);
        assertThat(deals.state(strict)).isEqualTo(ApprovalState.REJECTED);

        deals.flow(
                node(
                        "sub_flow",
                        "orders",
                        "\"approval\": \"order_approval\", \"target\": \"made\", \"rejects\": false"),
                LI);
        var lax = deals.submitted(Map.of("made", order));
        company.reject("Qian", order);
        deals.later(0);
        assertThat(deals.asked(lax)).containsExactly("Li");
    }

    @Test
    void what_a_flow_does_not_wait_for_runs_on_its_own() {
        var order = deals.create("order", Map.of("name", "one"));
        deals.flow(
                node("sub_flow", "orders", "\"approval\": \"order_approval\", \"target\": \"made\", \"waits\": false"),
                LI);
        var deal = deals.submitted(Map.of("made", order));

        assertThat(deals.asked(deal)).containsExactly("Li");
        company.approvals().withdraw(company.who("Wang"), "deal", deal);

        assertThat(company.last("order", order).state()).isEqualTo(ApprovalState.RUNNING);
        company.agree("Qian", order);
    }

    @Test
    void what_a_flow_waits_for_ends_with_it() {
        var order = deals.create("order", Map.of("name", "one"));
        deals.flow(node("sub_flow", "orders", "\"approval\": \"order_approval\", \"target\": \"made\""), LI);
        var deal = deals.submitted(Map.of("made", order));

        company.approvals().withdraw(company.who("Wang"), "deal", deal);

        assertThat(company.last("order", order).state()).isEqualTo(ApprovalState.CANCELLED);
        assertThat(company.read("order", order).lock()).isNull();
    }

    @Test
    void they_are_submitted_in_the_name_of_whoever_stands_in_a_field() {
        var order = deals.create("order", Map.of("name", "one"));
        deals.flow(
                node(
                        "sub_flow",
                        "orders",
                        "\"approval\": \"order_approval\", \"target\": \"made\", \"initiator\": \"deputy\""),
                LI);
        deals.submitted(Map.of("made", order, "deputy", company.who("Li").user()));

        assertThat(company.last("order", order).initiatorName()).isEqualTo("Li");
        company.agree("Qian", order);
    }

    // Ends

    @Test
    void an_end_may_leave_the_record_locked_and_tell_people() {
        deals.flowWith(
                "\"endings\": {\"approved\": {\"locks\": true, \"copies\": [{\"source\": \"role\", \"role\": \"finance\"}]}}",
                LI);
        var deal = deals.submitted(Map.of());

        company.agree("Li", deal);

        assertThat(company.edit("Wang", "deal", deal, Map.of("note", "x"))).isInstanceOf(SaveResult.Locked.class);
        assertThat(company.approvals()
                        .inbox(company.who("Qian"), InboxFolder.CC, 0, 100)
                        .items())
                .anyMatch(item -> item.record().equals(deal));
        assertThat(company.submit("Wang", "deal", deal)).isInstanceOf(ApprovalResult.Done.class);
    }
}
