package dev.trellis.core.metadata;

import dev.trellis.core.field.types.FieldTypes;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A small workspace for tests: accounts, opportunities with a pipeline, quotes with lines, roles and an approval. */
public final class SampleMetadata {

    public static final MetadataJson JSON = new MetadataJson(FieldTypes.builtIn());

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String TEXT = """
            {"workspace": [{"id": "workspace", "label": {"en": "Acme", "zh-CN": "恒通"}, "zone": "Asia/Shanghai",
                "currency": "CNY", "languages": ["zh-CN", "en"]}],
             "entity": [
                {"id": "user", "label": {"en": "User"}, "plural": {"en": "Users"}, "title": "name", "locked": ["name"],
                 "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "home_department", "label": {"en": "Department"}, "type": "department"},
                    {"id": "manager", "label": {"en": "Manager"}, "type": "user"}]},
                {"id": "department", "label": {"en": "Department"}, "plural": {"en": "Departments"}, "title": "name",
                 "fields": [{"id": "name", "label": {"en": "Name"}, "type": "text", "required": true}]},
                {"id": "account", "label": {"en": "Account", "zh-CN": "客户"},
                 "plural": {"en": "Accounts", "zh-CN": "客户"}, "title": "name",
                 "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true, "unique": true},
                    {"id": "phone", "label": {"en": "Phone"}, "type": "phone"},
                    {"id": "notes", "label": {"en": "Notes"}, "type": "long_text"}]},
                {"id": "opportunity", "label": {"en": "Opportunity"}, "plural": {"en": "Opportunities"},
                 "title": "name",
                 "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text"},
                    {"id": "account", "label": {"en": "Account"}, "type": "lookup", "entity": "account"},
                    {"id": "stage", "label": {"en": "Stage"}, "type": "stage", "pipeline": "sales"}]},
                {"id": "quote", "label": {"en": "Quote", "zh-CN": "报价单"}, "plural": {"en": "Quotes"},
                 "title": "title",
                 "fields": [
                    {"id": "title", "label": {"en": "Title"}, "type": "text", "required": true},
                    {"id": "account", "label": {"en": "Account"}, "type": "lookup", "entity": "account"},
                    {"id": "discount", "label": {"en": "Discount"}, "type": "percent", "default": "0.05"},
                    {"id": "price", "label": {"en": "Price"}, "type": "money"},
                    {"id": "valid_until", "label": {"en": "Valid until"}, "type": "date"},
                    {"id": "active", "label": {"en": "Active"}, "type": "boolean"},
                    {"id": "lines", "label": {"en": "Lines"}, "type": "lines", "entity": "quote_line"},
                    {"id": "subtotal", "label": {"en": "Subtotal"}, "type": "formula",
                     "expression": "SUM(lines.amount)"},
                    {"id": "total", "label": {"en": "Total"}, "type": "formula",
                     "expression": "subtotal * (1 - discount)"}],
                 "validations": [{"id": "discount_small", "mustHold": "discount <= 0.5", "field": "discount",
                    "message": {"en": "At most 50 %"}}]},
                {"id": "quote_line", "label": {"en": "Quote line"}, "ownedBy": "quote", "title": "product",
                 "fields": [
                    {"id": "product", "label": {"en": "Product"}, "type": "text"},
                    {"id": "quantity", "label": {"en": "Quantity"}, "type": "decimal", "scale": 2},
                    {"id": "unit_price", "label": {"en": "Unit price"}, "type": "decimal", "scale": 2},
                    {"id": "amount", "label": {"en": "Amount"}, "type": "formula",
                     "expression": "quantity * unit_price"}]}],
             "pipeline": [{"id": "sales", "label": {"en": "Sales"}, "entity": "opportunity", "stages": [
                {"id": "new", "label": {"en": "New"}, "probability": 0.1},
                {"id": "won", "label": {"en": "Won"}, "color": "green", "probability": 1, "outcome": "won"}]}],
             "form": [{"id": "quote", "label": {"en": "Quote"}, "entity": "quote", "sections": [
                {"id": "head", "label": {"en": "Quote"}, "items": [
                    {"id": "title", "field": "title", "span": 2},
                    {"id": "account", "field": "account"},
                    {"id": "discount", "field": "discount", "readOnlyWhen": "active"}]},
                {"id": "body", "columns": 1, "items": [
                    {"id": "lines", "field": "lines", "columns": ["product", "quantity", "amount"]},
                    {"id": "total", "field": "total"}]}]}],
             "list": [{"id": "quotes", "label": {"en": "All quotes"}, "entity": "quote",
                "columns": ["title", "account.name", "total", "owner"], "filter": "total > 0",
                "sort": [{"path": "created_at", "descending": true}]}],
             "role": [
                {"id": "admin", "label": {"en": "Administrator"}, "rights": ["design", "publish", "administer"],
                 "entities": {"quote": {"verbs": {"create": "own", "read": "all", "edit": "all"},
                    "otherFields": "write"}}},
                {"id": "sales", "label": {"en": "Sales"}, "entities": {
                    "account": {"verbs": {"read": "all"}, "otherFields": "read", "fields": {"phone": "none"}},
                    "quote_line": {"otherFields": "write"}}}],
             "approval": [{"id": "quote_discount", "label": {"en": "Discount"}, "entity": "quote",
                "startWhen": "discount > 0", "summary": ["title", "total"], "administrators": ["admin"],
                "effects": {"onSubmit": {"active": "FALSE"}},
                "nodes": [
                    {"kind": "condition", "id": "size", "label": {"en": "Size"},
                     "branches": [{"id": "large", "label": {"en": "Large"}, "when": "discount > 0.15", "nodes": [
                        {"kind": "approve", "id": "boss", "label": {"en": "Boss"}, "completion": "all",
                         "approvers": [{"source": "role", "role": "admin"}, {"source": "field", "path": "owner"}]}]}],
                     "otherwise": [{"kind": "approve", "id": "manager", "label": {"en": "Manager"},
                        "approvers": [{"source": "manager"}], "fields": {"discount": "write"}}]},
                    {"kind": "cc", "id": "tell", "label": {"en": "Tell"},
                     "recipients": [{"source": "users", "users": ["1"]}]}]}],
             "menu": [{"id": "main", "label": {"en": "Menu"}, "groups": [
                {"id": "sales", "label": {"en": "Sales"}, "entities": ["account", "opportunity", "quote"]}]}]}
            """;

    private SampleMetadata() {}

    /** The definitions as JSON by kind, fresh on every call, so that a test may spoil them. */
    public static ObjectNode json() {
        return (ObjectNode) MAPPER.readTree(TEXT);
    }

    public static Metadata metadata() {
        return read(json());
    }

    /** Reads definitions by kind; they must be well-formed. */
    public static Metadata read(ObjectNode byKind) {
        return Metadata.of(1, definitions(byKind));
    }

    public static List<Definition> definitions(ObjectNode byKind) {
        var definitions = new ArrayList<Definition>();
        for (var kind : byKind.properties()) {
            for (var json : kind.getValue()) {
                definitions.add(definition(Kind.of(kind.getKey()).orElseThrow(), json.toString()));
            }
        }
        return definitions;
    }

    public static Definition definition(Kind kind, String text) {
        return switch (JSON.parse(kind, text)) {
            case MetadataJson.Reading.Read(var definition) -> definition;
            case MetadataJson.Reading.Refused(var problems) -> throw new IllegalArgumentException(problems.toString());
        };
    }
}
