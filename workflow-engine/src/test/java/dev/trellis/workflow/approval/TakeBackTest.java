package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.Sql;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.BeforePublish;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.node.Group.Placement;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.people.Arrival;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is done about a decision, a step or a request besides deciding: taking back, keeping, standing still, waiting. */
class TakeBackTest {

    private static final String LI = step("li", "any", "", "Li");
    private static final String QIAN = step("qian", "any", "", "Qian");
    private static final String ZHOU = step("zhou", "any", "", "Zhou");

    private static Company company;
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
    void an_agreement_is_taken_back_after_the_step_as_long_as_nobody_has_decided_behind_it() {
        var quote = submitted(LI, QIAN, ZHOU);
        var task = company.task("Li", quote);
        company.agree("Li", quote);
        assertThat(can("Li", quote)).contains(Can.TAKE_BACK);

        done(takeBack("Li", task), ApprovalState.RUNNING);

        assertThat(company.isAsked("Qian", quote)).isFalse();
        assertThat(company.isAsked("Li", quote)).isTrue();
        assertReplays(quote);
        company.agree("Li", quote);
        company.agree("Qian", quote);
        done(company.agree("Zhou", quote), ApprovalState.APPROVED);
        assertReplays(quote);
    }

    @Test
    void after_the_next_decision_it_is_too_late_and_the_answer_says_who_decided() {
        var quote = submitted(LI, step("both", "all", "", "Qian", "Zhou"));
        var task = company.task("Li", quote);
        company.agree("Li", quote);
        company.agree("Qian", quote);

        assertThat(can("Li", quote)).doesNotContain(Can.TAKE_BACK);
        var result = takeBack("Li", task);

        refused(result, ApprovalProblems.TAKE_BACK_TOO_LATE);
        assertThat(Messages.text(((ApprovalResult.Refused) result).problems().getFirst(), Locale.ENGLISH))
                .contains("Qian");
        assertThat(company.isAsked("Zhou", quote)).isTrue();
    }

    @Test
    void in_a_countersign_what_the_others_decided_still_counts() {
        var quote = submitted(step("both", "all", "", "Li", "Qian"), ZHOU);
        var task = company.task("Li", quote);
        company.agree("Qian", quote);
        company.agree("Li", quote);

        done(takeBack("Li", task), ApprovalState.RUNNING);

        assertThat(company.isAsked("Qian", quote)).isFalse();
        assertThat(company.isAsked("Zhou", quote)).isFalse();
        assertThat(company.last("quote", quote).log().getLast().rule()).isEqualTo(Arrival.Rule.KEPT);
        done(company.reject("Li", quote), ApprovalState.REJECTED);
        assertReplays(quote);
    }

    @Test
    void in_a_sequence_the_turn_comes_back_and_nobody_else_is_asked_twice() {
        var quote = submitted(step("chain", "sequence", "", "Li", "Qian"), ZHOU);
        var task = company.task("Li", quote);
        company.agree("Li", quote);
        company.agree("Qian", quote);

        done(takeBack("Li", task), ApprovalState.RUNNING);

        assertThat(company.isAsked("Li", quote)).isTrue();
        assertThat(company.isAsked("Qian", quote)).isFalse();
        done(company.agree("Li", quote), ApprovalState.RUNNING);
        assertThat(company.isAsked("Zhou", quote)).isTrue();
        assertReplays(quote);
    }

    @Test
    void what_was_taken_back_makes_no_rule_agree_again() {
        var quote = submitted(step("li", "any", "\"repeated\": \"any\"", "Li"), QIAN);
        var task = company.task("Li", quote);
        company.agree("Li", quote);

        done(takeBack("Li", task), ApprovalState.RUNNING);

        assertThat(company.isAsked("Li", quote)).isTrue();
    }

    @Test
    void nothing_is_taken_back_once_the_flow_has_done_something() {
        var quote = submitted(LI, """
                {"kind": "data", "id": "note", "label": {"en": "Note"}, "operation": "update",
                 "values": {"remark": "\\"noted\\""}}""", QIAN);
        var task = company.task("Li", quote);
        company.agree("Li", quote);

        refused(takeBack("Li", task), ApprovalProblems.TAKE_BACK_WORKED);
        assertThat(company.isAsked("Qian", quote)).isTrue();
    }

    @Test
    void waiting_is_undone_without_a_trace() {
        var quote = submitted(
                LI,
                "{\"kind\": \"delay\", \"id\": \"rest\", \"label\": {\"en\": \"Rest\"}, \"amount\": 3, \"unit\": \"days\"}",
                QIAN);
        var task = company.task("Li", quote);
        company.agree("Li", quote);

        done(takeBack("Li", task), ApprovalState.RUNNING);

        assertThat(company.isAsked("Li", quote)).isTrue();
        done(company.agree("Li", quote), ApprovalState.RUNNING);
        assertReplays(quote);
    }

    @Test
    void nothing_is_taken_back_where_people_were_added_or_the_request_has_ended_or_the_task_is_not_ones_own() {
        var added = submitted(LI, ZHOU);
        act("Li", added, new TaskAction.Add(Placement.BEFORE, Completion.ALL, List.of(id("Qian")), false));
        company.agree("Qian", added);
        var task = company.task("Li", added);
        company.agree("Li", added);
        refused(takeBack("Li", task), ApprovalProblems.TAKE_BACK_NOT_HERE);

        var ended = submitted(LI);
        var last = company.task("Li", ended);
        company.agree("Li", ended);
        refused(takeBack("Li", last), ApprovalProblems.NOTHING_TO_TAKE_BACK);

        var others = submitted(LI, QIAN);
        var lis = company.task("Li", others);
        company.agree("Li", others);
        refused(takeBack("Qian", lis), ApprovalProblems.NOT_YOUR_TASK);
    }

    @Test
    void after_a_decision_was_taken_back_the_initiator_may_withdraw_again() {
        var quote = submitted(LI, QIAN);
        var task = company.task("Li", quote);
        company.agree("Li", quote);
        refused(
                company.approvals().withdraw(company.who("Wang"), "quote", quote),
                ApprovalProblems.TOO_LATE_TO_WITHDRAW);

        done(takeBack("Li", task), ApprovalState.RUNNING);

        done(company.approvals().withdraw(company.who("Wang"), "quote", quote), ApprovalState.WITHDRAWN);
        assertReplays(quote);
    }

    @Test
    void of_two_who_take_back_and_decide_one_after_the_other_the_second_is_told() {
        var quote = submitted(LI, QIAN);
        var task = company.task("Li", quote);
        company.agree("Li", quote);
        var qians = company.task("Qian", quote);
        done(takeBack("Li", task), ApprovalState.RUNNING);

        refused(company.approvals().agree(company.who("Qian"), qians, "", Map.of(), null), ApprovalProblems.MOVED_ON);
        refused(takeBack("Li", task), ApprovalProblems.NOTHING_TO_TAKE_BACK);
    }

    @Test
    void words_and_values_are_kept_for_later_and_the_task_stays() {
        var quote = submitted(step("li", "any", "", "\"fields\": {\"remark\": \"write\"}", "Li"));

        done(
                act("Li", quote, new TaskAction.Keep(Map.of("remark", "half a thought")), "I am not sure yet"),
                ApprovalState.RUNNING);

        assertThat(company.isAsked("Li", quote)).isTrue();
        assertThat(company.read("quote", quote).value("remark")).isEqualTo("half a thought");
        assertThat(view("Li", quote).may().draft()).isEqualTo("I am not sure yet");
        assertThat(view("Wang", quote).may().draft()).isEmpty();
        refused(
                act("Li", quote, new TaskAction.Keep(Map.of("discount", BigDecimal.ONE)), "more"),
                ProblemCode.denied("FIELD_NOT_WRITABLE"));
        assertThat(view("Li", quote).may().draft()).isEqualTo("I am not sure yet");
        done(company.agree("Li", quote), ApprovalState.APPROVED);
    }

    @Test
    void an_administrator_lets_a_request_stand_still_and_go_on() {
        var quote = submitted(LI, QIAN);
        var task = company.task("Li", quote);
        done(repair(quote, new Repair.Suspend()), ApprovalState.SUSPENDED);

        assertThat(company.last("quote", quote).trouble()).isEqualTo("it must be");
        refused(company.approvals().agree(company.who("Li"), task, "", Map.of(), null), ApprovalProblems.STANDS_STILL);
        refused(repair(quote, new Repair.Suspend()), ApprovalProblems.NOT_RUNNING);
        assertThat(can("Li", quote)).as("nothing is offered meanwhile").doesNotContain(Can.AGREE, Can.KEEP);
        done(repair(quote, new Repair.Retry()), ApprovalState.RUNNING);

        company.agree("Li", quote);
        done(company.agree("Qian", quote), ApprovalState.APPROVED);
        assertReplays(quote);
    }

    @Test
    void the_clock_of_a_step_stands_still_while_somebody_asked_first_has_not_answered() {
        var quote = submitted(limited("li", "any", 8, "reject", "Li"));
        act("Li", quote, new TaskAction.Add(Placement.BEFORE, Completion.ALL, List.of(id("Qian")), false));
        limits(Duration.ofDays(14));
        assertThat(company.last("quote", quote).state()).isEqualTo(ApprovalState.RUNNING);

        company.agree("Qian", quote);
        limits(Duration.ofMinutes(1));
        assertThat(company.last("quote", quote).state()).isEqualTo(ApprovalState.RUNNING);
        limits(Duration.ofDays(14));

        assertThat(company.last("quote", quote).state()).isEqualTo(ApprovalState.REJECTED);
        assertReplays(quote);
    }

    @Test
    void the_clock_of_a_sequence_begins_anew_with_each_person() {
        var quote = submitted(limited("chain", "sequence", 8, "reject", "Li", "Qian"));
        var first = due(quote);
        assertThat(first).isNotNull();
        company.app()
                .inUnit(() -> company.app()
                        .get(Sql.class)
                        .update("UPDATE t_approval_timer SET due_at = ?", Instant.parse("2020-01-01T00:00:00Z")));

        company.agree("Li", quote);

        assertThat(due(quote)).isAfterOrEqualTo(first);
        limits(Duration.ZERO);
        assertThat(company.last("quote", quote).state()).isEqualTo(ApprovalState.RUNNING);
    }

    private static Instant due(RecordId quote) {
        return company.app()
                .inUnit(() -> company.app()
                        .get(Sql.class)
                        .list("""
                        SELECT t.due_at FROM t_approval_timer t JOIN t_approval_instance i ON i.id = t.instance
                        WHERE i.record_id = ? AND t.kind = 'LIMIT'
                        """, row -> Sql.instant(row, "due_at"), quote)
                        .getFirst());
    }

    @Test
    void a_time_limit_hands_over_what_a_rule_may_not_agree_to() {
        var quote = submitted(
                QIAN,
                step("li", "any", "\"limitHours\": 8, \"limitAction\": \"agree\", \"required\": [\"remark\"]", "Li"));
        company.agree("Qian", quote);

        limits(Duration.ofDays(14));

        assertThat(company.isAsked("Zhou", quote)).isTrue();
        assertThat(company.last("quote", quote).state()).isEqualTo(ApprovalState.RUNNING);
    }

    @Test
    void whoever_comes_after_a_time_limit_reads_that_the_limit_decided() {
        var quote = submitted(limited("both", "all", 8, "reject", "Li", "Qian"), ZHOU);
        company.agree("Li", quote);
        var task = company.task("Qian", quote);
        limits(Duration.ofDays(14));

        var result = company.approvals().agree(company.who("Qian"), task, "", Map.of(), null);

        refused(result, ApprovalProblems.DECIDED_BY_LIMIT);
        assertThat(Messages.text(((ApprovalResult.Refused) result).problems().getFirst(), Locale.ENGLISH))
                .doesNotContain("Li ");
    }

    @Test
    void a_change_of_a_material_field_makes_earlier_agreements_worthless() {
        var quote = submittedWith(
                "\"policy\": {\"materialFields\": [\"discount\"]},",
                LI,
                step("qian", "any", "", "\"fields\": {\"discount\": \"write\"}", "Qian"));
        company.agree("Li", quote);

        company.approvals()
                .agree(
                        company.who("Qian"),
                        company.task("Qian", quote),
                        "",
                        Map.of("discount", new BigDecimal("0.25")),
                        null);

        assertThat(company.isAsked("Li", quote)).isTrue();
        assertThat(company.last("quote", quote).state()).isEqualTo(ApprovalState.RUNNING);
        company.agree("Li", quote);
        done(company.agree("Qian", quote), ApprovalState.APPROVED);
        assertReplays(quote);
    }

    @Test
    void a_change_of_any_other_field_leaves_earlier_agreements_alone() {
        var quote = submittedWith(
                "\"policy\": {\"materialFields\": [\"discount\"]},",
                LI,
                step("qian", "any", "", "\"fields\": {\"remark\": \"write\"}", "Qian"));
        company.agree("Li", quote);

        done(
                company.approvals()
                        .agree(company.who("Qian"), company.task("Qian", quote), "", Map.of("remark", "fine"), null),
                ApprovalState.APPROVED);
    }

    @Test
    void what_was_sent_back_to_an_initiator_who_has_left_goes_to_the_owner_or_the_manager() {
        var quote = submitted(LI);
        act("Li", quote, new TaskAction.SendBack(null));
        active("Wang", false);
        try {
            assertThat(can("Li", quote)).as("the manager").contains(Can.RESUBMIT);
        } finally {
            active("Wang", true);
        }
        assertThat(can("Wang", quote)).contains(Can.RESUBMIT);
    }

    @Test
    void a_role_is_asked_anew_when_one_of_its_holders_has_left() {
        company.assign("Stranger", "finance");
        var quote = submitted("""
                {"kind": "approve", "id": "books", "label": {"en": "Books"}, "completion": "any",
                 "approvers": [{"source": "role", "role": "finance"}]}""");
        active("Qian", false);
        active("Stranger", false);
        company.assign("Zhou", "finance");
        try {
            company.app().get(Leavers.class).run(Instant.now());
            assertThat(company.isAsked("Zhou", quote)).isTrue();
        } finally {
            active("Qian", true);
            active("Stranger", true);
        }
    }

    @Test
    void no_publish_goes_by_while_a_flow_names_somebody_who_has_left() {
        publish("", LI, QIAN);
        var live = company.app().get(LiveMetadata.class).current();
        var guards = company.app().context().getBeansOfType(BeforePublish.class);
        active("Li", false);
        try {
            assertThat(guards.stream().flatMap(guard -> guard.refuse(live, live, false).stream()))
                    .extracting(problem -> problem.code().key())
                    .containsExactly("FLOW_NAMES_A_LEAVER");
            for (var locale : Messages.LANGUAGES) {
                assertThat(guards.stream().flatMap(guard -> guard.refuse(live, live, false).stream()))
                        .extracting((Problem problem) -> Messages.text(problem, locale))
                        .allSatisfy(text -> assertThat(text).contains("Li").doesNotContain("{"));
            }
            assertThat(guards.stream().flatMap(guard -> guard.refuse(live, live, true).stream()))
                    .as("a package is installed")
                    .isEmpty();
        } finally {
            active("Li", true);
        }
        assertThat(guards.stream().flatMap(guard -> guard.refuse(live, live, false).stream()))
                .isEmpty();
    }

    @Test
    void a_copy_for_nobody_is_written_down_and_the_flow_goes_on() {
        var quote = submitted(LI, """
                {"kind": "cc", "id": "tell", "label": {"en": "Tell"},
                 "recipients": [{"source": "role", "role": "nobody_holds_it"}]}""", QIAN);
        company.agree("Li", quote);

        assertThat(company.events("quote", quote)).contains(ApprovalEvent.COPIED);
        assertThat(company.isAsked("Qian", quote)).isTrue();
    }

    @Test
    void a_step_of_a_taken_back_decision_is_shown_as_left() {
        var quote = submitted(LI, QIAN);
        var task = company.task("Li", quote);
        company.agree("Li", quote);
        done(takeBack("Li", task), ApprovalState.RUNNING);

        var steps = company.last("quote", quote).path().steps();
        assertThat(steps.getFirst().state()).isEqualTo(ApprovalPath.State.LEFT);
        assertThat(steps.getFirst().people().getFirst().vote()).isEqualTo(Vote.CANCELLED);
    }

    private static void active(String name, boolean isActive) {
        var user = company.read("user", id(name));
        var saved = company.app()
                .get(Records.class)
                .save(Company.INSTALL, new Change.Update("user", id(name), user.version(), Map.of("active", isActive)));
        assertThat(saved).isInstanceOf(SaveResult.Saved.class);
    }

    private static Set<Can> can(String name, RecordId quote) {
        return view(name, quote).may().can();
    }

    private static ApprovalView view(String name, RecordId quote) {
        return company.approvals()
                .instances(company.who(name), "quote", quote)
                .orElseThrow()
                .getFirst();
    }

    private static ApprovalResult takeBack(String name, RecordId task) {
        return company.approvals().act(company.who(name), task, new TaskAction.TakeBack(), "");
    }

    private static ApprovalResult act(String name, RecordId quote, TaskAction action) {
        return act(name, quote, action, "");
    }

    private static ApprovalResult act(String name, RecordId quote, TaskAction action, String words) {
        return company.approvals().act(company.who(name), company.task(name, quote), action, words);
    }

    private static ApprovalResult repair(RecordId quote, Repair repair) {
        return company.approvals().repair(company.who("Admin"), "quote", quote, repair, "it must be");
    }

    private static void limits(Duration later) {
        company.app().get(TimeLimits.class).run(Instant.now().plus(later));
    }

    private static String limited(String id, String completion, int hours, String action, String... people) {
        return step(id, completion, "\"limitHours\": %d, \"limitAction\": \"%s\"".formatted(hours, action), people);
    }

    private static String step(String id, String completion, String options, String... people) {
        boolean hasFields = people.length > 0 && people[0].startsWith("\"fields\"");
        var who = hasFields ? Arrays.copyOfRange(people, 1, people.length) : people;
        return """
                {"kind": "approve", "id": "%s", "label": {"en": "%s"}, "completion": "%s", "options": {%s}, %s
                 "approvers": [{"source": "users", "users": [%s]}]}""".formatted(
                id,
                id,
                completion,
                options,
                hasFields ? people[0] + "," : "",
                String.join(", ", Arrays.stream(who).map("\"@%s\""::formatted).toList()));
    }

    private static void publish(String more, String... nodes) {
        var json = String.join(",", nodes);
        for (var name : List.of("Li", "Qian", "Zhou")) {
            json = json.replace("@" + name, id(name).toString());
        }
        company.publish("""
                {"role": [{"id": "nobody_holds_it", "label": {"en": "Nobody"}}],
                 "approval": [{"id": "quote_approval", "label": {"en": "Quote approval %d"}, "entity": "quote",
                    %s "nodes": [%s], "summary": ["name"], "administrators": ["admin"]}]}""".formatted(++published, more, json));
    }

    private static RecordId submitted(String... nodes) {
        return submittedWith("", nodes);
    }

    private static RecordId submittedWith(String more, String... nodes) {
        publish(more, nodes);
        var quote = company.quote("Wang", "0.1");
        done(company.submit("Wang", "quote", quote), ApprovalState.RUNNING);
        return quote;
    }

    private static RecordId id(String name) {
        return company.who(name).user();
    }

    private static void done(ApprovalResult result, ApprovalState state) {
        assertThat(result)
                .as(() -> result instanceof ApprovalResult.Refused(var problems)
                        ? Messages.text(problems.getFirst(), Locale.ENGLISH)
                        : "done")
                .isInstanceOf(ApprovalResult.Done.class);
        assertThat(((ApprovalResult.Done) result).state()).isEqualTo(state);
    }

    private static void refused(ApprovalResult result, ProblemCode code) {
        assertThat(result).isInstanceOf(ApprovalResult.Refused.class);
        var problem = ((ApprovalResult.Refused) result).problems().getFirst();
        assertThat(problem.code().key()).isEqualTo(code.key());
        for (var locale : Messages.LANGUAGES) {
            assertThat(Messages.text(problem, locale)).doesNotContain("{").doesNotContain("APPROVAL_");
        }
    }

    private static void assertReplays(RecordId quote) {
        RandomRequestsTest.assertRebuilt(company, "quote", quote, "a step that was taken back");
    }
}
