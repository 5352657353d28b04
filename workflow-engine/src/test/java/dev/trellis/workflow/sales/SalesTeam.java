package dev.trellis.workflow.sales;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.access.Actor.Via;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.action.RecordActions;
import dev.trellis.core.database.Sql;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A team that claims leads from two pools, converts them and moves deals through a pipeline in order. Sellers are members of
 * the first pool, Li runs both, Boss may skip stages.
 */
public final class SalesTeam implements AutoCloseable {

    static final Actor INSTALL = new Actor.Platform(Purpose.INSTALL);

    private static final String METADATA = """
            {"workspace": [{"id": "workspace", "label": {"en": "Team"}, "zone": "Asia/Shanghai", "currency": "CNY",
                "languages": ["en"]}],
             "entity": [
                {"id": "user", "label": {"en": "Person"}, "plural": {"en": "People"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "primary_department", "label": {"en": "Department"}, "type": "department"},
                    {"id": "manager", "label": {"en": "Manager"}, "type": "user"},
                    {"id": "active", "label": {"en": "Active"}, "type": "boolean", "default": "TRUE"}]},
                {"id": "department", "label": {"en": "Department"}, "plural": {"en": "Departments"}, "title": "name",
                 "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "parent_department", "label": {"en": "Part of"}, "type": "department"},
                    {"id": "head", "label": {"en": "Head"}, "type": "user"}]},
                {"id": "customer", "label": {"en": "Customer"}, "plural": {"en": "Customers"}, "title": "name",
                 "fields": [{"id": "name", "label": {"en": "Name"}, "type": "text", "required": true}]},
                {"id": "lead", "label": {"en": "Lead"}, "plural": {"en": "Leads"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "phone", "label": {"en": "Phone"}, "type": "phone"},
                    {"id": "secret", "label": {"en": "Secret"}, "type": "text"},
                    {"id": "status", "label": {"en": "Status"}, "type": "choice", "default": "\\"new\\"", "options": [
                        {"code": "new", "label": {"en": "New"}, "active": true},
                        {"code": "converted", "label": {"en": "Converted"}, "active": true}]},
                    {"id": "kept", "label": {"en": "Kept"}, "type": "boolean"},
                    {"id": "pool", "label": {"en": "Pool"}, "type": "choice", "options": [
                        {"code": "leads", "label": {"en": "Leads"}, "active": true},
                        {"code": "others", "label": {"en": "Others"}, "active": true}]},
                    {"id": "reason", "label": {"en": "Reason"}, "type": "text"},
                    {"id": "claimed_at", "label": {"en": "Claimed"}, "type": "date_time"},
                    {"id": "converted_at", "label": {"en": "Converted"}, "type": "date_time"},
                    {"id": "customer", "label": {"en": "Customer"}, "type": "lookup", "entity": "customer"},
                    {"id": "last_note", "label": {"en": "Last note"}, "type": "roll_up", "entity": "note",
                     "via": "lead", "function": "max", "field": "at", "result": {"type": "date_time"}}]},
                {"id": "note", "label": {"en": "Note"}, "plural": {"en": "Notes"}, "title": "text", "fields": [
                    {"id": "text", "label": {"en": "Text"}, "type": "text"},
                    {"id": "at", "label": {"en": "At"}, "type": "date_time", "default": "NOW()"},
                    {"id": "lead", "label": {"en": "Lead"}, "type": "lookup", "entity": "lead"},
                    {"id": "customer", "label": {"en": "Customer"}, "type": "lookup", "entity": "customer"}]},
                {"id": "deal", "label": {"en": "Deal"}, "plural": {"en": "Deals"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "customer", "label": {"en": "Customer"}, "type": "lookup", "entity": "customer"},
                    {"id": "stage", "label": {"en": "Stage"}, "type": "stage", "pipeline": "sales",
                     "default": "\\"open\\""},
                    {"id": "amount", "label": {"en": "Amount"}, "type": "decimal", "scale": 2},
                    {"id": "chance", "label": {"en": "Chance"}, "type": "percent"},
                    {"id": "weighted", "label": {"en": "Weighted"}, "type": "formula", "expression": "amount * chance",
                     "result": {"type": "decimal", "scale": 2}},
                    {"id": "shown", "label": {"en": "Shown"}, "type": "boolean"},
                    {"id": "margin", "label": {"en": "Margin"}, "type": "decimal", "scale": 2},
                    {"id": "why", "label": {"en": "Why"}, "type": "text"},
                    {"id": "since", "label": {"en": "Since"}, "type": "date_time"},
                    {"id": "due", "label": {"en": "Due"}, "type": "date_time"},
                    {"id": "closed", "label": {"en": "Closed"}, "type": "date_time"}]}],
             "pipeline": [{"id": "sales", "label": {"en": "Sales"}, "entity": "deal", "inOrder": true,
                "probabilityField": "chance", "sinceField": "since", "closedField": "closed", "stages": [
                {"id": "open", "label": {"en": "Open"}, "probability": 0.1,
                 "expiry": {"at": "due", "into": "lost"}},
                {"id": "demo", "label": {"en": "Demo"}, "probability": 0.4, "required": ["amount"], "tasks": ["shown"],
                 "entry": {"mustHold": "amount >= 100", "message": {"en": "Only deals of 100 or more get a demo."}}},
                {"id": "offer", "label": {"en": "Offer"}, "probability": 0.7, "required": ["margin"],
                 "exit": {"mustHold": "amount < 1000000", "message": {"en": "Too large for us."}}},
                {"id": "won", "label": {"en": "Won"}, "probability": 1, "outcome": "won"},
                {"id": "lost", "label": {"en": "Lost"}, "probability": 0, "outcome": "lost",
                 "required": ["why"]}]}],
             "role": [
                {"id": "admin", "label": {"en": "Administrator"}, "rights": ["administer", "publish", "design"],
                 "entities": {
                    "lead": {"verbs": {"create": "all", "read": "all", "edit": "all", "transfer": "all"},
                        "otherFields": "write"}}},
                {"id": "lead_admin", "label": {"en": "Lead admin"}, "entities": {
                    "deal": {"verbs": {"create": "all", "read": "all", "edit": "all", "skip": "all"},
                        "otherFields": "write"}}},
                {"id": "seller", "label": {"en": "Seller"}, "entities": {
                    "lead": {"verbs": {"create": "own", "read": "own", "edit": "own", "transfer": "own"},
                        "otherFields": "write", "fields": {"pool": "read", "converted_at": "read"}},
                    "note": {"verbs": {"create": "own", "read": "own", "edit": "own", "transfer": "own"},
                        "otherFields": "write"},
                    "customer": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"},
                    "deal": {"verbs": {"create": "own", "read": "own", "edit": "own", "delete": "own"},
                        "otherFields": "write", "fields": {"margin": "none"}}}}],
             "pool": [
                {"id": "leads", "label": {"en": "Leads"}, "entity": "lead", "field": "pool", "members": ["seller"],
                 "administrators": ["lead_admin"], "visible": ["name", "status"], "masked": ["phone"],
                 "claimedField": "claimed_at", "reasonField": "reason",
                 "limits": {"perDay": 5, "holding": 7, "holdingWhen": "status <> \\"converted\\"", "coolDownDays": 3},
                 "exempt": "kept OR NOT(ISBLANK(converted_at))",
                 "recycle": [{"id": "idle", "label": {"en": "7 days idle"}, "since": ["last_note", "claimed_at"],
                    "days": 7, "warnDays": 2}],
                 "reminders": [{"id": "quiet", "label": {"en": "Quiet"}, "since": ["last_note", "claimed_at"],
                    "days": 3, "managerDays": 5}]},
                {"id": "others", "label": {"en": "Others"}, "entity": "lead", "field": "pool",
                 "administrators": ["lead_admin"], "visible": ["name"]}],
             "conversion": [{"id": "lead_conversion", "label": {"en": "Convert"}, "entity": "lead",
                "stamp": "converted_at",
                "targets": [
                    {"id": "customer", "label": {"en": "customer"}, "entity": "customer", "choose": true,
                     "fields": [{"id": "name", "value": "name"}]},
                    {"id": "deal", "label": {"en": "deal"}, "entity": "deal", "optional": true,
                     "fields": [{"id": "name", "value": "\\"Deal \\" & name"}, {"id": "customer", "target": "customer"}]}],
                "set": [{"id": "status", "value": "\\"converted\\""}, {"id": "customer", "target": "customer"}],
                "carry": [{"id": "note", "label": {"en": "Notes"}, "lookup": "lead", "field": "customer",
                    "target": "customer"}]}]}
            """;

    private final TestApp app;
    private final Map<String, Actor.Person> people;

    private SalesTeam(TestApp app, Map<String, Actor.Person> people) {
        this.app = app;
        this.people = people;
    }

    public static SalesTeam start() {
        return start(Map.of());
    }

    static SalesTeam start(Map<String, Object> properties) {
        var team = new SalesTeam(TestApp.start(properties), new HashMap<>());
        team.publish(METADATA);
        var boss = team.hire("Boss", Map.of(), "lead_admin");
        var li = team.hire("Li", Map.of("manager", boss), "lead_admin", "seller");
        team.hire("Wang", Map.of("manager", li), "seller");
        team.hire("Zhang", Map.of("manager", li), "seller");
        team.hire("Stranger", Map.of());
        team.hire("Admin", Map.of(), "admin");
        return team;
    }

    /** The same team on another node. */
    public SalesTeam anotherNode() {
        return new SalesTeam(app.anotherNode(), people);
    }

    public RecordId hire(String name, Map<String, @Nullable Object> more, String... roles) {
        var values = new HashMap<String, @Nullable Object>(more);
        values.put("name", name);
        var id = create(INSTALL, "user", values);
        people.put(name, new Actor.Person(id, name, Set.of(roles), Set.of(), Locale.ENGLISH, Via.WEB));
        return id;
    }

    PublishResult tryPublish(String json) {
        return app.get(Publisher.class).install(new Actor.Platform(Purpose.INSTALL), definitions(json), "test");
    }

    void publish(String json) {
        assertThat(tryPublish(json)).isInstanceOf(PublishResult.Published.class);
    }

    /** A definition of the team as JSON, to be changed and published. */
    static ObjectNode definition(String kind, int position) {
        return (ObjectNode) new JsonMapper().readTree(METADATA).path(kind).path(position);
    }

    /** The pipeline with text replaced by text. */
    static String pipeline(String text, String by) {
        var json = (ObjectNode) new JsonMapper().readTree(METADATA);
        var pipeline = json.path("pipeline").path(0).toString();
        assertThat(pipeline).contains(text);
        return "{\"pipeline\": [%s]}".formatted(pipeline.replace(text, by));
    }

    private static List<Definition> definitions(String json) {
        return SampleMetadata.definitions((ObjectNode) new JsonMapper().readTree(json));
    }

    public Actor.Person who(String name) {
        var person = people.get(name);
        assertThat(person).as(name).isNotNull();
        return person;
    }

    public <T> T get(Class<T> type) {
        return app.get(type);
    }

    public TestApp app() {
        return app;
    }

    public RecordId create(Actor actor, String entity, Map<String, @Nullable Object> values) {
        var result = app.get(Records.class).save(actor, new Change.Create(entity, values));
        assertThat(result).as(entity).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).id();
    }

    public RecordId inPool(String name) {
        return create(INSTALL, "lead", Map.of("name", name, "phone", "13800001234", "secret", "s", "pool", "leads"));
    }

    SaveResult edit(String name, String entity, RecordId id, Map<String, @Nullable Object> values) {
        return app.get(Records.class)
                .save(who(name), new Change.Update(entity, id, read(entity, id).version(), values));
    }

    /** Reads a record whole. */
    public StoredRecord read(String entity, RecordId id) {
        return ((FindResult.Found)
                        app.get(Records.class).find(new Actor.Platform(Purpose.COMPUTATION), entity, id, Set.of()))
                .record();
    }

    FindResult find(String name, String entity, RecordId id) {
        return app.get(Records.class).find(who(name), entity, id, Set.of());
    }

    public ActionOutcome act(
            String name, String entity, RecordId id, String action, Map<String, @Nullable Object> values) {
        return app.get(RecordActions.class).run(who(name), entity, id, action, values);
    }

    static List<Problem> problems(ActionOutcome outcome) {
        assertThat(outcome).isInstanceOf(ActionOutcome.Refused.class);
        return problems(((ActionOutcome.Refused) outcome).why());
    }

    static List<Problem> problems(SaveResult result) {
        return switch (result) {
            case SaveResult.Rejected(var problems) -> problems;
            case SaveResult.Denied(var problem) -> List.of(problem);
            case SaveResult.Locked(var problem) -> List.of(problem);
            case SaveResult.Saved _, SaveResult.Conflict _, SaveResult.NotFound _, SaveResult.NotApplied _ ->
                throw new AssertionError("No problems: " + result);
        };
    }

    static List<String> codes(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.path() + " " + problem.code().key())
                .toList();
    }

    /** Sets a time of a record back, past the gate. */
    void age(String entity, RecordId id, String column, int days) {
        age(entity, id, column, Duration.ofDays(days));
    }

    void age(String entity, RecordId id, String column, Duration by) {
        app.inUnit(() -> {
            app.sql()
                    .update(
                            "UPDATE `r_%s` SET `%s` = UTC_TIMESTAMP(6) - INTERVAL %d SECOND WHERE id = ?"
                                    .formatted(entity, column, by.toSeconds()),
                            id);
        });
    }

    /** The time of the database. */
    Instant now() {
        return app.inUnit(() -> app.sql()
                .one("SELECT UTC_TIMESTAMP(6) AS now", row -> Sql.instant(row, "now"))
                .orElseThrow());
    }

    long outbox(String topic, RecordId record) {
        return app.inUnit(() -> app.sql()
                .one(
                        "SELECT COUNT(*) FROM t_outbox WHERE topic = ? AND event_key = ?",
                        row -> row.getLong(1),
                        topic,
                        record.toString())
                .orElse(0L));
    }

    @Override
    public void close() {
        app.close();
    }
}
