package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Task;
import dev.trellis.workflow.node.Vote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several approvals of one record at once: each with its own request, one lock for all of them. */
class BesideTest {

    private static final String MONEY = "deal_approval";
    private static final String LEGAL = "legal_approval";
    private static final int ROUNDS = 6;

    private static Deals deals;
    private static Company company;
    private static Company otherNode;
    private static ExecutorService threads;
    private static int published;

    @BeforeAll
    static void start() {
        deals = Deals.start();
        company = deals.company();
        otherNode = company.anotherNode();
        threads = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    static void stop() {
        threads.shutdown();
        otherNode.close();
        deals.close();
    }

    @Test
    void where_both_allow_it_they_run_at_once_each_with_its_own_tasks() {
        flows(true, true);
        var deal = deals.deal(Map.of());

        assertThat(startable("Wang", deal)).containsExactly(MONEY, LEGAL);
        done(start(MONEY, deal), ApprovalState.RUNNING);
        assertThat(startable("Wang", deal)).containsExactly(LEGAL);
        done(start(LEGAL, deal), ApprovalState.RUNNING);

        assertThat(startable("Wang", deal)).isEmpty();
        assertThat(views(deal)).extracting(ApprovalView::approval).containsExactlyInAnyOrder(MONEY, LEGAL);
        assertThat(instance(task("Li", deal))).isEqualTo(running(MONEY, deal).id());
        assertThat(instance(task("Zhou", deal))).isEqualTo(running(LEGAL, deal).id());
        assertSound(deal);
    }

    @Test
    void the_record_stays_locked_until_the_last_has_ended() {
        flows(true, true);
        var deal = both();

        done(company.agree("Li", deal), ApprovalState.APPROVED);

        assertThat(company.read("deal", deal).lock())
                .isEqualTo(running(LEGAL, deal).id());
        assertThat(company.edit("Wang", "deal", deal, Map.of("state", "x"))).isInstanceOf(SaveResult.Locked.class);
        assertSound(deal);
        done(company.agree("Zhou", deal), ApprovalState.APPROVED);
        assertThat(company.read("deal", deal).lock()).isNull();
        assertThat(company.edit("Wang", "deal", deal, Map.of("state", "x"))).isInstanceOf(SaveResult.Saved.class);
        assertSound(deal);
    }

    @Test
    void without_the_flag_of_both_one_runs_alone() {
        for (var flags : List.of(List.of(false, false), List.of(true, false), List.of(false, true))) {
            flows(flags.getFirst(), flags.getLast());
            var deal = deals.deal(Map.of());
            done(start(MONEY, deal), ApprovalState.RUNNING);

            refused(start(LEGAL, deal), ApprovalProblems.NOT_BESIDE);
            assertThat(company.approvals().isStartable(company.who("Wang"), "deal", deal))
                    .as(flags.toString())
                    .isFalse();
            assertThat(views(deal)).hasSize(1);
        }
    }

    @Test
    void beside_one_that_runs_another_must_be_named_and_never_the_same() {
        flows(true, true);
        var deal = deals.deal(Map.of());
        done(company.submit("Wang", "deal", deal), ApprovalState.RUNNING);

        refused(company.submit("Wang", "deal", deal), ApprovalProblems.ALREADY_RUNNING);
        refused(start(MONEY, deal), ApprovalProblems.ALREADY_RUNNING);
        refused(start("quote_approval", deal), ApprovalProblems.NOT_STARTABLE);

        assertThat(views(deal)).hasSize(1);
    }

    @Test
    void only_who_may_edit_the_record_starts_another_though_it_is_locked() {
        flows(true, true);
        var deal = deals.deal(Map.of());
        done(start(MONEY, deal), ApprovalState.RUNNING);

        assertThat(startable("Li", deal)).isEmpty();
        assertThat(company.approvals().submit(company.who("Li"), "deal", deal, LEGAL, null, Map.of(), Map.of()))
                .isInstanceOf(ApprovalResult.Refused.class);
        assertThat(company.approvals().submit(company.who("Stranger"), "deal", deal, LEGAL, null, Map.of(), Map.of()))
                .isInstanceOf(ApprovalResult.Refused.class);
        assertThat(views(deal)).hasSize(1);
    }

    @Test
    void what_is_open_to_one_of_them_is_open_and_closes_with_it() {
        flows(true, true);
        var deal = both();
        assertThat(company.approvals()
                        .agree(
                                company.who("Zhou"),
                                task("Zhou", deal).id(),
                                "",
                                Map.of("amount", new BigDecimal(7)),
                                null))
                .as("what only the other step opens")
                .isInstanceOf(ApprovalResult.Refused.class);

        done(
                company.approvals()
                        .agree(company.who("Li"), task("Li", deal).id(), "", Map.of("amount", new BigDecimal(5)), null),
                ApprovalState.APPROVED);
        done(
                company.approvals()
                        .agree(company.who("Zhou"), task("Zhou", deal).id(), "", Map.of("note", "fine"), null),
                ApprovalState.APPROVED);

        assertThat((BigDecimal) company.read("deal", deal).value("amount")).isEqualByComparingTo("5");
        assertThat(company.read("deal", deal).value("note")).isEqualTo("fine");
        assertSound(deal);
    }

    @Test
    void what_is_sent_back_waits_while_the_other_holds_the_record_and_goes_on() {
        flows(true, true);
        var deal = both();

        done(
                company.approvals().act(company.who("Li"), task("Li", deal).id(), new TaskAction.SendBack(null), "?"),
                ApprovalState.RETURNED);
        assertThat(company.read("deal", deal).lock())
                .isEqualTo(running(LEGAL, deal).id());
        assertSound(deal);
        assertThat(startable("Wang", deal)).containsExactly(MONEY);
        done(company.submit("Wang", "deal", deal), ApprovalState.RUNNING);
        assertSound(deal);
        done(company.agree("Zhou", deal), ApprovalState.APPROVED);
        assertThat(company.read("deal", deal).lock())
                .isEqualTo(running(MONEY, deal).id());
        done(company.agree("Li", deal), ApprovalState.APPROVED);
        assertThat(company.read("deal", deal).lock()).isNull();
        assertSound(deal);
    }

    @Test
    void when_all_others_have_ended_what_was_sent_back_leaves_the_record_open() {
        flows(true, true);
        var deal = both();
        company.approvals().act(company.who("Li"), task("Li", deal).id(), new TaskAction.SendBack(null), "?");

        done(company.agree("Zhou", deal), ApprovalState.APPROVED);

        assertThat(company.read("deal", deal).lock()).isNull();
        assertThat(company.edit("Wang", "deal", deal, Map.of("state", "x"))).isInstanceOf(SaveResult.Saved.class);
        done(start(MONEY, deal), ApprovalState.RUNNING);
        assertThat(company.read("deal", deal).lock())
                .isEqualTo(running(MONEY, deal).id());
        assertSound(deal);
    }

    @Test
    void what_is_done_to_one_of_several_says_to_which() {
        flows(true, true);
        var deal = both();
        var money = running(MONEY, deal).id();
        var wang = company.who("Wang");

        refused(company.approvals().withdraw(wang, "deal", deal), ApprovalProblems.SEVERAL_RUNNING);
        refused(company.approvals().urge(wang, "deal", deal), ApprovalProblems.SEVERAL_RUNNING);
        done(
                company.approvals().comment(wang, new Which("deal", deal, money), "soon?", List.of()),
                ApprovalState.RUNNING);
        done(company.approvals().withdraw(wang, new Which("deal", deal, money)), ApprovalState.WITHDRAWN);
        refused(company.approvals().withdraw(wang, new Which("deal", deal, money)), ApprovalProblems.NOT_RUNNING);

        assertThat(company.isAsked("Li", deal)).isFalse();
        assertThat(company.isAsked("Zhou", deal)).isTrue();
        assertThat(company.read("deal", deal).lock())
                .isEqualTo(running(LEGAL, deal).id());
        done(company.approvals().withdraw(wang, "deal", deal), ApprovalState.WITHDRAWN);
        assertThat(company.read("deal", deal).lock()).isNull();
        assertSound(deal);
    }

    @Test
    void one_that_stands_still_keeps_the_record_locked() {
        flows(true, true);
        var deal = both();
        var which = new Which("deal", deal, running(MONEY, deal).id());
        done(
                company.approvals().repair(company.who("Admin"), which, new Repair.Suspend(), "look"),
                ApprovalState.SUSPENDED);

        done(company.agree("Zhou", deal), ApprovalState.APPROVED);

        assertThat(company.read("deal", deal).lock()).isEqualTo(which.request());
        done(company.approvals().repair(company.who("Admin"), which, new Repair.Retry(), "on"), ApprovalState.RUNNING);
        done(company.agree("Li", deal), ApprovalState.APPROVED);
        assertThat(company.read("deal", deal).lock()).isNull();
        assertSound(deal);
    }

    @Test
    void an_end_that_leaves_the_record_locked_does_so_when_the_last_has_ended() {
        flows(true, true, ", \"endings\": {\"approved\": {\"locks\": true}}");
        var deal = both();
        var money = running(MONEY, deal).id();
        done(company.agree("Li", deal), ApprovalState.APPROVED);
        assertThat(company.read("deal", deal).lock())
                .isEqualTo(running(LEGAL, deal).id());

        done(company.agree("Zhou", deal), ApprovalState.APPROVED);

        assertThat(company.read("deal", deal).lock()).isEqualTo(money);
        assertSound(deal);
        done(start(LEGAL, deal), ApprovalState.RUNNING);
        assertThat(company.read("deal", deal).lock())
                .isEqualTo(running(LEGAL, deal).id());
        done(company.agree("Zhou", deal), ApprovalState.APPROVED);
        assertThat(company.read("deal", deal).lock())
                .as("later ones decide anew")
                .isNull();
        assertSound(deal);
    }

    @Test
    void effects_of_each_pass_the_lock_of_the_other() {
        flows(
                true,
                true,
                ", \"effects\": {\"onSubmit\": {\"state\": \"'asked'\"}, \"onApproved\": {\"state\": \"'granted'\"}}");
        var deal = deals.deal(Map.of());
        done(start(LEGAL, deal), ApprovalState.RUNNING);
        done(start(MONEY, deal), ApprovalState.RUNNING);

        assertThat(company.read("deal", deal).value("state")).isEqualTo("asked");
        done(company.agree("Li", deal), ApprovalState.APPROVED);
        assertThat(company.read("deal", deal).value("state")).isEqualTo("granted");
        assertSound(deal);
    }

    @Test
    void a_lock_that_is_not_as_it_should_be_is_a_difference() {
        flows(true, true);
        var deal = both();
        done(company.agree("Li", deal), ApprovalState.APPROVED);

        company.app().inUnit(() -> company.app().get(RecordTurns.class).unlock("deal", deal));
        assertThat(company.app().get(Reconcile.class).differences())
                .extracting(Reconcile.Difference::instance)
                .containsExactly(running(LEGAL, deal).id());

        company.app()
                .inUnit(() -> ScopedValue.where(Acting.CURRENT, new Acting(company.who("Wang"), Instant.now(), true))
                        .run(() -> company.app().get(RecordTurns.class).lock(running(LEGAL, deal), List.of("note"))));
        assertSound(deal);
        done(company.agree("Zhou", deal), ApprovalState.APPROVED);
    }

    @Test
    void of_two_submissions_of_one_approval_at_once_one_starts() throws Exception {
        flows(true, true);
        for (int round = 0; round < ROUNDS; round++) {
            var deal = deals.deal(Map.of());
            var came = together(() -> start(MONEY, deal), () -> start(otherNode, MONEY, deal));

            assertThat(came)
                    .as("round %d", round)
                    .filteredOn(ApprovalResult.Done.class::isInstance)
                    .hasSize(1);
            assertThat(views(deal)).as("round %d", round).hasSize(1);
            assertThat(company.read("deal", deal).lock())
                    .isEqualTo(running(MONEY, deal).id());
        }
        assertThat(company.app().get(Reconcile.class).differences()).isEmpty();
    }

    @Test
    void of_two_approvals_submitted_at_once_both_start_and_share_the_lock() throws Exception {
        flows(true, true);
        for (int round = 0; round < ROUNDS; round++) {
            var deal = deals.deal(Map.of());
            var came = together(() -> start(MONEY, deal), () -> start(otherNode, LEGAL, deal));

            assertThat(came).as("round %d", round).allMatch(ApprovalResult.Done.class::isInstance);
            assertThat(company.read("deal", deal).lock())
                    .isIn(running(MONEY, deal).id(), running(LEGAL, deal).id());
        }
        assertThat(company.app().get(Reconcile.class).differences()).isEmpty();
    }

    @Test
    void of_two_approvals_submitted_at_once_one_starts_where_they_run_alone() throws Exception {
        flows(false, false);
        for (int round = 0; round < ROUNDS; round++) {
            var deal = deals.deal(Map.of());
            var came = together(() -> start(MONEY, deal), () -> start(otherNode, LEGAL, deal));

            assertThat(came.stream()
                            .filter(ApprovalResult.Done.class::isInstance)
                            .count())
                    .as("round %d: %s", round, came)
                    .isEqualTo(1);
            assertThat(views(deal)).hasSize(1);
        }
        assertThat(company.app().get(Reconcile.class).differences()).isEmpty();
    }

    @Test
    void when_both_end_at_once_the_record_is_free() throws Exception {
        flows(true, true);
        for (int round = 0; round < ROUNDS; round++) {
            var deal = both();
            var li = task("Li", deal).id();
            var zhou = task("Zhou", deal).id();
            var came = together(
                    () -> company.approvals().agree(company.who("Li"), li, "", Map.of(), null),
                    () -> otherNode.approvals().agree(company.who("Zhou"), zhou, "", Map.of(), null));

            assertThat(came).as("round %d", round).allSatisfy(one -> done(one, ApprovalState.APPROVED));
            assertThat(company.read("deal", deal).lock()).as("round %d", round).isNull();
        }
        assertThat(company.app().get(Reconcile.class).differences()).isEmpty();
    }

    @Test
    void whatever_people_do_to_both_the_lock_is_held_exactly_while_one_holds_it() {
        var seed = Long.getLong("trellis.seed", System.nanoTime());
        System.out.println("BesideTest seed " + seed);
        var random = new Random(seed);
        flows(true, true, ", \"endings\": {\"approved\": {\"locks\": true}}");
        int taken = 0;
        for (int i = 0; i < 12; i++) {
            var deal = deals.deal(Map.of());
            for (int action = 0; action < 12; action++) {
                if (act(random, deal) instanceof ApprovalResult.Done) {
                    taken++;
                }
                assertLocked(deal, "seed %d, deal %d, action %d".formatted(seed, i, action));
            }
            RandomRequestsTest.assertRebuilt(company, "deal", deal, "seed " + seed);
        }
        assertThat(company.app().get(Reconcile.class).differences()).isEmpty();
        assertThat(taken).isGreaterThan(30);
    }

    private static ApprovalResult act(Random random, RecordId deal) {
        var instances = running(deal);
        if (instances.size() < 2 && random.nextBoolean()) {
            return start(random.nextBoolean() ? MONEY : LEGAL, deal);
        }
        if (instances.isEmpty()) {
            return start(MONEY, deal);
        }
        var which = new Which(
                "deal", deal, instances.get(random.nextInt(instances.size())).id());
        switch (random.nextInt(12)) {
            case 0 -> {
                return company.approvals().withdraw(company.who("Wang"), which);
            }
            case 1 -> {
                return company.approvals().repair(company.who("Admin"), which, new Repair.Suspend(), "r");
            }
            case 2, 3 -> {
                return company.approvals().repair(company.who("Admin"), which, new Repair.Retry(), "r");
            }
            default -> {}
        }
        var asked =
                tasks(deal).stream().filter(task -> task.vote() == Vote.PENDING).toList();
        if (asked.isEmpty()) {
            return start(random.nextBoolean() ? MONEY : LEGAL, deal);
        }
        var task = asked.get(random.nextInt(asked.size()));
        var person = company.who(task.user().equals(company.who("Li").user()) ? "Li" : "Zhou");
        return company.approvals()
                .act(
                        person,
                        task.id(),
                        switch (random.nextInt(5)) {
                            case 0 -> new TaskAction.SendBack(null);
                            case 1 -> new TaskAction.Reject();
                            default -> TaskAction.Agree.PLAIN;
                        },
                        "words");
    }

    private static void assertLocked(RecordId deal, String what) {
        var holding =
                running(deal).stream().filter(Beside::holds).map(Instance::id).collect(Collectors.toSet());
        var lock = company.read("deal", deal).lock();
        if (holding.isEmpty()) {
            var left = company.app()
                    .inUnit(() -> company.app().get(ApprovalStore.class).instances("deal", deal).stream()
                            .filter(one -> one.state() == ApprovalState.APPROVED)
                            .map(Instance::id)
                            .collect(Collectors.toSet()));
            assertThat(lock == null || left.contains(lock)).as(what).isTrue();
        } else {
            assertThat(holding).as(what).contains(lock);
        }
    }

    /** Two flows for deals: Li about the money, Zhou about the law. */
    private static void flows(boolean moneyBeside, boolean legalBeside) {
        flows(moneyBeside, legalBeside, "");
    }

    /** @param more of the flow about the money */
    private static void flows(boolean moneyBeside, boolean legalBeside, String more) {
        var li = Deals.step(
                "li",
                "\"source\": \"manager\", \"level\": 1",
                "\"fields\": {\"amount\": \"write\", \"note\": \"read\"}");
        var zhou =
                Deals.step("zhou", "\"source\": \"role\", \"role\": \"director\"", "\"fields\": {\"note\": \"write\"}");
        company.publish("{\"approval\": [%s, %s]}"
                .formatted(flow(MONEY, "Money", li, moneyBeside, more), flow(LEGAL, "Law", zhou, legalBeside, "")));
        otherNode.app().get(dev.trellis.core.publish.LiveMetadata.class).refresh();
    }

    private static String flow(String id, String label, String node, boolean beside, String more) {
        return """
                {"id": "%s", "label": {"en": "%s %d"}, "entity": "deal", "summary": ["name"], "administrators": ["admin"],
                 "policy": {"beside": %s}, "nodes": [%s]%s}""".formatted(id, label, ++published, beside, node, more);
    }

    private static RecordId both() {
        var deal = deals.deal(Map.of());
        done(start(MONEY, deal), ApprovalState.RUNNING);
        done(start(LEGAL, deal), ApprovalState.RUNNING);
        return deal;
    }

    private static ApprovalResult start(String approval, RecordId deal) {
        return start(company, approval, deal);
    }

    private static ApprovalResult start(Company node, String approval, RecordId deal) {
        return node.approvals().submit(company.who("Wang"), "deal", deal, approval, null, Map.of(), Map.of());
    }

    private static List<String> startable(String name, RecordId deal) {
        return company.approvals().startable(company.who(name), "deal", deal).stream()
                .map(Startable::approval)
                .toList();
    }

    private static List<ApprovalView> views(RecordId deal) {
        return company.approvals()
                .instances(RecordReader.APPROVAL, "deal", deal)
                .orElseThrow();
    }

    private static List<Instance> running(RecordId deal) {
        return company.app().inUnit(() -> company.app().get(ApprovalStore.class).running("deal", deal));
    }

    private static Instance running(String approval, RecordId deal) {
        return running(deal).stream()
                .filter(one -> one.definition().equals(approval))
                .findFirst()
                .orElseThrow();
    }

    private static List<Task> tasks(RecordId deal) {
        var store = company.app().get(ApprovalStore.class);
        return company.app()
                .inUnit(() -> store.running("deal", deal).stream()
                        .filter(instance -> instance.state() == ApprovalState.RUNNING)
                        .flatMap(instance -> store.entries(instance.id()).stream())
                        .flatMap(entry -> entry.tasks().stream())
                        .toList());
    }

    private static Task task(String name, RecordId deal) {
        return tasks(deal).stream()
                .filter(task -> task.vote() == Vote.PENDING
                        && task.user().equals(company.who(name).user()))
                .findFirst()
                .orElseThrow();
    }

    private static RecordId instance(Task task) {
        return task.instance();
    }

    private static List<ApprovalResult> together(Callable<ApprovalResult> one, Callable<ApprovalResult> other)
            throws Exception {
        var start = new CyclicBarrier(2);
        var first = threads.submit(() -> {
            start.await();
            return one.call();
        });
        var second = threads.submit(() -> {
            start.await();
            return other.call();
        });
        return List.of(first.get(), second.get());
    }

    private static void assertSound(RecordId deal) {
        assertThat(company.app().get(Reconcile.class).differences()).isEmpty();
        RandomRequestsTest.assertRebuilt(company, "deal", deal, "beside");
        assertThat(Set.copyOf(running(deal).stream().map(Instance::definition).toList()))
                .hasSameSizeAs(running(deal));
    }

    private static void done(ApprovalResult result, ApprovalState state) {
        assertThat(result).isInstanceOf(ApprovalResult.Done.class);
        assertThat(((ApprovalResult.Done) result).state()).isEqualTo(state);
    }

    private static void refused(ApprovalResult result, ProblemCode code) {
        assertThat(result).isInstanceOf(ApprovalResult.Refused.class);
        var problem = ((ApprovalResult.Refused) result).problems().getFirst();
        assertThat(problem.code()).isEqualTo(code);
        assertThat(Messages.text(problem, Locale.ENGLISH)).isNotBlank();
        assertThat(Messages.text(problem, Locale.SIMPLIFIED_CHINESE)).isNotBlank();
    }
}
