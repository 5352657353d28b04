package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.database.DatabaseClock;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.job.Jobs;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.Drafts;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.publish.MetadataCheck;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.notify.Notice;
import dev.trellis.workflow.notify.Notifications;
import dev.trellis.workflow.outbound.Signature;
import dev.trellis.workflow.rule.InboundCall;
import dev.trellis.workflow.rule.InboundRules;
import dev.trellis.workflow.rule.RuleRun;
import dev.trellis.workflow.rule.Rules;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What sets rules off besides saves, what they do to other records, and who may bring one live. */
class RuleActionsTest {

    private static final String METADATA = """
            {"entity": [
                {"id": "firm", "label": {"en": "Firm"}, "plural": {"en": "Firms"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "note", "label": {"en": "Note"}, "type": "text"},
                    {"id": "secret", "label": {"en": "Secret"}, "type": "text"},
                    {"id": "size", "label": {"en": "Size"}, "type": "integer"}]},
                {"id": "visit", "label": {"en": "Visit"}, "plural": {"en": "Visits"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "done", "label": {"en": "Done"}, "type": "boolean"},
                    {"id": "firm", "label": {"en": "Firm"}, "type": "lookup", "entity": "firm"}]}],
             "role": [
                {"id": "admin", "label": {"en": "Administrator"}, "rights": ["administer", "publish", "design", "operate"],
                 "entities": {
                    "firm": {"verbs": {"create": "all", "read": "all", "edit": "all", "delete": "all"},
                        "otherFields": "write", "fields": {"secret": "none"}},
                    "visit": {"verbs": {"create": "all", "read": "all", "edit": "all"}, "otherFields": "write"},
                    "quote": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}},
                {"id": "sales", "label": {"en": "Sales"}, "entities": {
                    "firm": {"verbs": {"read": "own"}, "otherFields": "read", "fields": {"secret": "none"}},
                    "quote": {"verbs": {"create": "own", "read": "own", "edit": "own", "delete": "own"},
                        "otherFields": "write"},
                    "request": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}}],
             "rule": [
                {"id": "gone", "label": {"en": "Gone"}, "entity": "firm", "triggers": [{"on": "deleted"}],
                 "when": "size > 10",
                 "steps": [{"do": "notify", "id": "tell", "to": ["owner"], "text": {"en": "Deleted: {{name}}"}},
                    {"do": "create", "id": "mark", "entity": "visit", "values": {"name": "\\"Ask why: \\" & name"}}]},
                {"id": "close", "label": {"en": "Close"}, "entity": "firm",
                 "triggers": [{"on": "changed", "fields": ["note"]}], "when": "note = \\"close\\"",
                 "steps": [{"do": "each", "id": "visits", "entity": "visit", "via": "firm", "when": "NOT(done)", "limit": 3,
                     "steps": [{"do": "set", "id": "done", "values": {"done": "TRUE", "name": "name & \\"!\\""}},
                        {"do": "update", "id": "count", "via": "firm", "values": {"size": "firm.size + 1"}}]}]},
                {"id": "visited", "label": {"en": "Visited"}, "entity": "visit", "triggers": [{"on": "created"}],
                 "when": "name = \\"first\\"",
                 "steps": [{"do": "update", "id": "mark", "via": "firm", "values": {"note": "\\"seen in \\" & name"}}]},
                {"id": "let_in", "label": {"en": "Let in"}, "entity": "firm",
                 "triggers": [{"on": "changed", "fields": ["note"]}], "when": "note = \\"share\\"",
                 "steps": [{"do": "share", "id": "s", "to": ["role:sales"], "days": 2}]},
                {"id": "nightly", "label": {"en": "Nightly"}, "entity": "firm",
                 "triggers": [{"on": "schedule", "every": "hour", "at": "08:00"}], "when": "note = \\"nightly\\"",
                 "steps": [{"do": "set", "id": "s", "values": {"note": "\\"done\\""}}]},
                {"id": "intake", "label": {"en": "Intake"}, "entity": "firm",
                 "triggers": [{"on": "inbound", "accepts": ["name", "note", "size"], "key": "name"}], "when": "size > 5",
                 "steps": [{"do": "set", "id": "s", "values": {"note": "\\"large\\""}}]},
                {"id": "ping", "label": {"en": "Ping"}, "entity": "visit",
                 "triggers": [{"on": "changed", "fields": ["name"]}], "when": "BEGINS(name, \\"p\\")",
                 "steps": [{"do": "update", "id": "up", "via": "firm", "values": {"note": "\\"p\\" & firm.note"}}]},
                {"id": "pong", "label": {"en": "Pong"}, "entity": "firm",
                 "triggers": [{"on": "changed", "fields": ["note"]}], "when": "BEGINS(note, \\"p\\")",
                 "steps": [{"do": "each", "id": "e", "entity": "visit", "via": "firm",
                     "steps": [{"do": "set", "id": "s", "values": {"name": "\\"p\\" & name"}}]}]}]}
            """;

    private static Company company;

    @BeforeAll
    static void start() {
        company = Company.start(Map.of("trellis.jobs.run", "true", "trellis.jobs.pause-millis", "100"));
        company.publish(METADATA);
        var problems = company.app()
                .get(Accounts.class)
                .create(company.who("Admin").user(), "Admin", "ks5a-bssj-wwj9-c6x8", Locale.ENGLISH);
        assertThat(problems).isEmpty();
        company.app().get(ActorResolver.class).forget();
    }

    @AfterAll
    static void stop() {
        company.close();
    }

    private static void await(String what, BooleanSupplier reached) {
        var deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static RecordId make(String entity, Map<String, @Nullable Object> values) {
        var result = company.app().get(Records.class).save(company.who("Admin"), new Change.Create(entity, values));
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).id();
    }

    private static RecordId firm(String name, int size) {
        return make("firm", Map.of("name", name, "size", new BigDecimal(size)));
    }

    private static RecordId visit(String name, RecordId firm) {
        return make("visit", Map.of("name", name, "firm", firm));
    }

    private static void note(RecordId firm, String note) {
        company.edit("Admin", "firm", firm, Map.of("note", note));
    }

    private static List<RuleRun> runs(String rule, RecordId record) {
        return switch (company.app().get(Rules.class).runs(company.who("Admin"), rule, record)) {
            case Rules.Result.Done<List<RuleRun>>(var runs) -> runs;
            case Rules.Result.Refused<List<RuleRun>>(var problems) -> throw new AssertionError(problems);
        };
    }

    private static RuleRun ended(String rule, RecordId record) {
        await(rule + " has run", () -> !runs(rule, record).isEmpty());
        return runs(rule, record).getFirst();
    }

    private static @Nullable Object value(String entity, RecordId id, String field) {
        return company.read(entity, id).value(field);
    }

    private static List<String> told(String name) {
        return company.app().get(Notifications.class).list(company.who(name), false, null, 100).stream()
                .map(Notice::text)
                .toList();
    }

    @Test
    void a_deleted_record_sets_a_rule_off_that_reads_what_it_was() {
        var firm = firm("Haina", 20);
        var small = firm("Small", 1);
        for (var id : List.of(firm, small)) {
            assertThat(company.app().get(Records.class).save(company.who("Admin"), new Change.Delete("firm", id, 1)))
                    .isInstanceOf(SaveResult.Saved.class);
        }

        var run = ended("gone", firm);
        assertThat(run.state()).isEqualTo(RuleRun.State.DONE);
        assertThat(run.cause()).isEqualTo("deleted");
        assertThat(told("Admin")).contains("Deleted: Haina").doesNotContain("Deleted: Small");
        assertThat(run.lines().get(1).detail()).contains("Ask why: Haina");
        assertThat(runs("gone", small)).isEmpty();
    }

    @Test
    void a_loop_goes_through_the_records_that_belong_to_one_and_steps_write_what_they_refer_to() {
        var firm = firm("Loop", 0);
        var one = visit("one", firm);
        var two = visit("two", firm);
        company.edit("Admin", "visit", two, Map.of("done", true));
        note(firm, "close");

        assertThat(ended("close", firm).lines())
                .extracting(RuleRun.Line::what)
                .containsExactly("each", "set", "update");
        assertThat(value("visit", one, "name")).isEqualTo("one!");
        assertThat(value("visit", two, "name")).isEqualTo("two");
        assertThat(value("firm", firm, "size")).isEqualTo(new BigDecimal(1));
    }

    @Test
    void a_loop_over_more_than_its_limit_does_nothing_at_all() {
        var firm = firm("Many", 0);
        for (int i = 0; i < 4; i++) {
            visit("v" + i, firm);
        }
        note(firm, "close");

        var run = ended("close", firm);
        assertThat(run.state()).isEqualTo(RuleRun.State.FAILED);
        assertThat(run.problem()).contains("3");
        assertThat(value("firm", firm, "size")).isEqualTo(new BigDecimal(0));
    }

    @Test
    void a_related_record_is_written_and_a_blank_lookup_is_nothing_to_do() {
        var firm = firm("Related", 0);
        visit("first", firm);
        await("the firm is marked", () -> "seen in first".equals(value("firm", firm, "note")));
        var alone = make("visit", Map.of("name", "first"));
        assertThat(ended("visited", alone).state()).isEqualTo(RuleRun.State.DONE);
    }

    @Test
    void a_record_is_shared_in_its_owners_name_for_some_days() {
        var firm = firm("Shared", 0);
        var records = company.app().get(Records.class);
        assertThat(records.find(company.who("Wang"), "firm", firm, Set.of())).isInstanceOf(FindResult.NotFound.class);
        note(firm, "share");

        var run = ended("let_in", firm);
        assertThat(run.state()).as(run.problem()).isEqualTo(RuleRun.State.DONE);
        assertThat(records.find(company.who("Wang"), "firm", firm, Set.of())).isInstanceOf(FindResult.Found.class);
    }

    @Test
    void a_schedule_goes_once_through_the_records_for_which_its_condition_holds_and_begins_with_its_next_moment() {
        var firm = firm("Night", 0);
        note(firm, "nightly");
        var other = firm("Day", 0);
        var unit = company.app().get(UnitOfWork.class);
        var sql = company.app().get(Sql.class);
        await("the schedule is known", () -> {
            company.app().get(Jobs.class).runNow("rule-schedule");
            return unit.run(() -> sql.one("SELECT 1 FROM t_rule_schedule WHERE rule = 'nightly'", row -> true))
                    .isPresent();
        });
        assertThat(runs("nightly", firm)).isEmpty();

        unit.run(() -> sql.update(
                "UPDATE t_rule_schedule SET moment = TIMESTAMPADD(HOUR, -5, moment) WHERE rule = 'nightly'"));
        await("it has run", () -> {
            company.app().get(Jobs.class).runNow("rule-schedule");
            return !runs("nightly", firm).isEmpty();
        });
        assertThat(value("firm", firm, "note")).isEqualTo("done");
        assertThat(runs("nightly", firm)).hasSize(1);
        assertThat(runs("nightly", other)).isEmpty();
    }

    @Test
    void rules_that_set_each_other_off_over_related_records_are_stopped() {
        var firm = firm("Chain", 0);
        var visit = visit("a", firm);
        note(firm, "p");

        await(
                "the chain is noticed",
                () -> List.of("ping", "pong").stream()
                        .flatMap(rule ->
                                java.util.stream.Stream.of(firm, visit).flatMap(record -> runs(rule, record).stream()))
                        .anyMatch(run -> run.state() == RuleRun.State.LOOP));
    }

    @Test
    void a_signed_call_makes_a_record_once_and_finds_it_again_by_its_key() {
        var inbound = company.app().get(InboundRules.class);
        var secret = switch (inbound.secret(company.who("Admin"), "intake")) {
            case Rules.Result.Done<String>(var made) -> made;
            case Rules.Result.Refused<String>(var problems) -> throw new AssertionError(problems);
        };
        var first = call(secret, "c1", "{\"name\": \"Outside\", \"size\": 9}");
        var again = call(secret, "c1", "{\"name\": \"Outside\", \"size\": 9}");

        assertThat(first).isInstanceOf(InboundCall.Taken.class);
        var id = ((InboundCall.Taken) first).record();
        var run = ended("intake", id);
        assertThat(run.state()).as(run.problem()).isEqualTo(RuleRun.State.DONE);
        assertThat(value("firm", id, "note")).isEqualTo("large");
        var other = call(secret, "c2", "{\"name\": \"Outside\", \"size\": 2}");

        assertThat(again).isEqualTo(new InboundCall.Taken(id, true));
        assertThat(other).isEqualTo(new InboundCall.Taken(id, false));
        assertThat(value("firm", id, "size")).isEqualTo(new BigDecimal(2));
    }

    @Test
    void of_calls_at_once_with_one_key_the_first_makes_the_record_and_the_others_find_it() throws Exception {
        var inbound = company.app().get(InboundRules.class);
        var secret = ((Rules.Result.Done<String>) inbound.secret(company.who("Admin"), "intake")).value();
        for (int round = 0; round < 5; round++) {
            var body = "{\"name\": \"Twice %d\", \"size\": 1}".formatted(round);
            var calls = new java.util.ArrayList<java.util.concurrent.Callable<InboundCall>>();
            for (int call = 0; call < 4; call++) {
                // Two are the same call, sent twice; two are others with the same key.
                var delivery = "at-once-%d-%d".formatted(round, Math.max(call, 1));
                calls.add(() -> call(secret, delivery, body));
            }
            var taken = new java.util.HashSet<dev.trellis.core.field.RecordId>();
            try (var threads = java.util.concurrent.Executors.newFixedThreadPool(calls.size())) {
                for (var one : threads.invokeAll(calls)) {
                    assertThat(one.get()).isInstanceOf(InboundCall.Taken.class);
                    taken.add(((InboundCall.Taken) one.get()).record());
                }
            }
            assertThat(taken).as("round %d", round).hasSize(1);
        }
    }

    @Test
    void a_call_without_the_right_signature_is_not_known_and_a_field_that_is_not_taken_is_refused() {
        var inbound = company.app().get(InboundRules.class);
        var secret = ((Rules.Result.Done<String>) inbound.secret(company.who("Admin"), "intake")).value();
        var body = "{\"name\": \"Forged\"}";

        assertThat(call("00" + secret.substring(2), "f1", body)).isInstanceOf(InboundCall.NotKnown.class);
        assertThat(inbound.take("intake", null, "f1", body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InboundCall.NotKnown.class);
        assertThat(inbound.take("close", signed(secret, 0, body), "f1", body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InboundCall.NotKnown.class);
        assertThat(inbound.take("intake", signed(secret, -900, body), "f1", body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InboundCall.NotKnown.class);
        assertThat(call(secret, "f2", "{\"name\": \"x\", \"secret\": \"y\"}")).isInstanceOf(InboundCall.Refused.class);
        assertThat(call(secret, "f3", "not json")).isInstanceOf(InboundCall.Refused.class);
        assertThat(inbound.secret(company.who("Wang"), "intake")).isInstanceOf(Rules.Result.Refused.class);
    }

    private static InboundCall call(String secret, String delivery, String body) {
        return company.app()
                .get(InboundRules.class)
                .take("intake", signed(secret, 0, body), delivery, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(String secret, long later, String body) {
        var seconds = company.app().get(DatabaseClock.class).instant().getEpochSecond() + later;
        return "t=" + seconds + ",v1=" + Signature.hex(secret, seconds + "." + body);
    }

    private static Definition rule(String id, String values) {
        return SampleMetadata.definition(Kind.RULE, """
                {"id": "%s", "label": {"en": "Draft"}, "entity": "firm", "triggers": [{"on": "created"}],
                 "steps": [{"do": "set", "id": "s", "values": %s}]}
                """.formatted(id, values));
    }

    private static PublishResult publish(Actor.Person who, Definition rule) {
        var drafts = company.app().get(Drafts.class);
        drafts.discard(who);
        drafts.put(who, List.of(rule));
        return company.app().get(Publisher.class).publish(who, "", Set.of());
    }

    @Test
    void a_rule_that_writes_or_reads_what_its_publisher_may_not_is_not_published() {
        var admin = company.who("Admin");

        assertThat(problems(publish(admin, rule("writes", "{\"secret\": \"\\\"x\\\"\"}"))))
                .contains("METADATA_RULE_WRITES_DENIED");
        assertThat(problems(publish(admin, rule("reads", "{\"note\": \"secret\"}"))))
                .contains("METADATA_RULE_READS_DENIED");
        assertThat(problems(publish(admin, (Definition) SampleMetadata.definition(Kind.RULE, """
                        {"id": "gives", "label": {"en": "Gives"}, "entity": "firm", "triggers": [{"on": "created"}],
                         "steps": [{"do": "assign", "id": "s", "role": "sales"}]}
                        """))))
                .contains("METADATA_RULE_ASSIGNS_DENIED");
        assertThat(publish(admin, rule("fine", "{\"size\": \"size + 1\"}")))
                .isInstanceOf(PublishResult.Published.class);
    }

    private static List<String> problems(PublishResult result) {
        return result instanceof PublishResult.Rejected(var problems)
                ? problems.stream().map(problem -> problem.code().key()).toList()
                : List.of(result.toString());
    }

    @Test
    void a_publish_says_where_such_a_rule_is_wrong() {
        var live = company.app().get(LiveMetadata.class).current();
        var wrong = SampleMetadata.definition(Kind.RULE, """
                {"id": "wrong", "label": {"en": "Wrong"}, "entity": "firm",
                 "triggers": [{"on": "deleted"}, {"on": "schedule"}, {"on": "inbound", "key": "note"}],
                 "when": "POWER(size, 0.5) > 2",
                 "steps": [{"do": "set", "id": "a", "values": {"note": "name"}},
                    {"do": "update", "id": "b", "via": "name", "values": {}},
                    {"do": "each", "id": "c", "entity": "visit", "via": "name", "steps": [
                        {"do": "wait", "id": "d", "hours": 1}, {"do": "set", "id": "e", "values": {"size": "1"}}]},
                    {"do": "share", "id": "f", "to": ["role:nobody"]},
                    {"do": "call", "id": "g", "function": "nothing", "into": "note"}]}
                """);

        assertThat(MetadataCheck.check(live.with(wrong), live))
                .extracting(Problem::path)
                .contains(
                        "rule/wrong/triggers/0/on",
                        "rule/wrong/triggers/1/every",
                        "rule/wrong/triggers/1/on",
                        "rule/wrong/triggers/2/accepts",
                        "rule/wrong/triggers/2/key",
                        "rule/wrong/steps/b/via",
                        "rule/wrong/steps/c/via",
                        "rule/wrong/steps/c/steps/d",
                        "rule/wrong/steps/c/steps/e/values/size",
                        "rule/wrong/steps/f/to",
                        "rule/wrong/steps/g/arguments");
    }
}
