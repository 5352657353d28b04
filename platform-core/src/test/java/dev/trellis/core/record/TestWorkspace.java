package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.TemporaryGrant;
import dev.trellis.core.access.TemporaryGrants;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A company with quotes: three departments (sales with its east branch, finance), five people, accounts, products, and
 * everybody's actor.
 */
final class TestWorkspace implements AutoCloseable {

    static final Actor INSTALL = new Actor.Platform(Actor.Purpose.INSTALL);
    static final Actor APPROVAL = new Actor.Platform(Actor.Purpose.APPROVAL);

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
                    {"id": "tax_no", "label": {"en": "Tax number", "zh-CN": "税号"}, "type": "text", "maxLength": 40,
                     "unique": true},
                    {"id": "founded", "label": {"en": "Founded"}, "type": "date"},
                    {"id": "rating", "label": {"en": "Rating"}, "type": "integer"},
                    {"id": "secret", "label": {"en": "Secret"}, "type": "text"},
                    {"id": "key_account", "label": {"en": "Key account"}, "type": "boolean"}]},
                {"id": "product", "label": {"en": "Product"}, "plural": {"en": "Products"}, "title": "name",
                 "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "list_price", "label": {"en": "List price"}, "type": "decimal", "scale": 2}]},
                {"id": "quote", "label": {"en": "Quote", "zh-CN": "报价单"}, "plural": {"en": "Quotes"},
                 "title": "number",
                 "fields": [
                    {"id": "number", "label": {"en": "Number"}, "type": "auto_number",
                     "pattern": "QT-{yyyy}-{seq:4}"},
                    {"id": "title", "label": {"en": "Title", "zh-CN": "标题"}, "type": "text", "required": true},
                    {"id": "account", "label": {"en": "Account"}, "type": "lookup", "entity": "account"},
                    {"id": "discount", "label": {"en": "Discount"}, "type": "percent", "scale": 4,
                     "default": "0.05"},
                    {"id": "price", "label": {"en": "Price"}, "type": "money"},
                    {"id": "lines", "label": {"en": "Lines"}, "type": "lines", "entity": "quote_line"},
                    {"id": "subtotal", "label": {"en": "Subtotal"}, "type": "formula",
                     "result": {"type": "decimal", "scale": 2}, "expression": "SUM(lines.amount)"},
                    {"id": "total", "label": {"en": "Total"}, "type": "formula",
                     "result": {"type": "decimal", "scale": 2}, "expression": "subtotal * (1 - discount)"}],
                 "validations": [{"id": "discount_small", "mustHold": "ISBLANK(discount) OR discount <= 0.5",
                    "field": "discount",
                    "message": {"en": "At most 50 %", "zh-CN": "折扣不能超过 50%"}}]},
                {"id": "quote_line", "label": {"en": "Quote line"}, "plural": {"en": "Quote lines"},
                 "ownedBy": "quote", "title": "product",
                 "fields": [
                    {"id": "product", "label": {"en": "Product"}, "type": "lookup", "entity": "product",
                     "required": true},
                    {"id": "quantity", "label": {"en": "Quantity"}, "type": "decimal", "scale": 3},
                    {"id": "unit_price", "label": {"en": "Unit price"}, "type": "decimal", "scale": 2,
                     "default": "product.list_price"},
                    {"id": "amount", "label": {"en": "Amount"}, "type": "formula",
                     "result": {"type": "decimal", "scale": 2}, "expression": "quantity * unit_price"}]},
                {"id": "voucher", "label": {"en": "Voucher"}, "plural": {"en": "Vouchers"}, "title": "number",
                 "fields": [
                    {"id": "number", "label": {"en": "Number"}, "type": "auto_number", "pattern": "V{seq:3}",
                     "mode": "gapless"},
                    {"id": "note", "label": {"en": "Note"}, "type": "text", "unique": true, "maxLength": 60}]}],
             "role": [
                {"id": "admin", "label": {"en": "Administrator"}, "entities": {%ADMIN%}},
                {"id": "sales", "label": {"en": "Sales"}, "entities": {
                    "user": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "department": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "product": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "account": {"verbs": {"create": "own", "read": "all", "edit": "own", "delete": "own",
                        "history": "all"}, "otherFields": "write", "fields": {"secret": "none", "rating": "read"}},
                    "quote": {"verbs": {"create": "own", "read": "own", "edit": "own", "delete": "own",
                        "history": "own"}, "otherFields": "write"},
                    "quote_line": {"otherFields": "write"}}},
                {"id": "manager", "label": {"en": "Manager"}, "entities": {
                    "user": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "account": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "quote": {"verbs": {"read": "department_and_below", "edit": "own_and_subordinates",
                        "transfer": "department_and_below"}, "otherFields": "write"},
                    "quote_line": {"otherFields": "read"}}},
                {"id": "colleague", "label": {"en": "Colleague"}, "entities": {
                    "user": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "quote": {"verbs": {"read": "department"}, "otherFields": "none",
                        "fields": {"title": "read"}}}}]}
            """;

    private static final String CHAIN = """
            [
            {"id": "region", "label": {"en": "Region"}, "plural": {"en": "Regions"}, "title": "name",
             "fields": [
                {"id": "name", "label": {"en": "Name"}, "type": "text"},
                {"id": "total", "label": {"en": "Total"}, "type": "roll_up", "entity": "customer", "via": "region",
                 "function": "sum", "field": "score", "result": {"type": "decimal", "scale": 2}}]},
            {"id": "customer", "label": {"en": "Customer"}, "plural": {"en": "Customers"}, "title": "name",
             "fields": [
                {"id": "name", "label": {"en": "Name"}, "type": "text"},
                {"id": "region", "label": {"en": "Region"}, "type": "lookup", "entity": "region"},
                {"id": "factor", "label": {"en": "Factor"}, "type": "decimal", "scale": 2},
                {"id": "revenue", "label": {"en": "Revenue"}, "type": "roll_up", "entity": "deal", "via": "customer",
                 "function": "sum", "field": "net", "result": {"type": "decimal", "scale": 2}},
                {"id": "deals", "label": {"en": "Deals"}, "type": "roll_up", "entity": "deal", "via": "customer",
                 "function": "count", "result": {"type": "integer"}},
                {"id": "smallest", "label": {"en": "Smallest"}, "type": "roll_up", "entity": "deal",
                 "via": "customer", "function": "min", "field": "net", "result": {"type": "decimal", "scale": 2}},
                {"id": "largest", "label": {"en": "Largest"}, "type": "roll_up", "entity": "deal",
                 "via": "customer", "function": "max", "field": "net", "result": {"type": "decimal", "scale": 2}},
                {"id": "usual", "label": {"en": "Usual"}, "type": "roll_up", "entity": "deal", "via": "customer",
                 "function": "average", "field": "net", "result": {"type": "decimal", "scale": 2}},
                {"id": "first_deal", "label": {"en": "First"}, "type": "roll_up", "entity": "deal",
                 "via": "customer", "function": "first", "field": "name", "result": {"type": "text"}},
                {"id": "last_deal", "label": {"en": "Last"}, "type": "roll_up", "entity": "deal",
                 "via": "customer", "function": "last", "field": "name", "sort": "closed",
                 "result": {"type": "text"}},
                {"id": "names", "label": {"en": "Names"}, "type": "roll_up", "entity": "deal", "via": "customer",
                 "function": "join", "field": "name", "separator": "/", "result": {"type": "long_text"}},
                {"id": "last_closed", "label": {"en": "Last closed"}, "type": "roll_up", "entity": "deal",
                 "via": "customer", "function": "max", "field": "closed", "result": {"type": "date"}},
                {"id": "score", "label": {"en": "Score"}, "type": "formula",
                 "result": {"type": "decimal", "scale": 2}, "expression": "revenue * factor + deals"}]},
            {"id": "deal", "label": {"en": "Deal"}, "plural": {"en": "Deals"}, "title": "name",
             "fields": [
                {"id": "name", "label": {"en": "Name"}, "type": "text"},
                {"id": "customer", "label": {"en": "Customer"}, "type": "lookup", "entity": "customer"},
                {"id": "closed", "label": {"en": "Closed"}, "type": "date"},
                {"id": "discount", "label": {"en": "Discount"}, "type": "percent", "scale": 2},
                {"id": "total", "label": {"en": "Total"}, "type": "roll_up", "entity": "item", "via": "deal",
                 "function": "sum", "field": "amount", "filter": "active",
                 "result": {"type": "decimal", "scale": 2}},
                {"id": "items", "label": {"en": "Items"}, "type": "roll_up", "entity": "item", "via": "deal",
                 "function": "count", "result": {"type": "integer"}},
                {"id": "net", "label": {"en": "Net"}, "type": "formula",
                 "result": {"type": "decimal", "scale": 2}, "expression": "total * (1 - discount)"},
                {"id": "place", "label": {"en": "Place"}, "type": "formula",
                 "result": {"type": "text"}, "expression": "customer.name & '@' & customer.region.name"}]},
            {"id": "item", "label": {"en": "Item"}, "plural": {"en": "Items"}, "title": "quantity",
             "fields": [
                {"id": "deal", "label": {"en": "Deal"}, "type": "lookup", "entity": "deal"},
                {"id": "quantity", "label": {"en": "Quantity"}, "type": "decimal", "scale": 3},
                {"id": "price", "label": {"en": "Price"}, "type": "decimal", "scale": 2},
                {"id": "active", "label": {"en": "Active"}, "type": "boolean"},
                {"id": "amount", "label": {"en": "Amount"}, "type": "formula",
                 "result": {"type": "decimal", "scale": 2}, "expression": "quantity * price"}]}]
            """;

    private static final JsonMapper MAPPER = new JsonMapper();

    final TestApp app;
    final Records records;
    final Map<String, RecordId> ids = new HashMap<>();

    /** What open tasks let a person see, by record. */
    final Map<RecordId, TemporaryGrant> tasks = new ConcurrentHashMap<>();

    /** What another engine has against saves of a title. */
    final Map<Object, Problem> vetoes = new ConcurrentHashMap<>();

    private TestWorkspace(TestApp app) {
        this.app = app;
        app.context()
                .registerSingleton(
                        TemporaryGrants.class, (person, entity, record) -> Optional.ofNullable(tasks.get(record)));
        app.context()
                .registerSingleton(
                        RecordRule.class,
                        (actor, entity, before, after) -> after == null
                                ? List.of()
                                : Optional.ofNullable(vetoes.get(String.valueOf(after.value("title")))).stream()
                                        .toList());
        publish(SampleMetadata.definitions(json()));
        this.records = app.get(Records.class);
    }

    static TestWorkspace start() {
        return start(Map.of());
    }

    static TestWorkspace start(Map<String, Object> properties) {
        var workspace = new TestWorkspace(TestApp.start(properties));
        workspace.populate();
        return workspace;
    }

    static ObjectNode json() {
        var all = List.of("user", "department", "account", "product", "quote", "voucher").stream()
                .map(entity -> """
                        "%s": {"verbs": {"create": "all", "read": "all", "edit": "all", "delete": "all",
                            "transfer": "all", "history": "all"}, "otherFields": "write"}""".formatted(entity))
                .toList();
        return (ObjectNode) MAPPER.readTree(TEXT.replace("%ADMIN%", String.join(",", all)));
    }

    /** Four entities more, each computing from the one below: item, deal, customer, region. */
    static List<Definition> chain() {
        var all = json();
        MAPPER.readTree(CHAIN).forEach(entity -> all.withArray("entity").add(entity));
        return SampleMetadata.definitions(all);
    }

    /** The company with further fields on one entity. */
    static List<Definition> with(String entity, String... fields) {
        return with(Map.of(entity, List.of(fields)));
    }

    /** The company with further fields by entity. */
    static List<Definition> with(Map<String, List<String>> fields) {
        var all = json();
        for (var entity : all.get("entity")) {
            var further = fields.getOrDefault(entity.get("id").stringValue(), List.of());
            further.forEach(field -> ((ObjectNode) entity).withArray("fields").add(MAPPER.readTree(field)));
        }
        return SampleMetadata.definitions(all);
    }

    void publish(List<Definition> definitions) {
        var result =
                app.get(Publisher.class).install(new Actor.Platform(Actor.Purpose.INSTALL), definitions, "for tests");
        assertThat(result).isInstanceOf(PublishResult.Published.class);
    }

    private void populate() {
        var sales = install("department", Map.of("name", "销售部"));
        var east = install("department", Map.of("name", "华东组", "parent_department", sales));
        var finance = install("department", Map.of("name", "财务部"));
        ids.putAll(Map.of("sales", sales, "east", east, "finance", finance));
        person("wang", "王总", sales);
        person("li", "李娜", east);
        person("zhang", "张伟", east);
        person("chen", "陈静", sales);
        person("zhao", "赵敏", finance);
        save(INSTALL, new Change.Update("department", sales, 1, Map.of("head", ids.get("wang"))));
        ids.put("acme", install("account", Map.of("name", "恒通科技", "owner", ids.get("li"), "secret", "s3cret")));
        ids.put("pump", install("product", Map.of("name", "水泵", "list_price", new BigDecimal("19.99"))));
        ids.put("valve", install("product", Map.of("name", "阀门", "list_price", new BigDecimal("0.35"))));
    }

    private void person(String key, String name, RecordId department) {
        ids.put(key, install("user", Map.of("name", name, "primary_department", department)));
    }

    RecordId id(String key) {
        return ids.get(key);
    }

    RecordId install(String entity, Map<String, Object> values) {
        return saved(records.save(INSTALL, new Change.Create(entity, values))).id();
    }

    Actor.Person actor(String key, String... roles) {
        var department =
                app.get(People.class).organisation().departmentOf(id(key)).orElseThrow();
        return new Actor.Person(id(key), key, Set.of(roles), Set.of(department), Locale.ENGLISH, Actor.Via.API);
    }

    Actor.Person sales(String key) {
        return actor(key, "sales");
    }

    Actor.Person admin() {
        return actor("zhao", "admin");
    }

    SaveResult.Saved save(Actor actor, Change change) {
        return saved(records.save(actor, change));
    }

    static SaveResult.Saved saved(SaveResult result) {
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return (SaveResult.Saved) result;
    }

    static List<String> problems(SaveResult result) {
        assertThat(result).isInstanceOf(SaveResult.Rejected.class);
        return ((SaveResult.Rejected) result)
                .problems().stream()
                        .map(problem -> problem.path() + " " + problem.code().key())
                        .toList();
    }

    StoredRecord find(Actor actor, String entity, RecordId id) {
        var result = records.find(actor, entity, id, Set.of());
        assertThat(result).isInstanceOf(FindResult.Found.class);
        return ((FindResult.Found) result).record();
    }

    QueryResult.Page page(Actor actor, RecordQuery query) {
        var result = records.query(actor, query);
        assertThat(result).isInstanceOf(QueryResult.Page.class);
        return (QueryResult.Page) result;
    }

    Change.Line line(String product, String quantity) {
        return new Change.Line(null, Map.of("product", id(product), "quantity", new BigDecimal(quantity)));
    }

    long rows(String table) {
        return app.inUnit(() -> app.sql().one("SELECT COUNT(*) FROM " + table, row -> row.getLong(1)))
                .orElseThrow();
    }

    @Override
    public void close() {
        app.close();
    }
}
