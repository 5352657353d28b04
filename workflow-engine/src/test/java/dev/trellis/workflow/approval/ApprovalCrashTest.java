package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.EventDelivery;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.approval.ApprovalRows.Instance;
import dev.trellis.workflow.approval.RacingNode.Came;
import dev.trellis.workflow.approval.RacingNode.Deed;
import dev.trellis.workflow.approval.RacingNode.Verb;
import dev.trellis.workflow.engine.FlowableEngine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A node is killed while it submits, agrees, rejects, withdraws or ends requests, before each write of each of these
 * transactions, before the commit and behind it: afterwards all of it has happened, or nothing.
 */
class ApprovalCrashTest {

    private static Company company;

    /** A deed, and in which state it leaves the request. */
    enum Kind {
        SUBMIT(ApprovalState.RUNNING),
        /** The step behind it is asked. */
        AGREE(ApprovalState.RUNNING),
        /** The last agreement: the record is set, unlocked, and the flow ends. */
        END(ApprovalState.APPROVED),
        REJECT(ApprovalState.REJECTED),
        WITHDRAW(ApprovalState.WITHDRAWN);

        private final ApprovalState after;

        Kind(ApprovalState after) {
            this.after = after;
        }
    }

    /** @param record about which it is */
    private record Prepared(Kind kind, RecordId record, Deed deed) {}

    @BeforeAll
    static void start() {
        company = Company.start();
        // The paper of an end is one of its writes.
        company.publishApproval("\"summary\":", "\"endings\":{\"approved\":{\"prints\":true}},\"summary\":");
        for (var kind : Kind.values()) {
            prepared(kind).deed().doOn(company.approvals());
        }
        company.app().get(EventDelivery.class).deliver();
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    @Test
    void whatever_was_killed_before_its_commit_never_was() throws Exception {
        var begun = new ArrayList<Prepared>();
        var writes = new EnumMap<Kind, Integer>(Kind.class);
        Map<String, Long> before;
        try (var node = CrashingNode.start(company.url())) {
            for (var kind : Kind.values()) {
                // The first of its kind on a new node also writes what is only made once.
                node.carryOut(prepared(kind).deed());
                writes.put(kind, node.carryOut(prepared(kind).deed()));
                for (int at = 1; at <= writes.get(kind) + 1; at++) {
                    begun.add(prepared(kind));
                }
            }
            before = company.checksums();
            int next = 0;
            for (var kind : Kind.values()) {
                for (int at = 1; at <= writes.get(kind) + 1; at++) {
                    node.begin(begun.get(next++).deed(), at);
                }
            }
            node.killWhenStopped(begun.size());
        }

        System.out.println("ApprovalCrashTest: killed before each write of " + writes);
        assertThat(company.checksums()).isEqualTo(before);
        for (var one : begun) {
            if (one.kind() == Kind.SUBMIT) {
                assertThat(company.edit("Wang", "quote", one.record(), Map.of("name", "free")))
                        .isInstanceOf(SaveResult.Saved.class);
            }
            assertThat(one.deed().doOn(company.approvals()))
                    .as("%s", one)
                    .isEqualTo(new Came(true, one.kind().after.name()));
            assertToldOnce(one);
        }
        assertThat(company.app().get(Reconcile.class).differences()).isEmpty();
        assertThat(writes.values()).allMatch(count -> count > 3);
    }

    @Test
    void whatever_was_killed_behind_its_commit_stands_with_all_its_parts_and_is_told_once() throws Exception {
        var seed = Long.getLong("trellis.seed", System.nanoTime());
        System.out.println("ApprovalCrashTest delivery, seed " + seed);
        company.app().get(EventDelivery.class).deliver();
        var done = new ArrayList<Prepared>();
        for (var kind : Kind.values()) {
            done.add(prepared(kind));
        }
        company.app().get(EventDelivery.class).deliver();
        try (var node = CrashingNode.start(company.url())) {
            for (var one : done) {
                node.begin(one.deed(), CrashingNode.AFTER_COMMIT);
            }
            // Another node that hands out what has been committed stops in the midst of it and dies with the rest.
            node.awaitStopped(done.size());
            node.beginDelivery(2 + new Random(seed).nextInt(12));
            node.killWhenStopped(1);
        }

        try (var restarted = company.anotherNode()) {
            for (var one : done) {
                var instance = instance(restarted, one);
                assertThat(instance.state()).as("%s", one).isEqualTo(one.kind().after);
                assertThat(restarted.read(instance.entity(), one.record()).lock())
                        .as("%s", one)
                        .isEqualTo(instance.state().isFinal() ? null : instance.id());
                assertThat(restarted
                                .app()
                                .inUnit(() -> restarted
                                        .app()
                                        .get(FlowableEngine.class)
                                        .holds(String.valueOf(instance.process()))))
                        .as("%s", one)
                        .isEqualTo(!instance.state().isFinal());
                assertThat(one.deed().doOn(restarted.approvals()).isDone())
                        .as("done once more, %s", one)
                        .isFalse();
                assertToldOnce(one);
            }
            assertThat(restarted.edit("Wang", "quote", done.getFirst().record(), Map.of("name", "sly")))
                    .isInstanceOf(SaveResult.Locked.class);
            restarted.app().get(EventDelivery.class).deliver();
            assertThat(restarted.app().get(EventDelivery.class).deliver()).isZero();
            assertThat(notices(done)).allMatch(count -> count == 1).isNotEmpty();
            assertThat(restarted.app().get(Reconcile.class).differences()).isEmpty();
        }
    }

    private static Prepared prepared(Kind kind) {
        return switch (kind) {
            case SUBMIT -> {
                var quote = company.quote("Wang", "0.18");
                yield new Prepared(kind, quote, deed("Wang", Verb.SUBMIT, "quote/" + quote));
            }
            case AGREE -> {
                var quote = submitted("0.18");
                yield new Prepared(kind, quote, deed("Li", Verb.AGREE, task("Li", quote)));
            }
            case END -> {
                var quote = submitted("0.1");
                yield new Prepared(kind, quote, deed("Li", Verb.AGREE, task("Li", quote)));
            }
            case REJECT -> {
                var quote = submitted("0.1");
                yield new Prepared(kind, quote, deed("Li", Verb.REJECT, task("Li", quote)));
            }
            case WITHDRAW -> {
                var quote = submitted("0.18");
                yield new Prepared(kind, quote, deed("Wang", Verb.WITHDRAW, "quote/" + quote));
            }
        };
    }

    private static RecordId submitted(String discount) {
        var quote = company.quote("Wang", discount);
        assertThat(company.submit("Wang", "quote", quote)).isInstanceOf(ApprovalResult.Done.class);
        return quote;
    }

    private static String task(String name, RecordId quote) {
        var store = company.app().get(ApprovalStore.class);
        return company.app()
                .inUnit(() -> store.instances("quote", quote).stream()
                        .flatMap(instance -> store.entries(instance.id()).stream())
                        .flatMap(entry -> entry.tasks().stream())
                        .filter(task -> task.user().equals(company.who(name).user()))
                        .map(task -> task.id().toString())
                        .findFirst()
                        .orElseThrow());
    }

    private static Deed deed(String name, Verb verb, String subject) {
        return new Deed(company.who(name).user(), name, verb, subject, null, 0);
    }

    private static Instance instance(Company node, Prepared one) {
        return node.app()
                .inUnit(() -> node.app()
                        .get(ApprovalStore.class)
                        .instances("quote", one.record())
                        .getFirst());
    }

    /** Every message about a request stands in the outbox once: no topic twice under one key. */
    private static void assertToldOnce(Prepared one) {
        var counts = company.app()
                .inUnit(() -> company.app()
                        .sql()
                        .list(
                                "SELECT COUNT(*) FROM t_outbox WHERE topic LIKE 'approval.%' AND payload LIKE ?"
                                        + " GROUP BY topic, event_key",
                                row -> row.getInt(1), "%\"record\":\"" + one.record() + "\"%"));
        assertThat(counts).as("%s", one).isNotEmpty().allMatch(count -> count == 1);
    }

    /** How often each person was told the same thing about these records. */
    private static List<Integer> notices(List<Prepared> done) {
        return done.stream()
                .flatMap(one -> company
                        .app()
                        .inUnit(() -> company.app()
                                .sql()
                                .list(
                                        "SELECT COUNT(*) FROM t_notification WHERE record_id = ?"
                                                + " GROUP BY user_id, kind, task_id",
                                        row -> row.getInt(1),
                                        one.record()))
                        .stream())
                .toList();
    }
}
