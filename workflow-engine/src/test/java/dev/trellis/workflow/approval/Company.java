package dev.trellis.workflow.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.access.Actor.Via;
import dev.trellis.core.account.RoleAssignment;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A company with an approval of quotes (the own manager; above 15 % director and finance, both) and one of requests
 * (director or finance, whoever is first). Wang sells, Li leads Wang, Zhou directs and leads Li, Qian does the books.
 */
final class Company implements AutoCloseable {

    static final Actor.Platform INSTALL_PLATFORM = new Actor.Platform(Purpose.INSTALL);
    static final Actor INSTALL = new Actor.Platform(Purpose.INSTALL);

    private static final String METADATA = """
            {"entity": [
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
                {"id": "quote", "label": {"en": "Quote"}, "plural": {"en": "Quotes"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "status", "label": {"en": "Status"}, "type": "choice", "default": "\\"draft\\"", "options": [
                        {"code": "draft", "label": {"en": "Draft"}, "active": true},
                        {"code": "in_approval", "label": {"en": "In approval"}, "active": true},
                        {"code": "approved", "label": {"en": "Approved"}, "active": true},
                        {"code": "rejected", "label": {"en": "Rejected"}, "active": true}]},
                    {"id": "discount", "label": {"en": "Discount"}, "type": "percent"},
                    {"id": "remark", "label": {"en": "Remark"}, "type": "text"},
                    {"id": "cost", "label": {"en": "Cost"}, "type": "decimal", "scale": 2}]},
                {"id": "request", "label": {"en": "Request"}, "plural": {"en": "Requests"}, "title": "name", "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "items", "label": {"en": "Items"}, "type": "lines", "entity": "item"}]},
                {"id": "item", "label": {"en": "Item"}, "plural": {"en": "Items"}, "title": "name", "ownedBy": "request",
                 "fields": [{"id": "name", "label": {"en": "Name"}, "type": "text", "required": true}]}],
             "role": [
                {"id": "admin", "label": {"en": "Administrator"}, "rights": ["administer", "publish", "design"]},
                {"id": "director", "label": {"en": "Director"}},
                {"id": "finance", "label": {"en": "Finance"}},
                {"id": "sales", "label": {"en": "Sales"}, "entities": {
                    "quote": {"verbs": {"create": "own", "read": "own", "edit": "own", "delete": "own"},
                        "otherFields": "write"},
                    "request": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"}}}],
             "approval": [
                {"id": "quote_approval", "label": {"en": "Quote approval"}, "entity": "quote",
                 "startWhen": "status = \\"draft\\" OR status = \\"rejected\\"",
                 "nodes": [
                    {"kind": "approve", "id": "manager", "label": {"en": "Manager"}, "completion": "any",
                     "approvers": [{"source": "manager", "level": 1}], "fields": {"remark": "write"}},
                    {"kind": "condition", "id": "size", "label": {"en": "Discount"},
                     "branches": [{"id": "large", "label": {"en": "Above 15 %"}, "when": "discount > 15%", "nodes": [
                        {"kind": "approve", "id": "both", "label": {"en": "Director and finance"}, "completion": "all",
                         "approvers": [{"source": "role", "role": "director"}, {"source": "role", "role": "finance"}]},
                        {"kind": "cc", "id": "tell", "label": {"en": "Tell"},
                         "recipients": [{"source": "role", "role": "admin"}]}]}],
                     "otherwise": []}],
                 "effects": {"onSubmit": {"status": "\\"in_approval\\""}, "onApproved": {"status": "\\"approved\\""},
                    "onRejected": {"status": "\\"rejected\\""}, "onWithdrawn": {"status": "\\"draft\\""}},
                 "summary": ["name", "discount"], "administrators": ["admin"]},
                {"id": "request_approval", "label": {"en": "Request approval"}, "entity": "request",
                 "startWhen": "COUNT(items) > 0 AND owner.name <> \\"Nobody\\"",
                 "nodes": [
                    {"kind": "approve", "id": "either", "label": {"en": "Director or finance"}, "completion": "any",
                     "approvers": [{"source": "role", "role": "director"}, {"source": "role", "role": "finance"}]}],
                 "summary": ["name"]}]}
            """;

    private final TestApp app;
    private final Map<String, Actor.Person> people;

    private Company(TestApp app, Map<String, Actor.Person> people) {
        this.app = app;
        this.people = people;
    }

    static Company start() {
        return start(Map.of());
    }

    static Company start(Map<String, Object> properties) {
        var company = new Company(TestApp.start(properties), new HashMap<>());
        company.publish(METADATA);
        company.hire();
        return company;
    }

    private void hire() {
        var department = create(INSTALL, "department", Map.of("name", "Sales"));
        var zhou = hire("Zhou", Map.of(), "director", "sales");
        var li = hire("Li", Map.of("manager", zhou), "sales");
        hire("Wang", Map.of("manager", li), "sales");
        hire("Qian", Map.of("primary_department", department), "finance");
        hire("Admin", Map.of(), "admin", "sales");
        hire("Stranger", Map.of());
        app.inUnit(() -> {
            app.get(Records.class).save(INSTALL, new Change.Update("department", department, 1, Map.of("head", zhou)));
        });
    }

    private RecordId hire(String name, Map<String, @Nullable Object> more, String... roles) {
        var values = new HashMap<String, @Nullable Object>(more);
        values.put("name", name);
        var id = create(INSTALL, "user", values);
        for (var role : roles) {
            app.get(RoleAssignments.class).assign(Principal.user(id), role);
        }
        people.put(name, new Actor.Person(id, name, Set.of(roles), Set.of(), Locale.ENGLISH, Via.WEB));
        return id;
    }

    /** Publishes definitions, given as JSON by kind, over what is live. */
    void publish(String json) {
        var definitions = definitions(json);
        var result = app.get(Publisher.class).install(new Actor.Platform(Purpose.INSTALL), definitions, "test");
        assertThat(result).isInstanceOf(PublishResult.Published.class);
    }

    /** Publishes the approval of quotes changed: text replaced by text. */
    void publishApproval(String text, String by) {
        var json = (ObjectNode) new JsonMapper().readTree(METADATA);
        var approval = json.path("approval").path(0).toString();
        assertThat(approval).contains(text);
        publish("{\"approval\": [%s]}".formatted(approval.replace(text, by)));
    }

    private static List<Definition> definitions(String json) {
        return SampleMetadata.definitions((ObjectNode) new JsonMapper().readTree(json));
    }

    Actor.Person who(String name) {
        var person = people.get(name);
        assertThat(person).as(name).isNotNull();
        return person;
    }

    /** Takes a role from everybody who holds it. */
    void vacate(String role) {
        app.get(RoleAssignments.class).holders(role).stream()
                .map(RoleAssignment::id)
                .forEach(app.get(RoleAssignments.class)::remove);
    }

    void assign(String name, String role) {
        app.get(RoleAssignments.class).assign(Principal.user(who(name).user()), role);
    }

    RecordId quote(String seller, String discount) {
        return create(
                who(seller),
                "quote",
                Map.of("name", "Q-" + seller, "discount", new BigDecimal(discount), "cost", new BigDecimal("7.5")));
    }

    RecordId request(String by) {
        return request(by, "paper");
    }

    RecordId request(String by, String... items) {
        return create(
                who(by),
                "request",
                Map.of(
                        "name",
                        "R-" + by,
                        "items",
                        Arrays.stream(items)
                                .map(item -> new Change.Line(null, Map.of("name", item)))
                                .toList()));
    }

    private RecordId create(Actor actor, String entity, Map<String, @Nullable Object> values) {
        var result = app.get(Records.class).save(actor, new Change.Create(entity, values));
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).id();
    }

    SaveResult edit(String name, String entity, RecordId id, Map<String, @Nullable Object> values) {
        return app.get(Records.class)
                .save(who(name), new Change.Update(entity, id, read(entity, id).version(), values));
    }

    /** Reads a record whole. */
    StoredRecord read(String entity, RecordId id) {
        return app.inUnit(() -> app.get(RecordReader.class).find(entity, id).orElseThrow());
    }

    FindResult find(String name, String entity, RecordId id) {
        return app.get(Records.class).find(who(name), entity, id, Set.of());
    }

    Approvals approvals() {
        return app.get(Approvals.class);
    }

    ApprovalResult submit(String name, String entity, RecordId id) {
        return approvals().submit(who(name), entity, id, null);
    }

    ApprovalResult agree(String name, RecordId record) {
        return approvals().agree(who(name), task(name, record), "", Map.of(), null);
    }

    ApprovalResult reject(String name, RecordId record) {
        return approvals().reject(who(name), task(name, record), "no");
    }

    /** The open task of a person about a record. */
    RecordId task(String name, RecordId record) {
        var task = approvals().inbox(who(name), InboxFolder.TODO, 0, 100).items().stream()
                .filter(item -> item.record().equals(record))
                .map(InboxItem::task)
                .findFirst();
        assertThat(task).as("%s is asked about %s", name, record).isPresent();
        return task.get();
    }

    boolean isAsked(String name, RecordId record) {
        return approvals().inbox(who(name), InboxFolder.TODO, 0, 100).items().stream()
                .anyMatch(item -> item.record().equals(record));
    }

    ApprovalView last(String entity, RecordId record) {
        return approvals()
                .instances(RecordReader.APPROVAL, entity, record)
                .orElseThrow()
                .getFirst();
    }

    List<ApprovalEvent> events(String entity, RecordId record) {
        return last(entity, record).log().stream()
                .map(ApprovalView.LogEntry::event)
                .toList();
    }

    /** A sum over every table of the schema but the one that holds nodes' leases: equal sums, equal contents. */
    Map<String, Long> checksums() {
        return app.inUnit(() -> app
                .sql()
                .list(
                        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()",
                        row -> row.getString("name"))
                .stream()
                .filter(table -> !table.equals("t_node"))
                .collect(Collectors.toMap(table -> table, this::checksum)));
    }

    /** As {@link #checksums}, of the tables of one entity. */
    Map<String, Long> checksumsOf(String entity) {
        return checksums().entrySet().stream()
                .filter(table -> table.getKey().contains(entity))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private long checksum(String table) {
        return app.sql()
                .one("CHECKSUM TABLE `" + table + "`", row -> row.getLong(2))
                .orElseThrow();
    }

    String url() {
        return app.url();
    }

    TestApp app() {
        return app;
    }

    /** The same company on another node. */
    Company anotherNode() {
        return new Company(app.anotherNode(), people);
    }

    @Override
    public void close() {
        app.close();
    }
}
