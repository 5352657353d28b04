package dev.trellis.ui.api;

import java.util.List;
import java.util.stream.Stream;

/** What the routes for records, forms and approvals refuse. Quotes are single ones; names in braces are the scene's. */
final class RecordRefusals {

    private static final String ACCOUNTS = "POST /api/v1/records/account";
    private static final String ACCOUNT = "/api/v1/records/account/{account}";
    private static final String PRODUCTS = "/api/v1/records/product";
    private static final String LOCKED = "/api/v1/records/quote/{locked}";

    private RecordRefusals() {}

    static Stream<Refusal> all() {
        return Stream.of(values(), lines(), hidden(), rights(), places(), queries(), approvals(), transport())
                .flatMap(List::stream);
    }

    /** A wrong value of every kind of field. */
    private static List<Refusal> values() {
        return List.of(
                account("'nmae': 'x'", "UNKNOWN_FIELD", "nmae", "nmae", "name"),
                account("'name': 5", "VALUE_KIND", "name", "5"),
                account("'name': ['a']", "VALUE_KIND", "name"),
                account("'name': '%s'".formatted("x".repeat(200)), "TEXT_TOO_LONG", "name", "200", "120"),
                account("'name': 'a\\u0000b'", "TEXT_CHARACTER", "name", "2"),
                account("'name': null", "REQUIRED", "name"),
                account("", "REQUIRED", "name"),
                account("'remark': '%s'".formatted("x".repeat(2_001)), "TEXT_TOO_LONG", "remark", "2001", "2000"),
                account("'level': 'zz'", "CHOICE_UNKNOWN", "level", "zz", "a, b, c, d"),
                account("'level': 5", "VALUE_KIND", "level", "5"),
                account("'employees': 'many'", "VALUE_KIND", "employees", "many"),
                account("'employees': -1", "NUMBER_BELOW", "employees", "-1", "0"),
                account("'employees': 1e30", "*", "employees"),
                account("'website': 'javascript:x'", "URL_SHAPE", "website", "javascript:x", "https"),
                account("'phone': 'abc'", "PHONE_SHAPE", "phone", "abc"),
                account("'annual_revenue': 'much'", "VALUE_KIND", "annual_revenue", "much"),
                account(
                        "'annual_revenue': {'amount': 1, 'currency': 'yuan'}",
                        "CURRENCY_SHAPE",
                        "annual_revenue",
                        "yuan",
                        "CNY"),
                account("'parent_account': 'x'", "REFERENCE_SHAPE", "parent_account", "x"),
                account("'parent_account': '5'", "REFERENCE_NOT_FOUND", "parent_account", "5"),
                account("'credit_code': '91330000REFUXED00Y'", "DUPLICATE", "credit_code"),
                account("'number': 'A-1'", "READ_ONLY_FIELD", "number"),
                account("'version': 4", "READ_ONLY_FIELD", "version"),
                account("'created_at': '2020-01-01T00:00:00Z'", "READ_ONLY_FIELD", "created_at"),
                account("'lock': null", "UNKNOWN_FIELD", "lock", "lock"),
                account("'deleted_at': null", "UNKNOWN_FIELD", "deleted_at", "deleted_at"),
                contact("'email': 'a@'", "EMAIL_SHAPE", "email", "a@"),
                contact("'birthday': '2026-02-30'", "DATE_SHAPE", "birthday", "2026-02-30"),
                contact("'birthday': '0001-01-01'", "DATE_RANGE", "birthday", "0001-01-01", "1000"),
                contact("'primary_contact': 'yes'", "VALUE_KIND", "primary_contact", "yes"),
                Refusal.of(
                        "wangfang",
                        "POST /api/v1/records/opportunity",
                        "{'values': {'name': 'x', 'account': '{account}', 'stage': 'nowhere'}}",
                        422,
                        "CHOICE_UNKNOWN",
                        "stage",
                        "nowhere",
                        "qualify"),
                Refusal.of(
                        "wangfang",
                        "POST /api/v1/records/opportunity",
                        "{'values': {'name': 'x', 'account': '{account}', 'weighted_amount': 1}}",
                        422,
                        "READ_ONLY_FIELD",
                        "weighted_amount"),
                quote("'discount': 0.7", "NUMBER_ABOVE", "discount", "70%", "60%"));
    }

    private static List<Refusal> lines() {
        return List.of(
                quote("'lines': 'x'", "LINES_EXPECTED", "lines"),
                quote("'lines': [5]", "LINES_EXPECTED", "lines[0]"),
                quote("'lines': [{'nosuch': 1}]", "UNKNOWN_FIELD", "lines[0].nosuch", "nosuch", "quantity"),
                quote("'lines': [{'product': '{product}', 'quantity': -1}]", "NUMBER_BELOW", "lines[0].quantity", "-1"),
                quote("'lines': [{'product': null}]", "REQUIRED", "lines[0].product"),
                quote("'lines': [{'product': '5'}]", "REFERENCE_NOT_FOUND", "lines[0].product", "5"),
                quote("'lines': [{'id': 'x', 'quantity': 1}]", "LINE_ID_MALFORMED", "lines[0].id", "x"),
                quote("'lines': [{'product': '{product}', 'line_total': 1}]", "READ_ONLY_FIELD", "lines[0].line_total"),
                quote("'lines': [{'id': '{line}', 'product': '{product}'}]", "UNKNOWN_LINE", "lines[0]", "{line}"),
                Refusal.of(
                        "wangfang",
                        "POST /api/v1/records/quote_line",
                        "{'values': {'quantity': 1}}",
                        422,
                        "LINE_WITHOUT_PARENT",
                        ""));
    }

    /** A hidden field: reading, writing, filtering, sorting, measuring it is the same as with one that is not there. */
    private static List<Refusal> hidden() {
        return Stream.of("cost", "nosuch")
                .flatMap(field -> Stream.of(
                        Refusal.of(
                                        "wangfang",
                                        "PATCH " + PRODUCTS + "/{product}",
                                        "{'values': {'%s': 1}}".formatted(field),
                                        422,
                                        "UNKNOWN_FIELD",
                                        field,
                                        field,
                                        "list_price")
                                .with("If-Match", "\"1\""),
                        get(PRODUCTS + "?fields=" + field, "UNKNOWN_FIELD", "fields", field),
                        get(PRODUCTS + "/{product}?fields=" + field, "UNKNOWN_FIELD", "fields", field),
                        get(PRODUCTS + "?sort=-" + field, "UNKNOWN_FIELD", "sort", field),
                        get(PRODUCTS + "?filter=" + field + "%3E1", "EXPRESSION_UNKNOWN_FIELD", "filter", field, "1"),
                        aggregate("'groupBy': ['%s']".formatted(field), "UNKNOWN_FIELD", "groupBy", field),
                        aggregate(
                                "'measures': [{'function': 'max', 'path': '%s'}]".formatted(field),
                                "UNKNOWN_FIELD",
                                "measures[0].path",
                                field),
                        Refusal.of(
                                "wangfang",
                                "POST /api/v1/forms/product/evaluate",
                                "{'values': {'%s': 1}}".formatted(field),
                                422,
                                "UNKNOWN_FIELD",
                                field,
                                field)))
                .toList();
    }

    private static List<Refusal> rights() {
        return List.of(
                patch(ACCOUNT, "'name': 'y'", 428, "IF_MATCH_MISSING", ""),
                patch(ACCOUNT, "'name': 'y'", 400, "IF_MATCH_MALFORMED", "", "abc")
                        .with("If-Match", "abc"),
                patch(ACCOUNT, "'name': 'y'", 412, "VERSION_CONFLICT", "", "1").with("If-Match", "\"99\""),
                Refusal.of("wangfang", "DELETE " + ACCOUNT, "", 412, "VERSION_CONFLICT", "", "1")
                        .with("If-Match", "\"99\""),
                patch(LOCKED, "'remark': 'y'", 423, "RECORD_LOCKED", "").with("If-Match", "\"{version}\""),
                Refusal.of("wangfang", "DELETE " + LOCKED, "", 423, "RECORD_LOCKED", "")
                        .with("If-Match", "\"{version}\""),
                patch("/api/v1/records/account/{foreign}", "'name': 'y'", 404, "RECORD_NOT_FOUND", "id", "{foreign}")
                        .with("If-Match", "\"1\""),
                Refusal.of("wangfang", "POST " + PRODUCTS, "{'values': {'name': 'x'}}", 403, "MAY_NOT_CREATE", ""),
                patch(PRODUCTS + "/{product}", "'name': 'y'", 403, "MAY_NOT_EDIT", "")
                        .with("If-Match", "\"1\""),
                Refusal.of("wangfang", "DELETE " + PRODUCTS + "/{product}", "", 403, "MAY_NOT_DELETE", "")
                        .with("If-Match", "\"1\""),
                Refusal.of(
                        "wangfang",
                        "POST /api/v1/records/quote",
                        "{'values': {'account': '{account}', 'status': 'approved'}}",
                        403,
                        "FIELD_NOT_WRITABLE",
                        "status"),
                Refusal.of(
                        "wangfang",
                        ACCOUNTS,
                        "{'values': {'name': 'x', 'owner': '{manager}'}}",
                        403,
                        "MAY_NOT_TRANSFER",
                        "owner"),
                Refusal.of("zhoujing", ACCOUNTS, "{'values': {'name': 'x'}}", 403, "MAY_NOT_CREATE", ""),
                Refusal.of("", "GET /api/v1/records/account", "", 401, "NOT_SIGNED_IN", "", "/api/v1/auth/token"),
                Refusal.of("", ACCOUNTS, "{'values': {'name': 'x'}}", 401, "TOKEN_NOT_VALID", "", "/api/v1/auth/token")
                        .with("Authorization", "Bearer nonsense"));
    }

    /** Unknown entities, records, routes and methods. */
    private static List<Refusal> places() {
        return List.of(
                Refusal.of("wangfang", "GET /api/v1/records/nothing", "", 404, "ENTITY_NOT_FOUND", "entity", "nothing"),
                Refusal.of(
                        "wangfang",
                        "POST /api/v1/records/nothing",
                        "{'values': {}}",
                        404,
                        "ENTITY_NOT_FOUND",
                        "entity",
                        "nothing",
                        "account"),
                Refusal.of(
                        "wangfang", "GET /api/v1/records/nothing/5", "", 404, "ENTITY_NOT_FOUND", "entity", "nothing"),
                Refusal.of("wangfang", "GET /api/v1/forms/nothing", "", 404, "ENTITY_NOT_FOUND", "entity", "nothing"),
                Refusal.of("wangfang", "GET /api/v1/views/nothing", "", 404, "ENTITY_NOT_FOUND", "entity", "nothing"),
                Refusal.of("wangfang", "GET /api/v1/forms/account?form=zz", "", 404, "FORM_NOT_FOUND", "form", "zz"),
                Refusal.of("wangfang", "GET /api/v1/records/account/5", "", 404, "RECORD_NOT_FOUND", "id", "5"),
                Refusal.of("wangfang", "GET /api/v1/records/account/abc", "", 404, "RECORD_NOT_FOUND", "id", "abc"),
                Refusal.of("wangfang", "GET /api/v1/records/account/5/history", "", 404, "RECORD_NOT_FOUND", "id", "5"),
                Refusal.of(
                        "wangfang", "GET /api/v1/records/account/5/approval", "", 404, "RECORD_NOT_FOUND", "id", "5"),
                Refusal.of(
                        "wangfang",
                        "POST /api/v1/forms/account/evaluate",
                        "{'id': 'x'}",
                        404,
                        "RECORD_NOT_FOUND",
                        "id",
                        "x"),
                Refusal.of("wangfang", "GET /api/v1/nothing", "", 404, "ROUTE_NOT_FOUND", "", "/api/v1/nothing"),
                Refusal.of("wangfang", "PUT " + PRODUCTS, "{}", 405, "METHOD_NOT_ALLOWED", "", "PUT", "GET"),
                Refusal.of("wangfang", "GET /api/v1/me", "", 406, "NOT_ACCEPTABLE", "", "application/json")
                        .with("Accept", "text/html"));
    }

    private static List<Refusal> queries() {
        return List.of(
                get(PRODUCTS + "?limit=501", "LIMIT_OUT_OF_RANGE", "limit", "501", "500"),
                get(PRODUCTS + "?limit=abc", "LIMIT_OUT_OF_RANGE", "limit", "abc", "500"),
                get(PRODUCTS + "?limit=9999", "LIMIT_OUT_OF_RANGE", "limit", "9999", "500"),
                get(PRODUCTS + "?after=zzz", "BAD_CURSOR", "after", "zzz"),
                get(PRODUCTS + "?count=maybe", "COUNT_UNKNOWN", "count", "maybe", "capped"),
                get(PRODUCTS + "?offset=1", "PARAMETER_UNKNOWN", "offset", "offset", "after"),
                get(PRODUCTS + "?filter=name%20%3D", "EXPRESSION_UNEXPECTED", "filter", "1", "7"),
                get(PRODUCTS + "?filter=FOO(name)", "EXPRESSION_UNKNOWN_FUNCTION", "filter", "FOO"),
                get(PRODUCTS + "?filter=name%2B1%3E2", "EXPRESSION_OPERAND_TYPE", "filter", "+", "&"),
                get(PRODUCTS + "?filter=name%3D:q", "EXPRESSION_UNKNOWN_PARAMETER", "filter", ":q"),
                get(PRODUCTS + "?filter=name", "EXPRESSION_RESULT_TYPE", "filter"),
                get(PRODUCTS + "?filter=%22abc", "EXPRESSION_UNCLOSED", "filter"),
                get(PRODUCTS + "?filter=UPPER(name)%3D%22A%22", "NOT_FILTERABLE", "filter"),
                get(PRODUCTS + "?sort=list_price.amount", "UNKNOWN_FIELD", "sort", "list_price.amount"),
                get(PRODUCTS + "?sort=1%2B1", "UNKNOWN_FIELD", "sort", "1+1"),
                Refusal.of(
                        "wangfang",
                        "POST " + PRODUCTS + "/query",
                        "{'filter': 5, 'sort': {'a': 1}, 'limit': 'x', 'count': []}",
                        400,
                        "MEMBER_WRONG_TYPE",
                        "sort",
                        "sort"),
                Refusal.of(
                        "wangfang",
                        "POST " + PRODUCTS + "/query",
                        "{'filtre': 'x'}",
                        400,
                        "MEMBER_UNKNOWN",
                        "filtre",
                        "filtre",
                        "filter"),
                aggregate("'measures': [{'function': 'foo'}]", "MEASURE_UNKNOWN", "measures[0].function", "foo", "sum"),
                aggregate("'measures': [{'function': 'sum'}]", "MEASURE_WITHOUT_PATH", "measures[0].path", "SUM"),
                aggregate("'measures': [{'function': 'sum', 'path': 'name'}]", "NOT_MEASURABLE", "measures[0]", "SUM"),
                aggregate("'measures': [5]", "MEASURE_MALFORMED", "measures[0]"),
                aggregate("'filter': 'name ='", "EXPRESSION_UNEXPECTED", "filter", "7"));
    }

    private static List<Refusal> approvals() {
        return List.of(
                act("{account}", "account", "submit", 409, "APPROVAL_NOT_STARTABLE"),
                act("{empty}", "quote", "submit", 409, "APPROVAL_NOT_STARTABLE"),
                act("{empty}", "quote", "preview", 409, "APPROVAL_NOT_STARTABLE"),
                act("{empty}", "quote", "withdraw", 409, "APPROVAL_NOT_RUNNING"),
                act("{locked}", "quote", "submit", 409, "APPROVAL_ALREADY_RUNNING"),
                act("5", "quote", "submit", 404, "*"),
                Refusal.of(
                        "wangfang",
                        "POST " + LOCKED + "/approval/submit",
                        "{'when': 'now'}",
                        400,
                        "MEMBER_UNKNOWN",
                        "when",
                        "when"),
                Refusal.of("liming", "POST " + LOCKED + "/approval/withdraw", "", 403, "APPROVAL_ONLY_INITIATOR", ""),
                task("wangfang", "{task}", "agree", "{}", 403, "APPROVAL_NOT_YOUR_TASK", ""),
                task("wangfang", "{task}", "reject", "{}", 403, "APPROVAL_NOT_YOUR_TASK", ""),
                task("liming", "5", "agree", "{}", 404, "APPROVAL_TASK_NOT_FOUND", ""),
                task("liming", "x", "reject", "{}", 404, "APPROVAL_TASK_NOT_FOUND", "id"),
                task("liming", "{task}", "agree", "{'comment': 5}", 400, "MEMBER_WRONG_TYPE", "comment", "comment"),
                task("liming", "{task}", "agree", "{'verdict': 'yes'}", 400, "MEMBER_UNKNOWN", "verdict", "comment"),
                task(
                        "liming",
                        "{task}",
                        "reject",
                        "{'comment': '%s'}".formatted("x".repeat(2_001)),
                        422,
                        "APPROVAL_COMMENT_TOO_LONG",
                        "comment",
                        "2001",
                        "2000"),
                task("liming", "{task}", "dance", "{}", 404, "ROUTE_NOT_FOUND", "", "dance"),
                get("/api/v1/tasks?state=zz", "INBOX_FOLDER_UNKNOWN", "state", "zz", "todo"),
                get("/api/v1/tasks?offset=x", "NUMBER_EXPECTED", "offset", "x", "0"),
                get("/api/v1/tasks?limit=1000", "NUMBER_EXPECTED", "limit", "1000", "100"));
    }

    /** Bodies and headers that cannot be read. */
    private static List<Refusal> transport() {
        var sound = "{'values': {'name': 'x'}}";
        return List.of(
                Refusal.of("wangfang", ACCOUNTS, "{'values': {'name': 'x'}", 400, "JSON_MALFORMED", "", "1"),
                Refusal.of(
                        "wangfang", ACCOUNTS, "{'values': {'name': 'x', 'name': 'y'}}", 400, "JSON_MALFORMED", "", "1"),
                Refusal.of("wangfang", ACCOUNTS, "", 400, "BODY_MISSING", ""),
                Refusal.of("wangfang", ACCOUNTS, "[]", 400, "BODY_NOT_AN_OBJECT", ""),
                Refusal.of("wangfang", ACCOUNTS, "{'values': []}", 400, "MEMBER_WRONG_TYPE", "values", "values"),
                Refusal.of("wangfang", ACCOUNTS, "{}", 400, "MEMBER_MISSING", "values", "values"),
                Refusal.of(
                        "wangfang",
                        ACCOUNTS,
                        "{'values': {'name': 'x'}, 'nonsense': 1}",
                        400,
                        "MEMBER_UNKNOWN",
                        "nonsense",
                        "nonsense",
                        "values"),
                Refusal.of(
                        "wangfang",
                        ACCOUNTS,
                        "{'values': {'employees': 1e999999999}}",
                        400,
                        "JSON_NUMBER_OUT_OF_RANGE",
                        "values.employees",
                        "400"),
                Refusal.of(
                        "wangfang",
                        ACCOUNTS,
                        "{'values': " + "[".repeat(100) + "]".repeat(100) + "}",
                        400,
                        "JSON_TOO_COMPLEX",
                        "",
                        "64"),
                Refusal.of(
                        "wangfang",
                        ACCOUNTS,
                        "{'values': {'name': '" + "x".repeat(9 * 1024 * 1024) + "'}}",
                        413,
                        "BODY_TOO_LARGE",
                        "",
                        "8388608"),
                Refusal.of(
                                "wangfang",
                                ACCOUNTS,
                                sound,
                                415,
                                "MEDIA_TYPE_UNSUPPORTED",
                                "",
                                "text/xml",
                                "application/json")
                        .with("Content-Type", "text/xml"),
                Refusal.of("wangfang", ACCOUNTS, sound, 415, "MEDIA_TYPE_UNSUPPORTED", "", "abc", "application/json")
                        .with("Content-Type", "abc"),
                Refusal.of("wangfang", ACCOUNTS, sound, 415, "MEDIA_TYPE_UNSUPPORTED", "", "application/json")
                        .with("Content-Type", "application/x-www-form-urlencoded"));
    }

    private static Refusal account(String values, String code, String place, String... said) {
        var all = place.equals("name") ? values : "'name': 'x', " + values;
        return Refusal.of("wangfang", ACCOUNTS, "{'values': {%s}}".formatted(all), 422, code, place, said);
    }

    private static Refusal contact(String values, String code, String place, String... said) {
        var body = "{'values': {'name': 'x', 'account': '{account}', %s}}".formatted(values);
        return Refusal.of("wangfang", "POST /api/v1/records/contact", body, 422, code, place, said);
    }

    private static Refusal quote(String values, String code, String place, String... said) {
        var body = "{'values': {'account': '{account}', %s}}".formatted(values);
        return Refusal.of("wangfang", "POST /api/v1/records/quote", body, 422, code, place, said);
    }

    private static Refusal patch(String path, String values, int status, String code, String place, String... said) {
        return Refusal.of("wangfang", "PATCH " + path, "{'values': {%s}}".formatted(values), status, code, place, said);
    }

    private static Refusal get(String path, String code, String place, String... said) {
        return Refusal.of("wangfang", "GET " + path, "", 400, code, place, said);
    }

    private static Refusal aggregate(String members, String code, String place, String... said) {
        var body = "{%s}".formatted(members);
        return Refusal.of("wangfang", "POST " + PRODUCTS + "/aggregate", body, 400, code, place, said);
    }

    private static Refusal act(String id, String entity, String action, int status, String code) {
        var path = "POST /api/v1/records/%s/%s/approval/%s".formatted(entity, id, action);
        return Refusal.of("wangfang", path, "", status, code, "*");
    }

    private static Refusal task(
            String who,
            String id,
            String decision,
            String body,
            int status,
            String code,
            String place,
            String... said) {
        return Refusal.of(who, "POST /api/v1/tasks/%s/%s".formatted(id, decision), body, status, code, place, said);
    }
}
