package dev.trellis.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.TestApp;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A company whose contacts are looked for: two sellers who see their own, an administrator who sees all. */
final class SearchCompany implements AutoCloseable {

    static final Actor INSTALL = new Actor.Platform(Actor.Purpose.INSTALL);

    private static final int BATCH = 500;

    private static final String TEXT = """
            {"workspace": [{"id": "workspace", "label": {"en": "Acme"}, "zone": "Asia/Shanghai", "currency": "CNY",
                "languages": ["zh-CN", "en"]}],
             "entity": [
                {"id": "user", "label": {"en": "User"}, "plural": {"en": "Users"}, "title": "name",
                 "fields": [{"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "primary_department", "label": {"en": "Department"}, "type": "department"},
                    {"id": "manager", "label": {"en": "Manager"}, "type": "user"}]},
                {"id": "department", "label": {"en": "Department"}, "plural": {"en": "Departments"}, "title": "name",
                 "fields": [{"id": "name", "label": {"en": "Name"}, "type": "text", "required": true}]},
                {"id": "account", "label": {"en": "Account"}, "plural": {"en": "Accounts"}, "title": "name",
                 "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "city", "label": {"en": "City"}, "type": "text"},
                    {"id": "rating_note", "label": {"en": "Rating"}, "type": "text"}]},
                {"id": "contact", "label": {"en": "Contact"}, "plural": {"en": "Contacts"}, "title": "name",
                 "fields": [
                    {"id": "name", "label": {"en": "Name"}, "type": "text", "required": true},
                    {"id": "phone", "label": {"en": "Phone"}, "type": "phone"},
                    {"id": "email", "label": {"en": "Mail"}, "type": "email"},
                    {"id": "notes", "label": {"en": "Notes"}, "type": "long_text"},
                    {"id": "secret", "label": {"en": "Secret"}, "type": "text"}]}],
             "role": [
                {"id": "admin", "label": {"en": "Administrator"}, "entities": {
                    "user": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "account": {"verbs": {"read": "all"}, "otherFields": "write"},
                    "contact": {"verbs": {"read": "all"}, "otherFields": "write"}}},
                {"id": "seller", "label": {"en": "Seller"}, "entities": {
                    "account": {"verbs": {"read": "all"}, "otherFields": "read"},
                    "contact": {"verbs": {"create": "own", "read": "own", "edit": "own"}, "otherFields": "write",
                        "fields": {"secret": "none"}}}},
                {"id": "reader", "label": {"en": "Reader"}, "entities": {
                    "contact": {"verbs": {"read": "all"}, "conditions": {"read": "CONTAINS(notes, 'public')"},
                        "otherFields": "read", "fields": {"secret": "none"}}}}]}
            """;

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Map<String, RecordId> people = new HashMap<>();
    private final TestApp home = TestApp.start();
    private TestApp app;

    private SearchCompany(Map<String, Object> properties) {
        app = home.anotherNode(properties);
    }

    static SearchCompany start(Map<String, Object> properties) {
        var company = new SearchCompany(properties);
        company.install(TEXT);
        for (var name : List.of("anna", "bert", "chef")) {
            company.people.put(name, company.create("user", Map.of("name", "user " + name)));
        }
        return company;
    }

    /** Settings that keep the index in a folder. */
    static Map<String, Object> in(Path folder) {
        return Map.of("trellis.search.folder", folder.toString());
    }

    private void install(String text) {
        var definitions = SampleMetadata.definitions((ObjectNode) MAPPER.readTree(text));
        assertThat(app.get(Publisher.class).install((Actor.Platform) INSTALL, definitions, "for tests"))
                .isInstanceOf(PublishResult.Published.class);
    }

    /** Publishes the roles anew with the rating of accounts hidden from sellers. */
    void hideRatings() {
        install(TEXT.replace("""
                    "account": {"verbs": {"read": "all"}, "otherFields": "read"},
                """, """
                    "account": {"verbs": {"read": "all"}, "otherFields": "read", "fields": {"rating_note": "none"}},
                """));
    }

    /** Ends this node and starts another on the same database. */
    void restart(Map<String, Object> properties) {
        app.close();
        app = home.anotherNode(properties);
    }

    TestApp app() {
        return app;
    }

    Search search() {
        return app.get(Search.class);
    }

    RecordId id(String person) {
        return people.get(person);
    }

    Actor.Person admin() {
        return actor("chef", "admin");
    }

    Actor.Person seller(String name) {
        return actor(name, "seller");
    }

    /** Sees the contacts with something public in their notes. */
    Actor.Person reader() {
        return actor("anna", "reader");
    }

    private Actor.Person actor(String name, String role) {
        return new Actor.Person(id(name), name, Set.of(role), Set.of(), Locale.ENGLISH, Actor.Via.API);
    }

    RecordId contact(String owner, Map<String, Object> values) {
        var all = new HashMap<>(values);
        all.put("owner", id(owner));
        return create("contact", all);
    }

    /** Makes many contacts that differ in nothing. */
    void contacts(int count, Map<String, Object> values) {
        var change = new Change.Create("contact", values);
        for (int made = 0; made < count; made += BATCH) {
            var results = app.get(Records.class)
                    .apply(INSTALL, Collections.nCopies(Math.min(BATCH, count - made), change), Records.Mode.ALL);
            assertThat(results).allMatch(SaveResult.Saved.class::isInstance);
        }
    }

    RecordId create(String entity, Map<String, Object> values) {
        return save(new Change.Create(entity, values)).id();
    }

    SaveResult.Saved save(Change change) {
        var result = app.get(Records.class).save(INSTALL, change);
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return (SaveResult.Saved) result;
    }

    /** Finds after the index has taken in everything. */
    SearchResult.Found find(Actor actor, String text) {
        search().catchUp();
        return ask(actor, SearchRequest.of(text));
    }

    SearchResult.Found ask(Actor actor, SearchRequest request) {
        var result = search().find(actor, request);
        assertThat(result).isInstanceOf(SearchResult.Found.class);
        return (SearchResult.Found) result;
    }

    List<String> titles(Actor actor, String text) {
        return find(actor, text).hits().stream().map(SearchHit::title).toList();
    }

    @Override
    public void close() {
        app.close();
        home.close();
    }
}
