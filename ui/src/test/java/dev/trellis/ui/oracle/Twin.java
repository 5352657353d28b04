package dev.trellis.ui.oracle;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.search.Search;
import dev.trellis.ui.oracle.Http.Answer;
import dev.trellis.ui.oracle.Http.Call;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One of two companies that are the same for the actor and differ in everything that the actor may not see: values of
 * hidden fields, records of others, how many there are, what they are called.
 */
final class Twin implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("[0-9]{15,19}");

    /** As JSON has it, and as people read it in the label of a group. */
    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z| [0-9]{2}:[0-9]{2}(:[0-9]{2})?)");

    private static final Pattern TRACE = Pattern.compile("\"traceId\":\"[0-9a-f]+\"");
    private static final Pattern CURSOR = Pattern.compile("\"next\":\"[^\"]+\"");

    private final OracleWorld world;
    private final Http http;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> idsByName = new HashMap<>();

    private Twin(OracleWorld world, Http http) {
        this.world = world;
        this.http = http;
    }

    /** @param other whether it is the one with the other secrets */
    static Twin start(String name, boolean other) {
        var world = OracleWorld.start(name, roles(), definitions());
        var home = world.make("home", "department", Map.of("name", "Home"));
        var away = world.make("away", "department", Map.of("name", "Away"));
        var token = world.person("actor", home, "limited", "colleague");
        world.make("mate", "user", Map.of("name", "mate", "primary_department", home));
        var stranger = world.make("stranger", "user", Map.of("name", "stranger", "primary_department", away));
        var twin = new Twin(world, new Http(world.address(), token));
        hidden(world, stranger, other);
        visible(world, other);
        world.ids().forEach((key, id) -> twin.known(key, id.toString()));
        return twin;
    }

    /** Everything that differs, and records of others that are there in both. */
    private static void hidden(OracleWorld world, RecordId stranger, boolean other) {
        world.make("place", "place", Map.of("name", "Place", "rent", new BigDecimal(other ? "900" : "100")));
        world.make(
                "unseen friend",
                "thing",
                Map.of(
                        "name",
                        "Friend",
                        "owner",
                        stranger,
                        "amount",
                        new BigDecimal(other ? "77" : "33"),
                        "kind",
                        other ? "c" : "a",
                        "note",
                        other ? "north" : "south"));
        for (int i = 0; i < (other ? 23 : 9); i++) {
            world.make(
                    "unseen " + i,
                    "thing",
                    Map.of(
                            "name",
                            (other ? "Zebra " : "Ostrich ") + i,
                            "owner",
                            stranger,
                            "code",
                            (other ? "B" : "A") + "-hidden-" + i,
                            "amount",
                            new BigDecimal(other ? 5000 + i : i),
                            "kind",
                            other ? "b" : "a",
                            "secret",
                            "s" + i));
        }
        for (int i = 0; i < (other ? 90 : 20); i++) {
            world.make(
                    "unseen memo " + i,
                    "memo",
                    Map.of(
                            "name",
                            (other && i % 3 == 0 ? "Harbour" : "Harbour office ") + (i % 5),
                            "body",
                            other ? "north pier, 海港 lantern" : "pier",
                            "topic",
                            "closed",
                            "inner",
                            "pier",
                            "owner",
                            stranger));
        }
        for (int i = 0; i < (other ? 4 : 1); i++) {
            world.make("ticket " + i, "ticket", Map.of("note", other ? "other" : "one"));
        }
    }

    private static void visible(OracleWorld world, boolean other) {
        for (int i = 0; i < 24; i++) {
            var values = new LinkedHashMap<String, Object>(Map.of(
                    "name",
                    "Thing " + (i % 12),
                    "code",
                    "V-" + i,
                    "amount",
                    new BigDecimal(i * 3 % 17),
                    "note",
                    i % 4 == 0 ? "north" : "south",
                    "secret",
                    other ? "quiet " + (23 - i) : "loud " + i,
                    "hidden_amount",
                    new BigDecimal(other ? 1000 - i : i),
                    "kind",
                    List.of("a", "b", "c").get(i % 3),
                    "done",
                    i % 2 == 0,
                    "place",
                    world.id("place"),
                    "owner",
                    world.id(i % 3 == 2 ? "mate" : "actor")));
            if (i % 5 == 0) {
                values.put("friend", world.id("unseen friend"));
            }
            values.put(
                    "lines",
                    List.of(new dev.trellis.core.record.Change.Line(
                            null, Map.of("text", "line " + i, "cost", new BigDecimal(other ? 70 + i : i)))));
            world.make("thing " + i, "thing", values);
            memo(world, other, i);
        }
    }

    /** Memos of a stranger that a condition shows, in between those that it does not; what is inside only own ones tell. */
    private static void memo(OracleWorld world, boolean other, int i) {
        boolean isMates = i % 6 == 0;
        boolean showsInner = isMates && i % 12 != 0;
        var body = i % 12 == 0 ? "pier" : i % 5 == 0 ? "north pier" : i % 5 == 1 ? "harbor pier" : "quiet";
        var hidden = other ? (i % 2 == 0 ? "harbour 海港 pier" : "loud") : (i % 3 == 0 ? "lantern pier" : "thing");
        world.make(
                "memo " + i,
                "memo",
                Map.of(
                        "name",
                        List.of("Harbour", "Harbour " + i % 4, "海港 " + i % 3, "Lantern " + i)
                                .get(i % 4),
                        "body",
                        body,
                        "topic",
                        "open",
                        "inner",
                        showsInner ? "harbour inside" : hidden,
                        "owner",
                        world.id(isMates ? "mate" : "stranger")));
        for (int j = 0; j < (other ? 3 : 1); j++) {
            world.make(
                    "shut memo " + i + "/" + j,
                    "memo",
                    Map.of("name", "Harbour " + j, "body", "pier", "topic", "closed", "owner", world.id("stranger")));
        }
    }

    /** Own records with most fields; the department's with two; costs of lines, places and tickets never. */
    private static List<ObjectNode> roles() {
        return List.of(role("""
                        {"id": "limited", "label": {"en": "Limited"}, "entities": {
                          "user": {"verbs": {"read": "all"}, "otherFields": "read"},
                          "department": {"verbs": {"read": "all"}, "otherFields": "read"},
                          "thing": {"verbs": {"create": "own", "read": "own", "edit": "own", "delete": "own",
                              "history": "own", "export": "own", "import": "own", "bulk": "own"}, "otherFields": "write",
                              "fields": {"secret": "none", "hidden_amount": "none", "secret_papers": "none"}},
                          "memo": {"verbs": {"read": "all"}, "conditions": {"read": "topic = 'open'"},
                              "otherFields": "read", "fields": {"inner": "none"}},
                          "thing_line": {"otherFields": "write", "fields": {"cost": "none"}}}}"""), role("""
                        {"id": "colleague", "label": {"en": "Colleague"}, "entities": {
                          "thing": {"verbs": {"read": "department"}, "otherFields": "none",
                              "fields": {"name": "read", "amount": "read", "lines": "read"}},
                          "memo": {"verbs": {"read": "department"}, "conditions": {"read": "body <> 'pier'"},
                              "otherFields": "read"},
                          "thing_line": {"otherFields": "none", "fields": {"text": "read"}}}}"""));
    }

    /** The company with files, memos, a duplicate rule and an approval. */
    private static ObjectNode definitions() {
        var all = OracleWorld.definitions();
        for (var entity : all.withArray("entity")) {
            if (entity.path("id").asString("").equals("thing")) {
                for (var papers : List.of("papers", "secret_papers")) {
                    var field = ((ObjectNode) entity).withArray("fields").addObject();
                    field.put("id", papers)
                            .put("type", "attachments")
                            .putObject("label")
                            .put("en", papers);
                }
            }
        }
        all.withArray("entity").add(Http.JSON.readTree("""
                {"id": "memo", "label": {"en": "Memo"}, "plural": {"en": "Memos"}, "title": "name", "fields": [
                  {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                  {"id": "body", "label": {"en": "Body"}, "type": "long_text"},
                  {"id": "topic", "label": {"en": "Topic"}, "type": "text"},
                  {"id": "inner", "label": {"en": "Inner"}, "type": "text"}]}"""));
        all.withArray("duplicate").add(Http.JSON.readTree("""
                {"id": "thing_name", "label": {"en": "Same name"}, "entity": "thing",
                 "comparisons": [{"field": "name", "how": "text"}]}"""));
        all.withArray("approval").add(Http.JSON.readTree("""
                {"id": "thing_check", "label": {"en": "Check"}, "entity": "thing", "summary": ["name", "amount"],
                 "administrators": ["colleague"],
                 "nodes": [{"kind": "approve", "id": "boss", "label": {"en": "Boss"}, "completion": "all",
                    "approvers": [{"source": "field", "path": "owner"}]}]}"""));
        return all;
    }

    private static ObjectNode role(String json) {
        return (ObjectNode) Http.JSON.readTree(json);
    }

    /** Sends a request with the ids of this company in place of their names; a search once the index knows all. */
    Answer send(Call call) {
        if (call.method().equals(SearchRequests.PICK)) {
            return pick(call.path(), call.body());
        }
        if (call.path().startsWith("/search")) {
            world.trellis().context().getBean(Search.class).catchUp();
        }
        return http.send(new Call(
                call.method(), filled(call.path()), call.body() == null ? null : filled(call.body()), call.headers()));
    }

    /** What the picker of a lookup offers; it has no route of its own. */
    private Answer pick(String entity, @Nullable String text) {
        var actor = new Actor.Person(
                world.id("actor"), "actor", Set.of("limited", "colleague"), Set.of(), Locale.ENGLISH, Actor.Via.WEB);
        var found = world.trellis()
                .context()
                .getBean(Records.class)
                .suggest(actor, entity, text == null ? "" : text, SearchRequests.PICKED);
        var offered = found instanceof QueryResult.Page page
                ? page.items().stream()
                                .map(record -> record.id() + " " + new TreeMap<>(record.values()) + " "
                                        + new TreeMap<>(record.labels()))
                                .collect(Collectors.joining("\n"))
                        + (page.next() == null ? "" : "\n…")
                : found.toString();
        return new Answer(200, Map.of(), offered);
    }

    /** Takes from an answer what is this company's own. */
    Masked mask(Answer answer) {
        return new Masked(answer.status(), maskedHeaders(answer), masked(answer.body()));
    }

    /** An answer after masking. */
    record Masked(int status, String headers, String body) {
        boolean isSame(Masked other) {
            return status == other.status && headers.equals(other.headers) && body.equals(other.body);
        }

        @Override
        public String toString() {
            return status + " " + headers + "\n" + body;
        }
    }

    /** Gives an id of this company the name that it has in both. */
    void known(String name, String id) {
        names.put(id, name);
        idsByName.put(name, id);
    }

    /** As {@link #known}, unless the id has a name already. */
    void alsoKnown(String name, String id) {
        if (!id.isEmpty() && !names.containsKey(id)) {
            known(name, id);
        }
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    OracleWorld world() {
        return world;
    }

    private String filled(String text) {
        var filled = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('«'); open >= 0; open = text.indexOf('«', from)) {
            int close = text.indexOf('»', open);
            filled.append(text, from, open).append(idsByName.getOrDefault(text.substring(open + 1, close), "1"));
            from = close + 1;
        }
        return filled.append(text.substring(from)).toString();
    }

    private String maskedHeaders(Answer answer) {
        var headers = new LinkedHashMap<String, String>();
        for (var name : List.of("content-type", "content-disposition", "etag", "location", "retry-after", "allow")) {
            if (answer.headers().containsKey(name)) {
                headers.put(name, masked(answer.headers().getOrDefault(name, "")));
            }
        }
        return headers.toString();
    }

    private String masked(String body) {
        var timeless = TIME.matcher(body).replaceAll("<time>");
        var traceless = TRACE.matcher(timeless).replaceAll("\"traceId\":\"\"");
        var cursorless = CURSOR.matcher(traceless).replaceAll("\"next\":\"<more>\"");
        return ID.matcher(cursorless).replaceAll(found -> names.getOrDefault(found.group(), found.group()));
    }

    @Override
    public void close() {
        world.close();
    }
}
