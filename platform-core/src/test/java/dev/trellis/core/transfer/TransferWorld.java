package dev.trellis.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.Accounts;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.account.RoleAssignment.Principal;
import dev.trellis.core.account.RoleAssignments;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A company that imports: accounts, products, quotes with lines, and a thing with a field of every kind. */
public final class TransferWorld implements AutoCloseable {

    private static final Actor INSTALL = new Actor.Platform(Actor.Purpose.INSTALL);

    private static final String TEXT = """
            {"workspace": [{"id": "workspace", "label": {"en": "Acme", "zh-CN": "恒通"}, "zone": "Asia/Shanghai",
                "currency": "CNY", "languages": ["zh-CN", "en"]}],
             "entity": [
                {"id": "user", "label": {"en": "User"}, "plural": {"en": "Users"}, "title": "name",
                 "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "primary_department", "label": {"en": "Department"}, "type": "department"},
                    {"id": "manager", "label": {"en": "Manager"}, "type": "user"}]},
                {"id": "department", "label": {"en": "Department"}, "plural": {"en": "Departments"}, "title": "name",
                 "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "parent_department", "label": {"en": "Part of"}, "type": "department"},
                    {"id": "head", "label": {"en": "Head"}, "type": "user"}]},
                {"id": "account", "label": {"en": "Account", "zh-CN": "客户"},
                 "plural": {"en": "Accounts", "zh-CN": "客户"}, "title": "name",
                 "fields": [
                    {"id": "name", "label": {"en": "Name", "zh-CN": "名称"}, "type": "text", "required": true},
                    {"id": "tax_no", "label": {"en": "Tax number", "zh-CN": "税号"}, "type": "text",
                     "maxLength": 40, "unique": true},
                    {"id": "founded", "label": {"en": "Founded", "zh-CN": "成立日期"}, "type": "date"},
                    {"id": "staff", "label": {"en": "Staff", "zh-CN": "员工数"}, "type": "integer"},
                    {"id": "turnover", "label": {"en": "Turnover", "zh-CN": "营业额"}, "type": "money"},
                    {"id": "size", "label": {"en": "Size", "zh-CN": "规模"}, "type": "choice", "options": [
                        {"code": "s", "label": {"en": "Small", "zh-CN": "小型"}, "active": true},
                        {"code": "l", "label": {"en": "Large", "zh-CN": "大型"}, "active": true}]},
                    {"id": "parent_account", "label": {"en": "Parent", "zh-CN": "上级客户"}, "type": "lookup",
                     "entity": "account"},
                    {"id": "secret", "label": {"en": "Secret", "zh-CN": "机密"}, "type": "text"},
                    {"id": "rating", "label": {"en": "Rating", "zh-CN": "评级"}, "type": "integer"},
                    {"id": "key_account", "label": {"en": "Key account", "zh-CN": "重点客户"}, "type": "boolean"}],
                 "validations": [{"id": "staff_positive", "mustHold": "ISBLANK(staff) OR staff >= 0",
                    "field": "staff",
                    "message": {"en": "Staff cannot be negative", "zh-CN": "员工数不能为负"}}]},
                {"id": "product", "label": {"en": "Product"}, "plural": {"en": "Products"}, "title": "name",
                 "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "code", "label": {"en": "Code"}, "type": "text", "unique": true, "maxLength": 20}]},
                {"id": "quote", "label": {"en": "Quote", "zh-CN": "报价单"}, "plural": {"en": "Quotes"},
                 "title": "title",
                 "fields": [
                    {"id": "number", "label": {"en": "Number"}, "type": "auto_number", "pattern": "Q{seq:6}"},
                    {"id": "title", "label": {"en": "Title"}, "type": "text", "required": true, "unique": true,
                     "maxLength": 80},
                    {"id": "account", "label": {"en": "Account"}, "type": "lookup", "entity": "account"},
                    {"id": "lines", "label": {"en": "Lines"}, "type": "lines", "entity": "quote_line"},
                    {"id": "total", "label": {"en": "Total"}, "type": "formula",
                     "result": {"type": "decimal", "scale": 2}, "expression": "SUM(lines.amount)"}]},
                {"id": "quote_line", "label": {"en": "Quote line"}, "plural": {"en": "Quote lines"},
                 "ownedBy": "quote", "title": "product",
                 "fields": [
                    {"id": "product", "label": {"en": "Product"}, "type": "lookup", "entity": "product",
                     "required": true},
                    {"id": "quantity", "label": {"en": "Quantity"}, "type": "decimal", "scale": 3},
                    {"id": "unit_price", "label": {"en": "Unit price"}, "type": "decimal", "scale": 2},
                    {"id": "amount", "label": {"en": "Amount"}, "type": "formula",
                     "result": {"type": "decimal", "scale": 2}, "expression": "quantity * unit_price"}]},
                {"id": "thing", "label": {"en": "Thing"}, "plural": {"en": "Things"}, "title": "code",
                 "fields": [
                    {"id": "code", "label": {"en": "Code"}, "type": "text", "unique": true, "maxLength": 40},
                    {"id": "text", "label": {"en": "Text"}, "type": "text", "default": "'given'"},
                    {"id": "long_text", "label": {"en": "Long text"}, "type": "long_text"},
                    {"id": "email", "label": {"en": "Email"}, "type": "email"},
                    {"id": "phone", "label": {"en": "Phone"}, "type": "phone"},
                    {"id": "url", "label": {"en": "Url"}, "type": "url"},
                    {"id": "integer", "label": {"en": "Integer"}, "type": "integer"},
                    {"id": "decimal", "label": {"en": "Decimal"}, "type": "decimal", "scale": 4},
                    {"id": "percent", "label": {"en": "Percent"}, "type": "percent", "scale": 4},
                    {"id": "money", "label": {"en": "Money"}, "type": "money"},
                    {"id": "yes_no", "label": {"en": "Yes or no"}, "type": "boolean", "mayBeBlank": true},
                    {"id": "day", "label": {"en": "Day"}, "type": "date"},
                    {"id": "moment", "label": {"en": "Moment"}, "type": "date_time"},
                    {"id": "choice", "label": {"en": "Choice"}, "type": "choice", "options": [
                        {"code": "a", "label": {"en": "Same", "zh-CN": "甲"}, "active": true},
                        {"code": "b", "label": {"en": "Same", "zh-CN": "乙"}, "active": true},
                        {"code": "c", "label": {"en": "-1+1", "zh-CN": "丙"}, "active": true}]},
                    {"id": "account", "label": {"en": "Account"}, "type": "lookup", "entity": "account"},
                    {"id": "user", "label": {"en": "User"}, "type": "user"},
                    {"id": "department_of", "label": {"en": "Department of"}, "type": "department"},
                    {"id": "doubled", "label": {"en": "Doubled"}, "type": "formula",
                     "result": {"type": "decimal", "scale": 4}, "expression": "decimal * 2"}]}],
             "role": [
                {"id": "admin", "label": {"en": "Administrator"}, "entities": {%ADMIN%}},
                {"id": "sales", "label": {"en": "Sales"}, "entities": {
                    "user": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "product": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "account": {"verbs": {"create": "own", "read": "own", "edit": "own", "delete": "own",
                        "import": "own", "export": "own"}, "otherFields": "write",
                        "fields": {"secret": "none", "rating": "read"}},
                    "quote": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write"},
                    "quote_line": {"otherFields": "write"}}}]}
            """;

    public final TestApp app;
    public final Records records;
    public final Imports imports;
    public final Actor.Person admin;

    private TransferWorld(TestApp app) {
        this.app = app;
        this.records = app.get(Records.class);
        this.imports = app.get(Imports.class);
        this.admin = person("赵敏", "admin", Locale.ENGLISH);
    }

    public static TransferWorld start() {
        var app = TestApp.start();
        var result = app.get(Publisher.class)
                .install(new Actor.Platform(Actor.Purpose.INSTALL), SampleMetadata.definitions(json()), "for tests");
        assertThat(result).isInstanceOf(PublishResult.Published.class);
        return new TransferWorld(app);
    }

    private static ObjectNode json() {
        var all = List.of("user", "department", "account", "product", "quote", "thing").stream()
                .map(entity -> """
                        "%s": {"verbs": {"create": "all", "read": "all", "edit": "all", "delete": "all",
                            "transfer": "all", "history": "all", "import": "all", "export": "all"},
                            "otherFields": "write"}""".formatted(entity))
                .toList();
        return (ObjectNode) new JsonMapper().readTree(TEXT.replace("%ADMIN%", String.join(",", all)));
    }

    /** Makes a person with an account and a role, who speaks a language. */
    public Actor.Person person(String name, String role, Locale language) {
        var id = install("user", Map.of("name", name));
        assertThat(app.get(Accounts.class).create(id, role + id, "correct horse battery", language))
                .isEmpty();
        app.get(RoleAssignments.class).assign(Principal.user(id), role);
        return app.get(ActorResolver.class).person(id, Actor.Via.WEB).orElseThrow();
    }

    public RecordId install(String entity, Map<String, ?> values) {
        var result = records.save(INSTALL, new Change.Create(entity, Map.copyOf(values)));
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).id();
    }

    /** Every record of an entity with some fields, in the order of creation. */
    public List<StoredRecord> all(Actor actor, String entity, String... paths) {
        var found = new ArrayList<StoredRecord>();
        var query = RecordQuery.of(entity, List.of(paths)).page(0, RecordQuery.MAX_LIMIT);
        for (; ; ) {
            var page = (QueryResult.Page) records.query(actor, query.page(found.size(), RecordQuery.MAX_LIMIT));
            found.addAll(page.items());
            if (page.next() == null) {
                return found;
            }
        }
    }

    public ImportRun stage(Actor.Person actor, String entity, String csv) {
        return accepted(imports.stage(actor, entity, "file.csv", file(csv.getBytes(StandardCharsets.UTF_8))));
    }

    static Path file(byte[] bytes) {
        try {
            var file = Files.createTempFile("transfer", ".tmp");
            file.toFile().deleteOnExit();
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ImportRun accepted(ImportResult result) {
        assertThat(result).isInstanceOf(ImportResult.Accepted.class);
        return ((ImportResult.Accepted) result).run();
    }

    static List<String> refusals(ImportResult result) {
        assertThat(result).isInstanceOf(ImportResult.Refused.class);
        return ((ImportResult.Refused) result)
                .problems().stream().map(problem -> problem.code().key()).toList();
    }

    ImportMapping mapping(Actor.Person actor, ImportRun run) {
        return imports.mapping(actor, run.id()).orElseThrow();
    }

    /** Checks and waits for the end. */
    ImportRun check(Actor.Person actor, ImportRun run, ImportPlan plan) {
        accepted(imports.check(actor, run.id(), plan));
        return ended(actor, run.id());
    }

    /** Runs and waits for the end. */
    ImportRun run(Actor.Person actor, ImportRun run, ImportPlan plan) {
        accepted(imports.run(actor, run.id(), plan));
        return ended(actor, run.id());
    }

    ImportRun undo(Actor.Person actor, ImportRun run) {
        accepted(imports.undo(actor, run.id()));
        return ended(actor, run.id());
    }

    public ImportRun ended(Actor.Person actor, RecordId id) {
        var patience = Duration.ofMinutes(Boolean.getBoolean("trellis.test.full") ? 40 : 8);
        var deadline = System.nanoTime() + patience.toNanos();
        var run = imports.find(actor, id).orElseThrow();
        while (run.state().isActive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            run = imports.find(actor, id).orElseThrow();
        }
        assertThat(run.state().isActive()).as("still %s", run).isFalse();
        return run;
    }

    List<String> problems(Actor.Person actor, ImportRun run) {
        return imports.faulty(actor, run.id(), 0, 1_000).stream()
                .flatMap(row -> row.problems().stream()
                        .map(problem -> row.row().number() + " " + problem.path() + " " + problem.code()))
                .toList();
    }

    @Override
    public void close() {
        app.close();
    }
}
