package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.audit.AdminAction;
import dev.trellis.core.audit.AdminLog;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.handover.HandOverResult;
import dev.trellis.core.handover.HandOvers;
import dev.trellis.core.handover.Legacy;
import dev.trellis.core.job.JobState;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody who leaves has in hand, in approvals and beside them, and who gets it. */
class HandOverPartsTest {

    private static Company company;

    @BeforeAll
    static void start() {
        company = Company.start(Map.of("trellis.jobs.run", "true", "trellis.jobs.pause-millis", "100"));
        company.publish("""
                {"role": [
                    {"id": "admin", "label": {"en": "Administrator"}, "rights": ["administer", "publish", "design"],
                     "entities": {
                        "user": {"verbs": {"read": "all", "edit": "all"}, "otherFields": "write"},
                        "quote": {"verbs": {"read": "all", "edit": "all", "transfer": "all"}, "otherFields": "write"}}}],
                 "approval": [{"id": "request_approval", "label": {"en": "Request approval"}, "entity": "request",
                    "nodes": [{"kind": "approve", "id": "li", "label": {"en": "Li"}, "completion": "any",
                        "approvers": [{"source": "users", "users": ["%s"]}]}],
                    "summary": ["name"], "administrators": ["admin"]}]}
                """.formatted(company.who("Li").user()));
        // The job asks what whoever began it may do by then, as of anybody who can sign in.
        assertThat(company.app()
                        .get(Accounts.class)
                        .create(admin().user(), "admin", "orchid-Harbour-73-tea", Locale.ENGLISH))
                .isEmpty();
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    private static HandOvers handOvers() {
        return company.app().get(HandOvers.class);
    }

    private static Actor.Person admin() {
        return company.who("Admin");
    }

    private static List<Legacy.Part> parts(String name) {
        var seen = handOvers().see(admin(), company.who(name).user());
        assertThat(seen).isInstanceOf(HandOverResult.Found.class);
        return ((HandOverResult.Found) seen).parts();
    }

    private static List<String> refused(Map<String, RecordId> successors, String reason) {
        var result = handOvers().begin(admin(), company.who("Li").user(), successors, reason);
        assertThat(result).isInstanceOf(HandOverResult.Rejected.class);
        var problems = ((HandOverResult.Rejected) result).problems();
        for (var locale : Messages.LANGUAGES) {
            assertThat(problems)
                    .extracting((Problem problem) -> Messages.text(problem, locale))
                    .allSatisfy(text -> assertThat(text).doesNotContain("{", "HANDOVER"));
        }
        return problems.stream().map(problem -> problem.code().key()).toList();
    }

    @Test
    void everything_in_hand_is_listed_and_given_away_and_written_down() {
        var li = company.who("Li").user();
        var qian = company.who("Qian").user();
        var quote = company.quote("Wang", "0.1");
        company.submit("Wang", "quote", quote);
        var own = company.quote("Li", "0.05");
        var now = Instant.now();
        company.approvals().deputise(company.who("Zhou"), li, null, now, now.plus(2, ChronoUnit.DAYS));

        assertThat(parts("Li"))
                .extracting(Legacy.Part::id)
                .containsExactlyInAnyOrder(
                        "records/quote", "led", "approvals", "deputy", "role/sales", "flow/request_approval");
        assertThat(parts("Li"))
                .filteredOn(part -> !part.movable())
                .extracting(Legacy.Part::id)
                .containsExactly("flow/request_approval");
        assertThat(parts("Qian"))
                .filteredOn(part -> part.id().equals("role/finance"))
                .singleElement()
                .satisfies(part -> assertThat(part.sole()).isTrue());

        var begun = handOvers()
                .begin(
                        admin(),
                        li,
                        Map.of(
                                "records/quote",
                                qian,
                                "led",
                                qian,
                                "approvals",
                                qian,
                                "deputy",
                                qian,
                                "role/sales",
                                qian),
                        "leaves");
        assertThat(begun).isInstanceOf(HandOverResult.Begun.class);
        await(((HandOverResult.Begun) begun).job());

        assertThat(parts("Li")).extracting(Legacy.Part::id).containsExactly("flow/request_approval");
        assertThat(company.isAsked("Qian", quote)).isTrue();
        assertThat(company.isAsked("Li", quote)).isFalse();
        assertThat(company.read("quote", own).value("owner")).isEqualTo(qian);
        assertThat(company.read("user", company.who("Wang").user()).value("manager"))
                .isEqualTo(qian);
        assertThat(company.approvals().deputies(company.who("Zhou")))
                .extracting(Deputy::deputy)
                .containsExactly(qian);
        assertThat(company.last("quote", quote).log())
                .extracting(ApprovalView.LogEntry::event)
                .contains(ApprovalEvent.REASSIGNED);
        RandomRequestsTest.assertRebuilt(company, "quote", quote, "handed over");
        assertThat(company.app().get(AdminLog.class).newest(AdminAction.HANDED_OVER, null, 10))
                .hasSize(2)
                .extracting(AdminLog.Entry::details)
                .anySatisfy(details -> assertThat(details).contains("leaves"))
                .anySatisfy(details -> assertThat(details).contains("5 done, 0 not"));
    }

    @Test
    void two_who_hand_over_at_once_while_others_work_leave_nothing_behind() {
        var zhou = company.who("Zhou").user();
        var quotes = IntStream.range(0, 130)
                .mapToObj(i -> company.quote("Zhou", "0.05"))
                .toList();
        var heirs = List.of(company.who("Qian").user(), company.who("Wang").user());

        var jobs = heirs.stream()
                .map(heir -> handOvers().begin(admin(), zhou, Map.of("records/quote", heir), ""))
                .map(HandOverResult.Begun.class::cast)
                .toList();
        var records = company.app().get(Records.class);
        for (var quote : quotes) {
            var version = company.read("quote", quote).version();
            assertThat(records.save(
                            admin(), new Change.Update("quote", quote, version, Map.of("discount", BigDecimal.ZERO))))
                    .isInstanceOfAny(SaveResult.Saved.class, SaveResult.Conflict.class);
        }
        jobs.forEach(begun -> await(begun.job()));

        assertThat(quotes)
                .allSatisfy(quote ->
                        assertThat(company.read("quote", quote).value("owner")).isIn(heirs));
    }

    private static void await(RecordId job) {
        var deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (handOvers().progress(admin(), job).orElseThrow().state() != JobState.DONE) {
            assertThat(System.nanoTime()).as("the hand-over ends").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    void what_cannot_be_is_refused_with_the_reason_and_begins_nothing() {
        var zhou = company.who("Zhou").user();

        assertThat(refused(Map.of(), "")).containsExactly("HANDOVER_NOBODY_CHOSEN");
        assertThat(refused(Map.of("records/nothing", zhou), "")).containsExactly("HANDOVER_PART_UNKNOWN");
        assertThat(refused(Map.of("flow/request_approval", zhou), "")).containsExactly("HANDOVER_PART_UNKNOWN");
        assertThat(refused(Map.of("records/nothing", company.who("Li").user()), ""))
                .contains("HANDOVER_SUCCESSOR_IS_LEAVER");
        assertThat(refused(Map.of("records/nothing", new RecordId(1)), "")).contains("HANDOVER_SUCCESSOR_UNKNOWN");
        assertThat(refused(Map.of("records/nothing", zhou), "x".repeat(501))).contains("HANDOVER_REASON_TOO_LONG");
        assertThat(handOvers().see(admin(), new RecordId(1))).isInstanceOf(HandOverResult.NotFound.class);
        for (var name : List.of("Wang", "Qian")) {
            assertThat(handOvers().see(company.who(name), company.who("Li").user()))
                    .isInstanceOf(HandOverResult.Denied.class);
            assertThat(handOvers().begin(company.who(name), company.who("Li").user(), Map.of("led", zhou), ""))
                    .isInstanceOf(HandOverResult.Denied.class);
        }
    }
}
