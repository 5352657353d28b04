package dev.trellis.form;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.types.ChoiceType;
import dev.trellis.core.field.types.DateTimeType;
import dev.trellis.core.field.types.DateType;
import dev.trellis.core.field.types.DecimalType;
import dev.trellis.core.field.types.DepartmentType;
import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.field.types.FormulaType;
import dev.trellis.core.field.types.LinesType;
import dev.trellis.core.field.types.LongTextType;
import dev.trellis.core.field.types.LookupType;
import dev.trellis.core.field.types.MoneyType;
import dev.trellis.core.field.types.PercentType;
import dev.trellis.core.field.types.TextType;
import dev.trellis.core.field.types.UserType;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.EntityDefinition.Validation;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.EntityRights;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Scope;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.WorkspaceDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.design.DraftSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small shop that makes offers: products, accounts, offers with lines. Sales sees everything but what things cost. */
public final class Shop {

    public static final String SALES = "sales";
    public static final String BOSS = "boss";
    public static final FieldTypes TYPES = FieldTypes.builtIn();

    private Shop() {}

    public static Metadata metadata() {
        var definitions = new ArrayList<Definition>();
        definitions.add(new WorkspaceDefinition(
                WorkspaceDefinition.ID, Label.of("Shop", "小店"), "Asia/Shanghai", "CNY", List.of("zh-CN", "en")));
        definitions.add(account());
        definitions.add(product());
        definitions.add(offer());
        definitions.add(line());
        definitions.add(form());
        definitions.add(new ListDefinition(
                "offer_large",
                Label.of("Large offers", "大单"),
                "offer",
                List.of("account", "account.city", "total", "cost"),
                "total > 1000",
                List.of(new SortKey("total", true))));
        definitions.add(role(SALES, FieldRight.NONE));
        definitions.add(role(BOSS, FieldRight.WRITE));
        return Metadata.of(1, definitions);
    }

    /** The same shop with people, so that records have owners; without lists, which no form needs. */
    public static List<Definition> withPeople() {
        var definitions = new ArrayList<>(metadata().all());
        definitions.removeIf(ListDefinition.class::isInstance);
        definitions.add(entity(
                "user",
                null,
                "name",
                List.of(
                        required(field("name", "Name", "姓名", new TextType(60))),
                        field("primary_department", "Department", "部门", new DepartmentType()),
                        field("manager", "Manager", "上级", new UserType())),
                List.of()));
        definitions.add(entity(
                "department",
                null,
                "name",
                List.of(
                        required(field("name", "Name", "名称", new TextType(60))),
                        field("parent_department", "Part of", "上级部门", new DepartmentType()),
                        field("head", "Head", "负责人", new UserType())),
                List.of()));
        return definitions;
    }

    public static VisibleSchema schema(String role) {
        return new DraftSchema(metadata(), Set.of(role));
    }

    private static EntityDefinition account() {
        return entity(
                "account",
                null,
                "name",
                List.of(
                        field("name", "Name", "名称", new TextType(100)),
                        field("city", "City", "城市", new TextType(50)),
                        field("rebate", "Rebate", "返点", new PercentType(2, null, null))),
                List.of());
    }

    private static EntityDefinition product() {
        return entity(
                "product",
                null,
                "name",
                List.of(
                        field("name", "Name", "名称", new TextType(100)),
                        field("price", "Price", "单价", new MoneyType(2, null)),
                        field("cost", "Cost", "成本", new MoneyType(2, null))),
                List.of());
    }

    private static EntityDefinition offer() {
        return entity(
                "offer",
                null,
                "title",
                List.of(
                        required(field("title", "Title", "主题", new TextType(60))),
                        field("account", "Account", "客户", new LookupType("account")),
                        field("stage", "Stage", "阶段", choice("draft", "negotiation", "won"), "'draft'"),
                        field("discount", "Discount", "折扣", new PercentType(2, null, null), "account.rebate"),
                        field("reason", "Reason", "原因", new LongTextType(500)),
                        field("valid_until", "Valid until", "有效期", new DateType(), "ADDDAYS(TODAY(), 30)"),
                        field("met_at", "Met at", "会面时间", new DateTimeType(null)),
                        field("lines", "Lines", "明细", new LinesType("offer_line")),
                        formula("subtotal", "Subtotal", "小计", "SUM(lines.amount)", new MoneyType(2, null)),
                        formula("total", "Total", "合计", "ROUND(subtotal * (1 - discount), 2)", new MoneyType(2, null)),
                        field("cost", "Cost", "成本", new DecimalType(2, null, null)),
                        formula("margin", "Margin", "毛利", "discount * 100 + cost", new DecimalType(2, null, null)),
                        formula("pieces", "Pieces", "件数", "COUNT(lines)", new DecimalType(0, null, null))),
                List.of(new Validation(
                        "discount_limit",
                        "ISBLANK(discount) OR discount <= 50%",
                        Label.of("At most 50 %.", "最多 50%。"),
                        "discount")));
    }

    private static EntityDefinition line() {
        return entity(
                "offer_line",
                "offer",
                "text",
                List.of(
                        required(field("product", "Product", "产品", new LookupType("product"))),
                        field("text", "Text", "说明", new TextType(100), "product.name"),
                        field("quantity", "Quantity", "数量", new DecimalType(2, null, null), "1"),
                        field("price", "Price", "单价", new DecimalType(2, null, null), "quantity * 10"),
                        field("unit_price", "Unit price", "报价", new MoneyType(2, null), "product.price"),
                        formula("amount", "Amount", "金额", "ROUND(quantity * unit_price, 2)", new MoneyType(2, null))),
                List.of(new Validation(
                        "positive", "quantity > 0", Label.of("More than none.", "数量必须大于 0。"), "quantity")));
    }

    private static FormDefinition form() {
        return new FormDefinition(
                "offer_standard",
                Label.of("Standard", "标准"),
                "offer",
                List.of(
                        new FormDefinition.Section(
                                "basics",
                                Label.of("Basics", "基本信息"),
                                2,
                                null,
                                List.of(
                                        item("title", null, null, null),
                                        item("account", null, null, "stage = 'won'"),
                                        item("stage", null, null, null),
                                        item("discount", null, null, null),
                                        item("reason", "discount > 15%", "discount > 15%", null),
                                        item("cost", null, null, null),
                                        item("valid_until", "cost > 0", null, null),
                                        item("margin", null, null, null))),
                        new FormDefinition.Section(
                                "items",
                                Label.of("Items", "明细"),
                                1,
                                null,
                                List.of(new FormDefinition.Item(
                                        "lines",
                                        "lines",
                                        1,
                                        null,
                                        null,
                                        "stage = 'won'",
                                        List.of("product", "text", "quantity", "unit_price", "amount")))),
                        new FormDefinition.Section(
                                "totals",
                                Label.of("Totals", "合计"),
                                2,
                                "stage <> 'draft'",
                                List.of(item("subtotal", null, null, null), item("total", null, null, null)))));
    }

    private static FormDefinition.Item item(String field, String visible, String required, String readOnly) {
        return new FormDefinition.Item(field, field, 1, visible, required, readOnly, List.of());
    }

    private static RoleDefinition role(String id, FieldRight cost) {
        var all = Map.of(Verb.READ, Scope.ALL, Verb.CREATE, Scope.ALL, Verb.EDIT, Scope.ALL, Verb.DELETE, Scope.ALL);
        var secret = new EntityRights(all, FieldRight.WRITE, Map.of("cost", cost));
        return new RoleDefinition(
                id,
                Label.of(id, id),
                Label.EMPTY,
                Set.of(),
                Map.of(
                        "account",
                        new EntityRights(all, FieldRight.WRITE, Map.of()),
                        "product",
                        secret,
                        "offer",
                        secret));
    }

    private static EntityDefinition entity(
            String id, String ownedBy, String title, List<FieldDefinition> fields, List<Validation> validations) {
        return new EntityDefinition(
                id,
                Label.of(id, id),
                Label.of(id + "s", id),
                "table",
                ownedBy,
                title,
                fields,
                validations,
                List.of(),
                List.of());
    }

    private static FieldDefinition field(String id, String english, String chinese, FieldType type) {
        return field(id, english, chinese, type, null);
    }

    private static FieldDefinition field(String id, String english, String chinese, FieldType type, String value) {
        return new FieldDefinition(id, Label.of(english, chinese), Label.EMPTY, type, false, false, value);
    }

    private static FieldDefinition required(FieldDefinition field) {
        return new FieldDefinition(field.id(), field.label(), field.help(), field.type(), true, false, null);
    }

    private static FieldDefinition formula(
            String id, String english, String chinese, String expression, FieldType result) {
        return field(id, english, chinese, new FormulaType(expression, result, FormulaType.BlankAs.ZERO));
    }

    private static ChoiceType choice(String... codes) {
        var options = new ArrayList<Editor.Option>();
        for (var code : codes) {
            options.add(new Editor.Option(code, Label.of(code, code), null, true));
        }
        return new ChoiceType(options);
    }
}
