package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.approval.RacingNode.Came;
import dev.trellis.workflow.approval.RacingNode.Deed;
import dev.trellis.workflow.approval.RacingNode.Verb;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.node.Vote;
import dev.trellis.workflow.recorded.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two people on two processes do two things to one request at the same moment, in six ways: there is exactly one outcome,
 * whoever reads a success has got it, and record, engine and tables agree.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalRacesTest {

    private static final int KINDS = 6;
    private static final long LATEST_NANOS = 4_000_000;

    private final Recorded run = Recorded.begin("approval-races", ApprovalRacesTest.class, 50 * KINDS, 5_000, 0);
    private final int rounds = (run.rounds() + KINDS - 1) / KINDS;
    private final Random random = new Random(run.seed());
    private final List<String> found = new ArrayList<>();
    private Company company;
    private RacingNode other;

    @BeforeAll
    void start() throws IOException {
        company = Company.start();
        company.submit("Wang", "request", company.request("Wang"));
        company.submit("Wang", "quote", company.quote("Wang", "0.2"));
        other = RacingNode.start(company.url());
    }

    @AfterAll
    void stop() throws IOException {
        other.close();
        company.close();
        run.write(
                "Approvals raced on 2 processes",
                Stream.concat(
                                Stream.of(
                                        "%,d rounds of each of %d kinds.".formatted(rounds, found.size()),
                                        "",
                                        "| race | outcomes | differences | s |",
                                        "|---|---|---|---|"),
                                found.stream())
                        .toList());
    }

    @Test
    void of_agree_and_withdraw_one_counts() throws IOException {
        race("agree, withdraw", round -> {
            var quote = quote("0.1");
            var came = together(deed("Li", Verb.AGREE, task(quote, "Li")), withdraw(quote));

            exactlyOne(came, round);
            var agreed = came.getFirst().isDone();
            settled(quote, agreed ? ApprovalState.APPROVED : ApprovalState.WITHDRAWN, round);
            voted(quote, "Li", agreed, Vote.AGREED, round);
            assertThat(company.read("quote", quote).value("status")).as(round).isEqualTo(agreed ? "approved" : "draft");
            return agreed ? "agreed" : "withdrawn";
        });
    }

    @Test
    void of_agree_and_reject_one_counts() throws IOException {
        race("agree, reject", round -> {
            var request = request();
            var came = together(
                    deed("Zhou", Verb.AGREE, task(request, "Zhou")), deed("Qian", Verb.REJECT, task(request, "Qian")));

            exactlyOne(came, round);
            var agreed = came.getFirst().isDone();
            settled(request, agreed ? ApprovalState.APPROVED : ApprovalState.REJECTED, round);
            voted(request, "Zhou", agreed, Vote.AGREED, round);
            voted(request, "Qian", !agreed, Vote.REJECTED, round);
            return agreed ? "agreed" : "rejected";
        });
    }

    @Test
    void of_two_of_whom_one_is_enough_one_counts() throws IOException {
        race("two of any-one", round -> {
            var request = request();
            var came = together(
                    deed("Zhou", Verb.AGREE, task(request, "Zhou")), deed("Qian", Verb.AGREE, task(request, "Qian")));

            exactlyOne(came, round);
            settled(request, ApprovalState.APPROVED, round);
            voted(request, "Zhou", came.getFirst().isDone(), Vote.AGREED, round);
            voted(request, "Qian", came.getLast().isDone(), Vote.AGREED, round);
            return came.getFirst().isDone() ? "the one" : "the other";
        });
    }

    @Test
    void the_last_two_of_all_both_count_and_end_it_once() throws IOException {
        race("last two of all", round -> {
            var quote = quote("0.2");
            assertThat(company.approvals()
                            .agree(company.who("Li"), RecordId.of(task(quote, "Li")), "", java.util.Map.of(), null))
                    .isInstanceOf(ApprovalResult.Done.class);
            var came = together(
                    deed("Zhou", Verb.AGREE, task(quote, "Zhou")), deed("Qian", Verb.AGREE, task(quote, "Qian")));

            assertThat(came).as(round).containsExactlyInAnyOrder(new Came(true, "RUNNING"), new Came(true, "APPROVED"));
            settled(quote, ApprovalState.APPROVED, round);
            voted(quote, "Zhou", true, Vote.AGREED, round);
            voted(quote, "Qian", true, Vote.AGREED, round);
            return came.getFirst().what().equals("APPROVED") ? "the one was last" : "the other was last";
        });
    }

    @Test
    void of_a_hand_over_and_an_agreement_one_counts() throws IOException {
        race("hand over, agree", round -> {
            var request = request();
            var task = task(request, "Zhou");
            var came = together(
                    new Deed(
                            company.who("Zhou").user(),
                            "Zhou",
                            Verb.HAND_OVER,
                            task,
                            company.who("Admin").user(),
                            pause()),
                    deed("Zhou", Verb.AGREE, task));

            exactlyOne(came, round);
            var handed = came.getFirst().isDone();
            settled(request, handed ? ApprovalState.RUNNING : ApprovalState.APPROVED, round);
            voted(request, "Zhou", handed, Vote.TRANSFERRED, round);
            voted(request, "Zhou", !handed, Vote.AGREED, round);
            assertThat(asked(request)).as(round).hasSize(handed ? 2 : 0);
            return handed ? "handed over" : "agreed";
        });
    }

    @Test
    void a_double_click_counts_once() throws IOException {
        race("double click", round -> {
            var request = request();
            var task = task(request, "Zhou");
            var came = together(deed("Zhou", Verb.AGREE, task), deed("Zhou", Verb.AGREE, task));

            exactlyOne(came, round);
            settled(request, ApprovalState.APPROVED, round);
            voted(request, "Zhou", true, Vote.AGREED, round);
            assertThat(log(request)).as(round).containsOnlyOnce(ApprovalEvent.AGREED);
            return came.getFirst().isDone() ? "the one" : "the other";
        });
    }

    /** One round; returns how it came out. */
    @FunctionalInterface
    private interface Round {
        String run(String round) throws IOException;
    }

    private void race(String kind, Round round) throws IOException {
        var begun = System.nanoTime();
        var outcomes = new TreeMap<String, Integer>();
        for (int i = 0; i < rounds; i++) {
            outcomes.merge(round.run("%s, round %d, seed %d".formatted(kind, i, run.seed())), 1, Integer::sum);
        }
        assertThat(company.app().get(Reconcile.class).differences()).isEmpty();
        found.add("| %s | %s | 0 | %d |"
                .formatted(
                        kind,
                        outcomes.toString().replaceAll("[{}]", "").replace("=", ": "),
                        (System.nanoTime() - begun) / 1_000_000_000L));
    }

    /** Lets the first happen here and the second there, or the other way round. */
    private List<Came> together(Deed one, Deed two) throws IOException {
        var swapped = random.nextBoolean();
        other.ask(swapped ? one : two);
        var here = (swapped ? two : one).doOn(company.approvals());
        var there = other.answer();
        return swapped ? List.of(there, here) : List.of(here, there);
    }

    private Deed deed(String name, Verb verb, String subject) {
        return new Deed(company.who(name).user(), name, verb, subject, null, pause());
    }

    private Deed withdraw(RecordId quote) {
        return deed("Wang", Verb.WITHDRAW, "quote/" + quote);
    }

    private long pause() {
        return random.nextLong(LATEST_NANOS);
    }

    private RecordId quote(String discount) {
        var quote = company.quote("Wang", discount);
        assertThat(company.submit("Wang", "quote", quote)).isInstanceOf(ApprovalResult.Done.class);
        return quote;
    }

    private RecordId request() {
        var request = company.request("Wang");
        assertThat(company.submit("Wang", "request", request)).isInstanceOf(ApprovalResult.Done.class);
        return request;
    }

    private Instance instance(RecordId record) {
        return company.app()
                .inUnit(() -> Stream.of("quote", "request")
                        .flatMap(entity -> store().instances(entity, record).stream())
                        .findFirst()
                        .orElseThrow());
    }

    private List<Task> tasks(RecordId record) {
        var instance = instance(record).id();
        return company.app()
                .inUnit(() -> store().entries(instance).stream()
                        .flatMap(entry -> entry.tasks().stream())
                        .toList());
    }

    private Set<RecordId> asked(RecordId record) {
        return tasks(record).stream()
                .filter(task -> task.vote() == Vote.PENDING)
                .map(Task::user)
                .collect(java.util.stream.Collectors.toSet());
    }

    private String task(RecordId record, String name) {
        return tasks(record).stream()
                .filter(task -> task.vote() == Vote.PENDING
                        && task.user().equals(company.who(name).user()))
                .map(task -> task.id().toString())
                .findFirst()
                .orElseThrow();
    }

    private List<ApprovalEvent> log(RecordId record) {
        var instance = instance(record).id();
        return company.app()
                .inUnit(() -> company.app().get(LogStore.class).log(instance).stream()
                        .map(ApprovalRows.Log::event)
                        .toList());
    }

    private static void exactlyOne(List<Came> came, String round) {
        assertThat(came.stream().filter(Came::isDone)).as("%s: %s", round, came).hasSize(1);
        assertThat(came.stream().filter(one -> !one.isDone()).map(Came::what))
                .as(round)
                .allMatch(code -> code.startsWith("APPROVAL_"));
    }

    /** The request is in a state, and so are the engine and the lock of the record. */
    private void settled(RecordId record, ApprovalState state, String round) {
        var instance = instance(record);
        assertThat(instance.state()).as(round).isEqualTo(state);
        assertThat(company.app()
                        .inUnit(() ->
                                company.app().get(FlowableEngine.class).holds(String.valueOf(instance.process()))))
                .as("the engine, %s", round)
                .isEqualTo(!state.isFinal());
        assertThat(company.read(instance.entity(), record).lock())
                .as("the lock, %s", round)
                .isEqualTo(state.isFinal() ? null : instance.id());
    }

    private void voted(RecordId record, String name, boolean expected, Vote vote, String round) {
        assertThat(tasks(record).stream()
                        .anyMatch(task -> task.user().equals(company.who(name).user()) && task.vote() == vote))
                .as("%s %s, %s", name, vote, round)
                .isEqualTo(expected);
    }

    private ApprovalStore store() {
        return company.app().get(ApprovalStore.class);
    }
}
