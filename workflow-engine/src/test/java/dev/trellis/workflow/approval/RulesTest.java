package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.EventDelivery;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.publish.MetadataCheck;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.notify.Notice;
import dev.trellis.workflow.notify.Notifications;
import dev.trellis.workflow.rule.RuleRun;
import dev.trellis.workflow.rule.Rules;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens by itself: values in the save, steps after it, assignment, loops, failures, dates, approvals. */
class RulesTest {

    private static final String LEAD = """
            {"entity": [
                {"id": "lead", "label": {"en": "Lead"}, "plural": {"en": "Leads"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "region", "label": {"en": "Region"}, "type": "text"},
                    {"id": "grade", "label": {"en": "Grade"}, "type": "text"},
                    {"id": "note", "label": {"en": "Note"}, "type": "text", "maxLength": 20},
                    {"id": "size", "label": {"en": "Size"}, "type": "integer"},
                    {"id": "last_contact", "label": {"en": "Last contact"}, "type": "date"}]},
                {"id": "todo", "label": {"en": "To do"}, "plural": {"en": "To dos"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "lead", "label": {"en": "Lead"}, "type": "lookup", "entity": "lead"}]}],
             "role": [
                {"id": "admin", "label": {"en": "Administrator"}, "rights": ["administer", "publish", "design", "operate"],
                 "entities": {"lead": {"verbs": {"create": "all", "read": "all", "edit": "all"}, "otherFields": "write"},
                    "todo": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "quote": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}}],
             "rule": [
                {"id": "grade_lead", "label": {"en": "Grade"}, "entity": "lead",
                 "triggers": [{"on": "created"}, {"on": "changed", "fields": ["size"]}], "when": "size > 100",
                 "before": {"grade": "\\"A\\""}},
                {"id": "route_lead", "label": {"en": "Route"}, "entity": "lead", "triggers": [{"on": "created"}],
                 "when": "region <> \\"\\"",
                 "steps": [
                    {"do": "assign", "id": "who", "by": "table", "rows": [
                        {"when": "region = \\"east\\"", "people": ["LI"]},
                        {"when": "region = \\"west\\"", "people": ["WANG", "ZHOU"]}]},
                    {"do": "notify", "id": "tell", "to": ["owner"],
                     "text": {"en": "New lead {{name}} from {{region}}", "zh-CN": "新线索 {{name}}"}},
                    {"do": "branch", "id": "big", "when": "size > 100", "then": [
                        {"do": "create", "id": "call", "entity": "todo",
                         "values": {"name": "\\"Call \\" & name", "lead": "id"}}]}]},
                {"id": "ping", "label": {"en": "Ping"}, "entity": "lead",
                 "triggers": [{"on": "changed", "fields": ["note"]}], "when": "BEGINS(note, \\"p\\")",
                 "steps": [{"do": "set", "id": "answer", "values": {"note": "note & \\"!\\""}}]},
                {"id": "refused", "label": {"en": "Refused"}, "entity": "lead",
                 "triggers": [{"on": "changed", "fields": ["note"]}], "when": "note = \\"too long\\"",
                 "steps": [{"do": "notify", "id": "tell", "to": ["owner"], "text": {"en": "not to be told"}},
                    {"do": "set", "id": "long", "values": {"note": "\\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\""}}]},
                {"id": "silent", "label": {"en": "Silent"}, "entity": "lead",
                 "triggers": [{"on": "date", "date": "last_contact", "days": 3, "business": true}],
                 "steps": [{"do": "notify", "id": "tell", "to": ["owner"], "text": {"en": "Nobody called {{name}}"}}]},
                {"id": "won", "label": {"en": "Won"}, "entity": "quote", "triggers": [{"on": "approved"}],
                 "steps": [{"do": "set", "id": "mark", "values": {"remark": "\\"approved by rule\\""}}]}]}
            """;

    private static Company company;

    @BeforeAll
    static void start() {
        company = Company.start(Map.of("trellis.jobs.run", "true", "trellis.jobs.pause-millis", "100"));
        var text = LEAD;
        for (var name : List.of("Li", "Wang", "Zhou")) {
            text = text.replace(
                    "\"" + name.toUpperCase(java.util.Locale.ROOT) + "\"",
                    "\"" + company.who(name).user() + "\"");
        }
        company.publish(text);
        company.app().get(EventDelivery.class).deliver();
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    private static void await(String what, BooleanSupplier reached) {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static RecordId lead(Map<String, @Nullable Object> values) {
        var result = company.app().get(Records.class).save(company.who("Admin"), new Change.Create("lead", values));
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).id();
    }

    private static List<RuleRun> runs(String rule, RecordId record) {
        return done(company.app().get(Rules.class).runs(company.who("Admin"), rule, record));
    }

    private static <T> T done(Rules.Result<T> result) {
        assertThat(result).isInstanceOf(Rules.Result.Done.class);
        return ((Rules.Result.Done<T>) result).value();
    }

    private static RuleRun ended(String rule, RecordId record) {
        await(rule + " has run", () -> !runs(rule, record).isEmpty());
        return runs(rule, record).getFirst();
    }

    private static List<String> told(String name) {
        return company.app().get(Notifications.class).list(company.who(name), false, null, 100).stream()
                .map(Notice::text)
                .toList();
    }

    private static @Nullable Object value(RecordId lead, String field) {
        return company.read("lead", lead).value(field);
    }

    @Test
    void a_rule_completes_a_save_in_its_transaction() {
        assertThat(value(lead(Map.of("name", "Big", "size", new java.math.BigDecimal(500))), "grade"))
                .isEqualTo("A");
        assertThat(value(lead(Map.of("name", "Small", "size", new java.math.BigDecimal(5))), "grade"))
                .isNull();
    }

    @Test
    void a_territory_table_gives_a_new_lead_to_the_first_row_that_holds_and_tells_the_owner() {
        var east = lead(Map.of("name", "Hai", "region", "east", "size", new java.math.BigDecimal(200)));
        var run = ended("route_lead", east);

        assertThat(run.state()).isEqualTo(RuleRun.State.DONE);
        assertThat(run.lines()).extracting(RuleRun.Line::what).containsExactly("assign", "notify", "branch", "create");
        assertThat(value(east, "owner")).isEqualTo(company.who("Li").user());
        assertThat(told("Li")).contains("New lead Hai from east");
        assertThat(runs("route_lead", lead(Map.of("name", "Nowhere")))).isEmpty();
    }

    @Test
    void a_row_with_several_people_takes_them_in_turns() {
        var owners = new java.util.ArrayList<@Nullable Object>();
        for (int i = 0; i < 4; i++) {
            var lead = lead(Map.of("name", "W" + i, "region", "west"));
            ended("route_lead", lead);
            owners.add(value(lead, "owner"));
        }

        assertThat(owners.subList(0, 2))
                .containsExactlyInAnyOrder(
                        company.who("Wang").user(), company.who("Zhou").user());
        assertThat(owners.subList(2, 4)).isEqualTo(owners.subList(0, 2));
    }

    @Test
    void rules_that_set_each_other_off_are_stopped_and_the_log_says_so() {
        var lead = lead(Map.of("name", "Loop"));
        company.edit("Admin", "lead", lead, Map.of("note", "p"));

        await(
                "the loop is noticed",
                () -> runs("ping", lead).stream().anyMatch(run -> run.state() == RuleRun.State.LOOP));
        assertThat(value(lead, "note")).isEqualTo("p!!!!!");
    }

    @Test
    void a_refused_step_undoes_the_whole_run_and_it_can_be_run_again() {
        var lead = lead(Map.of("name", "Refused"));
        company.edit("Admin", "lead", lead, Map.of("note", "too long"));
        var run = ended("refused", lead);

        assertThat(run.state()).isEqualTo(RuleRun.State.FAILED);
        assertThat(run.problem()).isNotBlank();
        assertThat(told("Admin")).doesNotContain("not to be told");
        assertThat(value(lead, "note")).isEqualTo("too long");
        assertThat(done(company.app().get(Rules.class).replay(company.who("Admin"), run.id())))
                .isTrue();
        await("it ran again", () -> runs("refused", lead).size() == 2);
    }

    @Test
    void a_date_sets_a_rule_off_once_three_working_days_after_it() {
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        var due = today;
        for (int left = 3; left > 0; ) {
            due = due.minusDays(1);
            if (due.plusDays(1).getDayOfWeek().getValue() < 6) {
                left--;
            }
        }
        var old = lead(Map.of("name", "Forgotten", "last_contact", due));
        var fresh = lead(Map.of("name", "Fresh", "last_contact", today));

        await("rules by date run", () -> {
            company.app().get(dev.trellis.core.job.Jobs.class).runNow("rule-dates");
            return !runs("silent", old).isEmpty() || hour() < 8;
        });
        if (hour() >= 8) {
            assertThat(runs("silent", old)).hasSize(1);
            assertThat(told("Admin")).contains("Nobody called Forgotten");
        }
        assertThat(runs("silent", fresh)).isEmpty();
    }

    private static int hour() {
        return java.time.LocalTime.now(ZoneId.of("Asia/Shanghai")).getHour();
    }

    @Test
    void the_end_of_an_approval_sets_a_rule_off() {
        var quote = company.quote("Wang", "0.05");
        company.submit("Wang", "quote", quote);
        company.agree("Li", quote);

        await("the rule has run", () -> !runs("won", quote).isEmpty());
        assertThat(company.read("quote", quote).value("remark")).isEqualTo("approved by rule");
    }

    @Test
    void trying_a_rule_tells_what_it_would_do_and_does_nothing() {
        var lead = lead(Map.of("name", "Try"));
        company.edit("Admin", "lead", lead, Map.of("region", "east"));
        var trial = done(company.app().get(Rules.class).test(company.who("Admin"), "route_lead", lead));

        assertThat(trial.holds()).isTrue();
        assertThat(trial.lines()).extracting(RuleRun.Line::detail).contains("Li");
        assertThat(value(lead, "owner")).isEqualTo(company.who("Admin").user());
        assertThat(runs("route_lead", lead)).isEmpty();
        assertThat(company.app().get(Rules.class).test(company.who("Wang"), "route_lead", lead))
                .isInstanceOf(Rules.Result.Refused.class);
    }

    @Test
    void a_rule_that_is_only_a_draft_can_be_tried_and_what_would_stop_it_is_said() {
        var lead = lead(Map.of("name", "Draft", "region", "south"));
        var draft = (RuleDefinition) SampleMetadata.definition(Kind.RULE, """
                {"id": "draft", "label": {"en": "Draft"}, "entity": "lead", "triggers": [{"on": "created"}],
                 "when": "region = \\"south\\"", "before": {"grade": "\\"B\\""},
                 "steps": [{"do": "set", "id": "a", "values": {"size": "7"}},
                    {"do": "wait", "id": "b", "hours": 5},
                    {"do": "set", "id": "c", "values": {"note": "\\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\""}}]}
                """);
        var rules = company.app().get(Rules.class);
        var trial = done(rules.tryOut(company.who("Admin"), draft, lead));

        assertThat(trial.lines()).extracting(RuleRun.Line::detail).containsExactly("Grade = B", "Size = 7", "5 h");
        assertThat(trial.problems()).hasSize(1);
        assertThat(value(lead, "size")).isNull();
        assertThat(done(rules.tryOut(company.who("Admin"), draft, lead(Map.of("name", "Other"))))
                        .holds())
                .isFalse();
        assertThat(rules.tryOut(company.who("Admin"), draft, new RecordId(12345)))
                .isInstanceOf(Rules.Result.Refused.class);
    }

    @Test
    void a_publish_says_where_a_rule_is_wrong() {
        var live = company.app().get(LiveMetadata.class).current();
        var wrong = SampleMetadata.definition(Kind.RULE, """
                {"id": "wrong", "label": {"en": "Wrong"}, "entity": "lead",
                 "triggers": [{"on": "changed", "fields": ["nothing"]}, {"on": "date", "date": "name"}],
                 "when": "nothing > 1", "before": {"nothing": "1"},
                 "steps": [
                    {"do": "notify", "id": "a", "to": ["role:nobody"], "text": {"en": "{{nothing}}"}},
                    {"do": "branch", "id": "b", "when": "TRUE", "then": [{"do": "wait", "id": "c", "hours": 1}]},
                    {"do": "assign", "id": "d"},
                    {"do": "submit", "id": "e"},
                    {"do": "set", "id": "a", "values": {"size": "\\"text\\""}}]}
                """);
        var problems = MetadataCheck.check(live.with(wrong), live).stream()
                .map(Problem::path)
                .toList();

        assertThat(problems)
                .contains(
                        "rule/wrong/triggers/0/fields/nothing",
                        "rule/wrong/triggers/1/date",
                        "rule/wrong/when",
                        "rule/wrong/before/nothing",
                        "rule/wrong/steps/a",
                        "rule/wrong/steps/a/to",
                        "rule/wrong/steps/a/text/nothing",
                        "rule/wrong/steps/b/then/c",
                        "rule/wrong/steps/d",
                        "rule/wrong/steps/e",
                        "rule/wrong/steps/a/values/size");
    }
}
