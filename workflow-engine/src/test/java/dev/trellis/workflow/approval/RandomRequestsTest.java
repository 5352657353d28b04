package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.ApprovalRows.Log;
import dev.trellis.workflow.approval.StateJson.Detail;
import dev.trellis.workflow.engine.FlowableEngine;
import dev.trellis.workflow.node.Group.Placement;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.node.Step;
import dev.trellis.workflow.node.Vote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random people do random things with random requests; after each, the invariants hold on the real database. */
class RandomRequestsTest {

    private static final int REQUESTS = 60;
    private static final int ACTIONS = 8;
    private static final List<String> PEOPLE = List.of("Wang", "Li", "Zhou", "Qian", "Admin", "Stranger");

    private static Company company;

    @BeforeAll
    static void start() {
        company = Company.start();
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    @Test
    void invariants_hold_after_every_action() {
        var seed = Long.getLong("trellis.seed", System.nanoTime());
        System.out.println("RandomRequestsTest seed " + seed);
        var random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < REQUESTS; i++) {
            var seller = pick(random, List.of("Wang", "Li", "Zhou"));
            var quote = company.quote(seller, random.nextBoolean() ? "0.1" : "0.3");
            for (int action = 0; action < ACTIONS; action++) {
                if (act(random, quote) instanceof ApprovalResult.Done) {
                    taken++;
                }
                assertInvariants(quote, "seed " + seed + ", quote " + quote);
            }
        }
        System.out.println("RandomRequestsTest: %d of %d actions counted".formatted(taken, REQUESTS * ACTIONS));
        assertThat(taken).isPositive();
    }

    private static ApprovalResult act(Random random, RecordId quote) {
        var name = pick(random, PEOPLE);
        var person = company.who(name);
        if (random.nextInt(4) == 0) {
            return company.submit(name, "quote", quote);
        }
        if (random.nextInt(8) == 0) {
            return company.approvals().withdraw(person, "quote", quote);
        }
        var task = pickTask(random, quote);
        if (task.isEmpty()) {
            return company.submit(name, "quote", quote);
        }
        var acting = random.nextInt(4) == 0 ? person : company.who(owner(task.get()));
        return company.approvals().act(acting, task.get().id(), action(random), "words");
    }

    /** Lets somebody do something with any request of any kind of record. */
    static ApprovalResult actOn(Random random, Company company, String entity, RecordId record) {
        if (random.nextInt(12) == 0) {
            return company.submit("Wang", entity, record);
        }
        if (random.nextInt(12) == 0) {
            return company.approvals().withdraw(company.who("Wang"), entity, record);
        }
        if (random.nextInt(12) == 0) {
            return company.approvals().repair(company.who("Admin"), entity, record, new Repair.Retry(), "again");
        }
        var store = company.app().get(ApprovalStore.class);
        var tasks = company.app()
                .inUnit(() -> store.instances(entity, record).stream()
                        .flatMap(instance -> store.entries(instance.id()).stream())
                        .flatMap(entry -> entry.tasks().stream())
                        .filter(task -> task.vote() == Vote.PENDING)
                        .toList());
        if (tasks.isEmpty()) {
            return company.submit("Wang", entity, record);
        }
        var task = pick(random, tasks);
        var person = PEOPLE.stream()
                .filter(name -> company.who(name).user().equals(task.user()))
                .findFirst()
                .orElseThrow();
        return company.approvals().act(company.who(person), task.id(), action(random, company), "words");
    }

    /** The log of each request of a record rebuilds its state. */
    static void assertRebuilt(Company company, String entity, RecordId record, String what) {
        var store = company.app().get(ApprovalStore.class);
        company.app()
                .inUnit(() -> store.instances(entity, record)
                        .forEach(instance -> assertThat(
                                        replay(company.app().get(LogStore.class).log(instance.id())))
                                .as("the log rebuilds the state, %s", what)
                                .isEqualTo(store.entries(instance.id()).stream()
                                        .map(ApprovalRows.Entry::state)
                                        .toList())));
    }

    private static TaskAction action(Random random) {
        return action(random, company);
    }

    private static TaskAction action(Random random, Company company) {
        var other = company.who(pick(random, PEOPLE)).user();
        return switch (random.nextInt(16)) {
            case 0 -> new TaskAction.Reject();
            case 1 -> new TaskAction.SendBack(null);
            case 2 -> new TaskAction.SendBack("manager");
            case 3, 4 -> new TaskAction.HandOver(other);
            case 5, 6, 7 ->
                new TaskAction.Add(
                        pick(random, List.of(Placement.values())),
                        Completion.ALL,
                        List.of(other),
                        random.nextBoolean());
            case 8 -> new TaskAction.Remove(other);
            case 9 -> new TaskAction.TakeBack();
            default -> TaskAction.Agree.PLAIN;
        };
    }

    /** Any task of the record's requests, open or not. */
    private static Optional<ApprovalRows.Task> pickTask(Random random, RecordId quote) {
        var tasks = company.app()
                .inUnit(() -> store().instances("quote", quote).stream()
                        .flatMap(instance -> store().entries(instance.id()).stream())
                        .flatMap(entry -> entry.tasks().stream())
                        .toList());
        var open = tasks.stream().filter(task -> task.vote() == Vote.PENDING).toList();
        var from = open.isEmpty() || random.nextInt(5) == 0 ? tasks : open;
        return from.isEmpty() ? Optional.empty() : Optional.of(pick(random, from));
    }

    private static String owner(ApprovalRows.Task task) {
        return PEOPLE.stream()
                .filter(name -> company.who(name).user().equals(task.user()))
                .findFirst()
                .orElseThrow();
    }

    private static void assertInvariants(RecordId quote, String what) {
        company.app().get(UnitOfWork.class).run(() -> {
            var instances = store().instances("quote", quote);
            var running =
                    instances.stream().filter(one -> !one.state().isFinal()).toList();
            assertThat(running).as(what).hasSizeLessThanOrEqualTo(1);
            assertThat(company.read("quote", quote).lock())
                    .as("locked exactly while running, %s", what)
                    .isEqualTo(
                            running.isEmpty() || running.getFirst().state() == ApprovalState.RETURNED
                                    ? null
                                    : running.getFirst().id());
            instances.forEach(instance -> assertInvariants(instance, what));
        });
    }

    private static void assertInvariants(Instance instance, String what) {
        var entries = store().entries(instance.id());
        var runs = instance.state() == ApprovalState.RUNNING;
        assertThat(entries.stream().anyMatch(entry -> entry.state().outcome().isEmpty()))
                .as("waits for somebody exactly while running, %s", what)
                .isEqualTo(runs);
        assertThat(company.app().get(FlowableEngine.class).holds(String.valueOf(instance.process())))
                .as("the engine holds it exactly until its end, %s", what)
                .isEqualTo(!instance.state().isFinal());
        assertThat(replay(company.app().get(LogStore.class).log(instance.id())))
                .as("the log rebuilds the state, %s", what)
                .isEqualTo(entries.stream().map(ApprovalRows.Entry::state).toList());
        for (var entry : entries) {
            for (var task : entry.tasks()) {
                assertThat(task.vote() == Vote.AGREED || task.vote() == Vote.REJECTED)
                        .as("nobody decides on an own request, %s", what)
                        .isEqualTo((task.vote() == Vote.AGREED || task.vote() == Vote.REJECTED)
                                && !task.user().equals(instance.initiator()));
            }
        }
    }

    /** Rebuilds the states of a request's steps from its log alone. */
    static List<NodeState> replay(List<Log> log) {
        var states = new ArrayList<NodeState>();
        var latest = new HashMap<String, Integer>();
        for (var line : log) {
            if (line.detail().isEmpty()) {
                continue;
            }
            var node = String.valueOf(line.node());
            switch (StateJson.detail(line.detail())) {
                case Detail.Opened(var state) -> {
                    latest.put(node, states.size());
                    states.add(state);
                }
                case Detail.Done(var action, var rule, var _) -> {
                    var at = latest.get(node);
                    var step = states.get(at).apply(action);
                    assertThat(step)
                            .as("%s counts again at %s in %s", action, node, log)
                            .isInstanceOf(Step.Taken.class);
                    states.set(at, ((Step.Taken) step).state());
                }
            }
        }
        return states;
    }

    private static ApprovalStore store() {
        return company.app().get(ApprovalStore.class);
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
