package dev.trellis.ui.api;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Records of the demo company that a salesperson is refused something with: an account of her own and one of another
 * salesperson, a product whose cost she may not see, a quote that is locked by its approval and one without lines.
 */
final class RefusalScene {

    private final Map<String, String> names = new TreeMap<>();
    private final ApiCaller sales = ApiCaller.as("wangfang");

    RefusalScene() {
        var account = create("account", "{\"name\": \"Refusals Ltd\", \"credit_code\": \"91330000REFUXED00Y\"}");
        names.put("account", account.path("id").stringValue());
        names.put("product", first("product", "wangfang"));
        names.put("foreign", first("account", "zhangwei"));
        names.put("manager", me("liming"));
        names.put("admin", me("wutao"));
        var line = "{\"product\": \"%s\", \"quantity\": 1}".formatted(names.get("product"));
        var locked = create("quote", "{\"account\": \"%s\", \"lines\": [%s]}".formatted(names.get("account"), line));
        names.put("locked", locked.path("id").stringValue());
        names.put("line", locked.at("/values/lines/0/id").stringValue());
        var submitted = sales.post(fill("/api/v1/records/quote/{locked}/approval/submit"), "");
        if (submitted.status() != 200) {
            throw new IllegalStateException(submitted.json().toString());
        }
        names.put("version", read("quote", "{locked}").path("version").asString());
        names.put(
                "task",
                ApiCaller.as("liming")
                        .get(fill("/api/v1/records/quote/{locked}/approval"))
                        .json()
                        .at("/items/0/may/task")
                        .stringValue());
        var empty = create("quote", "{\"account\": \"%s\"}".formatted(names.get("account")));
        names.put("empty", empty.path("id").stringValue());
    }

    /** Puts the ids of the scene in place of their names in braces. */
    String fill(String text) {
        var filled = text;
        for (var name : names.entrySet()) {
            filled = filled.replace("{" + name.getKey() + "}", name.getValue());
        }
        return filled;
    }

    /** A published definition, to be spoilt. */
    static JsonNode definition(String place) {
        return ApiCaller.as("wutao").get("/api/v1/metadata/" + place).json();
    }

    /** Ends what it began. */
    void close() {
        sales.post(fill("/api/v1/records/quote/{locked}/approval/withdraw"), "");
    }

    private JsonNode create(String entity, String values) {
        var answer = sales.post("/api/v1/records/" + entity, "{\"values\": " + values + "}");
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.json().toString());
        }
        return answer.json();
    }

    private JsonNode read(String entity, String id) {
        return sales.get(fill("/api/v1/records/" + entity + "/" + id)).json();
    }

    private static String first(String entity, String who) {
        return ApiCaller.as(who)
                .get("/api/v1/records/" + entity + "?limit=1&fields=id")
                .json()
                .at("/items/0/id")
                .stringValue();
    }

    private static String me(String who) {
        return ApiCaller.as(who).get("/api/v1/me").json().path("id").stringValue();
    }
}
