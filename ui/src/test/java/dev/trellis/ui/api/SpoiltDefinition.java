package dev.trellis.ui.api;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A published definition with one thing wrong.
 *
 * @param place kind and id
 * @param what what is wrong, in short
 * @param spoil makes it so
 * @param code what is expected to be found, or * for whatever it is
 * @param where the path of the problem
 * @param said what its message must name
 */
record SpoiltDefinition(
        String place, String what, Consumer<ObjectNode> spoil, String code, String where, List<String> said) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ACCOUNT = "entity/account";

    JsonNode json(JsonNode published) {
        var json = (ObjectNode) published.deepCopy();
        spoil.accept(json);
        return json;
    }

    @Override
    public String toString() {
        return place + ": " + what;
    }

    /** Refused when it is put: what the JSON Schemas and the field types themselves refuse. */
    static Stream<SpoiltDefinition> malformed() {
        return Stream.of(
                set(ACCOUNT, "/fields", "5", "METADATA_WRONG_TYPE", "/fields", "5"),
                set(ACCOUNT, "/label", "'x'", "METADATA_WRONG_TYPE", "/label", "x"),
                set(ACCOUNT, "/label", null, "METADATA_MISSING", "", "label"),
                set(ACCOUNT, "/title", null, "METADATA_MISSING", "", "title"),
                set(ACCOUNT, "/title", "7", "METADATA_WRONG_TYPE", "/title", "7"),
                set(ACCOUNT, "/colour", "1", "METADATA_UNKNOWN_PROPERTY", "", "colour"),
                set(ACCOUNT, "/id", "'other'", "METADATA_OTHER_ID", "/id", "other", "account"),
                set(ACCOUNT, "/fields/0/type", "'foo'", "METADATA_NOT_ALLOWED", "/fields/name/type", "foo", "decimal"),
                set(ACCOUNT, "/fields/0/type", null, "METADATA_MISSING", "/fields/name", "type"),
                set(ACCOUNT, "/fields/0/id", null, "METADATA_MISSING", "/fields/0", "id"),
                set(ACCOUNT, "/fields/0/id", "'A b'", "METADATA_BAD_SHAPE", "/fields/A b/id", "A b"),
                set(ACCOUNT, "/fields/0/required", "'yes'", "METADATA_WRONG_TYPE", "/fields/name/required", "yes"),
                set(
                        ACCOUNT,
                        "/fields/0/maxLength",
                        "'x'",
                        "METADATA_BAD_OPTION",
                        "/fields/name/maxLength",
                        "x",
                        "text"),
                set(ACCOUNT, "/fields/0/maxLength", "0", "OPTION_RANGE", "/fields/name/maxLength", "0", "1000"),
                set(ACCOUNT, "/fields/0/nonsense", "0", "METADATA_UNKNOWN_PROPERTY", "/fields/name", "nonsense"),
                add("'x'", "METADATA_WRONG_TYPE", "/fields/28", "x"),
                field("'type': 'text', 'id': 'name'", "METADATA_DUPLICATE_ID", "/fields/name", "name"),
                field("'type': 'choice'", "OPTION_MISSING", "/fields/f1/options"),
                field(
                        "'type': 'choice', 'options': [{'code': 'a', 'active': true, 'label': {'en': 'x'}},"
                                + " {'code': 'a', 'active': true, 'label': {'en': 'y'}}]",
                        "OPTION_TWICE",
                        "/fields/f1/options[1]/code",
                        "a"),
                field(
                        "'type': 'choice', 'options': [{'code': 'ä b', 'active': true, 'label': {'en': 'x'}}]",
                        "OPTION_CODE",
                        "/fields/f1/options[0]/code",
                        "ä b"),
                field("'type': 'decimal', 'scale': 99", "OPTION_RANGE", "/fields/f1/scale", "99"),
                field("'type': 'integer', 'min': 5, 'max': 1", "OPTION_ORDER", "/fields/f1/min", "5", "1"),
                field("'type': 'auto_number', 'pattern': 'QT'", "NUMBER_PATTERN", "/fields/f1/pattern", "QT"),
                field("'type': 'lookup'", "OPTION_MISSING", "/fields/f1/entity"),
                field("'type': 'text', 'default': 5", "METADATA_WRONG_TYPE", "/fields/f1/default", "5"),
                field("'type': 'text', 'label': {'en': 5}", "METADATA_WRONG_TYPE", "/fields/f1/label/en", "5"),
                field(
                        "'type': 'formula', 'expression': '1', 'result': {'type': 'lines', 'entity': 'quote_line'}",
                        "FORMULA_RESULT",
                        "/fields/f1/result",
                        "lines"),
                set("role/sales", "/entities", "[]", "METADATA_WRONG_TYPE", "/entities"),
                set("role/sales", "/rights", "['rule']", "METADATA_NOT_ALLOWED", "/rights/0", "rule", "design"),
                set(
                        "role/sales",
                        "/entities/account/verbs/fly",
                        "'all'",
                        "METADATA_UNKNOWN_PROPERTY",
                        "/entities/account/verbs",
                        "fly"),
                set(
                        "role/sales",
                        "/entities/account/verbs/read",
                        "'everything'",
                        "METADATA_NOT_ALLOWED",
                        "/entities/account/verbs/read",
                        "everything",
                        "department_and_below"),
                set(
                        "role/sales",
                        "/entities/product/fields/cost",
                        "'hidden'",
                        "METADATA_NOT_ALLOWED",
                        "/entities/product/fields/cost",
                        "hidden",
                        "none"),
                set("list/account_all", "/sort", "'x'", "METADATA_WRONG_TYPE", "/sort", "x"),
                set("list/account_all", "/columns", "[]", "METADATA_TOO_FEW", "/columns"),
                set("list/account_all", "/columns", "['name', 'name']", "METADATA_REPEATED", "/columns"),
                set("list/account_all", "/entity", null, "METADATA_MISSING", "", "entity"),
                set(
                        "form/account_standard",
                        "/sections/0/columns",
                        "9",
                        "METADATA_TOO_LARGE",
                        "/sections/basics/columns",
                        "9"),
                set(
                        "form/account_standard",
                        "/sections/0/columns",
                        "0",
                        "METADATA_TOO_SMALL",
                        "/sections/basics/columns",
                        "0",
                        "1"),
                set("approval/quote_approval", "/nodes", "[]", "METADATA_TOO_FEW", "/nodes"),
                set(
                        "approval/quote_approval",
                        "/nodes/0/kind",
                        "'dance'",
                        "METADATA_NOT_ALLOWED",
                        "/nodes/size/kind",
                        "dance",
                        "approve"),
                set(
                        "approval/quote_approval",
                        "/nodes/0/otherwise/0/completion",
                        "'some'",
                        "METADATA_NOT_ALLOWED",
                        "/nodes/size/otherwise/manager_large/completion",
                        "some"),
                set(
                        "pipeline/sales",
                        "/stages/0/probability",
                        "2",
                        "METADATA_TOO_LARGE",
                        "/stages/qualify/probability",
                        "2",
                        "1"),
                set("menu/main", "/groups", "{}", "METADATA_WRONG_TYPE", "/groups"));
    }

    /** Accepted into the draft, which may be unfinished, and refused by publish. */
    static Stream<SpoiltDefinition> unsound() {
        return Stream.of(
                formula("employees +", "EXPRESSION_UNEXPECTED", "1", "12"),
                formula("(employees", "EXPRESSION_UNEXPECTED", "1", "11"),
                formula("\\n  nosuch", "EXPRESSION_UNKNOWN_FIELD", "2", "3", "nosuch", "employees"),
                formula("FOO(employees)", "EXPRESSION_UNKNOWN_FUNCTION", "1", "FOO"),
                formula("employees + name", "EXPRESSION_OPERAND_TYPE", "13", "+"),
                formula("1 < 2 < 3", "EXPRESSION_CHAINED", "7", "AND"),
                formula("\\\"abc", "EXPRESSION_UNCLOSED", "1"),
                formula("employees # 1", "EXPRESSION_BAD_CHARACTER", "11", "#"),
                formula("IF(level = \\\"zz\\\", 1, 2)", "EXPRESSION_UNKNOWN_OPTION", "12", "zz", "a, b, c, d"),
                formula("parent_account.nosuch", "EXPRESSION_UNKNOWN_FIELD", "16", "nosuch"),
                formula("ROUND(1, 2, 3)", "EXPRESSION_ARGUMENT_COUNT", "1", "ROUND"),
                formula("ROUND(\\\"a\\\", 2)", "EXPRESSION_ARGUMENT_TYPE", "7", "ROUND"),
                formula("1".repeat(30), "EXPRESSION_BAD_NUMBER", "1"),
                formula("$other.name", "EXPRESSION_UNKNOWN_ROOT", "$other", "$user"),
                formula("a.b.c.d.e.f.g", "EXPRESSION_TOO_MANY_HOPS", "5"),
                formula("name", "EXPRESSION_RESULT_TYPE", "1", "VALUE"),
                formula("DAYS(TODAY(), created_at)", "*"),
                formula("f1 + 1", "METADATA_FORMULA_CYCLE"),
                new SpoiltDefinition(
                        ACCOUNT,
                        "a circle of two formulas",
                        json -> {
                            fields(json).add(newField(formulaText("f2 + 1")));
                            fields(json)
                                    .add(newField(formulaText("f1 + 1") + ", 'id': 'f2',"
                                            + " 'label': {'en': 'Second', 'zh-CN': '乙'}"));
                        },
                        "METADATA_FORMULA_CYCLE",
                        "entity/account/fields/f1/expression",
                        List.of("→")),
                field("'type': 'lookup', 'entity': 'ghost'", "METADATA_UNKNOWN_ENTITY", "/fields/f1/entity", "ghost"),
                field("'type': 'lookup', 'entity': 'quote_line'", "METADATA_LOOKUP_OF_LINE", "/fields/f1/entity"),
                field("'type': 'lines', 'entity': 'contact'", "METADATA_LINES_NOT_OWNED", "/fields/f1/entity"),
                field(
                        "'type': 'stage', 'pipeline': 'ghost'",
                        "METADATA_UNKNOWN_PIPELINE",
                        "/fields/f1/pipeline",
                        "ghost"),
                field("'type': 'text', 'default': 'name +'", "EXPRESSION_UNEXPECTED", "/fields/f1/default", "1"),
                field("'type': 'text', 'label': {}", "METADATA_LABEL_MISSING", "/fields/f1/label"),
                field("'type': 'text', 'id': 'owner'", "METADATA_RESERVED_NAME", "/fields/owner/id", "owner"),
                set(ACCOUNT, "/title", "'ghost'", "METADATA_UNKNOWN_FIELD", "/title", "ghost"),
                set(
                        ACCOUNT,
                        "/validations",
                        "[{'id': 'v', 'mustHold': 'employees', 'message': {'en': 'x'}}]",
                        "EXPRESSION_RESULT_TYPE",
                        "/validations/v/mustHold",
                        "1"),
                set(
                        "list/account_all",
                        "/columns",
                        "['name', 'ghost']",
                        "METADATA_UNKNOWN_FIELD",
                        "/columns/ghost",
                        "ghost"),
                set("list/account_all", "/filter", "'name'", "EXPRESSION_RESULT_TYPE", "/filter", "1"),
                set(
                        "role/sales",
                        "/entities/account/fields",
                        "{'ghost': 'none'}",
                        "METADATA_UNKNOWN_FIELD",
                        "/entities/account/fields/ghost",
                        "ghost"),
                new SpoiltDefinition(
                        "role/admin",
                        "nobody could publish any more",
                        json -> json.putArray("rights"),
                        "METADATA_NOBODY_MAY_PUBLISH",
                        "role",
                        List.of()),
                set(
                        "form/account_standard",
                        "/sections/0/items/1/field",
                        "'name'",
                        "METADATA_FIELD_TWICE",
                        "/sections/basics/items/number/field"),
                set(
                        "menu/main",
                        "/groups/0/entities",
                        "['ghost']",
                        "METADATA_UNKNOWN_ENTITY",
                        "/groups/sales/entities/ghost",
                        "ghost"),
                set("approval/quote_approval", "/startWhen", "'status ='", "EXPRESSION_UNEXPECTED", "/startWhen", "9"));
    }

    private static SpoiltDefinition set(
            String place, String pointer, @Nullable String value, String code, String where, String... said) {
        return new SpoiltDefinition(
                place, pointer + " = " + value, json -> put(json, pointer, value), code, place + where, List.of(said));
    }

    private static SpoiltDefinition add(String element, String code, String where, String... said) {
        return new SpoiltDefinition(
                ACCOUNT,
                "field " + element,
                json -> fields(json).add(read(element)),
                code,
                ACCOUNT + where,
                List.of(said));
    }

    private static SpoiltDefinition field(String options, String code, String where, String... said) {
        return new SpoiltDefinition(
                ACCOUNT,
                "field " + options,
                json -> fields(json).add(newField(options)),
                code,
                ACCOUNT + where,
                List.of(said));
    }

    private static SpoiltDefinition formula(String expression, String code, String... said) {
        return field(formulaText(expression), code, "/fields/f1/expression", said);
    }

    private static String formulaText(String expression) {
        return "'type': 'formula', 'result': {'type': 'decimal'}, 'expression': '%s'".formatted(expression);
    }

    private static ObjectNode newField(String options) {
        var field = JSON.createObjectNode().put("id", "f1");
        field.putObject("label").put("en", "First").put("zh-CN", "甲");
        return field.setAll((ObjectNode) read("{" + options + "}"));
    }

    private static ArrayNode fields(ObjectNode entity) {
        return (ArrayNode) entity.get("fields");
    }

    private static void put(ObjectNode json, String pointer, @Nullable String value) {
        int last = pointer.lastIndexOf('/');
        var name = pointer.substring(last + 1);
        var parent = (ObjectNode) json.at(pointer.substring(0, last));
        if (value == null) {
            parent.remove(name);
        } else {
            parent.set(name, read(value));
        }
    }

    private static JsonNode read(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
