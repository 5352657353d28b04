package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.notify.Notice;
import dev.trellis.workflow.notify.Notifications;
import dev.trellis.workflow.rule.RuleRun;
import dev.trellis.workflow.rule.Rules;
import jakarta.mail.Message;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Texts that would be code elsewhere: in values, labels, comments, rules, notifications and mails they stay texts. */
class HostileTextsTest {

    /** Expression languages, templates, formats, markup, sheets, shells and queries; each would leave a trace if it ran. */
    private static final List<String> CORPUS = List.of(
            "${1+1}",
            "#{1+1}",
            "${execution.setVariable('hacked', 'yes')}",
            "#{execution.setVariable('hacked', 'yes')}",
            "${''.getClass().forName('java.lang.Runtime').getMethods()}",
            "$\\{1+1}",
            "%{1+1}",
            "@{1+1}",
            "*{T(java.lang.Runtime).getRuntime()}",
            "[[${1+1}]]",
            "<%= 1+1 %>",
            "<#assign x=1>${x}",
            "{name}",
            "{what} {who} {0}",
            "{{name}}",
            "{{owner.name}} {{discount|raw}}",
            "{{#each}}{{/each}}",
            "%s %n %1$s",
            "=1+1",
            "@SUM(A1)",
            "+cmd|' /C calc'!A0",
            "<script>document.title='hacked'</script>",
            "<img src=x onerror=alert(1)>",
            "javascript:alert(1)",
            "'; UPDATE t_job SET state='DONE' WHERE '1'='1",
            "\" OR \"1\"=\"1",
            "$user.name & CURRENTUSER()",
            "name = \"x\" AND TRUE",
            "`id` $(id) ; id | id",
            "${jndi:ldap://127.0.0.1/a}",
            "\\u0024{1+1} \\x24 &#36;{1+1}");

    private static final String WRITTEN = "${execution.setVariable('hacked', 'yes')} {{name}} =1+1 \"";

    private static final String ALL = String.join(" · ", CORPUS);

    private static GreenMail mail;
    private static Company company;

    @BeforeAll
    static void start() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        company = Company.start(Map.of(
                "trellis.jobs.run", "true",
                "trellis.jobs.pause-millis", "100",
                "trellis.mail.host", "127.0.0.1",
                "trellis.mail.port", String.valueOf(mail.getSmtp().getPort()),
                "trellis.mail.security", "none",
                "trellis.mail.from", "trellis@example.com"));
        company.publish("""
                {"role": [
                    {"id": "admin", "label": {"en": "Administrator"}, "rights": ["administer", "publish", "design", "operate"],
                     "entities": {"quote": {"verbs": {"create": "all", "read": "all", "edit": "all", "history": "all"},
                        "otherFields": "write"}}},
                    {"id": "sales", "label": {"en": "Sales"}, "entities": {
                        "quote": {"verbs": {"create": "own", "read": "all", "edit": "own", "delete": "own"},
                            "otherFields": "write"},
                        "request": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}}],
                 "approval": [
                    {"id": "quote_approval", "label": {"en": %1$s}, "entity": "quote",
                     "nodes": [
                        {"kind": "condition", "id": "size", "label": {"en": %1$s},
                         "branches": [{"id": "all", "label": {"en": %1$s}, "when": "name <> \\"\\"", "nodes": [
                            {"kind": "approve", "id": "manager", "label": {"en": %1$s}, "completion": "any",
                             "approvers": [{"source": "manager", "level": 1}]}]}], "otherwise": []},
                        {"kind": "cc", "id": "tell", "label": {"en": %1$s}, "recipients": [{"source": "initiator"}]}],
                     "effects": {"onApproved": {"remark": %2$s}},
                     "summary": ["name"], "administrators": ["admin"]}],
                 "rule": [
                    {"id": "hostile", "label": {"en": %1$s}, "entity": "quote", "triggers": [{"on": "approved"}],
                     "steps": [
                        {"do": "notify", "id": "tell", "to": ["owner"], "text": {"en": %3$s, "zh-CN": %3$s}},
                        {"do": "mail", "id": "mail", "to": "\\"out@example.com\\"",
                         "subject": {"en": "{{name}}", "zh-CN": "{{name}}"}, "text": {"en": %3$s, "zh-CN": %3$s}}]}]}
                """.formatted(quoted(ALL), quoted(literal(WRITTEN)), quoted(TEMPLATE)));
    }

    @AfterAll
    static void stop() {
        company.close();
        mail.stop();
    }

    /** Everything but the places of templates, which a template of ours does fill. */
    private static final String PLAIN =
            CORPUS.stream().filter(text -> !text.contains("{{")).collect(Collectors.joining(" · "));

    private static final String TEMPLATE = PLAIN + " / {{name}}";

    private static String quoted(String text) {
        return new JsonMapper().writeValueAsString(text);
    }

    /** A text as a literal of the expression language. */
    private static String literal(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static void await(String what, BooleanSupplier reached) {
        var deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static List<String> told(String name, RecordId record) {
        return company.app().get(Notifications.class).list(company.who(name), false, null, 100).stream()
                .filter(notice -> notice.path().endsWith("/" + record))
                .map(Notice::text)
                .toList();
    }

    /** Several at once, so that not each needs an approval of its own. */
    private static List<String> chunks() {
        return IntStream.range(0, (CORPUS.size() + 3) / 4)
                .mapToObj(i -> String.join(" · ", CORPUS.subList(i * 4, Math.min(CORPUS.size(), i * 4 + 4))))
                .toList();
    }

    private static RecordId quote(String name) {
        var quote = company.quote("Wang", "0.05");
        company.edit("Wang", "quote", quote, Map.of("name", name, "remark", name));
        return quote;
    }

    @Test
    void every_text_of_the_corpus_goes_through_an_approval_a_rule_and_a_notification_as_it_is() {
        var quotes = new HashMap<String, RecordId>();
        for (var text : chunks()) {
            var quote = quote(text);
            quotes.put(text, quote);
            assertThat(company.submit("Wang", "quote", quote)).as(text).isInstanceOf(ApprovalResult.Done.class);
            assertThat(company.approvals().comment(company.who("Li"), "quote", quote, text, List.of()))
                    .as(text)
                    .isInstanceOf(ApprovalResult.Done.class);
            var item = company.approvals().inbox(company.who("Li"), InboxFolder.TODO, 0, 100).items().stream()
                    .filter(each -> each.record().equals(quote))
                    .findFirst()
                    .orElseThrow();
            assertThat(item.title()).isEqualTo(text);
            assertThat(item.approval().text(Locale.ENGLISH)).isEqualTo(ALL);
            assertThat(item.summary().getFirst().text()).isEqualTo(text);
            assertThat(company.approvals().agree(company.who("Li"), company.task("Li", quote), text, Map.of(), null))
                    .as(text)
                    .isInstanceOf(ApprovalResult.Done.class);

            var remarks = company.last("quote", quote).log().stream()
                    .map(ApprovalView.LogEntry::remark)
                    .filter(remark -> !remark.isEmpty())
                    .toList();
            assertThat(remarks).as(text).isNotEmpty().containsOnly(text);
            assertThat(company.read("quote", quote).value("name")).isEqualTo(text);
            assertThat(company.read("quote", quote).value("remark")).isEqualTo(WRITTEN);
        }
        quotes.forEach((text, quote) -> {
            await("told of " + text, () -> told("Wang", quote).contains(PLAIN + " / " + text));
            // Each comes from another consumer of the outbox, in no order among them.
            await("asked about " + text, () -> told("Li", quote).contains("Wang asks you to decide: Quote " + text));
            await("told the end of " + text, () -> told("Wang", quote).contains("Approved: Quote " + text));
        });
        nothingRan();
    }

    @Test
    void a_mail_of_a_rule_says_the_text_and_nothing_else() {
        var text = "{{owner.name}} ${1+1} {what} %s <b>";
        var quote = quote(text);
        company.submit("Wang", "quote", quote);
        company.agree("Li", quote);

        await("the mail is out", () -> mails().contains(text));
        assertThat(Arrays.stream(mail.getReceivedMessages())
                        .filter(message -> subject(message).equals(text))
                        .map(HostileTextsTest::body)
                        .toList())
                .allSatisfy(body -> assertThat(body.strip()).isEqualTo(PLAIN + " / " + text));
    }

    private static List<String> mails() {
        return Arrays.stream(mail.getReceivedMessages())
                .map(HostileTextsTest::subject)
                .toList();
    }

    private static String subject(Message message) {
        try {
            return String.valueOf(message.getSubject());
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String body(Message message) {
        try {
            return String.valueOf(message.getContent());
        } catch (jakarta.mail.MessagingException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No variable that an expression of the corpus would have set, and every run of the rule as it should be. */
    private static void nothingRan() {
        var sql = company.app().get(Sql.class);
        var set = company.app()
                .get(UnitOfWork.class)
                .run(() ->
                        sql.one("SELECT COUNT(*) FROM ACT_RU_VARIABLE WHERE NAME_ = 'hacked'", row -> row.getLong(1)));
        assertThat(set).contains(0L);
        assertThat(company.app().get(Rules.class).runs(company.who("Admin"), "hostile", null))
                .isInstanceOfSatisfying(
                        Rules.Result.Done.class,
                        done -> assertThat(((List<?>) done.value()))
                                .allSatisfy(run ->
                                        assertThat(((RuleRun) run).state()).isEqualTo(RuleRun.State.DONE)));
    }
}
