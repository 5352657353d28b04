package dev.trellis.workflow.sales;

import static dev.trellis.workflow.sales.SalesTeam.problems;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.action.RecordActions;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.Jobs;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.notify.Notice;
import dev.trellis.workflow.notify.Notifications;
import dev.trellis.workflow.pool.PoolRecycle;
import dev.trellis.workflow.pool.PoolReminders;
import dev.trellis.workflow.pool.Pools;
import jakarta.mail.Message;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Texts that would be code elsewhere, as names and reasons of pools and of pipelines, as what is warned of and mailed: they
 * are stored and told as they are.
 */
class HostileSalesTest {

    private static final List<String> CORPUS = List.of(
            "${1+1}",
            "#{1+1}",
            "${execution.setVariable('hacked', 'yes')}",
            "{{7*7}} {{name}} {{{name}}}",
            "{what} {days} {on} {pool} {message}",
            "{0} ''{0}'' it's {name~}",
            "%s %n %1$s",
            "=1+1",
            "@SUM(A1) +1 -1",
            "<script>document.title='hacked'</script>",
            "<img src=x onerror=alert(1)>",
            "\"><svg onload=alert(1)>",
            "'); DROP TABLE t_pool_log; --",
            "\\ \\' \\\" \\u0024{1}",
            "name & CURRENTUSER()",
            "\" OR \"1\"=\"1");

    /** Several at once; each fits into a field of text. */
    private static final List<String> CHUNKS = IntStream.range(0, 4)
            .mapToObj(i -> String.join(" ¦ ", CORPUS.subList(i * 4, i * 4 + 4)))
            .toList();

    private static final String ALL = String.join(" ¦ ", CORPUS);

    private static GreenMail mail;
    private static SalesTeam team;

    @BeforeAll
    static void start() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        team = SalesTeam.start(Map.of(
                "trellis.jobs.run", "true",
                "trellis.jobs.pause-millis", "100",
                "trellis.mail.host", "127.0.0.1",
                "trellis.mail.port", String.valueOf(mail.getSmtp().getPort()),
                "trellis.mail.security", "none",
                "trellis.mail.from", "trellis@example.com"));
        var user = SalesTeam.definition("entity", 0);
        var email = user.withArray("fields").addObject();
        email.put("id", "email").put("type", "email").putObject("label").put("en", "Email");
        publish("entity", user);
    }

    @AfterAll
    static void stop() {
        team.close();
        mail.stop();
    }

    private static void publish(String kind, ObjectNode definition) {
        team.publish("{\"%s\": [%s]}".formatted(kind, new JsonMapper().writeValueAsString(definition)));
    }

    private static void label(ObjectNode element, String property, String text) {
        element.putObject(property).put("en", text).put("zh-CN", text);
    }

    /** The pool of leads with a text for every name it has. */
    private static void call(String text) {
        var pool = SalesTeam.definition("pool", 0);
        label(pool, "label", text);
        label((ObjectNode) pool.path("recycle").path(0), "label", text);
        label((ObjectNode) pool.path("reminders").path(0), "label", text);
        publish("pool", pool);
    }

    private static String member(String name) {
        team.hire(
                name,
                Map.of("manager", team.who("Li").user(), "email", name.toLowerCase(Locale.ROOT) + "@example.com"),
                "seller");
        return name;
    }

    /** A seller with an account, to whom mails go. */
    private static String reached(String name) {
        var id = team.who(member(name)).user();
        assertThat(team.get(Accounts.class).create(id, name, "ks5a-bssj-wwj9-c6x8", Locale.ENGLISH))
                .isEmpty();
        team.app().inUnit(() -> {
            team.get(RoleAssignments.class).assign(Principal.user(id), "seller");
        });
        team.get(ActorResolver.class).forget();
        return name;
    }

    private static RecordId owned(String member, String name, int days) {
        var lead = team.inPool(name);
        assertThat(team.get(Pools.class)
                        .assign(team.who("Li"), "lead", lead, team.who(member).user()))
                .isInstanceOf(SaveResult.Saved.class);
        team.age("lead", lead, "claimed_at", days);
        team.age("lead", lead, "created_at", days);
        return lead;
    }

    private static void await(String what, BooleanSupplier reached) {
        var deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static List<String> told(String name, RecordId record) {
        return team.get(Notifications.class).list(team.who(name), false, null, 100).stream()
                .filter(notice -> notice.path().endsWith("/" + record))
                .map(Notice::text)
                .toList();
    }

    private static List<String> texts(ActionOutcome refused) {
        return problems(refused).stream()
                .map(problem -> Messages.text(problem, Locale.ENGLISH))
                .toList();
    }

    private static boolean mailed(String text) {
        return Arrays.stream(mail.getReceivedMessages())
                .map(HostileSalesTest::body)
                .anyMatch(body -> body.replace("\r\n", "\n").contains(text));
    }

    private static String body(Message message) {
        try {
            return String.valueOf(message.getContent());
        } catch (jakarta.mail.MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_name_of_a_pool_is_a_text_where_it_is_offered_and_in_what_it_refuses() {
        call(ALL);
        try {
            var member = member("Named");
            var lead = owned(member, "named", 0);
            var offer = team.get(RecordActions.class)
                    .find(team.who(member), "lead", lead, "release")
                    .orElseThrow();

            assertThat(((Editor.Choice) offer.inputs().getFirst().type().editor()).options())
                    .filteredOn(option -> option.code().equals("leads"))
                    .singleElement()
                    .satisfies(option ->
                            assertThat(option.label().text(Locale.ENGLISH)).isEqualTo(ALL));
            for (int i = 0; i < 5; i++) {
                assertThat(team.act(member, "lead", team.inPool("day"), "claim", Map.of()))
                        .isInstanceOf(ActionOutcome.Done.class);
            }
            assertThat(texts(team.act(member, "lead", team.inPool("day"), "claim", Map.of())))
                    .containsExactly("You have claimed 5 from " + ALL
                            + " today, which is the daily limit. Claim again tomorrow.");
            assertThat(team.get(Pools.class)
                            .assign(
                                    team.who("Wang"),
                                    "lead",
                                    team.inPool("given"),
                                    team.who(member).user()))
                    .isInstanceOfSatisfying(
                            SaveResult.Denied.class,
                            denied -> assertThat(Messages.text(denied.problem(), Locale.ENGLISH))
                                    .isEqualTo("Only administrators of " + ALL + " assign its records."));
        } finally {
            publish("pool", SalesTeam.definition("pool", 0));
        }
    }

    @Test
    void a_reason_of_giving_back_is_kept_and_told_as_it_was_given() {
        var member = member("Giving");
        for (var text : CHUNKS) {
            var lead = owned(member, "given", 0);

            assertThat(team.act(member, "lead", lead, "release", Map.of("pool", "leads", "reason", text)))
                    .as(text)
                    .isInstanceOf(ActionOutcome.Done.class);

            assertThat(team.read("lead", lead).value("reason")).isEqualTo(text);
            assertThat(team.get(Pools.class)
                            .history(team.who("Li"), "lead", lead)
                            .orElseThrow())
                    .extracting(Pools.Event::reason)
                    .contains(text);
        }
    }

    @Test
    void warnings_reminders_and_what_is_taken_back_say_names_as_they_are_on_screen_and_in_mails() {
        for (int i = 0; i < CHUNKS.size(); i++) {
            var text = CHUNKS.get(i);
            call(text);
            var member = reached("Warned" + i);
            var old = owned(member, text, 8);
            var warned = owned(member, text, 6);
            var quiet = owned(member, text, 3);

            team.get(PoolReminders.class).run();
            team.get(PoolRecycle.class).run();

            assertThat(team.read("lead", old).value("owner")).as(text).isNull();
            assertThat(team.read("lead", old).value("reason")).isEqualTo(text);
            assertThat(team.get(Pools.class)
                            .history(team.who("Li"), "lead", old)
                            .orElseThrow())
                    .extracting(Pools.Event::reason)
                    .contains(text);
            var reminder = "For 3 days nobody has followed up: Lead " + text;
            await("reminded of " + text, () -> told(member, quiet).contains(reminder));
            await(
                    "warned of " + text,
                    () -> told(member, warned).stream()
                            .anyMatch(told -> told.endsWith(", or it goes back to the pool: Lead " + text)));
            await(
                    "told of " + text,
                    () -> told(member, old).contains("Went back to the pool, as nobody followed up: Lead " + text));
        }
        team.get(Jobs.class).runNow("notification-mails");
        for (var text : CHUNKS) {
            await("mailed of " + text, () -> mailed("For 3 days nobody has followed up: Lead " + text));
        }
        publish("pool", SalesTeam.definition("pool", 0));
    }

    @Test
    void stages_their_conditions_and_why_a_deal_was_lost_are_texts() {
        var pipeline = SalesTeam.definition("pipeline", 0);
        label(pipeline, "label", ALL);
        pipeline.path("stages").forEach(stage -> {
            label((ObjectNode) stage, "label", stage.path("id").asString() + " " + ALL);
            if (stage.path("entry") instanceof ObjectNode entry) {
                label(entry, "message", ALL);
            }
        });
        publish("pipeline", pipeline);
        try {
            var skipped = deal("500");
            assertThat(said(team.edit("Wang", "deal", skipped, Map.of("stage", "offer"))))
                    .containsExactly("offer " + ALL + " cannot be reached from open " + ALL
                            + " directly. The next stage is demo " + ALL + ".");
            assertThat(said(team.edit("Wang", "deal", deal("50"), Map.of("stage", "demo"))))
                    .containsExactly(ALL);
            assertThat(said(team.edit("Wang", "deal", skipped, Map.of("stage", "lost"))))
                    .containsExactly("Why is needed in the stage lost " + ALL + ". Fill it in.");
            for (var text : CHUNKS) {
                var deal = deal("500");
                assertThat(team.edit("Wang", "deal", deal, Map.of("stage", "lost", "why", text)))
                        .as(text)
                        .isInstanceOf(SaveResult.Saved.class);
                assertThat(team.read("deal", deal).value("why")).isEqualTo(text);
                assertThat(said(team.edit("Wang", "deal", deal, Map.of("stage", "open"))))
                        .containsExactly("It was closed as lost " + ALL
                                + ". Ask somebody who may skip stages to open it again.");
            }
            assertThat(team.get(Records.class)
                            .schema(team.who("Wang"))
                            .metadata()
                            .all(PipelineDefinition.class))
                    .first()
                    .satisfies(found ->
                            assertThat(found.label().text(Locale.ENGLISH)).isEqualTo(ALL));
        } finally {
            publish("pipeline", SalesTeam.definition("pipeline", 0));
        }
    }

    private static RecordId deal(String amount) {
        return team.create(team.who("Wang"), "deal", Map.of("name", "D", "amount", new BigDecimal(amount)));
    }

    private static List<String> said(SaveResult refused) {
        return problems(refused).stream()
                .map(problem -> Messages.text(problem, Locale.ENGLISH))
                .toList();
    }
}
