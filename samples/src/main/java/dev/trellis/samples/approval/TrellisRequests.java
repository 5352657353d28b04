package dev.trellis.samples.approval;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.access.Actor.Via;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.ApprovalState;
import dev.trellis.workflow.approval.Approvals;
import io.micronaut.context.ApplicationContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Requests in Trellis: records through the gate with history and events, the flow, its log, snapshots and reasons. */
final class TrellisRequests implements Requests {

    private static final Actor.Platform INSTALL = new Actor.Platform(Purpose.INSTALL);
    private static final Map<Kind, String> METADATA = Map.of(Kind.ENTITY, """
            {"id": "bench_request", "label": {"en": "Request"}, "plural": {"en": "Requests"}, "title": "name", "fields": [
                {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                {"id": "amount", "label": {"en": "Amount"}, "type": "decimal", "scale": 2},
                {"id": "status", "label": {"en": "Status"}, "type": "text"}]}
            """, Kind.ROLE, """
            {"id": "bench", "label": {"en": "Bench"}, "entities": {"bench_request":
                {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}}
            """, Kind.APPROVAL, """
            {"id": "bench_approval", "label": {"en": "Bench"}, "entity": "bench_request", "nodes": [
                {"kind": "approve", "id": "one", "label": {"en": "One"}, "approvers": [{"source": "manager", "level": 1}]},
                {"kind": "approve", "id": "two", "label": {"en": "Two"}, "approvers": [{"source": "manager", "level": 2}]},
                {"kind": "approve", "id": "three", "label": {"en": "Three"},
                 "approvers": [{"source": "manager", "level": 3}]}],
             "effects": {"onSubmit": {"status": "\\"submitted\\""}, "onApproved": {"status": "\\"approved\\""}},
             "summary": ["name", "amount"]}
            """);

    private final Records records;
    private final Approvals approvals;
    private final UnitOfWork unit;
    private final Sql sql;
    private final List<List<Actor.Person>> chains;

    private TrellisRequests(ApplicationContext beans, List<List<Actor.Person>> chains) {
        this.records = beans.getBean(Records.class);
        this.approvals = beans.getBean(Approvals.class);
        this.unit = beans.getBean(UnitOfWork.class);
        this.sql = beans.getBean(Sql.class);
        this.chains = chains;
    }

    /** Publishes the flow and hires for each client an initiator with three managers above. */
    static TrellisRequests install(ApplicationContext beans, int clients) {
        var reader = beans.getBean(MetadataJson.class);
        var definitions = new ArrayList<Definition>();
        METADATA.forEach((kind, text) -> definitions.add(
                switch (reader.read(kind, new JsonMapper().readTree(text))) {
                    case MetadataJson.Reading.Read(var definition) -> definition;
                    case MetadataJson.Reading.Refused(var problems) ->
                        throw new IllegalStateException(problems.toString());
                }));
        var published = beans.getBean(Publisher.class).install(INSTALL, definitions, "bench");
        if (!(published instanceof PublishResult.Published)) {
            throw new IllegalStateException(published.toString());
        }
        var chains = new ArrayList<List<Actor.Person>>();
        for (int client = 0; client < clients; client++) {
            var chain = new ArrayList<Actor.Person>();
            RecordId above = null;
            for (int level = LEVELS; level >= 0; level--) {
                var person = hire(beans, "Bench %d.%d".formatted(client, level), above);
                chain.addFirst(person);
                above = person.user();
            }
            chains.add(chain);
        }
        return new TrellisRequests(beans, chains);
    }

    private static Actor.Person hire(ApplicationContext beans, String name, @Nullable RecordId manager) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("name", name);
        values.put("manager", manager);
        var saved = saved(beans.getBean(Records.class).save(INSTALL, new Change.Create("user", values)));
        beans.getBean(UnitOfWork.class)
                .run(() -> beans.getBean(RoleAssignments.class).assign(Principal.user(saved), "bench"));
        return new Actor.Person(saved, name, Set.of("bench"), Set.of(), Locale.ENGLISH, Via.API);
    }

    private static RecordId saved(SaveResult result) {
        return switch (result) {
            case SaveResult.Saved saved -> saved.id();
            default -> throw new IllegalStateException(result.toString());
        };
    }

    @Override
    public String name() {
        return "Trellis";
    }

    @Override
    public Map<String, Runnable> steps(int client, int number) {
        var chain = chains.get(client);
        var steps = new LinkedHashMap<String, Runnable>();
        var at = new Progress();
        steps.put(
                "make the record",
                () -> at.record = saved(records.save(
                        chain.getFirst(),
                        new Change.Create(
                                "bench_request",
                                Map.of("name", "Request " + number, "amount", new BigDecimal(number % 10_000))))));
        steps.put(
                "submit",
                () -> at.done = done(
                        approvals.submit(chain.getFirst(), "bench_request", Objects.requireNonNull(at.record), null)));
        for (int level = 1; level <= LEVELS; level++) {
            var person = chain.get(level);
            steps.put(level + ": find the task", () -> at.task = task(at.done().instance(), person));
            steps.put(
                    level + ": agree",
                    () -> at.done =
                            done(approvals.agree(person, Objects.requireNonNull(at.task), "Fine.", Map.of(), null)));
        }
        steps.put("end", () -> {
            if (at.done().state() != ApprovalState.APPROVED) {
                throw new IllegalStateException(
                        "A request ended as " + at.done().state());
            }
        });
        return steps;
    }

    /** How far a request has come. */
    private static final class Progress {
        private @Nullable RecordId record;
        private @Nullable RecordId task;
        private ApprovalResult.@Nullable Done done;

        ApprovalResult.Done done() {
            return Objects.requireNonNull(done);
        }
    }

    private static ApprovalResult.Done done(ApprovalResult result) {
        return switch (result) {
            case ApprovalResult.Done done -> done;
            case ApprovalResult.Refused(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    private RecordId task(RecordId instance, Actor.Person person) {
        return unit.read(() -> sql.one(
                        "SELECT id FROM t_approval_task WHERE instance = ? AND user_id = ? AND vote = 'PENDING'",
                        row -> new RecordId(row.getLong("id")),
                        instance,
                        person.user())
                .orElseThrow());
    }

    @Override
    public long approved() {
        return unit.run(() -> sql.one(
                        "SELECT COUNT(*) FROM t_approval_instance WHERE definition = 'bench_approval' AND state = 'APPROVED'",
                        row -> row.getLong(1))
                .orElse(0L));
    }
}
