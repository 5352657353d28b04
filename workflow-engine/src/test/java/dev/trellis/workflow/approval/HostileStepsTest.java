package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Texts that would be code elsewhere, as names of every kind of step, as what robots write and what channels answer, and
 * as words of people: they are stored and told as they are.
 */
class HostileStepsTest {

    private static final List<String> CORPUS = List.of(
            "${execution.setVariable('hacked', 'yes')}",
            "#{T(java.lang.Runtime).getRuntime().exec('id')}",
            "T(java.lang.Runtime).getRuntime()",
            "@java.lang.Runtime@getRuntime().exec('id')",
            "(#a=@java.lang.System@getProperty('user.dir'))",
            "<script>document.title='hacked'</script>",
            "<img src=x onerror=\"alert(1)\">",
            "\"><svg onload=alert(1)>",
            "{{7*7}} {{{name}}} {{#name}}x{{/name}} {{>partial}}",
            "<% out.println(1) %> <#assign x=1>${x?eval}",
            "\"${'id'.execute().text}\" [1,2]*.toString()",
            "=HYPERLINK(\"http://evil\",\"x\") +1 -1 @SUM(A1)",
            "]]></documentation><scriptTask xmlns=\"x\" id=\"s\"/><![CDATA[",
            "'); DROP TABLE t_approval_task; --",
            "name & owner.name & CURRENTUSER()",
            "%s %n {0} {name} \\u0024{1} &#36;{1}");

    /** Several at once, so that not each needs a request of its own. */
    private static final List<String> CHUNKS = IntStream.range(0, 4)
            .mapToObj(i -> String.join(" ¦ ", CORPUS.subList(i * 4, i * 4 + 4)))
            .toList();

    private static final String ALL = String.join(" ¦ ", CORPUS);

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

    private static String quoted(String text) {
        return new JsonMapper().writeValueAsString(text);
    }

    /** A text as a literal of the expression language, in JSON. */
    private static String literal(String text) {
        return quoted("\"" + text.replace("\"", "\"\"") + "\"");
    }

    private static String hostile(String node) {
        return node.replaceAll("\"label\": \\{\"en\": \"[^\"]*\"}", "\"label\": {\"en\": \"@LABEL@\"}")
                .replace("\"@LABEL@\"", quoted(ALL));
    }

    private static void nothingRan() {
        assertThat(company.app()
                        .inUnit(() -> company.app()
                                .sql()
                                .one(
                                        "SELECT COUNT(*) FROM ACT_RU_VARIABLE WHERE NAME_ = 'hacked'",
                                        row -> row.getLong(1))))
                .contains(0L);
        deals.assertSound(new RecordId(1));
    }

    @Test
    void every_kind_of_step_is_named_by_the_corpus_and_the_flow_goes_its_way() {
        deals.flow(
                hostile(Deals.node(
                                "data",
                                "robot",
                                "\"operation\": \"update\", \"values\": {\"state\": %s}".formatted("\"@VALUE@\"")))
                        .replace("\"@VALUE@\"", literal(ALL.substring(0, 200))),
                hostile(Deals.node(
                        "call",
                        "ask",
                        "\"channel\": \"echo\", \"inputs\": {\"text\": \"name\"}, \"results\": {\"note\": \"text\"}")),
                hostile(Deals.node("delay", "rest", "\"amount\": 1, \"unit\": \"hours\"")),
                hostile(Deals.node("handle", "work", "\"approvers\": [{\"source\": \"role\", \"role\": \"finance\"}]")),
                hostile(Deals.node(
                        "parallel",
                        "both",
                        "\"lanes\": [%s, %s]"
                                .formatted(Deals.lane("one", "", Deals.LI), Deals.lane("two", "", Deals.ZHOU)))),
                hostile(Deals.node(
                        "inclusive", "some", """
                        "branches": [{"id": "yes", "label": {"en": "Yes"}, "when": "name <> BLANK", "nodes": [%s]}],
                        "otherwise": []""".formatted(Deals.QIAN.replace("\"qian\"", "\"qian_again\"")))),
                hostile(Deals.node("cc", "tell", "\"recipients\": [{\"source\": \"initiator\"}]")));
        var deal = deals.submitted(Map.of("name", ALL.substring(0, 180)));
        deals.later(0);
        deals.later(120);

        assertThat(deals.value(deal, "state")).as("what the robot wrote").isEqualTo(ALL.substring(0, 200));
        assertThat(deals.value(deal, "note")).as("what the channel answered").isEqualTo(ALL.substring(0, 180));
        company.agree("Qian", deal);
        company.agree("Li", deal);
        company.agree("Zhou", deal);
        company.agree("Qian", deal);

        assertThat(deals.state(deal)).isEqualTo(ApprovalState.APPROVED);
        assertThat(company.last("deal", deal).path().steps())
                .extracting(step -> step.label().text(Locale.ENGLISH))
                .isNotEmpty()
                .containsOnly(ALL);
        assertThat(company.last("deal", deal).log().stream()
                        .map(ApprovalView.LogEntry::step)
                        .filter(Label.class::isInstance)
                        .map(step -> step.text(Locale.ENGLISH)))
                .isNotEmpty()
                .containsOnly(ALL);
        nothingRan();
    }

    @Test
    void what_a_channel_answers_and_why_it_failed_are_texts() {
        for (var text : CHUNKS) {
            deals.flow(
                    Deals.node(
                            "call",
                            "ask",
                            "\"channel\": \"echo\", \"inputs\": {\"text\": %s}, \"results\": {\"note\": \"text\"}"
                                    .formatted(literal(text))),
                    Deals.LI);
            var deal = deals.submitted(Map.of());
            deals.later(0);

            assertThat(deals.value(deal, "note")).isEqualTo(text);
            assertThat(deals.asked(deal)).containsExactly("Li");
        }
        nothingRan();
    }

    @Test
    void words_of_people_are_told_as_they_were_said() {
        deals.flow(Deals.LI, Deals.ZHOU);
        for (var text : CHUNKS) {
            var deal = deals.submitted(Map.of("name", "D"));
            var zhou = company.who("Zhou").user();
            said(company.approvals().comment(company.who("Wang"), "deal", deal, text, List.of(zhou)));
            said(company.approvals().comment(company.who("Zhou"), "deal", deal, text, List.of()));
            said(company.approvals().share(company.who("Wang"), "deal", deal, List.of(zhou), text));
            said(act("Li", deal, new TaskAction.Keep(Map.of()), text));
            assertThat(company.approvals()
                            .instances(company.who("Li"), "deal", deal)
                            .orElseThrow()
                            .getFirst()
                            .may()
                            .draft())
                    .isEqualTo(text);
            said(act("Li", deal, new TaskAction.HandOver(company.who("Qian").user()), text));
            said(company.approvals()
                    .repair(
                            company.who("Admin"),
                            "deal",
                            deal,
                            new Repair.Reassign(
                                    company.who("Qian").user(),
                                    company.who("Li").user()),
                            text));
            said(company.approvals().repair(company.who("Admin"), "deal", deal, new Repair.Suspend(), text));
            assertThat(company.last("deal", deal).trouble()).isEqualTo(text);
            said(company.approvals().repair(company.who("Admin"), "deal", deal, new Repair.Retry(), text));
            said(act("Li", deal, new TaskAction.SendBack(null), text));
            said(company.submit("Wang", "deal", deal));
            said(company.approvals().reject(company.who("Li"), company.task("Li", deal), text));

            assertThat(company.last("deal", deal).log().stream()
                            .map(ApprovalView.LogEntry::remark)
                            .filter(remark -> !remark.isEmpty()))
                    .as(text)
                    .hasSizeGreaterThanOrEqualTo(8)
                    .containsOnly(text);
        }
        nothingRan();
    }

    @Test
    void names_of_people_are_texts_in_every_reason_and_refusal() {
        var li = company.who("Li");
        deals.flow(Deals.LI, Deals.ZHOU);
        for (var text : CHUNKS) {
            rename(li.user(), text);
            var deal = deals.submitted(Map.of("name", "D"));
            var task = company.task("Li", deal);
            said(company.agree("Li", deal));

            assertThat(company.last("deal", deal).log())
                    .extracting(ApprovalView.LogEntry::who)
                    .contains(text);
            assertThat(company.approvals().agree(li, task, "", Map.of(), null))
                    .isInstanceOf(ApprovalResult.Refused.class);
            assertThat(company.approvals().withdraw(company.who("Wang"), "deal", deal))
                    .isInstanceOfSatisfying(
                            ApprovalResult.Refused.class,
                            refused -> assertThat(
                                            Messages.text(refused.problems().getFirst(), Locale.ENGLISH))
                                    .contains(text));
        }
        rename(li.user(), "Li");
        nothingRan();
    }

    @Test
    void a_deputy_stands_in_whatever_the_person_away_is_called() {
        var li = company.who("Li");
        deals.flow(Deals.LI);
        rename(li.user(), ALL.substring(0, 120));
        var now = Instant.now();
        assertThat(company.approvals()
                        .deputise(li, company.who("Qian").user(), null, now, now.plus(1, ChronoUnit.DAYS))
                        .problems())
                .isEmpty();
        var deal = deals.submitted(Map.of("name", "D"));

        assertThat(deals.asked(deal)).containsExactly("Qian");
        assertThat(company.last("deal", deal)
                        .path()
                        .steps()
                        .getFirst()
                        .people()
                        .getFirst()
                        .insteadOf())
                .isEqualTo(ALL.substring(0, 120));
        company.approvals().deputies(li).forEach(deputy -> company.approvals().endDeputy(li, deputy.id()));
        rename(li.user(), "Li");
    }

    private static void rename(RecordId user, String name) {
        var stored = company.read("user", user);
        assertThat(company.app()
                        .get(Records.class)
                        .save(Company.INSTALL, new Change.Update("user", user, stored.version(), Map.of("name", name))))
                .isInstanceOf(SaveResult.Saved.class);
    }

    private static void said(ApprovalResult result) {
        assertThat(result).isInstanceOf(ApprovalResult.Done.class);
    }

    private static ApprovalResult act(String name, RecordId deal, TaskAction action, String words) {
        return company.approvals().act(company.who(name), company.task(name, deal), action, words);
    }
}
