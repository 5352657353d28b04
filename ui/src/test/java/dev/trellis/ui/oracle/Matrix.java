package dev.trellis.ui.oracle;

import dev.trellis.ui.oracle.Http.Answer;
import dev.trellis.ui.oracle.Http.Call;
import dev.trellis.ui.oracle.RightsModel.Owner;
import dev.trellis.ui.oracle.RightsModel.Person;
import dev.trellis.ui.oracle.RightsModel.Right;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Asks the server everything that one person may or may not do with things, and compares each answer with what the model
 * expects. Every compared fact is a cell.
 */
final class Matrix {

    private static final String THINGS = "/records/thing";
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("name", "\"n\""),
            Map.entry("amount", "1.5"),
            Map.entry("note", "\"t\""),
            Map.entry("secret", "\"s\""),
            Map.entry("hidden_amount", "2.5"),
            Map.entry("kind", "\"b\""),
            Map.entry("due", "\"2026-03-04\""),
            Map.entry("done", "true"),
            Map.entry("place", "null"),
            Map.entry("friend", "null"),
            Map.entry("doubled", "3"),
            Map.entry("lines", "[]"));

    private final Person person;
    private final Http http;
    private final Unchanged unchanged;
    private final Map<Owner, String> records = new EnumMap<>(Owner.class);
    private final Map<String, Integer> versions = new LinkedHashMap<>();
    private final List<String> deviations = new ArrayList<>();
    private final String mark;
    private int cells;
    private int calls;
    private int codes;

    Matrix(Person person, Http http, Unchanged unchanged, Map<Owner, String> records, String mark) {
        this.person = person;
        this.http = http;
        this.unchanged = unchanged;
        this.records.putAll(records);
        this.mark = mark;
        records.values().forEach(id -> versions.put(id, 1));
    }

    int cells() {
        return cells;
    }

    int calls() {
        return calls;
    }

    List<String> deviations() {
        return deviations;
    }

    void run(Map<String, Owner> others) {
        reading();
        listing(others);
        names();
        changing();
        creating();
        together();
        byKey();
        past();
        files();
        deleting();
    }

    private void reading() {
        records.forEach((owner, id) -> {
            var answer = send(Call.get(THINGS + "/" + id));
            expect("read " + owner, person.may("read", owner) ? 200 : 404, answer);
            if (answer.status() == 200) {
                fields("read " + owner, owner, answer.json());
            }
        });
    }

    /** Which fields a record has in an answer, and which fields its lines have. */
    private void fields(String what, Owner owner, JsonNode record) {
        var values = record.path("values");
        for (var field : RightsModel.FIELDS) {
            cell(what + " field " + field, person.reads(field, owner), values.has(field));
        }
        for (var line : values.path("lines").values()) {
            for (var field : RightsModel.LINE_FIELDS) {
                cell(what + " line field " + field, person.readsLine(field, owner), line.has(field));
            }
        }
        cell(
                what + " may edit",
                person.may("edit", owner),
                record.at("/may/edit").booleanValue());
        cell(
                what + " may delete",
                person.may("delete", owner),
                record.at("/may/delete").booleanValue());
        cell(
                what + " may transfer",
                person.may("transfer", owner),
                record.at("/may/transfer").booleanValue());
        cell(
                what + " may history",
                person.may("history", owner),
                record.at("/may/history").booleanValue());
    }

    private void listing(Map<String, Owner> others) {
        var answer = send(Call.get(THINGS + "?limit=500&count=exact"));
        expect("list", person.may("read") ? 200 : person.seesEntity() ? 403 : 404, answer);
        if (answer.status() != 200) {
            return;
        }
        var shown = new LinkedHashMap<String, JsonNode>();
        answer.json().path("items").forEach(item -> shown.put(item.path("id").stringValue(), item));
        int visible = 0;
        for (var record : others.entrySet()) {
            var expected = person.may("read", record.getValue());
            visible += expected ? 1 : 0;
            cell("list has " + record.getValue(), expected, shown.containsKey(record.getKey()));
        }
        cell("list counts " + visible, true, answer.json().at("/count/value").intValue() == visible);
        shown.forEach((id, item) -> {
            var owner = Objects.requireNonNull(others.get(id));
            for (var field : RightsModel.FIELDS) {
                if (!field.equals("lines")) {
                    cell(
                            "list field " + field + " of " + owner,
                            person.reads(field, owner),
                            item.path("values").has(field));
                }
            }
        });
    }

    /** A field that is hidden everywhere does not exist, whatever is asked with its name. */
    private void names() {
        if (!person.may("read")) {
            return;
        }
        for (var field : RightsModel.FIELDS) {
            var exists = person.somewhere(field) != Right.NONE;
            if (!field.equals("lines")) {
                known("fields", field, exists, send(Call.get(THINGS + "?limit=1&fields=" + field)));
                known("sort", field, exists, send(Call.get(THINGS + "?limit=1&sort=" + field)));
                known(
                        "filter",
                        field,
                        exists,
                        send(Call.get(THINGS + "?limit=1&filter=" + Http.encoded("ISBLANK(" + field + ")"))));
                known(
                        "group",
                        field,
                        exists,
                        send(Call.post(THINGS + "/aggregate", "{\"groupBy\": [\"" + field + "\"]}")));
                known(
                        "measure",
                        field,
                        exists,
                        send(Call.post(
                                THINGS + "/aggregate",
                                "{\"measures\": [{\"function\": \"max\", \"path\": \"" + field + "\"}]}")));
                known(
                        "query",
                        field,
                        exists,
                        send(Call.post(THINGS + "/query", "{\"limit\": 1, \"fields\": [\"" + field + "\"]}")));
            }
            if (!field.equals("lines")) {
                known(
                        "friend's",
                        field,
                        exists && person.somewhere("friend") != Right.NONE,
                        send(Call.get(THINGS + "?limit=1&fields=friend." + field)));
            }
            var checked = send(Call.post(
                    "/expressions/check", "{\"entity\": \"thing\", \"expression\": \"ISBLANK(" + field + ")\"}"));
            cell("expression " + field, exists || !checked.json().path("valid").booleanValue(), true);
            cell(
                    "expression knows " + field,
                    exists,
                    !checked.body().contains("\"EXPRESSION_UNKNOWN_FIELD\"")
                            && !checked.body().contains("UNKNOWN"));
        }
    }

    private void known(String what, String field, boolean exists, Answer answer) {
        var unknown = answer.status() == 400 && answer.body().contains("UNKNOWN");
        cell(what + " knows " + field + " → " + answer.status() + " " + answer.code(), exists, !unknown);
        cell(what + " of " + field + " is no error of ours", true, answer.status() < 500);
        cell(what + " " + field + " status", true, exists ? answer.status() < 403 : answer.status() == 400);
    }

    private void changing() {
        for (var record : records.entrySet()) {
            for (var field : RightsModel.FIELDS) {
                var id = record.getValue();
                var answer = send(new Call(
                                "PATCH",
                                THINGS + "/" + id,
                                "{\"values\": {\"" + field + "\": " + value(field) + "}}",
                                Map.of())
                        .with("If-Match", "\"" + versions.get(id) + "\""));
                expect("change " + field + " of " + record.getKey(), changing(field, record.getKey()), answer);
                note(id, answer);
            }
        }
    }

    private int changing(String field, Owner owner) {
        if (!person.seesEntity()) {
            return 404;
        }
        if (person.somewhere(field) == Right.NONE) {
            return 422;
        }
        if (!person.may("read", owner)) {
            return 404;
        }
        if (!person.may("edit", owner)) {
            return 403;
        }
        if (field.equals("doubled")) {
            return 422;
        }
        return person.writes(field, "edit", owner) ? 200 : 403;
    }

    private void creating() {
        for (var field : RightsModel.FIELDS) {
            var values = field.equals("name")
                    ? "\"name\": " + value("name")
                    : "\"name\": \"n\", \"" + field + "\": " + value(field);
            var answer = send(Call.post(THINGS, "{\"values\": {" + values + "}}"));
            expect("create with " + field, creating(field), answer);
            if (answer.status() == 201) {
                var location = Objects.requireNonNull(answer.headers().get("location"));
                remove(location.replaceFirst(".*/", ""));
            }
        }
    }

    private int creating(String field) {
        if (!person.seesEntity()) {
            return 404;
        }
        if (person.somewhere(field) == Right.NONE || person.somewhere("name") == Right.NONE) {
            return 422;
        }
        if (!person.may("create")) {
            return 403;
        }
        if (field.equals("doubled")) {
            return person.writes("name", "create", Owner.SELF) ? 422 : 403;
        }
        return person.writes(field, "create", Owner.SELF) && person.writes("name", "create", Owner.SELF) ? 201 : 403;
    }

    /** Made records are deleted again by whoever may; others see them only within a scope, so they stay in no list. */
    private void remove(String id) {
        made.add(id);
    }

    private final Set<String> made = new LinkedHashSet<>();

    Set<String> made() {
        return made;
    }

    private void together() {
        var operations = new ArrayList<String>();
        records.values()
                .forEach(id -> operations.add("{\"op\": \"update\", \"id\": \"" + id + "\", \"version\": "
                        + versions.get(id) + ", \"values\": {\"note\": \"bulk\"}}"));
        var answer = send(Call.post(
                THINGS + "/bulk", "{\"mode\": \"each\", \"operations\": [" + String.join(", ", operations) + "]}"));
        var hidden = person.somewhere("note") == Right.NONE;
        expect("bulk", !person.seesEntity() ? 404 : !person.may("bulk") ? 403 : hidden ? 422 : 200, answer);
        if (answer.status() != 200) {
            return;
        }
        int i = 0;
        for (var record : records.entrySet()) {
            var result = answer.json().path("results").get(i++);
            int alone = changing("note", record.getKey());
            int expected = alone == 200 && !person.may("bulk", record.getKey()) ? 403 : alone;
            cell(
                    "bulk of " + record.getKey() + " → " + result.path("status").intValue(),
                    true,
                    expected == result.path("status").intValue());
            if (result.path("status").intValue() == 200) {
                versions.put(record.getValue(), result.path("version").intValue());
            }
        }
    }

    private void byKey() {
        var answer = send(
                new Call("PUT", THINGS + "/by/code/" + mark + "-fresh", "{\"values\": {\"name\": \"n\"}}", Map.of()));
        int expected;
        if (!person.seesEntity()) {
            expected = 404;
        } else if (person.somewhere("code") == Right.NONE) {
            expected = 400;
        } else {
            expected = creating("code");
        }
        expect("put by key", expected, answer);
        if (answer.status() == 201) {
            remove(Objects.requireNonNull(answer.headers().get("location")).replaceFirst(".*/", ""));
        }
    }

    private void past() {
        records.forEach((owner, id) -> {
            var answer = send(Call.get(THINGS + "/" + id + "/history"));
            expect(
                    "history of " + owner,
                    person.may("read", owner) && person.may("history", owner) ? 200 : 404,
                    answer);
            if (answer.status() == 200) {
                for (var change : answer.json().at("/items").findValues("path")) {
                    var field = change.stringValue();
                    if (RightsModel.FIELDS.contains(field)) {
                        cell("history shows " + field, true, person.reads(field, owner));
                    }
                }
            }
        });
    }

    private void files() {
        printing();
        exporting();
        importing();
        expect("form", person.seesEntity() ? 200 : 404, send(Call.get("/forms/thing")));
        expect("views", person.seesEntity() ? 200 : 404, send(Call.get("/views/thing")));
        var form = send(Call.get("/forms/thing")).body();
        for (var field : RightsModel.FIELDS) {
            if (person.seesEntity() && person.somewhere(field) == Right.NONE) {
                cell("form hides " + field, false, form.contains("\"" + field + "\""));
            }
        }
        var described = send(Call.get("/openapi.json"));
        var things = described.json().at("/components/schemas/ThingValues/properties");
        for (var field : RightsModel.FIELDS) {
            if (person.seesEntity()) {
                cell("description has " + field, person.somewhere(field) != Right.NONE, things.has(field));
            }
        }
        var me = send(Call.get("/me")).json();
        for (var verb : List.of(
                "create", "read", "edit", "delete", "transfer", "history", "bulk", "print", "export", "import")) {
            cell(
                    "me may " + verb,
                    person.seesEntity() && person.may(verb),
                    me.at("/entities/thing").toString().contains("\"" + verb + "\""));
        }
    }

    private void printing() {
        records.forEach((owner, id) -> {
            var answer = send(Call.get(THINGS + "/" + id + "/print"));
            expect("print " + owner, !person.may("read", owner) ? 404 : person.may("print", owner) ? 200 : 403, answer);
            if (answer.status() == 200) {
                for (var field : RightsModel.FIELDS) {
                    if (!person.reads(field, owner)) {
                        cell("print hides " + field, false, answer.body().contains("\"" + field + "\""));
                    }
                }
            }
        });
    }

    /** A file holds the records that one may read and export, and no others. */
    private void exporting() {
        var answer = send(Call.get(THINGS + "/export?format=csv&ids=true&fields=owner"));
        expect("export", !person.seesEntity() ? 404 : person.may("export") && person.may("read") ? 200 : 403, answer);
        if (answer.status() == 200) {
            records.forEach((owner, id) -> cell(
                    "export has " + owner,
                    person.may("read", owner) && person.may("export", owner),
                    answer.body().contains(id)));
        }
    }

    /** Only who may not is asked: what an import writes it writes later, into the next call's account. */
    private void importing() {
        if (person.may("import")) {
            return;
        }
        var answer = send(new Call(
                "POST",
                THINGS + "/import?name=x.csv&dryRun=true",
                "Name\r\nx\r\n",
                Map.of("Content-Type", "application/octet-stream")));
        expect("import", person.seesEntity() ? 403 : 404, answer);
    }

    private void deleting() {
        records.forEach((owner, id) -> {
            var answer = send(new Call("DELETE", THINGS + "/" + id, null, Map.of())
                    .with("If-Match", "\"" + versions.get(id) + "\""));
            expect("delete " + owner, deleting(owner), answer);
            if (answer.status() == 204) {
                expect("read deleted " + owner, 404, send(Call.get(THINGS + "/" + id)));
                var restored = send(Call.post("/recycle-bin/thing/" + id + "/restore", ""));
                expect("restore " + owner, 200, restored);
                note(id, restored);
            } else {
                expect(
                        "restore what is not deleted, " + owner,
                        404,
                        send(Call.post("/recycle-bin/thing/" + id + "/restore", "")));
            }
        });
    }

    private int deleting(Owner owner) {
        if (!person.may("read", owner)) {
            return 404;
        }
        return person.may("delete", owner) ? 204 : 403;
    }

    private String value(String field) {
        return field.equals("code") ? "\"" + mark + "-" + ++codes + "\"" : Objects.requireNonNull(VALUES.get(field));
    }

    private void note(String id, Answer answer) {
        if (answer.status() == 200) {
            versions.put(id, answer.json().path("version").intValue());
        } else if (answer.status() == 204) {
            versions.merge(id, 1, Integer::sum);
        }
    }

    private Answer send(Call call) {
        calls++;
        unchanged.committed();
        var answer = http.send(call);
        var written = unchanged.committed();
        if (answer.status() >= 400) {
            cell(
                    "refused call leaves the database alone: " + call + " → " + answer.status() + " " + written,
                    true,
                    written.isEmpty());
        }
        cell("no error of ours: " + call, true, answer.status() < 500);
        return answer;
    }

    private void expect(String what, int status, Answer answer) {
        cells++;
        if (answer.status() != status) {
            deviations.add(what + ": expected " + status + " but was " + answer.status() + " " + answer.body() + " for "
                    + person);
        }
    }

    private void cell(String what, boolean expected, boolean found) {
        cells++;
        if (expected != found) {
            deviations.add(what + ": expected " + expected + " but was " + found + " for " + person);
        }
    }
}
