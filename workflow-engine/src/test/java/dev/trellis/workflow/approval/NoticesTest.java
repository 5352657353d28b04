package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.EventDelivery;
import dev.trellis.core.job.JobState;
import dev.trellis.core.job.Jobs;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.workflow.notify.MailDecisions;
import dev.trellis.workflow.notify.Notice;
import dev.trellis.workflow.notify.NoticeKind;
import dev.trellis.workflow.notify.NoticeSettings;
import dev.trellis.workflow.notify.Notifications;
import dev.trellis.workflow.outbound.Signature;
import dev.trellis.workflow.webhook.Webhook;
import dev.trellis.workflow.webhook.Webhooks;
import jakarta.mail.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Telling people: in the application, by mail, by a link that decides; and other systems, by webhooks. */
class NoticesTest {

    private static final Pattern LINK = Pattern.compile("/decide/([A-Za-z0-9_-]{43})");

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
                "trellis.mail.from", "trellis@example.com",
                "trellis.outbound.test-loopback", "true"));
        company.publish("""
                {"entity": [
                    {"id": "user", "label": {"en": "Person"}, "plural": {"en": "People"}, "title": "name", "fields": [
                        {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                        {"id": "email", "label": {"en": "Email"}, "type": "email"},
                        {"id": "primary_department", "label": {"en": "Department"}, "type": "department"},
                        {"id": "manager", "label": {"en": "Manager"}, "type": "user"},
                        {"id": "active", "label": {"en": "Active"}, "type": "boolean", "default": "TRUE"}]}],
                 "role": [{"id": "admin", "label": {"en": "Administrator"}, "rights": ["administer", "publish", "design"],
                    "entities": {"quote": {"verbs": {"create": "all", "read": "all", "edit": "all", "history": "all"},
                        "otherFields": "write"}}}]}
                """);
        for (var name : List.of("Wang", "Li", "Zhou", "Admin")) {
            var user = company.who(name).user();
            var version = company.read("user", user).version();
            company.app()
                    .get(Records.class)
                    .save(
                            Company.INSTALL,
                            new Change.Update(
                                    "user",
                                    user,
                                    version,
                                    Map.of("email", name.toLowerCase(Locale.ROOT) + "@example.com")));
            assertThat(company.app().get(Accounts.class).create(user, name, "ks5a-bssj-wwj9-c6x8", Locale.ENGLISH))
                    .isEmpty();
        }
        company.app().get(ActorResolver.class).forget();
        company.app().get(EventDelivery.class).deliver();
    }

    @AfterAll
    static void stop() {
        company.close();
        mail.stop();
    }

    private static void await(String what, BooleanSupplier reached) {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static Notifications notifications() {
        return company.app().get(Notifications.class);
    }

    private static List<Notice> notices(String name, RecordId record) {
        return notifications().list(company.who(name), false, null, 100).stream()
                .filter(notice -> notice.path().endsWith("/" + record))
                .toList();
    }

    private static List<NoticeKind> kinds(String name, RecordId record) {
        return notices(name, record).stream().map(Notice::kind).toList();
    }

    /** The mails to a person that hold a text. */
    private static List<String> mails(String name, String holding) {
        return Arrays.stream(mail.getReceivedMessages())
                .filter(message -> to(message).startsWith(name.toLowerCase(Locale.ROOT) + "@"))
                .map(NoticesTest::body)
                .filter(body -> body.contains(holding))
                .toList();
    }

    private static String to(Message message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String body(Message message) {
        try {
            return String.valueOf(message.getContent());
        } catch (jakarta.mail.MessagingException | IOException e) {
            throw new IllegalStateException(GreenMailUtil.getHeaders(message), e);
        }
    }

    @Test
    void whoever_is_asked_is_told_and_the_initiator_learns_how_it_ends() {
        var quote = company.quote("Wang", "0.05");
        company.submit("Wang", "quote", quote);
        await("Li is told", () -> kinds("Li", quote).contains(NoticeKind.TASK));
        assertThat(notices("Li", quote).getFirst().text()).isEqualTo("Wang asks you to decide: Quote Q-Wang");
        assertThat(notices("Li", quote).getFirst().read()).isFalse();
        assertThat(notices("Stranger", quote)).isEmpty();

        company.agree("Li", quote);
        await("Wang is told", () -> kinds("Wang", quote).contains(NoticeKind.APPROVED));

        await(
                "what Li has decided is read",
                () -> notices("Li", quote).getFirst().read());
    }

    @Test
    void a_withdrawn_request_tells_those_who_were_asked() {
        var quote = company.quote("Wang", "0.05");
        company.submit("Wang", "quote", quote);
        company.approvals().withdraw(company.who("Wang"), "quote", quote);

        await("Li is told", () -> kinds("Li", quote).contains(NoticeKind.WITHDRAWN));
        assertThat(kinds("Wang", quote)).doesNotContain(NoticeKind.WITHDRAWN);
    }

    @Test
    void a_muted_kind_is_not_told_and_marking_read_concerns_only_ones_own() {
        var admin = company.who("Zhou");
        notifications()
                .settings(
                        admin,
                        new NoticeSettings(
                                NoticeSettings.Mail.OFF, LocalTime.of(8, 0), null, null, Set.of(NoticeKind.TASK)));
        var request = company.request("Wang");
        company.submit("Wang", "request", request);
        await("Qian is told", () -> !notices("Qian", request).isEmpty());

        assertThat(notices("Zhou", request)).isEmpty();
        var other = notices("Qian", request).getFirst().id();
        assertThat(notifications().read(admin, other)).isFalse();
        assertThat(notifications().read(company.who("Qian"), other)).isTrue();
    }

    @Test
    void quiet_hours_and_the_daily_mail_say_when_a_mail_goes() {
        var shanghai = ZoneId.of("Asia/Shanghai");
        var each = new NoticeSettings(
                NoticeSettings.Mail.EACH, LocalTime.of(8, 30), LocalTime.of(20, 0), LocalTime.of(8, 0), Set.of());
        var digest = new NoticeSettings(NoticeSettings.Mail.DIGEST, LocalTime.of(8, 30), null, null, Set.of());
        var evening = Instant.parse("2026-11-21T13:00:00Z");
        var noon = Instant.parse("2026-11-21T04:00:00Z");

        assertThat(each.mailDue(noon, shanghai)).contains(noon);
        assertThat(each.mailDue(evening, shanghai)).contains(Instant.parse("2026-11-22T00:00:00Z"));
        assertThat(each.mailDue(Instant.parse("2026-11-21T20:00:00Z"), shanghai))
                .contains(Instant.parse("2026-11-22T00:00:00Z"));
        assertThat(digest.mailDue(noon, shanghai)).contains(Instant.parse("2026-11-22T00:30:00Z"));
        assertThat(new NoticeSettings(NoticeSettings.Mail.OFF, LocalTime.NOON, null, null, Set.of())
                        .mailDue(noon, shanghai))
                .isEmpty();
    }

    @Test
    void a_link_in_the_mail_decides_once_and_only_after_a_look_at_what_has_changed() {
        var quote = company.quote("Wang", "0.07");
        company.submit("Wang", "quote", quote);
        var token = token("Li", quote);
        var decisions = company.app().get(MailDecisions.class);

        var first = decisions.open(token).orElseThrow();
        assertThat(first.facts()).containsEntry("Name", "Q-Wang");
        assertThat(first.changed()).isEmpty();
        assertThat(company.isAsked("Li", quote)).as("looking does nothing").isTrue();

        company.app()
                .inUnit(() -> company.app()
                        .sql()
                        .update(
                                "UPDATE t_mail_link SET shown = REPLACE(shown, '7', '5') WHERE task_id = ?",
                                company.task("Li", quote)));
        var second = decisions.open(token).orElseThrow();
        assertThat(second.changed()).containsKey("Discount");
        assertThat(decisions.decide(token, true, "", "something else")).isEqualTo(new MailDecisions.Outcome.Changed());
        assertThat(company.isAsked("Li", quote)).isTrue();

        assertThat(decisions.decide(token, true, "from the train", second.seen()))
                .isEqualTo(new MailDecisions.Outcome.Done());
        assertThat(company.read("quote", quote).value("status")).isEqualTo("approved");
        assertThat(decisions.open(token)).isEmpty();
        assertThat(decisions.decide(token, false, "", second.seen())).isEqualTo(new MailDecisions.Outcome.Gone());
    }

    @Test
    void a_link_that_is_too_old_or_made_up_or_whose_task_is_decided_does_nothing() {
        var quote = company.quote("Wang", "0.08");
        company.submit("Wang", "quote", quote);
        var token = token("Li", quote);
        var decisions = company.app().get(MailDecisions.class);
        var seen = decisions.open(token).orElseThrow().seen();

        assertThat(decisions.open("made-up")).isEmpty();
        assertThat(decisions.decide("made-up", true, "", seen)).isEqualTo(new MailDecisions.Outcome.Gone());
        company.app()
                .inUnit(() -> company.app()
                        .sql()
                        .update(
                                "UPDATE t_mail_link SET expires_at = TIMESTAMPADD(DAY, -1, UTC_TIMESTAMP(6)) WHERE task_id = ?",
                                company.task("Li", quote)));
        assertThat(decisions.decide(token, true, "", seen)).isEqualTo(new MailDecisions.Outcome.Gone());
        assertThat(company.isAsked("Li", quote)).isTrue();
    }

    private static String token(String name, RecordId quote) {
        var path = "records/quote/" + quote;
        await("a notice", () -> !notices(name, quote).isEmpty());
        assertThat(company.app().get(Jobs.class).runNow("notification-mails")).isTrue();
        await("a mail to " + name, () -> {
            company.app().get(Jobs.class).runNow("notification-mails");
            return !mails(name, path).isEmpty();
        });
        var body = mails(name, path).getFirst();
        var part = body.substring(body.indexOf(path));
        var link = LINK.matcher(part);
        assertThat(link.find()).as(body).isTrue();
        return link.group(1);
    }

    @Test
    void a_webhook_is_called_with_a_signature_and_what_changed_and_tried_again_until_it_answers() throws Exception {
        var bodies = new CopyOnWriteArrayList<String>();
        var signatures = new CopyOnWriteArrayList<String>();
        var status = new AtomicInteger(500);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            signatures.add(exchange.getRequestHeaders().getFirst("Trellis-Signature"));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        try {
            var webhooks = company.app().get(Webhooks.class);
            var created = done(webhooks.create(
                    company.who("Admin"),
                    "ERP",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/hook",
                    List.of("record.quote.changed")));
            var quote = create("Admin");
            company.edit("Admin", "quote", quote, Map.of("remark", "new words"));
            await("the first call", () -> !bodies.isEmpty());
            await(
                    "it is a failure",
                    () -> "failed".equals(call(webhooks, created).state()));

            status.set(204);
            assertThat(done(webhooks.replay(
                            company.who("Admin"), call(webhooks, created).id())))
                    .isTrue();
            await("it is taken", () -> "done".equals(call(webhooks, created).state()));

            var body = new JsonMapper().readTree(bodies.getFirst());
            assertThat(body.path("event").stringValue()).isEqualTo("record.quote.changed");
            assertThat(body.path("values").path("remark").stringValue()).isEqualTo("new words");
            assertThat(body.path("after").path("remark").stringValue()).isEqualTo("new words");
            assertThat(body.path("before").path("remark").isNull()).isTrue();
            assertThat(bodies).allMatch(text -> text.equals(bodies.getFirst()));
            var parts = signatures.getFirst().split("[=,]");
            assertThat(parts[3]).isEqualTo(Signature.hex(created.secret(), parts[1] + "." + bodies.getFirst()));
            assertThat(done(webhooks.delete(
                            company.who("Admin"), created.webhook().id())))
                    .isTrue();
        } finally {
            server.stop(0);
        }
    }

    private static RecordId create(String name) {
        return company.quote(name, "0.01");
    }

    private static Webhook.Delivery call(Webhooks webhooks, Webhook.Created created) {
        return done(webhooks.deliveries(company.who("Admin"), created.webhook().id()))
                .getFirst();
    }

    private static <T> T done(Webhooks.Result<T> result) {
        assertThat(result).isInstanceOf(Webhooks.Result.Done.class);
        return ((Webhooks.Result.Done<T>) result).value();
    }

    @Test
    void only_administrators_set_webhooks_up_and_never_to_what_is_not_public() {
        var webhooks = company.app().get(Webhooks.class);

        assertThat(webhooks.create(company.who("Wang"), "x", "https://example.com/", List.of("approval.*")))
                .isInstanceOf(Webhooks.Result.Refused.class);
        assertThat(webhooks.create(company.who("Admin"), "x", "http://10.0.0.1/", List.of("approval.*")))
                .isInstanceOf(Webhooks.Result.Refused.class);
        assertThat(webhooks.create(company.who("Admin"), "x", "http://127.0.0.1/", List.of("record.nothing.changed")))
                .isInstanceOf(Webhooks.Result.Refused.class);
    }

    @Test
    void every_job_that_was_begun_ends_well() {
        await(
                "nothing is under way",
                () -> company.app().get(Jobs.class).list(200).stream()
                        .filter(job -> !job.kind().equals("webhook"))
                        .noneMatch(job -> job.state() == JobState.RUNNING));
        assertThat(company.app().get(Jobs.class).recurring()).allMatch(job -> job.failures() == 0);
    }
}
