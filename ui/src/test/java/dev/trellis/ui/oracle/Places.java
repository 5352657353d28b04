package dev.trellis.ui.oracle;

import dev.trellis.ui.oracle.Http.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Every place of a request into which a client can write a text, by name. */
final class Places {

    private static final String THINGS = "/records/thing";

    private Places() {}

    /** @param record the id of a record that the caller may change */
    static Map<String, Function<String, List<Call>>> all(String record) {
        var places = new LinkedHashMap<String, Function<String, List<Call>>>();
        for (var parameter : List.of("filter", "sort", "fields", "q", "after", "limit", "count", "nosuch")) {
            one(places, "query " + parameter, text -> Call.get(THINGS + "?" + parameter + "=" + Http.encoded(text)));
        }
        one(
                places,
                "filter parameter",
                text -> Call.get(THINGS + "?filter=" + Http.encoded("name = :q OR CONTAINS(note, :q)") + "&p.q="
                        + Http.encoded(text)));
        one(
                places,
                "filter parameter's name",
                text -> Call.get(THINGS + "?filter=" + Http.encoded("name = :q") + "&p." + Http.encoded(text) + "=x"));
        one(
                places,
                "filter literal",
                text -> Call.get(THINGS + "?filter=" + Http.encoded("name = '" + text.replace("'", "''") + "'")));
        one(
                places,
                "filter option",
                text -> Call.get(THINGS + "?filter=" + Http.encoded("kind = \"" + text.replace("\"", "\"\"") + "\"")));
        one(places, "parameter's name", text -> Call.get(THINGS + "?" + Http.encoded(text) + "=1"));
        for (var member : List.of("filter", "q", "after", "count")) {
            one(
                    places,
                    "body query " + member,
                    text -> Call.post(THINGS + "/query", "{\"" + member + "\": " + json(text) + "}"));
        }
        for (var member : List.of("sort", "fields")) {
            one(
                    places,
                    "body query " + member,
                    text -> Call.post(THINGS + "/query", "{\"" + member + "\": [" + json(text) + "]}"));
        }
        one(
                places,
                "body query parameter",
                text -> Call.post(
                        THINGS + "/query", "{\"filter\": \"note = :n\", \"parameters\": {\"n\": " + json(text) + "}}"));
        one(places, "body member", text -> Call.post(THINGS + "/query", "{" + json(text) + ": 1}"));
        one(places, "group", text -> Call.post(THINGS + "/aggregate", "{\"groupBy\": [" + json(text) + "]}"));
        one(
                places,
                "measure path",
                text -> Call.post(
                        THINGS + "/aggregate",
                        "{\"measures\": [{\"function\": \"max\", \"path\": " + json(text) + "}]}"));
        one(
                places,
                "measure function",
                text -> Call.post(
                        THINGS + "/aggregate",
                        "{\"measures\": [{\"function\": " + json(text) + ", \"path\": \"amount\"}]}"));
        one(places, "aggregate filter", text -> Call.post(THINGS + "/aggregate", "{\"filter\": " + json(text) + "}"));
        one(places, "entity", text -> Call.get("/records/" + Http.encoded(text)));
        one(places, "id", text -> Call.get(THINGS + "/" + Http.encoded(text)));
        one(places, "fields of one", text -> Call.get(THINGS + "/" + record + "?fields=" + Http.encoded(text)));
        one(places, "history id", text -> Call.get(THINGS + "/" + Http.encoded(text) + "/history"));
        one(
                places,
                "key field",
                text -> new Call(
                        "PUT",
                        THINGS + "/by/" + Http.encoded(text) + "/x",
                        "{\"values\": {\"name\": \"x\"}}",
                        Map.of()));
        one(
                places,
                "key value",
                text -> new Call(
                        "PUT", THINGS + "/by/code/" + Http.encoded(text), "{\"values\": {\"name\": \"x\"}}", Map.of()));
        places.put("stored name", text -> stored("name", text));
        places.put("stored note", text -> stored("note", text));
        for (var field : List.of("code", "amount", "kind", "due", "done", "place", "friend")) {
            one(
                    places,
                    "value of " + field,
                    text -> Call.post(
                            THINGS, "{\"values\": {\"name\": \"x\", \"" + field + "\": " + json(text) + "}}"));
        }
        one(
                places,
                "field's name",
                text -> Call.post(THINGS, "{\"values\": {\"name\": \"x\", " + json(text + " ") + ": 1}}"));
        one(
                places,
                "line's text",
                text -> Call.post(
                        THINGS, "{\"values\": {\"name\": \"x\", \"lines\": [{\"text\": " + json(text) + "}]}}"));
        one(
                places,
                "bulk operation",
                text -> Call.post(THINGS + "/bulk", "{\"operations\": [{\"op\": " + json(text) + "}]}"));
        one(
                places,
                "bulk id",
                text -> Call.post(
                        THINGS + "/bulk",
                        "{\"operations\": [{\"op\": \"delete\", \"id\": " + json(text) + ", \"version\": 1}]}"));
        one(
                places,
                "bulk value",
                text -> Call.post(
                        THINGS + "/bulk",
                        "{\"mode\": \"each\", \"operations\": [{\"op\": \"create\", \"values\": {\"name\": "
                                + json(text) + "}}]}"));
        one(places, "search", text -> Call.get("/search?q=" + Http.encoded(text)));
        one(places, "search entity", text -> Call.get("/search?q=x&entity=" + Http.encoded(text)));
        one(
                places,
                "expression",
                text -> Call.post("/expressions/check", "{\"entity\": \"thing\", \"expression\": " + json(text) + "}"));
        one(
                places,
                "evaluated expression",
                text -> Call.post(
                        "/expressions/evaluate",
                        "{\"entity\": \"thing\", \"id\": \"" + record + "\", \"expression\": " + json(text) + "}"));
        one(places, "export fields", text -> Call.get(THINGS + "/export?format=csv&fields=" + Http.encoded(text)));
        one(places, "export filter", text -> Call.get(THINGS + "/export?format=csv&filter=" + Http.encoded(text)));
        one(places, "export format", text -> Call.get(THINGS + "/export?format=" + Http.encoded(text)));
        one(
                places,
                "import heading",
                text -> new Call(
                        "POST",
                        THINGS + "/import?name=x.csv&dryRun=true",
                        "Name," + csv(text) + "\r\nx,y\r\n",
                        Map.of("Content-Type", "application/octet-stream")));
        one(
                places,
                "import cell",
                text -> new Call(
                        "POST",
                        THINGS + "/import?name=x.csv&dryRun=true",
                        "Name,Note\r\n" + csv(text) + "," + csv(text) + "\r\n",
                        Map.of("Content-Type", "application/octet-stream")));
        one(places, "bin cursor", text -> Call.get("/recycle-bin/thing?after=" + Http.encoded(text)));
        one(places, "form", text -> Call.get("/forms/thing?form=" + Http.encoded(text)));
        one(places, "task state", text -> Call.get("/tasks?state=" + Http.encoded(text)));
        one(places, "job", text -> Call.get("/jobs/" + Http.encoded(text)));
        one(
                places,
                "token's label",
                text -> Call.post("/tokens", "{\"label\": " + json(text) + ", \"entities\": {\"thing\": [\"read\"]}}"));
        one(places, "metadata kind", text -> Call.get("/metadata/" + Http.encoded(text)));
        one(places, "metadata id", text -> Call.get("/metadata/entity/" + Http.encoded(text)));
        one(
                places,
                "new entity's id",
                text -> new Call("PUT", "/metadata/entity/" + Http.encoded(text), entity(text), Map.of()));
        for (var header : List.of("If-Match", "Accept-Language", "Idempotency-Key", "Accept", "X-Forwarded-For")) {
            one(
                    places,
                    "header " + header,
                    text -> new Call(
                            "PATCH",
                            THINGS + "/" + record,
                            "{\"values\": {\"note\": \"h\"}}",
                            Map.of(header, text.replaceAll("[^ -~]", "?"))));
        }
        return places;
    }

    /** Stored first, then read back by everything that could paste it into a statement. */
    private static List<Call> stored(String field, String text) {
        var filter = Http.encoded(field + " = :v");
        return List.of(
                Call.post(THINGS, "{\"values\": {\"name\": \"x\", \"" + field + "\": " + json(text) + "}}"),
                Call.get(THINGS + "?sort=" + field + "&filter=" + filter + "&p.v=" + Http.encoded(text)),
                Call.post(THINGS + "/aggregate", "{\"groupBy\": [\"" + field + "\"]}"));
    }

    private static void one(
            Map<String, Function<String, List<Call>>> places, String name, Function<String, Call> call) {
        places.put(name, text -> List.of(call.apply(text)));
    }

    private static String entity(String text) {
        return "{\"id\": %s, \"label\": {\"en\": %s}, \"plural\": {\"en\": \"X\"}, \"title\": \"name\", \"fields\": [{\"id\": \"name\", \"label\": {\"en\": \"N\"}, \"type\": \"text\"}]}"
                .formatted(json(text), json(text));
    }

    private static String csv(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static String json(String text) {
        return Http.JSON.writeValueAsString(text);
    }
}
